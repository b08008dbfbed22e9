"""The book's revision: made new, migrated after a backup, or refused when it is newer than this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, inspect, text

from netbook.db.engine import for_writing, take_write_turn
from netbook.db.migrations_folder import newest_revision
from netbook.db.search import create_search
from netbook.db.tables import METADATA
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from collections.abc import Callable

_READ_REVISION = text("SELECT version_num FROM alembic_version")


def prepare_schema(engine: Engine, url: URL, back_up: Callable[[], object]) -> None:
    """Bring the book to the newest revision; ``back_up`` is called before an older one is touched.

    Raises:
        BookProblem: the book was written by a newer netbook, or the database holds something else.

    """
    newest = newest_revision()
    revision = _book_revision(engine)
    if revision == newest:
        return
    if revision is None:
        _create(engine, newest)
    elif revision > newest:
        sentence = f"this book was written by a newer netbook (revision {revision}; this one knows {newest}). Nothing was touched."
        raise BookProblem(sentence, "upgrade netbook, or name an older copy of the book with --book")
    else:
        back_up()
        from netbook.db.migrate import migrate

        migrate(url)


def _book_revision(engine: Engine) -> str | None:
    """Read the revision; None for a database without any table."""
    with engine.connect() as connection:
        return _read_revision(connection)


def _read_revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return str(connection.execute(_READ_REVISION).scalar_one())
    if tables:
        sentence = "this database holds something else than a netbook book. Nothing was touched."
        raise BookProblem(sentence, "name another file or database with --book")
    return None


def _create(engine: Engine, newest: str) -> None:
    """Make all tables and stamp the revision, in one transaction; another process may have been quicker."""
    with for_writing(engine).begin() as connection:
        take_write_turn(connection)
        if _read_revision(connection) is not None:
            return
        METADATA.create_all(connection)
        create_search(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:revision)"), {"revision": newest})
