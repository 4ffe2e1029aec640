"""Conversations that belong to a member of another name than their own: several channels, one member."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("sender", sa.String(64), primary_key=True),
        sa.Column("member_id", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_conversation_member", "conversation", ["member_id"])
    op.create_table("ended_member", sa.Column("id", sa.String(64), primary_key=True))


def downgrade() -> None:
    op.drop_table("ended_member")
    op.drop_table("conversation")
