"""Reports: which one is the main one (대표), and deleted ones that can still be brought back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("main", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("report", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    # The first report of each member is the main one by itself.
    first = "SELECT id FROM report AS other WHERE other.member_id = report.member_id ORDER BY created_at, id LIMIT 1"
    op.execute(sa.text(f"UPDATE report SET main = (id = ({first}))"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM report WHERE deleted_at IS NOT NULL"))
    op.drop_column("report", "deleted_at")
    op.drop_column("report", "main")
