"""Whose export it is: invitations, then the name in the profile, then the most conversations, then the user's word."""

from __future__ import annotations

import io
import zipfile

import pytest

from netbook.domain.channels import Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import InteractionRecord, Owner, Record
from netbook.errors import UsageProblem
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.opening import open_bytes
from netbook.formats.owner_unclear import OwnerUnclear

_LINK = "https://www.linkedin.com/in/"
_CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nBob,B,,,,,12 Nov 2025\n"
_PROFILE = "First Name,Last Name,Maiden Name,Headline\nMe,Myself,,Somebody\n"
_INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"


def _messages(*talks: tuple[str, str, str, str]) -> str:
    """Return messages.csv from tuples of conversation, sender's name, sender, recipient."""
    rows = ["CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER"]
    rows += [
        f"{talk},{name},{_LINK}{sender},,{_LINK}{recipient},2026-02-01 08:00:00 UTC,Hello,INBOX"
        for talk, name, sender, recipient in talks
    ]
    return "\n".join(rows)


_ONE_TO_ONE = _messages(("c1", "Me Myself", "mine", "bob"), ("c1", "Bob", "bob", "mine"))


def _read(members: dict[str, str], owner: Handle | None = None) -> list[Record]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    with open_bytes(target.getvalue(), "x.zip") as files:
        return list(LINKEDIN.read(files, lambda _done, _total: None, owner))


def _owner(members: dict[str, str], owner: Handle | None = None) -> tuple[str, str | None]:
    first = _read(members, owner)[0]
    assert isinstance(first, Owner)
    return first.handle.key, first.name


@pytest.mark.parametrize(
    "row",
    [
        f"Me,Bob,1/2/26,,OUTGOING,{_LINK}mine,{_LINK}bob",
        f"Bob,Me,1/2/26,,INCOMING,{_LINK}bob,{_LINK}mine",
    ],
)
def test_invitations_come_first(row: str) -> None:
    """The outgoing inviter and the incoming invitee are the user, whatever the messages look like."""
    talks = _messages(("c1", "Bob", "bob", "cleo"), ("c2", "Bob", "bob", "mine"))
    members = {"Invitations.csv": _INVITATIONS + row + "\n", "messages.csv": talks, "Connections.csv": _CONNECTIONS}
    assert _owner(members) == ("mine", None)


def test_invitations_name_the_owner_even_without_messages() -> None:
    """An export without messages still says whose it is."""
    members = {
        "Profile.csv": _PROFILE,
        "Invitations.csv": f"{_INVITATIONS}Me,Bob,1/2/26,,OUTGOING,{_LINK}mine,{_LINK}bob\n",
        "Connections.csv": _CONNECTIONS,
    }
    assert _owner(members) == ("mine", "Me Myself")


def test_old_invitations_have_no_links_and_decide_nothing() -> None:
    """With five columns the next sign is looked at."""
    members = {
        "Invitations.csv": "From,To,Sent At,Message,Direction\nMe,Bob,1/2/20,,OUTGOING\n",
        "Profile.csv": _PROFILE,
        "messages.csv": _ONE_TO_ONE,
    }
    assert _owner(members) == ("mine", "Me Myself")


def test_the_profile_name_comes_second() -> None:
    """Who sends under the name in the profile is the user, even when another is in more conversations."""
    talks = _messages(("c1", "ME  Myself", "mine", "bob"), ("c2", "Bob", "bob", "cleo"), ("c3", "Bob", "bob", "dan"))
    assert _owner({"Profile.csv": _PROFILE, "messages.csv": talks}) == ("mine", "Me Myself")


def test_the_most_conversations_come_third() -> None:
    """Whoever is in most conversations is the user; how much was written does not count."""
    talks = _messages(
        ("c1", "Bob", "bob", "mine"),
        ("c1", "Bob", "bob", "mine"),
        ("c1", "Bob", "bob", "mine"),
        ("c2", "Cleo", "cleo", "mine"),
    )
    assert _owner({"messages.csv": talks}) == ("mine", None)


def test_a_tie_asks_the_user() -> None:
    """A lone conversation shows two people alike: both are named, with the option that settles it."""
    with pytest.raises(OwnerUnclear, match="--me") as unclear:
        _read({"messages.csv": _ONE_TO_ONE})
    assert unclear.value.exit_code == 2
    assert "in/bob" in unclear.value.sentence
    assert "in/mine" in unclear.value.sentence
    assert any("--me linkedin.com/in/bob" in hint for hint in unclear.value.hints)


def test_a_tie_of_many_names_a_few() -> None:
    """The sentence stays short."""
    talks = _messages(*((f"c{number}", "x", f"a{number}00", f"b{number}00") for number in range(5)))
    with pytest.raises(OwnerUnclear, match="and others are"):
        _read({"messages.csv": talks})


@pytest.mark.parametrize(("mine", "direction"), [("mine", Direction.BY_ME), ("bob", Direction.BY_THEM)])
def test_what_the_user_says_wins(mine: str, direction: Direction) -> None:
    """An account given by the user is theirs, and directions follow from it."""
    records = _read({"Profile.csv": _PROFILE, "messages.csv": _ONE_TO_ONE}, handle_on("linkedin", _LINK + mine))
    assert isinstance(records[0], Owner)
    assert records[0].handle.key == mine
    assert isinstance(records[1], InteractionRecord)
    assert records[1].direction is direction


def test_an_account_elsewhere_is_refused() -> None:
    """The user's own account must be one on LinkedIn."""
    with pytest.raises(UsageProblem, match="not a LinkedIn profile"):
        _read({"messages.csv": _ONE_TO_ONE}, handle_on("email", "me@example.org"))


def test_connections_alone_show_no_owner() -> None:
    """Without a sign nobody is taken for the user, and nothing is asked."""
    assert not any(isinstance(record, Owner) for record in _read({"Connections.csv": _CONNECTIONS}))
