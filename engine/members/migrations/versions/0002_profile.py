"""Profiles: entries, what was answered about a section, and the changes that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profile_entry",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("member_id", sa.String(64), sa.ForeignKey("member.id", ondelete="CASCADE"), nullable=False),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_profile_entry_member", "profile_entry", ["member_id"])
    op.create_table(
        "profile_section",
        sa.Column("member_id", sa.String(64), sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("section", sa.String(16), primary_key=True),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "profile_change",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("member_id", sa.String(64), sa.ForeignKey("member.id", ondelete="CASCADE"), nullable=False),
        sa.Column("batch", sa.String(32), nullable=False),
        sa.Column("entry_id", sa.String(32), nullable=False),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON, nullable=True),
        sa.Column("after", sa.JSON, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_profile_change_member", "profile_change", ["member_id"])


def downgrade() -> None:
    for table in ("profile_change", "profile_section", "profile_entry"):
        op.drop_table(table)
