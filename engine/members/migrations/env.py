"""Alembic environment of the member store: runs on the connection that engine.members.migration hands over."""

from alembic import context

from engine.members.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
