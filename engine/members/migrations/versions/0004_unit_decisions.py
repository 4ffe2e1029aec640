"""What a member decided about 능력단위: kept apart from what an analysis infers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_decision",
        sa.Column("member_id", sa.String(64), sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("unit", sa.String(32), primary_key=True),
        sa.Column("decision", sa.String(8), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("unit_decision")
