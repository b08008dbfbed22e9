"""What Alembic runs: the migrations, over the connection that netbook gives it and inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from netbook.db.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection


def run(connection: Connection) -> None:
    """Run every revision that is asked for in the transaction that is already open."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        transactional_ddl=False,
        transaction_per_migration=False,
    )
    context.run_migrations()


run(context.config.attributes["connection"])
