"""Running Alembic: one transaction for the whole chain of revisions, checked before it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from netbook.db.engine import for_writing, make_engine, take_write_turn
from netbook.db.migrations_folder import migrations_folder
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL, Connection


def migrate(url: URL, revision: str = "head") -> None:
    """Upgrade a book; foreign keys are off meanwhile, since a rebuilt table would take its children along.

    Raises:
        BookProblem: the migrated book does not pass its checks; nothing is kept of the attempt.

    """
    _run(url, lambda config: command.upgrade(config, revision))


def migrate_down(url: URL, revision: str) -> None:
    """Take a book back to an older revision."""
    _run(url, lambda config: command.downgrade(config, revision))


def alembic_config(connection: Connection) -> Config:
    """Make the configuration that migrations run with; there is no file of it."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _run(url: URL, migration: Callable[[Config], None]) -> None:
    engine = make_engine(url, for_migration=True)
    try:
        with for_writing(engine).begin() as connection:
            take_write_turn(connection)
            migration(alembic_config(connection))
            _check(connection)
    finally:
        engine.dispose()


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    if orphans or verdict != "ok":
        sentence = "the book did not pass its checks after the upgrade, so the upgrade was undone."
        raise BookProblem(sentence, "your book is as it was; a copy lies in the backups folder (netbook info)")
