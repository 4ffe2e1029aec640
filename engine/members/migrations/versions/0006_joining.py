"""Joining two conversations of one person: codes, wrong tries, what a join changed, and notices about it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "join_code",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("code_hash", sa.String(64), nullable=True),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("valid_until", moment, nullable=False),
        sa.Column("claimed_by", sa.String(64), nullable=True),
        sa.Column("agreed", sa.Boolean, nullable=False),
    )
    op.create_index("ix_join_code_hash", "join_code", ["code_hash"])
    op.create_table(
        "join_try",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("tried_at", moment, nullable=False),
    )
    op.create_index("ix_join_try_at", "join_try", ["tried_at"])
    op.create_table(
        "join_record",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("member_id", sa.String(64), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("former", sa.String(64), nullable=False),
        sa.Column("joined_at", moment, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
    )
    op.create_index("ix_join_record_member", "join_record", ["member_id"])
    op.create_table(
        "join_notice",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_join_notice_sender", "join_notice", ["sender"])


def downgrade() -> None:
    for table in ("join_notice", "join_record", "join_try", "join_code"):
        op.drop_table(table)
