"""Where an export goes."""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.filters import Filter
from netbook.errors import UsageProblem
from netbook.export_files import ExportProblem, Wanted, export_to_place, export_to_stream, place_named
from netbook.formats.protocol import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netbook.book import Book

from tests.conftest import TODAY

WHOLE = b"every name there is\n"


class _Names:
    """A writer of files and of folders."""

    name = "names"
    label = "list of names"
    ending = ".txt"
    takes_all = True

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem

    def write(self, book: Any, out: Any, progress: Any) -> dict[str, int]:
        progress(0, book.size)
        out.write(WHOLE[:5])
        if self.problem:
            raise self.problem
        out.write(WHOLE[5:])
        return {"name": 4}


class _Pages(_Names):
    """The same, a file for each."""

    def pages(self, book: Any, progress: Any) -> Iterator[Page]:
        progress(0, book.size)
        yield Page("a.txt", b"a")
        if self.problem:
            raise self.problem
        yield Page("b.txt", b"b")


@pytest.fixture
def empty(tmp_path: Path, open_book: Callable[..., Book]) -> Book:
    """Open an empty book."""
    return open_book(tmp_path / "netbook.db")


def seen(done: int, total: int) -> None:
    """Find no contact in an empty book."""
    assert (done, total) == (0, 0)


def export(book: Book, exporter: Any, path: Path | str, *, replace: bool = False) -> Any:
    """Export everything to a place."""
    wanted = Wanted(exporter)
    place = place_named(str(path), exporter, replace=replace)
    return export_to_place(book, wanted, TODAY, place, seen)


def mode(path: Path) -> int:
    """Give the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def beside(path: Path) -> list[str]:
    """List what lies in the folder besides the book."""
    return sorted(each.name for each in path.iterdir() if not each.name.startswith("netbook.db"))


def test_whom_it_is_for() -> None:
    """Without a filter, a copy of the book takes everybody, other files those whom a list shows."""
    everybody, some = _Names(), _Names()
    some.takes_all = False
    assert Wanted(everybody).whom is None
    assert Wanted(some).whom == Filter()
    assert Wanted(everybody, Filter(("ada",))).whom == Filter(("ada",))


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_file_is_private(empty: Book, tmp_path: Path, umask: int) -> None:
    """Only the user can read a file and enter a folder, whatever the umask, and nothing else is left beside it."""
    before = os.umask(umask)
    try:
        assert export(empty, _Names(), tmp_path / "new" / "names.txt") == {"name": 4}
        assert export(empty, _Pages(), tmp_path / "pages") == {"file": 2}
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "names.txt").read_bytes() == WHOLE
    found = [tmp_path / "new", tmp_path / "new" / "names.txt", tmp_path / "pages", tmp_path / "pages" / "a.txt"]
    assert [mode(path) for path in found] == [0o700, 0o600, 0o700, 0o600]
    assert beside(tmp_path) == ["new", "pages"]
    assert beside(tmp_path / "new") == ["names.txt"]


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("exporter", [_Names, _Pages])
@pytest.mark.parametrize("there", [False, True])
def test_no_half_of_a_file(empty: Book, tmp_path: Path, problem: Exception, exporter: Any, there: bool) -> None:
    """What fails or is interrupted under way leaves nothing behind, and what was there before as it was."""
    path = tmp_path / ("out" if exporter is _Pages else "out.txt")
    if there:
        export(empty, exporter(), path)
    before = beside(tmp_path)
    with pytest.raises((ExportProblem, KeyboardInterrupt)):
        export(empty, exporter(problem), path, replace=True)
    assert beside(tmp_path) == before
    if there and exporter is _Names:
        assert path.read_bytes() == WHOLE


def test_nothing_is_replaced_unasked(empty: Book, tmp_path: Path) -> None:
    """What is there already is refused, a link that leads nowhere too; told to replace, the link goes, not its victim."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    for name, target in (("link.txt", victim), ("dead.txt", tmp_path / "nowhere")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(UsageProblem, match="there already"):
            export(empty, _Names(), tmp_path / name)
        export(empty, _Names(), tmp_path / name, replace=True)
        assert not (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_bytes() == WHOLE
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_name_taken_meanwhile_is_not_replaced(empty: Book, tmp_path: Path) -> None:
    """A file that appears while the export is written stays as it is."""
    place = place_named(str(tmp_path / "late.txt"), _Names())
    (tmp_path / "late.txt").write_bytes(b"somebody else's")
    with pytest.raises(ExportProblem, match="cannot be written: file exists"):
        export_to_place(empty, Wanted(_Names()), TODAY, place, seen)
    assert (tmp_path / "late.txt").read_bytes() == b"somebody else's"


def test_without_hard_links(empty: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has no hard links a file is written all the same, and nothing is replaced unasked."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    export(empty, _Names(), tmp_path / "names.txt")
    assert (tmp_path / "names.txt").read_bytes() == WHOLE
    place = place_named(str(tmp_path / "late.txt"), _Names())
    (tmp_path / "late.txt").write_bytes(b"x")
    with pytest.raises(ExportProblem):
        export_to_place(empty, Wanted(_Names()), TODAY, place, seen)


def test_a_folder_that_is_there(empty: Book, tmp_path: Path) -> None:
    """An empty folder is filled; one with files only when told to replace, and files it does not write stay."""
    folder = tmp_path / "pages"
    folder.mkdir()
    export(empty, _Pages(), folder)
    assert beside(folder) == ["a.txt", "b.txt"]
    (folder / "mine.txt").write_bytes(b"mine")
    (folder / "a.txt").write_bytes(b"old")
    with pytest.raises(UsageProblem, match="there already"):
        export(empty, _Pages(), folder)
    export(empty, _Pages(), f"{folder}/", replace=True)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
        "a.txt": b"a",
        "b.txt": b"b",
        "mine.txt": b"mine",
    }


def test_a_folder_or_a_file(tmp_path: Path) -> None:
    """A name with an ending is a file, one without or with a slash a folder, if the writer can fill one."""
    (tmp_path / "there").mkdir()
    assert not place_named(str(tmp_path / "names.txt"), _Pages()).is_folder
    assert place_named(str(tmp_path / "names"), _Pages()).is_folder
    assert place_named(f"{tmp_path}/a.b/", _Pages()).is_folder
    assert not place_named(str(tmp_path / "names"), _Names()).is_folder
    for typed in (f"{tmp_path}/new/", str(tmp_path / "there")):
        with pytest.raises(UsageProblem, match="is a folder, and list of names is one file") as refused:
            place_named(typed, _Names())
        assert refused.value.hints[0].endswith("/netbook.txt")


@pytest.mark.parametrize("typed", ["/", "/dev/null"])
def test_devices_and_the_root_are_no_places(typed: str) -> None:
    """A device is not replaced by a file, not even when told to replace."""
    with pytest.raises(UsageProblem, match="no place for a file"):
        place_named(typed, _Pages(), replace=True)


def test_a_stream_gets_the_same(empty: Book) -> None:
    """What goes to a stream is what goes into a file."""
    out = io.BytesIO()
    assert export_to_stream(empty, Wanted(_Names()), TODAY, out, seen) == {"name": 4}
    assert out.getvalue() == WHOLE
