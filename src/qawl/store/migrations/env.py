"""Alembic's entry: run the migrations on the connection that ``qawl.store.engine.migrate`` holds open."""

from alembic import context

from qawl.store import derived, tables  # noqa: F401  (they fill the metadata)
from qawl.store.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
