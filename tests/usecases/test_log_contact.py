"""Logging a contact: made, or found by handle or name, with all that one line says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.staleness import State
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.history import history

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_a_handle_alone_is_enough(desk: Desk) -> None:
    """The handle is the name, where-met is its network today, the state is new, and nothing is logged."""
    logged = desk.add("x.com/jane", follow_up_on=TODAY + timedelta(14))
    assert (logged.made, logged.because, logged.new_handles) == (True, None, ("@jane",))
    assert (logged.card.called, logged.card.name) == ("@jane", None)
    assert logged.card.met_online is not None
    assert (logged.card.met_online.network, logged.card.met_online.on) == ("x", TODAY)
    assert logged.card.met_in_person is None
    assert (logged.card.state, logged.card.talks, logged.card.last_contact) == (State.NEW, 0, None)
    assert logged.card.follow_up_state is State.SCHEDULED
    assert [follow_up.due_on for follow_up in logged.card.follow_ups] == [TODAY + timedelta(14)]


def test_one_line_says_everything(desk: Desk) -> None:
    """Name, handles, tags, event, cadence, introducer and note all arrive."""
    desk.add("Ada Lovelace")
    line = (
        '@jane jane@example.org Jane Doe #press #law at "PyCon UK" on 3 Nov 2026 every 2 weeks via ada :: likes looms'
    )
    found = desk.add(line).card
    assert (found.name, found.tags, found.notes) == ("Jane Doe", ("law", "press"), "likes looms")
    assert {handle.network for handle in found.handles} == {"x", "email"}
    assert found.met_in_person is not None
    assert (found.met_in_person.event, found.met_in_person.on) == ("PyCon UK", date(2026, 11, 3))
    assert found.cadence is not None
    assert (found.cadence.days, found.introduced_by) == (14, ("Ada Lovelace",))


def test_a_known_handle_names_its_contact(desk: Desk) -> None:
    """The same handle again adds what is new to the contact it belongs to."""
    desk.add("@jane")
    again = desk.add("x.com/jane Jane Doe #press :: a note", follow_up_on=TODAY)
    assert (again.made, again.because, again.card.name, again.card.notes) == (
        False,
        "same handle",
        "Jane Doe",
        "a note",
    )
    assert len(desk.add("@jane", follow_up_on=TODAY).card.follow_ups) <= 1


def test_a_likely_duplicate_gets_the_handle(desk: Desk) -> None:
    """The same name means the same contact, unless a new one is asked for."""
    first = desk.add("Grace Hopper @grace").card
    same = desk.add("grace hopper mastodon.social/@grace")
    assert (same.made, same.because, same.card.id) == (False, "same name", first.id)
    assert same.new_handles == ("@grace@mastodon.social",)
    other = desk.add("Grace Hopper bsky.app/profile/grace.example.org", make_new=True)
    assert (other.made, other.card.id != first.id) == (True, True)


def test_what_cannot_be_read_is_refused(desk: Desk) -> None:
    """An empty line, an unreadable date, an unknown introducer, a taken handle with --new: a sentence, and no contact."""
    with pytest.raises(UsageProblem, match="needs a name or a handle"):
        desk.add("#press")
    with pytest.raises(UsageProblem):
        desk.add("Jane Doe on 32 Nov 2026")
    with pytest.raises(NobodyMatches):
        desk.add("Jane Doe via nobody-known")
    desk.add("@jane Jane Roe")
    with pytest.raises(UsageProblem, match="belongs to a contact already"):
        desk.add("@jane Jane Doe", make_new=True)
    desk.add("Kim Lee @kim")
    with pytest.raises(UsageProblem, match="different contacts"):
        desk.add("@jane @kim")
    assert len(desk.book.read(history)) == 2


def test_adding_takes_out_of_the_archive(desk: Desk) -> None:
    """A contact that lay in the archive and is named again is back."""
    from netbook.usecases.edit import archive

    desk.add("@jane")
    desk.book.do(archive, ["@jane"], TODAY)
    assert desk.card("@jane").archived
    assert not desk.add("@jane").card.archived


@pytest.mark.parametrize(
    "name", ["[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y", "🎉", "=1+1", "' OR 1=1 --"]
)
def test_a_hostile_name_is_kept_and_found(desk: Desk, name: str) -> None:
    """Whatever a name is made of, it is kept as text, sorted, and found again by its number."""
    desk.add("Ada Lovelace")
    from netbook.domain.capture import Capture
    from netbook.usecases.log_contact import log_contact

    made = desk.book.do(log_contact, Capture(name=name), TODAY).card
    assert desk.card(f"#{made.id}") == made
    assert "\x00" not in made.called
