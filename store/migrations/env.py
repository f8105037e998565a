"""Run by Alembic: migrations work on the connection, and in the transaction, that `store.engine.migrate` hands over."""

from alembic import context

from store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
context.run_migrations()
