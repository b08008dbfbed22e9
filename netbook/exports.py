"""What is imported: where it may lie, how it is opened, recognised, read to the end and fingerprinted, what was bad."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from netbook.domain.census import Census
from netbook.domain.handles import NETWORKS, parse_handle
from netbook.domain.portable import PortableInteraction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PartRecord
from netbook.domain.text import clean, norm_line
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.owner_unclear import OwnerUnclear
from netbook.formats.protocol import CircumstantialFormat
from netbook.formats.registry import detect, format_named
from netbook.formats.spreadsheets.any_table import CsvFormat, first_people
from netbook.formats.spreadsheets.tables import Choices, TableFormat
from netbook.formats.streams import UnreadableFile
from netbook.paths import user_path
from netbook.queries.columns import remembered_columns
from netbook.usecases.imports import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from netbook.book import Book
    from netbook.domain.handles import Handle
    from netbook.domain.records import PersonRecord, Progress, Record
    from netbook.formats.files import ExportFiles
    from netbook.formats.protocol import Circumstances, Format
    from netbook.formats.spreadsheets.headings import Table
    from netbook.usecases.imports import Problem

    ColumnChoice = Callable[[Table], Mapping[str, str]]
    """Says of a table what its columns are, by their names."""

FIRST_ROWS = 5
"""How many people and interactions are shown before an import."""
MOST_CANDIDATES = 300
_MOST_LIKELY = 5
_CHUNK_BYTES = 2**20
_ENDINGS = (".zip", ".csv", ".tsv", ".car", ".tar.gz", ".tgz", ".tar", ".json", ".vcf", ".js", ".ics", ".mbox")
_CONNECTIONS = "connections.csv"
_UNPACKED = frozenset({_CONNECTIONS, "messages.csv", "account.js", "tweets.js", "tweet.js"})
"""Files by which a folder is an unpacked export rather than one that holds exports."""
_X_FOLDER = "data/"
_X_ARCHIVES_BEGIN = "twitter-"
_DOWNLOADS = re.compile(r'^XDG_DOWNLOAD_DIR="\$HOME/([^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table of any columns, and what they were said to be."""

    table: Table
    targets: Mapping[str, str]

    def first_people(self, *, day_first: bool) -> list[PersonRecord]:
        """Return the first people, as they would be read."""
        return first_people(self.table, Choices(self.targets, day_first), FIRST_ROWS)


@dataclass(frozen=True, slots=True)
class ReadExport:
    """An export that was gone through once, and can be gone through again: no more of it is held than its people."""

    source: Source
    contents: Contents
    census: Census
    read_again: Callable[[Progress], Iterator[Record]]
    mapped: MappedTable | None = None
    """How it was read, if it is a table of any columns."""

    def records(self, progress: Progress) -> Iterator[Record]:
        """Give every record; ``progress`` is told how far the reading is, and what it raises stops it."""
        return self.read_again(progress)


def read_export(
    name: str,
    progress: Progress,
    *,
    format_name: str | None = None,
    me: str | None = None,
    columns: ColumnChoice | None = None,
    day_first: bool = True,
    circumstances: Circumstances | None = None,
) -> ReadExport:
    """Read an export from a path, or from standard input for “-”; ``me`` is an account of the user's own.

    ``progress`` is told how far the reading is; what it raises stops the reading. ``columns`` is asked what the columns
    of a table are that no format of its own knows; ``day_first`` is how 3/4 is meant where a table does not tell.

    Raises:
        NetbookError: it cannot be read, is no export, does not say who the user is, or nobody says what its columns are.

    """
    known = format_named(format_name) if format_name else None
    open_again = _opener(name)
    with open_again() as files:
        known = known or detect(files)
        mapped = _mapped(known, files, columns)
        if isinstance(known, TableFormat):
            known = known.told(Choices(mapped.targets if mapped else None, day_first))
        if circumstances is not None and isinstance(known, CircumstantialFormat):
            known = known.under(circumstances)
        owner = _own_account(known, me)
        known_own = circumstances.own if circumstances is not None and owner is None else ()
        contents, census, owner = _gone_through(known, files, progress, owner, known_own)
        digest = digest_of(files, lambda: progress(1, 1))
        source = Source(known.name, known.label, norm_line(files.label) or "export", digest)
    return ReadExport(source, contents, census, partial(_records, open_again, known, owner), mapped)


def _records(
    open_again: Callable[[], ExportFiles], known: Format, owner: Handle | None, progress: Progress
) -> Iterator[Record]:
    with open_again() as files:
        yield from known.read(files, progress, owner)


def _gone_through(
    known: Format, files: ExportFiles, progress: Progress, owner: Handle | None, own: Sequence[Handle]
) -> tuple[Contents, Census, Handle | None]:
    """Go through an export; where it does not say who the user is, an account the book knows as the user's own does."""
    candidate = next((handle for handle in own if handle.network == known.name), None)
    try:
        contents, census = _look(known.read(files, progress, owner))
    except OwnerUnclear:
        if candidate is None:
            raise
        return (*_look(known.read(files, progress, candidate)), candidate)
    if candidate is not None and contents.interactions and not census.owners:
        return (*_look(known.read(files, progress, candidate)), candidate)
    return contents, census, owner


def _mapped(known: Format, files: ExportFiles, columns: ColumnChoice | None) -> MappedTable | None:
    """Have the columns of a table named, if they must be."""
    table = known.table(files) if isinstance(known, CsvFormat) else None
    if table is None:
        return None
    return MappedTable(table, columns(table) if columns else table.guess)


def said_before(book: Book, table: Table) -> dict[str, str]:
    """Give what the user said of the columns of a table like this one; nothing if it is the first of its kind."""
    known = book.read(remembered_columns, table.digest)
    return {name: target for name, target in known.items() if name in table.guess}


def digest_of(files: ExportFiles, go_on: Callable[[], None] = lambda: None) -> str:
    """Give the SHA-256 over the names and contents of all files, whatever their order.

    ``go_on`` is called now and then; what it raises stops the reading.
    """
    digests: dict[str, bytes] = {}
    for member in files.members:
        digest = hashlib.sha256(f"{member.name}\0{member.size}\0".encode("utf-8", "surrogatepass"))
        try:
            with files.open(member.name) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    go_on()
                    digest.update(chunk)
        except UnreadableFile:
            # What the reader had no use for need not be readable; its name is in the digest.
            pass
        digests[member.name] = digest.digest()
    return hashlib.sha256(b"".join(digests[name] for name in sorted(digests))).hexdigest()


def _opener(name: str) -> Callable[[], ExportFiles]:
    """Give what opens the export as often as it is read; standard input, which comes but once, is kept in memory."""
    if name == "-":
        return partial(open_bytes, sys.stdin.buffer.read())
    return partial(open_export, user_path(name))


def _own_account(known: Format, me: str | None) -> Handle | None:
    if me is None:
        return None
    return parse_handle(me, known.name if known.name in NETWORKS else "x")


# What was read


@dataclass(slots=True)
class Contents:
    """What an export holds, in numbers and first rows."""

    records: int = 0
    people: int = 0
    first_people: tuple[PersonRecord, ...] = ()
    interactions: int = 0
    first_interactions: list[InteractionRecord] = field(default_factory=list)
    skipped: int = 0
    failed: int = 0
    own_account: str | None = None

    def note(self, record: Record) -> None:
        """Count one record."""
        if isinstance(record, LeftOut):
            self.records += record.count
            self.skipped += record.count if record.fate is Fate.SKIPPED else 0
            self.failed += record.count if record.fate is Fate.FAILED else 0
        elif not isinstance(record, Owner):
            self.records += 1
            if isinstance(record, PartRecord):
                self.interactions += isinstance(record.part, PortableInteraction)
            elif isinstance(record, InteractionRecord):
                self.interactions += 1
                if len(self.first_interactions) < FIRST_ROWS:
                    self.first_interactions.append(record)
        elif self.own_account is None:
            self.own_account = record.handle.shown


def _look(records: Iterable[Record]) -> tuple[Contents, Census]:
    """Say what is there, before anything is written."""
    contents, census = Contents(), Census()
    for record in records:
        contents.note(record)
        census.note(record)
    contents.people = census.people
    contents.first_people = tuple(islice(census.everybody(), FIRST_ROWS))
    return contents, census


def save_problems(file: Path, heading: str, problems: Iterable[Problem]) -> None:
    """Write a text file for the user alone that lists records with file, line and what is wrong with them.

    Raises:
        OSError: it cannot be written.

    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        os.fchmod(descriptor, 0o600)
        stream.write(f"{clean(heading)}\n\n")
        stream.writelines(
            f"{problem.fate or 'doubtful'}: {place_of(problem)}: {clean(problem.sentence)}\n" for problem in problems
        )


def place_of(problem: Problem) -> str:
    """Say where a record stands, fit to be shown."""
    return clean(f"{problem.file}, line {problem.line}" if problem.line else problem.file)


# Where exports lie


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file or folder that can be named for an import; ``typed`` is how a person would type it."""

    typed: str
    size: int
    is_folder: bool

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.typed.rstrip("/").rpartition("/")[2] + ("/" if self.is_folder else "")


def begun_in(typed: str) -> tuple[str, str]:
    """Split what is typed into the folder, “~/” where nothing is typed yet, and the beginning of a name in it."""
    if typed in {"", "~"}:
        return "~/", ""
    folder, slash, begun = typed.rpartition("/")
    return (folder + slash, begun)


def candidates(typed: str) -> list[Candidate]:
    """List what a path that is still being typed may become: zip archives, other files of exports, then folders."""
    folder, begun = begun_in(typed)
    found = [
        candidate
        for candidate in _listed(folder)
        if candidate.name.casefold().startswith(begun.casefold())
        and (begun.startswith(".") or not candidate.name.startswith("."))
    ]
    found.sort(key=lambda each: (each.is_folder, not each.name.casefold().endswith(_ENDINGS[0]), each.name.casefold()))
    return found[:MOST_CANDIDATES]


def completed(typed: str, found: Sequence[Candidate]) -> str:
    """Give what is typed, as far on as all candidates agree."""
    names = [candidate.typed for candidate in found]
    agreed = os.path.commonprefix(names) if names else ""  # noqa: RUF071 — signs as typed, not parts of a path
    return agreed if agreed.casefold().startswith(typed.casefold()) else typed


def likely_exports() -> list[Candidate]:
    """List exports of LinkedIn and X in the folder for downloads, the newest first."""
    folder = download_folder()
    found = [candidate for candidate in _listed(folder) if _is_likely(candidate)]
    found.sort(key=lambda candidate: -_changed_at(candidate))
    return found[:_MOST_LIKELY]


def download_folder() -> str:
    """Give the user's folder for downloads as typed: what the desktop is set to, else ~/Downloads."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        settings = (Path(base) if base.startswith("/") else user_path("~/.config")) / "user-dirs.dirs"
        named = _DOWNLOADS.search(settings.read_text(encoding="utf-8", errors="replace"))
    except (OSError, NetbookError):
        named = None
    return f"~/{named[1].strip('/')}/" if named else "~/Downloads/"


def is_folder(typed: str) -> bool:
    """Say whether a path as typed is a folder."""
    try:
        return user_path(typed).is_dir()
    except (OSError, ValueError, NetbookError):
        return False


def holds_export(typed: str) -> bool:
    """Say whether a folder is an unpacked export, by the names in it, or in its folder of data as X has it."""
    folder = f"{typed.rstrip('/')}/"
    found = {candidate.name.casefold() for candidate in _listed(folder)}
    if _X_FOLDER in found:
        found |= {candidate.name.casefold() for candidate in _listed(folder + _X_FOLDER)}
    return not _UNPACKED.isdisjoint(found)


def pasted_path(text: str) -> str:
    """Read a path as terminals and file browsers paste it: quoted, escaped, or as a file: link."""
    path = text.strip()
    if path.startswith("file://"):
        return unquote(urlsplit(path).path)
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        return path[1:-1]
    return path.replace("\\ ", " ")


def home_shortened(path: Path) -> str:
    """Write a path with ~ for the user's home, fit to be shown."""
    home = os.environ.get("HOME", "")
    text = str(path)
    return clean(f"~{text[len(home) :]}" if home.startswith("/") and text.startswith(f"{home.rstrip('/')}/") else text)


def _listed(folder: str) -> list[Candidate]:
    """List the folders and the files that exports come as in a folder as typed; nothing where it cannot be looked into."""
    try:
        with os.scandir(user_path(folder or ".")) as entries:
            return [found for entry in entries if (found := _candidate(folder, entry)) is not None]
    except (OSError, ValueError, NetbookError):
        return []


def _candidate(folder: str, entry: os.DirEntry[str]) -> Candidate | None:
    try:
        if entry.is_dir():
            return Candidate(f"{folder}{entry.name}/", 0, is_folder=True)
        if entry.name.casefold().endswith(_ENDINGS) and entry.is_file():
            return Candidate(f"{folder}{entry.name}", entry.stat().st_size, is_folder=False)
    except OSError:
        return None
    return None


def _is_likely(candidate: Candidate) -> bool:
    name = candidate.name.casefold()
    named = "linkedin" in name or name.startswith(_X_ARCHIVES_BEGIN)
    if candidate.is_folder:
        return named and holds_export(candidate.typed)
    return name == _CONNECTIONS or (named and name.endswith(_ENDINGS[0]))


def _changed_at(candidate: Candidate) -> float:
    try:
        return user_path(candidate.typed).stat().st_mtime
    except OSError:
        return 0.0
