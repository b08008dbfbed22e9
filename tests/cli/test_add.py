"""``netbook add``: the first of the three jobs, as a person types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result


def test_one_token_is_enough(netbook: Callable[..., Result]) -> None:
    """A handle alone makes a contact: where-met X today, follow-up in 14 days, state new, nothing on stdout."""
    added = netbook("add", "x.com/jane")
    assert (added.code, added.out) == (0, "")
    assert "Added @jane" in added.err
    assert "Mon 7 Dec 2026, in 2 weeks" in added.err
    jane = netbook("show", "jane", "--json").json
    assert jane["handles"] == [{"network": "x", "handle": "@jane", "url": "https://x.com/jane"}]
    assert jane["where_met"] == {"online": {"network": "x", "on": "2026-11-23"}, "in_person": None}
    assert jane["follow_ups"] == [{"due_on": "2026-12-07", "what": None}]
    assert (jane["name"], jane["state"], jane["last_contact"]) == ("@jane", "new", None)


def test_every_part_of_a_capture_is_kept(netbook: Callable[..., Result]) -> None:
    """Handle, name, tags, cadence and note of one line all reach the book."""
    netbook("add", "@grace", "Grace Hopper")
    words = ["https://hachyderm.io/@zoe", "Zoë Ünïcode", "#pycon every 6w via grace :: wants a co-speaker"]
    zoe = netbook("add", *words, "--json").json
    assert zoe["name"] == "Zoë Ünïcode"
    assert zoe["handles"][0]["handle"] == "@zoe@hachyderm.io"
    assert (zoe["tags"], zoe["cadence"], zoe["notes"]) == (["pycon"], "6w", "wants a co-speaker")
    assert zoe["introduced_by"] == ["Grace Hopper"]


def test_flags_say_the_same_as_words(netbook: Callable[..., Result]) -> None:
    """Scripts need not quote prose: each word-form has a flag, and a flag's value is taken whole."""
    flags = ["--at", "Meetup at the Hub", "--on", "last tue", "--every", "monthly", "--tag", "go", "--note", "a :: b"]
    card = netbook("add", "@alan", "Alan Turing", *flags, "--json").json
    assert card["where_met"]["in_person"] == {"event": "Meetup at the Hub", "on": "2026-11-17"}
    assert (card["cadence"], card["tags"], card["notes"]) == ("1mo", ["go"], "a :: b")


def test_known_handle_updates_its_contact(netbook: Callable[..., Result]) -> None:
    """Adding a handle that is there makes nobody new, says so, and fills in what was not known."""
    netbook("add", "@ada")
    again = netbook("add", "https://twitter.com/Ada?s=20", "Ada Lovelace", "#maths")
    assert again.code == 0
    assert "is here already" in again.err
    everybody = netbook("list", "--json").json
    assert [(card["name"], card["tags"], len(card["follow_ups"])) for card in everybody] == [
        ("Ada Lovelace", ["maths"], 1)
    ]


def test_namesake_gets_the_handle_unless_new(netbook: Callable[..., Result]) -> None:
    """A likely duplicate is named and gets the handle; --new makes another person."""
    netbook("add", "@turing", "Alan Turing")
    joined = netbook("add", "@alan@mathstodon.xyz", "Alan  TURING")
    assert "to Alan Turing: same name" in joined.err
    assert "--new" in joined.err
    assert len(netbook("list", "--json").json) == 1
    netbook("add", "bs:alan.example.com", "Alan Turing", "--new")
    assert len(netbook("list", "--json").json) == 2


def test_equal_handles_on_two_networks_are_two_people(netbook: Callable[..., Result]) -> None:
    """Nobody is merged because a handle is spelt the same on another network."""
    netbook("add", "x:sam")
    netbook("add", "gh:sam")
    assert len(netbook("list", "--json").json) == 2


@pytest.mark.parametrize(
    ("options", "due_on"),
    [(["--no-follow-up"], None), (["--follow-up", "in 3 weeks"], "2026-12-14"), (["--follow-up", "fri"], "2026-11-27")],
)
def test_follow_up_is_the_users_to_choose(
    netbook: Callable[..., Result], options: list[str], due_on: str | None
) -> None:
    """The default of 14 days gives way to a date, or to none."""
    card = netbook("add", "@ada", *options, "--json").json
    assert [follow_up["due_on"] for follow_up in card["follow_ups"]] == ([due_on] if due_on else [])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["@ada", "on", "31 feb"], "“31 feb” is not a date"),
        (["@ada", "every", "fortnigt"], "is not a cadence"),
        (["linkedin.com/company/acme"], "company page"),
        ([], "a name or a handle"),
        (["@ada", "--follow-up", "2026"], "“2026” is not a date"),
    ],
)
def test_what_cannot_be_read_changes_nothing(netbook: Callable[..., Result], words: list[str], says: str) -> None:
    """One sentence on stderr, exit 2, and the book as it was."""
    refused = netbook("add", *words)
    assert (refused.code, refused.out) == (2, "")
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert netbook("list", "--json").json == []


def test_unknown_introducer_is_nobody(netbook: Callable[..., Result]) -> None:
    """“via” somebody unknown exits 4, and nobody is added."""
    refused = netbook("add", "@ada", "via", "Nobody Known")
    assert refused.code == 4
    assert netbook("list", "--json").json == []


def test_lines_of_standard_input_are_one_step(netbook: Callable[..., Result]) -> None:
    """“-” reads a capture a line; all are added in one undo step."""
    added = netbook("add", "-", stdin="@ada\n\n@alan Alan Turing #crypto\n")
    assert added.code == 0
    assert {card["name"] for card in netbook("list", "--json").json} == {"@ada", "Alan Turing"}
    netbook("undo")
    assert netbook("list", "--json").json == []


def test_one_bad_line_adds_nobody(netbook: Callable[..., Result]) -> None:
    """A line that cannot be read is named by its number, and none of the lines is added."""
    refused = netbook("add", "-", stdin="@ada\n@alan on 31 feb\n")
    assert refused.code == 2
    assert "line 2" in refused.err
    assert netbook("list", "--json").json == []
    assert netbook("add", "-", stdin="\n \n").code == 2


def test_undo_and_redo_survive_a_restart(netbook: Callable[..., Result]) -> None:
    """Each command is a process of its own: undo takes the contact away, redo brings back the same."""
    before = netbook("list", "--json").json
    netbook("add", "@ada", "Ada Lovelace", "#maths", "every", "6w", "::", "engines")
    after = netbook("list", "--json").json
    assert netbook("undo").code == 0
    assert netbook("list", "--json").json == before
    assert netbook("redo").code == 0
    assert netbook("list", "--json").json == after


def test_running_event_is_not_assumed_for_online_contacts(netbook: Callable[..., Result]) -> None:
    """An event that runs says nothing about where a handle was found: only “at” records it."""
    assert netbook("event", "start", "PyCon DE").code == 0
    card = netbook("add", "@ada", "--json").json
    assert card["where_met"]["in_person"] is None


@pytest.mark.parametrize("words", [("add", "@ada", "on", "3/4"), ("add", "@ada", "--on", "3/4"), ("met", "Ada on 3/4")])
def test_a_date_of_two_readings_is_echoed(netbook: Callable[..., Result], words: tuple[str, ...]) -> None:
    """A date such as 3/4 is said as it was read, in words and in flags, of “add” and of “met”."""
    assert "read as Fri 3 Apr 2026, 8 months ago (day first; or write 2026-04-03)" in netbook(*words).err


def test_the_follow_up_echoes_its_date_too(netbook: Callable[..., Result]) -> None:
    """A follow-up on 1/2 is said as it was read."""
    assert "read as Mon 1 Feb 2027" in netbook("add", "@ada", "--follow-up", "1/2").err


@pytest.mark.parametrize("command", ["add", "met"])
def test_none_is_no_cadence_here(netbook: Callable[..., Result], command: str) -> None:
    """“none”, which takes a cadence away in “cadence”, is never read as “no reminders”; it is refused, exit 2."""
    result = netbook(command, "Ada Lovelace", "--every", "none")
    assert result.code == 2
    assert "“none” is not a cadence" in result.err
    assert netbook("list", "--json").json == []
