"""A folder of cards and a book: what either side changes, the other gets."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from netbook.domain.filters import read_filter
from netbook.domain.syncing import SyncChoice
from netbook.domain.three_way import Side
from netbook.queries.people import list_contacts
from netbook.usecases.edit import archive, change_handles, change_tags
from tests.conftest import TODAY
from tests.syncing.conftest import Pair

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netbook.book import Book
    from tests.conftest import Desk, Dump

ALAN = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:alan-1\r\nFN:Alan Turing\r\nEMAIL:alan@example.org\r\nX-KEEP:me\r\nEND:VCARD\r\n"


on_both_databases = pytest.mark.parametrize("book_name", ["sqlite", "postgresql"], indirect=True)


def test_in_step_means_nothing_to_do(pair: Pair, dump: Callable[[Book], Dump]) -> None:
    """A second sync changes nothing on either side, and is no step to undo."""
    before, files = dump(pair.book), pair.files()
    done = pair.sync()
    assert (done.changes, done.same, done.left) == (0, 2, ())
    assert dump(pair.book) == before
    assert pair.files() == files


def test_files_are_private(pair: Pair) -> None:
    """The folder and its files are the user's alone, new ones and changed ones."""
    for file in pair.folder.iterdir():
        file.chmod(0o644)
    pair.edit("ada", notes="new")
    pair.edit("grace", notes="new")
    pair.sync()
    assert stat.S_IMODE(pair.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in pair.folder.iterdir()} == {0o600}
    assert {file.suffix for file in pair.folder.iterdir()} == {".vcf"}


@on_both_databases
def test_both_sides_change_different_things(pair: Pair) -> None:
    """What was changed in the book and what was changed in the folder are both on both sides afterwards."""
    pair.edit("ada", organisation="Engines")
    pair.book.do(change_tags, ["ada"], TODAY, add=["poetry"])
    pair.replace("FN:Ada Lovelace\r\n", "FN:Ada King\r\nBDAY:1815-12-10\r\nEMAIL:ada@example.org\r\n")
    done = pair.sync()
    assert (done.changed_here, done.changed_there, done.conflicts) == (("Ada King",), ("Ada King",), ())
    card = pair.desk.card("ada")
    assert (card.name, card.organisation, card.tags) == ("Ada King", "Engines", ("maths", "poetry"))
    assert {handle.shown for handle in card.handles} == {"@ada", "ada@example.org"}
    text = pair.file_of("Ada King").read_text("utf-8")
    assert "ORG:Engines" in text
    assert "CATEGORIES:maths,poetry" in text
    assert pair.sync().changes == 0


def test_a_new_card_goes_to_the_inbox(pair: Pair) -> None:
    """Somebody new in the folder is in the inbox, and the file stays byte by byte."""
    pair.put("alan.vcf", ALAN)
    done = pair.sync()
    assert done.new_here == ("Alan Turing",)
    card = pair.desk.card("alan")
    assert (card.inbox, [handle.shown for handle in card.handles]) == (True, ["alan@example.org"])
    assert pair.files()["alan.vcf"] == ALAN
    assert pair.sync().changes == 0


def test_a_change_leaves_what_netbook_does_not_know(pair: Pair) -> None:
    """Properties of other programs stay when the book's changes are written, and so do UID, version and file."""
    pair.put("alan.vcf", ALAN)
    pair.sync()
    pair.edit("alan", organisation="Bletchley")
    pair.sync()
    text = pair.files()["alan.vcf"]
    for line in ("VERSION:4.0", "UID:urn:uuid:alan-1", "X-KEEP:me", "EMAIL:alan@example.org", "ORG:Bletchley"):
        assert f"\r\n{line}\r\n" in text
    assert "REV:20261123T12" in text


def test_people_of_the_inbox_and_the_archive_are_not_written(desk: Desk, tmp_path: Path) -> None:
    """Whom an import found and nobody has looked at is nobody's business in an address book."""
    desk.add("@ada Ada")
    desk.book.do(archive, ["ada"], TODAY)
    pair = Pair(desk, tmp_path / "cards")
    assert pair.sync().changes == 0
    assert pair.files() == {}


def test_the_same_person_on_both_sides_from_the_start(desk: Desk, tmp_path: Path) -> None:
    """Somebody with the same address is the same contact, and takes the UID of the card; a shared number says nothing."""
    desk.add("alan@example.org Alan M. Turing")
    desk.add("tel:+442079460000 Grace Hopper")
    pair = Pair(desk, tmp_path / "cards")
    pair.put("alan.vcf", ALAN)
    pair.put("c.vcf", "BEGIN:VCARD\nVERSION:3.0\nUID:c\nFN:Charles Babbage\nTEL:+44 20 7946 0000\nEND:VCARD\n")
    done = pair.sync()
    assert done.new_here == ("Charles Babbage",)
    assert [(each.field, each.ours, each.theirs) for each in done.conflicts] == [
        ("name", "Alan M. Turing", "Alan Turing")
    ]
    assert [left.reason for left in done.left] == ["+44 20 7946 0000 belongs to Grace Hopper already."]
    assert len(pair.files()) == 3
    settled = pair.sync(SyncChoice(Side.OURS))
    assert (settled.conflicts, settled.changed_there) == ((), ("Alan M. Turing",))


def test_a_card_removed_there_is_archived_here(pair: Pair) -> None:
    """A contact whose card was removed goes to the archive, and comes back by undo."""
    pair.file_of("Ada").unlink()
    done = pair.sync()
    assert done.archived_here == ("Ada Lovelace",)
    assert pair.desk.card("ada").archived
    assert pair.sync().changes == 0
    pair.desk.undo()
    assert not pair.desk.card("ada").archived


def test_a_contact_archived_here_is_removed_there(pair: Pair) -> None:
    """The card of a contact that was archived goes, if nobody has changed it."""
    pair.book.do(archive, ["ada"], TODAY)
    assert pair.sync().removed_there == ("Ada Lovelace",)
    assert len(pair.files()) == 1
    assert pair.sync().changes == 0


def test_a_card_without_uid_gets_one(pair: Pair) -> None:
    """A card without UID is given one, so that it is known again."""
    pair.put("alan.vcf", ALAN.replace("UID:urn:uuid:alan-1\r\n", ""))
    done = pair.sync()
    assert (done.new_here, done.changed_there) == (("Alan Turing",), ("Alan Turing",))
    assert "\r\nUID:" in pair.files()["alan.vcf"]
    assert "X-KEEP:me" in pair.files()["alan.vcf"]
    assert pair.sync().changes == 0


@on_both_databases
def test_a_card_under_a_new_uid(pair: Pair) -> None:
    """A server that gives a card another UID and file makes nobody new."""
    pair.put("alan.vcf", ALAN)
    pair.sync()
    (pair.folder / "alan.vcf").unlink()
    pair.put("other.vcf", ALAN.replace("alan-1", "alan-2"))
    done = pair.sync()
    assert done.changes == 0
    assert len(pair.book.read(list_contacts, read_filter("alan is:inbox"), TODAY)) == 1
    assert pair.sync().changes == 0


def test_handles_both_ways(pair: Pair) -> None:
    """An account taken out there is no longer used here, and still finds the contact; one renamed here goes there."""
    pair.replace("EMAIL:grace@example.org\r\n", "EMAIL:hopper@example.org\r\n")
    pair.book.do(change_handles, "ada", TODAY, add=["@lovelace"], retire=["@ada"])
    pair.sync()
    card = pair.desk.card("hopper@example.org")
    assert {(handle.shown, handle.status.value) for handle in card.handles} == {
        ("hopper@example.org", "active"),
        ("grace@example.org", "left"),
    }
    assert pair.desk.card("grace@example.org").id == card.id
    text = pair.file_of("Ada").read_bytes().decode().replace("\r\n ", "")
    assert "https://x.com/lovelace" in text
    assert "https://x.com/ada\r\n" not in text
    assert pair.sync().changes == 0


def test_a_dry_run_changes_nothing(pair: Pair, dump: Callable[[Book], Dump]) -> None:
    """A dry run says what would happen, and leaves both sides as they are."""
    pair.put("alan.vcf", ALAN)
    pair.edit("ada", notes="new")
    before, files = dump(pair.book), pair.files()
    done = pair.sync(dry_run=True)
    assert (done.new_here, done.changed_there) == (("Alan Turing",), ("Ada Lovelace",))
    assert dump(pair.book) == before
    assert pair.files() == files


@on_both_databases
def test_one_step_to_undo(pair: Pair, dump: Callable[[Book], Dump]) -> None:
    """All that a sync changes in the book is one step, taken back and done again as a whole."""
    before = dump(pair.book)
    pair.put("alan.vcf", ALAN)
    pair.replace("FN:Ada Lovelace", "FN:Ada King")
    pair.sync()
    after = dump(pair.book)
    (undone,) = pair.desk.undo()
    assert undone.words == "Synced with cards"
    assert dump(pair.book) == before
    pair.desk.redo()
    assert dump(pair.book) == after


def test_two_books_by_one_folder(
    pair: Pair, open_book: Callable[..., Book], desk_at: Callable[[Book], Desk], tmp_path: Path
) -> None:
    """Two books in step with one folder end alike, where-met, cadence and former accounts too."""
    pair.book.do(change_handles, "ada", TODAY, add=["@lovelace"], retire=["@ada"])
    pair.edit("ada", sector="computing")
    pair.sync()
    other = Pair(desk_at(open_book(tmp_path / "other" / "netbook.db")), pair.folder)
    assert len(other.sync().new_here) == 2
    mine, theirs = pair.desk.card("ada"), other.desk.card("@ada")
    assert (theirs.name, theirs.sector, theirs.notes, theirs.tags) == (mine.name, mine.sector, mine.notes, mine.tags)
    assert theirs.met_online is not None
    assert mine.met_online is not None
    assert (theirs.met_online.network, theirs.met_online.on) == (mine.met_online.network, mine.met_online.on)
    assert {handle.shown for handle in theirs.handles} == {handle.shown for handle in mine.handles}
    other.edit("ada", position="Countess")
    other.sync()
    pair.sync()
    assert pair.desk.card("ada").position == "Countess"
    assert (pair.sync().changes, other.sync().changes) == (0, 0)
