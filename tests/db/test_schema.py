"""The schema: made at once or by migrations it is the same, and older, newer and foreign databases are told apart."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from netbook.db import migrate as migrate_module
from netbook.db import migrations_folder as folder_module
from netbook.db.engine import book_url, make_engine
from netbook.db.migrate import migrate, migrate_down
from netbook.db.migrations_folder import migrations_folder, newest_revision
from netbook.db.tables import METADATA
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.book import Book
    from tests.conftest import Desk, Dump

NEXT = '''
"""Made up for a test."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("contact", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as table:
        table.add_column(sa.Column("made_up", sa.String(), nullable=True))
    {then}


def downgrade():
    with op.batch_alter_table("contact") as table:
        table.drop_column("made_up")
'''
NEWEST = newest_revision()
COMING = f"{int(NEWEST) + 1:04}"
POSTGRESQL_PARTS = (
    (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, character_maximum_length "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
    ),
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
    ),
)


def schema_of(connection: Connection) -> list[tuple[Any, ...]]:
    """Read everything a database says of its tables and indexes, spelling of white space aside."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"))
        return [(name, *_parts(sql)) for name, sql in rows]
    return [tuple(row) for query in POSTGRESQL_PARTS for row in connection.execute(text(query))]


def _parts(sql: str) -> tuple[str, ...]:
    """Split a statement where its lines end, so that the order of constraints does not matter."""
    squeezed = " ".join(sql.replace('"', "").split()).replace("( ", "(").replace(" )", ")")
    return tuple(sorted(squeezed.removesuffix(")").split(", ")))


def rows_of_search(name: str | None, kind: str, _parent: object) -> bool:
    """Leave the search table to itself: it is made by hand on both databases."""
    return not (kind == "table" and (name or "").startswith("contact_search"))


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that lets netbook know a newer revision, which does something else at its end."""
    folder = tmp_path / "newer migrations"

    def install(then: str = "") -> None:
        shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        text_of_it = NEXT.format(revision=COMING, before=NEWEST, then=then)
        (folder / "versions" / f"{COMING}_made_up.py").write_text(text_of_it, "utf-8")
        for module in (folder_module, migrate_module):
            monkeypatch.setattr(module, "migrations_folder", lambda: folder)

    return install


def test_made_at_once_is_migrated_from_nothing(book: Book, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Tables made in one go equal those that the migrations make, to the letter of the database's own words."""
    with book.engine.connect() as connection:
        made = schema_of(connection)
    if book.file is None:
        migrate_down(book.url, "base")
        migrate(book.url)
        with book.engine.connect() as connection:
            migrated = schema_of(connection)
    else:
        url = book_url(str(tmp_path / "migrated.db"))
        migrate(url)
        engine = make_engine(url)
        with engine.connect() as connection:
            migrated = schema_of(connection)
        engine.dispose()
    assert migrated == made


def test_the_classes_say_what_the_database_holds(book: Book) -> None:
    """Alembic finds no difference between the mapped classes and the tables."""
    with book.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": rows_of_search, "compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_down_to_nothing_and_up_again(book: Book) -> None:
    """The first revision taken back leaves nothing but the note of revisions, and can be made again."""
    migrate_down(book.url, "base")
    with book.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    migrate(book.url)
    with book.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision()


def test_every_revision_down_and_up_keeps_the_rows(desk: Desk, dump: Callable[[Book], Dump]) -> None:
    """Each revision can be taken back and made again without a row of the first one changing."""
    desk.add("@ada Ada Lovelace #maths at PyCon")
    desk.log("ada", note="hello")
    before = dump(desk.book)
    for revision in range(int(NEWEST) - 1, 0, -1):
        migrate_down(desk.book.url, f"{revision:04}")
        migrate(desk.book.url)
        assert dump(desk.book) == before


def test_an_older_book_is_backed_up_and_migrated(
    desk: Desk,
    dump: Callable[[Book], Dump],
    open_book: Callable[..., Book],
    next_revision: Callable[[], None],
) -> None:
    """Opening an older book copies it first, and keeps every row, children of a rebuilt table among them."""
    desk.add("@ada Ada Lovelace #maths at PyCon")
    before = dump(desk.book)
    desk.book.close()
    next_revision()
    newer = open_book(desk.book.url.render_as_string(hide_password=False))
    assert dump(newer) == before
    with newer.engine.connect() as connection:
        assert "made_up" in {column["name"] for column in inspect(connection).get_columns("contact")}
    if newer.file is not None and newer.backups is not None:
        assert len(list(newer.backups.iterdir())) == 1
    migrate_down(newer.url, NEWEST)
    assert dump(newer) == before


def test_a_migration_that_fails_leaves_the_book(
    desk: Desk,
    dump: Callable[[Book], Dump],
    open_book: Callable[..., Book],
    next_revision: Callable[[str], None],
) -> None:
    """A migration is kept whole or not at all."""
    desk.add("@ada Ada Lovelace #maths at PyCon")
    before = dump(desk.book)
    desk.book.close()
    next_revision("raise ValueError('half way')")
    with pytest.raises(ValueError, match="half way"):
        open_book(desk.book.url.render_as_string(hide_password=False))
    assert dump(desk.book) == before
    with desk.book.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == NEWEST
        assert "made_up" not in {column["name"] for column in inspect(connection).get_columns("contact")}


def test_a_migration_that_orphans_rows_is_refused(
    tmp_path: Path, open_book: Callable[..., Book], next_revision: Callable[[str], None]
) -> None:
    """Foreign keys are off while a migration runs, and checked before anything of it is kept."""
    book = open_book(tmp_path / "netbook.db")
    book.close()
    next_revision('op.execute("INSERT INTO contact_tag (contact_id, tag_id) VALUES (7, 7)")')
    with pytest.raises(BookProblem, match="did not pass its checks"):
        open_book(tmp_path / "netbook.db")
    assert open_book_revision(book) == NEWEST


def open_book_revision(book: Book) -> str:
    """Read the revision of a book."""
    with book.engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def test_a_newer_book_is_refused(book: Book, open_book: Callable[..., Book]) -> None:
    """A book of a newer netbook is left alone."""
    with book.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BookProblem, match=rf"newer netbook \(revision 9999; this one knows {NEWEST}\)") as caught:
        open_book(book.url.render_as_string(hide_password=False))
    assert caught.value.exit_code == 5


def test_a_database_of_something_else_is_refused(book: Book, open_book: Callable[..., Book]) -> None:
    """A database with other tables is left alone."""
    migrate_down(book.url, "base")
    with book.engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    with pytest.raises(BookProblem, match="something else"):
        open_book(book.url.render_as_string(hide_password=False))
    with book.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


def test_alembic_is_not_loaded_for_a_book_of_today(tmp_path: Path) -> None:
    """Making and opening a book imports neither Alembic nor what draws screens."""
    program = (
        "import sys; from datetime import datetime, UTC; from netbook.book import Book\n"
        f"for _ in range(2): Book({str(tmp_path / 'netbook.db')!r}, lambda: datetime.now(UTC)).close()\n"
        "print(sorted({'alembic', 'rich', 'textual', 'psycopg', 'mako'} & set(sys.modules)))"
    )
    checkout = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=checkout)
    assert done.stdout.strip() == "[]"
