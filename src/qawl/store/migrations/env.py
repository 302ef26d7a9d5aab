"""Alembic's entry: run the migrations on the connection that ``qawl.store.engine.migrate`` holds open."""

from alembic import context

from qawl.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
