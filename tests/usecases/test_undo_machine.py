"""A stateful test: any mix of use cases, undo and redo, against a model that keeps a picture of the book after each step."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select, text

from netbook.book import Book
from netbook.db.people import Contact
from netbook.db.tables import METADATA
from netbook.domain.cadence import read_cadence
from netbook.domain.capture import read_capture, read_meeting
from netbook.domain.channels import Channel, Direction
from netbook.errors import NetbookError
from netbook.usecases import decide, edit, follow_ups
from netbook.usecases.interactions import NewInteraction, log_interaction
from netbook.usecases.log_contact import log_contact
from netbook.usecases.merge import merge_contacts
from netbook.usecases.record_meeting import record_meeting
from netbook.usecases.undo import NothingToUndo, redo, undo

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = ("Ada Lovelace", "Grace Hopper", "Linus T", "Margaret H", "Zoe")
Picture = dict[str, list[tuple[Any, ...]]]

days_ago = st.integers(0, 400)
who = st.integers(0, 9)
tags = st.sampled_from(("maths", "pycon", "news"))


def picture(book: Book) -> Picture:
    """Read every row but those of the history itself, without versions."""
    with book.engine.connect() as connection:
        found: Picture = {}
        for table in METADATA.sorted_tables:
            if table.name not in ("step", "change"):
                columns = [column for column in table.columns if column.name != "version"]
                found[table.name] = [
                    tuple(row) for row in connection.execute(select(*columns).order_by(*table.primary_key))
                ]
        search = text("SELECT rowid, called, about FROM contact_search ORDER BY rowid")
        found["search"] = [tuple(row) for row in connection.execute(search)]
        return found


class UndoMachine(RuleBasedStateMachine):
    """Acts on one book, and undo and redo of them, held against pictures."""

    @initialize()
    def begin(self) -> None:
        """Make an empty book."""
        self.folder = tempfile.TemporaryDirectory()
        self.book = Book(str(Path(self.folder.name) / "netbook.db"), lambda: NOW)
        self.pictures = [picture(self.book)]
        self.place = 0

    def teardown(self) -> None:
        """Put the book away."""
        self.book.close()
        self.folder.cleanup()

    def act(self, use_case: Any, *arguments: Any, **options: Any) -> None:
        """Run a use case; if it changed anything, what was undone before can no longer be redone.

        One that is refused, since a name fits two people by then, leaves the book as it was.
        """
        try:
            self.book.do(use_case, *arguments, **options)
        except NetbookError:
            assert picture(self.book) == self.pictures[self.place]
            return
        now = picture(self.book)
        if now != self.pictures[self.place] or self.steps() > self.place:
            self.pictures[self.place + 1 :] = [now]
            self.place += 1
        assert self.steps() == self.place

    def steps(self) -> int:
        """Count the steps that are in force."""
        with self.book.engine.connect() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM step WHERE undone_at IS NULL")) or 0)

    def anybody(self, place: int) -> str:
        """Name one of the contacts by number."""
        ids = self.book.read(lambda session: session.scalars(select(Contact.id).order_by(Contact.id)).all())
        return f"#{ids[place % len(ids)]}"

    def has_people(self) -> bool:
        """Say whether the book holds anybody."""
        return bool(self.pictures[self.place]["contact"]) if hasattr(self, "place") else False

    @rule(name=st.sampled_from(NAMES), tag=tags, on_x=st.booleans(), soon=st.booleans())
    def add(self, name: str, tag: str, *, on_x: bool, soon: bool) -> None:
        """Add a contact, or to one."""
        handle = f"x.com/{name.split(maxsplit=1)[0].lower()} " if on_x else ""
        capture = read_capture(f"{handle}{name} #{tag} :: a note", TODAY)
        self.act(log_contact, capture, TODAY, follow_up_on=TODAY + timedelta(14) if soon else None)

    @rule(name=st.sampled_from(NAMES), ago=days_ago, at=st.sampled_from(("PyCon", "FOSDEM")))
    def meet(self, name: str, ago: int, at: str) -> None:
        """Meet somebody, known or new."""
        meeting = read_meeting(f"{name} at {at} on {TODAY - timedelta(ago)}", TODAY)
        self.act(record_meeting, meeting, TODAY, make_new=ago % 3 == 0)

    @precondition(has_people)
    @rule(place=who, ago=days_ago, channel=st.sampled_from(list(Channel)), direction=st.sampled_from(list(Direction)))
    def log(self, place: int, ago: int, channel: Channel, direction: Direction) -> None:
        """Log an interaction."""
        new = NewInteraction(channel, direction, TODAY - timedelta(ago))
        self.act(log_interaction, [self.anybody(place)], new, TODAY)

    @precondition(has_people)
    @rule(place=who, ahead=st.integers(-9, 30))
    def promise(self, place: int, ahead: int) -> None:
        """Promise something, now and then with a recurrence."""
        recurrence = "FREQ=WEEKLY" if ahead % 3 == 0 else None
        due = TODAY + timedelta(ahead)
        self.act(follow_ups.promise, self.anybody(place), "slides", due, TODAY, recurrence=recurrence)

    @precondition(has_people)
    @rule(places=st.lists(who, min_size=1, max_size=3), verb=st.sampled_from(("done", "snooze", "let go", "archive")))
    def decide(self, places: list[int], verb: str) -> None:
        """Decide about several people at once."""
        people = [self.anybody(place) for place in places]
        if verb == "snooze":
            self.act(decide.snooze, people, TODAY + timedelta(9), TODAY)
        else:
            self.act({"done": decide.done, "let go": decide.let_go, "archive": edit.archive}[verb], people, TODAY)

    @precondition(has_people)
    @rule(place=who, tag=tags, sector=st.sampled_from((None, "press", "law")))
    def change(self, place: int, tag: str, sector: str | None) -> None:
        """Edit a field, tag somebody, and give the tag a cadence."""
        self.act(edit.edit, self.anybody(place), {"sector": sector}, TODAY)
        self.act(edit.change_tags, [self.anybody(place)], TODAY, add=[tag], remove=["maths"])
        self.act(edit.set_tag_cadence, tag, read_cadence("3w"))

    @precondition(has_people)
    @rule(first=who, second=who)
    def merge(self, first: int, second: int) -> None:
        """Merge two people, if they are two."""
        kept, other = self.anybody(first), self.anybody(second)
        if kept != other:
            self.act(merge_contacts, kept, other, TODAY)

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        """Undo some steps."""
        if self.place == 0:
            with pytest.raises(NothingToUndo):
                self.book.reverse(undo, NOW)
        else:
            done = self.book.reverse(undo, NOW, count)
            assert len(done) == min(count, self.place)
            self.place -= len(done)
        assert picture(self.book) == self.pictures[self.place]

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        """Redo some steps."""
        left = len(self.pictures) - 1 - self.place
        if left == 0:
            with pytest.raises(NothingToUndo):
                self.book.reverse(redo)
        else:
            done = self.book.reverse(redo, count)
            assert len(done) == min(count, left)
            self.place += len(done)
        assert picture(self.book) == self.pictures[self.place]


UndoMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestUndoMachine = UndoMachine.TestCase
