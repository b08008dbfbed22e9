"""What must never happen between a folder and a book: nothing is lost, whatever becomes of either."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import netbook.sync_files as module
import netbook.sync_files.cards as cards_module
from netbook.domain.syncing import CARD, SyncChoice
from netbook.domain.three_way import Side
from netbook.errors import UsageProblem
from netbook.formats.vcard.files import SEVERAL
from netbook.sync_files import SyncProblem
from netbook.sync_files.disk import FolderWriter
from netbook.usecases.edit import archive
from netbook.usecases.forget import forget
from netbook.usecases.merge import merge_contacts
from netbook.usecases.sync import FORGOTTEN, NOBODY, SyncRefused
from tests.conftest import TODAY
from tests.syncing.conftest import Pair

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Desk

ALAN = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:alan-1\r\nFN:Alan Turing\r\nEMAIL:alan@example.org\r\nX-KEEP:me\r\nEND:VCARD\r\n"


on_both_databases = pytest.mark.parametrize("book_name", ["sqlite", "postgresql"], indirect=True)


def test_a_conflict_is_never_resolved_by_loss(pair: Pair) -> None:
    """A field changed on both sides stays as it is on each, sync after sync, until somebody says which counts."""
    pair.edit("grace", notes="from the book")
    pair.replace("FN:Grace Hopper\r\n", "FN:Grace Hopper\r\nNOTE:from the phone\r\n")
    for _ in range(2):
        done = pair.sync()
        (conflict,) = done.conflicts
        assert (conflict.field, conflict.before, conflict.ours, conflict.theirs) == (
            "notes",
            None,
            "from the book",
            "from the phone",
        )
        assert pair.desk.card("grace").notes == "from the book"
        assert "NOTE:from the phone" in pair.file_of("Grace").read_text("utf-8")
    pair.sync(SyncChoice(answers={(conflict.uid, "notes"): Side.THEIRS}))
    assert pair.desk.card("grace").notes == "from the phone"
    assert pair.sync().conflicts == ()


def test_an_unsettled_field_does_not_hold_up_others(pair: Pair) -> None:
    """Everything else of a card with a conflict is brought in step."""
    pair.edit("grace", notes="book", position="Admiral")
    pair.replace("FN:Grace Hopper\r\n", "FN:Grace B. Hopper\r\nNOTE:phone\r\n")
    pair.sync()
    assert pair.desk.card("grace").name == "Grace B. Hopper"
    text = pair.file_of("Grace").read_text("utf-8")
    assert "TITLE:Admiral" in text
    assert "NOTE:phone" in text


@pytest.mark.parametrize("side", [None, Side.OURS, Side.THEIRS])
def test_removed_there_and_changed_here(pair: Pair, side: Side | None) -> None:
    """A card that was removed on one side and changed on the other is asked about; until then both stay as they are."""
    pair.file_of("Ada").unlink()
    pair.edit("ada", notes="changed")
    done = pair.sync(SyncChoice(side))
    assert pair.desk.card("ada").archived == (side is Side.THEIRS)
    assert len(pair.files()) == (2 if side is Side.OURS else 1)
    assert [each.field for each in done.conflicts] == ([CARD] if side is None else [])
    if side is None:
        assert len(pair.sync().conflicts) == 1
    else:
        assert pair.sync().changes == 0


@pytest.mark.parametrize("side", [None, Side.OURS, Side.THEIRS])
def test_archived_here_and_changed_there(pair: Pair, side: Side | None) -> None:
    """The same the other way round."""
    pair.book.do(archive, ["ada"], TODAY)
    pair.replace("FN:Ada Lovelace\r\n", "FN:Ada Lovelace\r\nORG:Engines\r\n")
    done = pair.sync(SyncChoice(side))
    card = pair.desk.card("ada")
    assert (card.archived, card.organisation) == ((False, "Engines") if side is Side.THEIRS else (True, None))
    assert len(pair.files()) == (1 if side is Side.OURS else 2)
    assert [each.field for each in done.conflicts] == ([CARD] if side is None else [])
    assert pair.sync().changes == 0


def test_an_emptied_folder_never_empties_the_book(pair: Pair) -> None:
    """Where all cards have gone, or the folder itself, nothing is done unless the user says so."""
    for file in pair.folder.iterdir():
        file.unlink()
    with pytest.raises(SyncRefused, match="2 of 2 cards have gone"):
        pair.sync()
    pair.folder.rmdir()
    with pytest.raises(SyncRefused):
        pair.sync()
    assert not pair.folder.exists()
    assert not pair.desk.card("ada").archived
    assert len(pair.sync(SyncChoice(let_most_go=True)).archived_here) == 2


def test_another_book_never_empties_the_folder(pair: Pair) -> None:
    """Where all contacts have gone from the book, no file is removed unless the user says so."""
    pair.book.do(archive, ["ada", "grace"], TODAY)
    with pytest.raises(SyncRefused, match="are not in this book any more"):
        pair.sync()
    assert len(pair.files()) == 2
    pair.sync(SyncChoice(let_most_go=True))
    assert pair.files() == {}


def test_most_of_many(pair: Pair) -> None:
    """Half of many cards are a flood, ten are not."""
    for number in range(30):
        pair.put(f"{number}.vcf", f"BEGIN:VCARD\nVERSION:3.0\nUID:n{number}\nFN:N {number}\nEND:VCARD\n")
    pair.sync()
    for number in range(10):
        (pair.folder / f"{number}.vcf").unlink()
    assert len(pair.sync().archived_here) == 10
    for number in range(10, 24):
        (pair.folder / f"{number}.vcf").unlink()
    with pytest.raises(SyncRefused, match="14 of 22"):
        pair.sync()


def test_a_damaged_file_is_left_alone(pair: Pair) -> None:
    """A card that cannot be read any more is no card that was removed; a second one of the same UID is left alone too."""
    file = pair.file_of("Ada")
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    pair.put("copy.vcf", ALAN)
    pair.put("copy2.vcf", ALAN)
    pair.put("many.vcf", ALAN.replace("alan-1", "b") + ALAN)
    pair.put("group.vcf", "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nUID:g\nFN:G\nEND:VCARD\n")
    pair.put("nobody.vcf", "BEGIN:VCARD\nVERSION:4.0\nUID:n\nTEL:x\nEND:VCARD\n")
    pair.put(".hidden.vcf", ALAN.replace("alan-1", "c"))
    pair.put("other.txt", "hello")
    os.mkfifo(pair.folder / "pipe.vcf")
    (pair.folder / "link.vcf").symlink_to("copy.vcf")
    before = pair.folder / file.name
    done = pair.sync()
    assert done.archived_here == ()
    assert not pair.desk.card("ada").archived
    reasons = {left.file: left.reason for left in done.left}
    assert set(reasons) == {"copy2.vcf", "many.vcf", "group.vcf", "nobody.vcf", "pipe.vcf", "link.vcf", file.name}
    assert (reasons["many.vcf"], reasons["nobody.vcf"]) == (SEVERAL, NOBODY)
    assert before.read_bytes() == whole[:-20]
    file.write_bytes(whole)
    assert pair.sync().changes == 0


def test_a_crash_after_the_files_loses_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the book is not kept after the files were written, the next sync ends as this one would have."""
    pair.edit("ada", organisation="Engines")
    pair.replace("FN:Ada Lovelace", "FN:Ada King")

    def fail(_writer: FolderWriter) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(FolderWriter, "settle", fail)
    with pytest.raises(SyncProblem, match=r"cannot be written: input/output error\. The book is as it was"):
        pair.sync()
    assert pair.desk.card("ada").name == "Ada Lovelace"
    monkeypatch.undo()
    pair.sync()
    card = pair.desk.card("ada")
    assert (card.name, card.organisation) == ("Ada King", "Engines")
    assert "ORG:Engines" in pair.file_of("Ada King").read_text("utf-8")


def test_a_folder_that_changes_under_way(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program changes between reading and writing is not written over."""
    pair.edit("ada", organisation="Engines")
    file = pair.file_of("Ada")
    read = cards_module.read_cards

    def change_then(path: Path) -> object:
        found = read(path)
        file.write_bytes(file.read_bytes().replace(b"Lovelace", b"King"))
        return found

    monkeypatch.setattr(module, "read_cards", change_then)
    with pytest.raises(SyncProblem, match="was changed while the folder was read"):
        pair.sync()
    assert b"King" in file.read_bytes()
    monkeypatch.undo()
    assert pair.sync().conflicts == ()
    assert pair.desk.card("ada").name == "Ada King"


def test_merged_here_and_changed_there(pair: Pair) -> None:
    """The card of a contact that is no more, its accounts another's now, is brought back without them."""
    pair.put("g2.vcf", "BEGIN:VCARD\nVERSION:3.0\nUID:g2\nFN:G. Hopper\nEMAIL:g2@example.org\nEND:VCARD\n")
    pair.sync()
    pair.book.do(merge_contacts, "grace@example.org", "g2@example.org", TODAY)
    pair.replace("FN:G. Hopper", "FN:Gracie Hopper")
    assert [each.field for each in pair.sync().conflicts] == [CARD]
    done = pair.sync(SyncChoice(Side.THEIRS))
    assert done.new_here == ("Gracie Hopper",)
    assert [left.reason for left in done.left] == ["g2@example.org belongs to Grace Hopper already."]
    assert len(pair.files()) == 3


def test_a_forgotten_person_does_not_come_back(pair: Pair) -> None:
    """Whom the user has forgotten is not brought back by a card that still lies there."""
    pair.book.do(forget, "grace", TODAY, "5a" * 16)
    for _ in range(2):
        done = pair.sync()
        assert done.new_here == ()
        assert [left.reason for left in done.left] == [FORGOTTEN]
    assert len(pair.files()) == 2


def test_odd_names_and_uids(pair: Pair) -> None:
    """A UID of any length, and a file whose name is no text, do no harm."""
    uid = "u" * 5000
    pair.put("long.vcf", ALAN.replace("urn:uuid:alan-1", uid))
    (pair.folder / os.fsdecode(b"\xff.vcf")).write_text(ALAN, encoding="utf-8")
    done = pair.sync()
    assert (done.new_here, len(done.left)) == (("Alan Turing",), 1)
    pair.edit("alan", organisation="Bletchley")
    assert pair.sync().changed_there == ("Alan Turing",)
    assert f"UID:{uid}" in pair.files()["long.vcf"].replace("\r\n ", "")
    assert pair.sync().changes == 0


def test_what_is_no_folder(desk: Desk, tmp_path: Path) -> None:
    """A file is no folder; a folder that cannot be written says so."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageProblem, match="is no folder"):
        Pair(desk, tmp_path / "file").sync()
    desk.add("@ada Ada")
    with pytest.raises(SyncProblem, match="cannot be"):
        Pair(desk, tmp_path / "file" / "in").sync()
