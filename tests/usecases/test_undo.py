"""Undo and redo: every use case taken back leaves the book as it was, and made again as it became."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from netbook.db.ledger import Change, Step
from netbook.db.people import Contact
from netbook.domain.cadence import read_cadence
from netbook.domain.channels import Channel
from netbook.domain.sitting import Sitting
from netbook.queries.history import history
from netbook.usecases import decide, edit, events, follow_ups
from netbook.usecases.merge import merge_contacts
from netbook.usecases.undo import NothingToUndo

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from netbook.book import Book
    from tests.conftest import Desk, Dump

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORTNIGHT = read_cadence("2w")


def fill(desk: Desk) -> None:
    """Put people into a book, with a little of everything."""
    desk.add('@ada Ada Lovelace #maths at "PyCon UK" every 2 weeks :: likes looms', follow_up_on=TODAY)
    desk.add("x.com/grace Grace Hopper #maths #navy")
    desk.add("Grace B. Hopper mastodon.social/@grace via ada", make_new=True)
    desk.met("ada, grace at FOSDEM yesterday :: compilers")
    desk.log("Ada Lovelace", Channel.MESSAGE, days_ago=40)
    desk.book.do(follow_ups.promise, "ada", "slides", date(2026, 11, 20), TODAY, recurrence="FREQ=WEEKLY")
    desk.book.do(edit.set_tag_cadence, "navy", FORTNIGHT)


ACTS: dict[str, Callable[[Desk], Any]] = {
    "add": lambda desk: desk.add('@linus Linus T #kernel at "LinuxCon" :: hi', follow_up_on=TODAY),
    "add to known": lambda desk: desk.add("Ada Lovelace ada@example.org #new every 3mo :: more"),
    "met known": lambda desk: desk.met("ada, grace hopper at LinuxCon 2 days ago"),
    "met new": lambda desk: desk.met("Zoe Zed, @zed at ZedCon today #z via ada"),
    "met first": lambda desk: desk.met("ada at Earlier on 3 Jan 2020"),
    "log": lambda desk: desk.log("ada", days_ago=1, note="a note"),
    "log several": lambda desk: desk.log("ada, #2, #3", Channel.CALL),
    "promise": lambda desk: desk.book.do(follow_ups.promise, "ada", "a book", None, TODAY),
    "keep all": lambda desk: desk.book.do(follow_ups.keep, "ada", TODAY, every=True),
    "keep one": lambda desk: desk.book.do(follow_ups.keep, "ada", TODAY, which="slides"),
    "done": lambda desk: desk.book.do(decide.done, ["ada", "#2"], TODAY),
    "snooze": lambda desk: desk.book.do(decide.snooze, ["ada", "#2"], TODAY + timedelta(9), TODAY),
    "let go": lambda desk: desk.book.do(decide.let_go, ["ada"], TODAY),
    "debrief": lambda desk: desk.book.do(decide.debrief, "ada", TODAY, TODAY),
    "done in a review": lambda desk: desk.book.do(decide.done, ["ada"], TODAY, Sitting(NOW, NOW, "due")),
    "edit": lambda desk: desk.book.do(edit.edit, "ada", {"name": "Ada King", "notes": None, "sector": "math"}, TODAY),
    "note": lambda desk: desk.book.do(edit.add_note, "ada", "another", TODAY),
    "handles": lambda desk: desk.book.do(edit.change_handles, "ada", TODAY, add=["@king"], retire=["@ada"]),
    "cadence": lambda desk: desk.book.do(edit.set_cadence, ["ada", "#2"], None, TODAY),
    "tag cadence": lambda desk: desk.book.do(edit.set_tag_cadence, "maths", FORTNIGHT),
    "tags": lambda desk: desk.book.do(edit.change_tags, ["#maths"], TODAY, add=["both"], remove=["maths"]),
    "archive": lambda desk: desk.book.do(edit.archive, ["ada", "#3"], TODAY),
    "merge": lambda desk: desk.book.do(merge_contacts, "#2", "#3", TODAY),
    "merge the introducer": lambda desk: desk.book.do(merge_contacts, "#3", "#1", TODAY),
    "merge with a shared meeting": lambda desk: desk.book.do(merge_contacts, "#2", "#1", TODAY),
    "event": lambda desk: desk.book.do(events.start_event, "PyCon UK", TODAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_undone_and_redone(desk: Desk, dump: Callable[[Book], Dump], act: str) -> None:
    """One act is one step: undone it leaves every row, standing and search as before it, redone as after it."""
    fill(desk)
    before = dump(desk.book)
    ACTS[act](desk)
    after = dump(desk.book)
    assert after != before
    for _ in range(2):
        desk.undo()
        assert dump(desk.book) == before
        desk.redo()
        assert dump(desk.book) == after


def test_everything_undone_is_an_empty_book(desk: Desk, dump: Callable[[Book], Dump]) -> None:
    """All steps undone, the newest first, leave nothing; all redone bring everything back."""
    empty = dump(desk.book)
    fill(desk)
    for act in ("tags", "done", "archive", "merge"):
        ACTS[act](desk)
    full = dump(desk.book)
    undone = desk.undo(1000)
    assert dump(desk.book) == empty
    assert [step.id for step in undone] == sorted((step.id for step in undone), reverse=True)
    assert desk.redo(1000) == undone[::-1]
    assert dump(desk.book) == full


def test_nothing_to_undo(desk: Desk) -> None:
    """A new book has nothing to undo or redo, and says so."""
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        desk.undo()
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        desk.redo()


def test_a_new_step_ends_redo(desk: Desk) -> None:
    """After an undo and something new, what was undone stays undone, and undo goes on below it."""
    desk.add("Ada Lovelace")
    desk.add("Grace Hopper")
    desk.undo()
    desk.add("Linus Torvalds")
    with pytest.raises(NothingToUndo):
        desk.redo()
    assert [step.words for step in desk.undo(9)] == ["Added Linus Torvalds", "Added Ada Lovelace"]
    rows = desk.book.read(history)
    assert [(row.words, row.undone, row.redoable) for row in rows] == [
        ("Added Linus Torvalds", True, True),
        ("Added Grace Hopper", True, True),
        ("Added Ada Lovelace", True, True),
    ]


def test_a_number_is_not_given_out_twice_after_redo(desk: Desk) -> None:
    """Rows made after an undo take numbers of their own, so that earlier steps can still be undone."""
    desk.add("Ada Lovelace")
    desk.add("Grace Hopper")
    desk.undo()
    desk.redo()
    desk.add("Linus Torvalds")
    assert len({desk.card(name).id for name in ("ada", "grace", "linus")}) == 3
    desk.undo(3)


def test_undo_needs_no_open_program(desk: Desk, open_book: Callable[..., Book], dump: Callable[[Book], Dump]) -> None:
    """Another run of the program undoes what this one did."""
    before = dump(desk.book)
    desk.add("Ada Lovelace")
    second = open_book(desk.book.url.render_as_string(hide_password=False))
    type(desk)(second).undo()
    assert dump(desk.book) == before


def test_undo_counts_versions_up(desk: Desk) -> None:
    """An edit begun before an undo is caught afterwards: versions never come back."""
    desk.add("Ada Lovelace")
    begun = desk.card("ada").version
    ACTS["note"](desk)
    desk.undo()
    assert desk.card("ada").version > begun
    with pytest.raises(edit.ChangedMeanwhile):
        desk.book.do(edit.edit, "ada", {"sector": "x"}, TODAY, version=begun)


def test_what_fails_leaves_no_step(desk: Desk, dump: Callable[[Book], Dump]) -> None:
    """A use case that raises after it wrote leaves neither rows nor a step."""
    desk.add("Ada Lovelace")
    before = dump(desk.book)

    def write_and_fail(session: Session) -> None:
        session.add(Contact(name="x", sort_key="x", added_on=TODAY))
        session.flush()
        message = "after the write"
        raise ValueError(message)

    with pytest.raises(ValueError, match="after the write"):
        desk.book.do(write_and_fail)
    assert dump(desk.book) == before
    assert desk.book.read(lambda session: session.scalar(select(func.count()).select_from(Step))) == 1


def test_a_preview_keeps_nothing(desk: Desk, dump: Callable[[Book], Dump]) -> None:
    """A preview gives what a use case would, and leaves the book alone."""
    before = dump(desk.book)
    assert desk.book.preview(events.start_event, "PyCon", TODAY).name == "PyCon"
    assert dump(desk.book) == before
    assert desk.book.read(lambda session: session.scalar(select(func.count()).select_from(Change))) == 0


def test_an_act_without_change_is_no_step(desk: Desk) -> None:
    """Saying what is so already makes no step to undo."""
    desk.add("Ada Lovelace #maths")
    desk.book.do(edit.change_tags, ["ada"], TODAY, add=["maths"])
    assert [row.words for row in desk.book.read(history)] == ["Added Ada Lovelace"]
