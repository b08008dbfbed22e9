"""The files of the LinkedIn export beside connections and messages: one record a row, whatever their era."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, date, datetime

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import EventRecord, Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.errors import NetbookError
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.linkedin.acquaintances import HIDDEN, SEVERAL
from netbook.formats.linkedin.address_book import NOBODY
from netbook.formats.linkedin.invitations import NO_DIRECTION, WORDLESS
from netbook.formats.linkedin.moments import days, moment
from netbook.formats.linkedin.rows import NO_HEADINGS
from netbook.formats.opening import open_bytes

_LINK = "https://www.linkedin.com/in/"
_CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ada,Lovelace,{_LINK}ada,,Engines,Analyst,12 Nov 2025\n"
    f"Joan,Smith,{_LINK}joan-1,,Mill,Weaver,13 Nov 2025\n"
    f"Joan,Smith,{_LINK}joan-2,,Forge,Smith,14 Nov 2025\n"
)
_INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
_INVITATIONS_OF_2022 = "From,To,Sent At,Message,Direction\n"
_GIVEN = "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status\n"
_RECEIVED = _GIVEN.replace("Endorsee", "Endorser")
_RECOMMENDATIONS = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
_EVENTS = "Event Name,Event Time,Status,External Url\n"
_CONTACTS = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,InstantMessageHandles,"
    "FullName,Birthday,Location,BookmarkedAt,Profiles\n"
)
_SAMPLES = {
    "Invitations.csv": f'{_INVITATIONS}Me,Bob,"1/29/26, 2:37 PM",Hello,OUTGOING,{_LINK}mine,{_LINK}bob\n',
    "Endorsement_Given_Info.csv": f"{_GIVEN}05 Jun 2024,Rust,Bob,B,{_LINK}bob,ACCEPTED\n",
    "Recommendations_Given.csv": f"{_RECOMMENDATIONS}Bob,B,Mill,Weaver,He weaves.,05 Jun 2024,VISIBLE\n",
    "Events.csv": f"{_EVENTS}Fair,2024-05-01 13:00:00 UTC,ATTENDING,https://example.com/fair\n",
    "Contacts.csv": f"{_CONTACTS}MOBILE,Bob,B,Mill,Weaver,bob@example.com,,,,,,,,,,\n",
}


def _read(members: dict[str, str]) -> list[Record]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text)
    with open_bytes(target.getvalue(), "x.zip") as files:
        assert LINKEDIN.recognises(files)
        return list(LINKEDIN.read(files, lambda _done, _total: None))


def _rows(name: str, text: str, connections: str = "") -> list[Record]:
    """Return the records of one file, which may stand beside connections."""
    members = {"Connections.csv": connections} if connections else {}
    records = _read({**members, name: text})
    return [record for record in records if not isinstance(record, Owner) and record.origin.file == name]


def _one(name: str, text: str, connections: str = "") -> InteractionRecord:
    (record,) = _rows(name, text, connections)
    assert isinstance(record, InteractionRecord)
    return record


def _why(name: str, text: str, connections: str = "") -> tuple[Fate, str]:
    (record,) = _rows(name, text, connections)
    assert isinstance(record, LeftOut)
    return record.fate, record.reason


def test_an_invitation_with_words_is_a_message() -> None:
    """What was written with an invitation is a message to or from the other side; its time has no zone, its day stays."""
    sent = _one(
        "Invitations.csv",
        f'{_INVITATIONS}Me,Bob B,"1/29/26, 2:37 PM",Shall we talk?,OUTGOING,{_LINK}mine,{_LINK}bob\n',
    )
    assert (sent.channel, sent.direction, sent.at) == (Channel.MESSAGE, Direction.BY_ME, date(2026, 1, 29))
    assert [(handle.key, name) for handle, name in sent.people] == [("bob", "Bob B")]
    assert (sent.key, sent.note) == ("li:inv:me:bob:2026-01-29", "Shall we talk?")


def test_an_invitation_without_words_is_a_reaction() -> None:
    """A bare invitation is kept, and does not count as contact."""
    text = f"{_INVITATIONS}Bob B,Me,2026-01-29 14:37:00 UTC,,INCOMING,{_LINK}bob,{_LINK}mine\n"
    got = _one("Invitations.csv", text)
    assert (got.channel, got.direction, got.note) == (Channel.REACTION, Direction.BY_THEM, WORDLESS)
    assert (got.at, got.key) == (datetime(2026, 1, 29, 14, 37, tzinfo=UTC), "li:inv:bob:me:2026-01-29T14:37:00Z")


def test_invitations_show_whose_export_it_is() -> None:
    """A lone Invitations.csv is read, and its owner is no contact."""
    records = _read({"Invitations.csv": f"{_INVITATIONS}Me,Bob,1/2/26,,OUTGOING,{_LINK}mine,{_LINK}bob\n"})
    assert [type(record) for record in records] == [Owner, InteractionRecord]


@pytest.mark.parametrize(
    ("name", "people", "named"),
    [
        ("Ada Lovelace", ["ada"], []),
        ("Bob B", [], [("li:name:bob b", "Bob B")]),
    ],
)
def test_invitations_without_links_go_by_name(name: str, people: list[str], named: list[tuple[str, str]]) -> None:
    """Before the end of 2023 there are five columns: a name is the connection of that name, or a name alone."""
    got = _one("Invitations.csv", f"{_INVITATIONS_OF_2022}{name},Me,3/4/22,,INCOMING\n", _CONNECTIONS)
    assert [handle.key for handle, _ in got.people] == people
    assert list(got.named) == named


def test_two_connections_of_one_name_are_not_mixed_up() -> None:
    """Where a name fits several connections and nothing tells them apart, the row says so; a firm does tell."""
    row = f"{_INVITATIONS_OF_2022}Joan Smith,Me,3/4/22,,INCOMING\n"
    assert _why("Invitations.csv", row, _CONNECTIONS) == (Fate.SKIPPED, SEVERAL)
    told = f"{_RECOMMENDATIONS}Joan,Smith,Forge,Smith,She forges.,05 Jun 2024,VISIBLE\n"
    assert [handle.key for handle, _ in _one("Recommendations_Given.csv", told, _CONNECTIONS).people] == ["joan-2"]


@pytest.mark.parametrize(
    ("row", "fate", "reason"),
    [
        (f"Me,LinkedIn Member,1/2/26,,OUTGOING,{_LINK}mine,", Fate.SKIPPED, HIDDEN),
        (f"Me,Bob,1/2/26,,SIDEWAYS,{_LINK}mine,{_LINK}bob", Fate.FAILED, NO_DIRECTION),
        (f"Me,Bob,soon,,OUTGOING,{_LINK}mine,{_LINK}bob", Fate.FAILED, "“soon” is not a date that netbook can read."),
    ],
)
def test_invitations_that_are_left_out(row: str, fate: Fate, reason: str) -> None:
    """Each row that is no invitation of a known person on a known day says why."""
    assert _why("Invitations.csv", _INVITATIONS + row + "\n") == (fate, reason)


def test_days_before_months_are_told_by_the_whole_file() -> None:
    """One date that can only be day first says how all dates of the file are meant."""
    rows = [f"Me,Bob,{day},,OUTGOING,{_LINK}mine,{_LINK}bob" for day in ("02/01/2026 14:37", "29/01/2026 14:37")]
    records = _rows("Invitations.csv", _INVITATIONS + "\n".join(rows) + "\n")
    ats = [record.at for record in records if isinstance(record, InteractionRecord)]
    assert ats == [date(2026, 1, 2), date(2026, 1, 29)]


@pytest.mark.parametrize(
    ("name", "heading", "direction"),
    [
        ("Endorsement_Given_Info.csv", _GIVEN, Direction.BY_ME),
        ("Endorsement_Received_Info.csv", _RECEIVED, Direction.BY_THEM),
    ],
)
@pytest.mark.parametrize(
    ("day", "at"),
    [("2017/10/24 08:06:57 UTC", datetime(2017, 10, 24, 8, 6, 57, tzinfo=UTC)), ("05 Jun 2024", date(2024, 6, 5))],
)
def test_endorsements(name: str, heading: str, direction: Direction, day: str, at: datetime | date) -> None:
    """An endorsement is a reaction, its link may lack the scheme, and its key does not hang on how the day is written."""
    got = _one(name, f"{heading}{day},Rust,Bob,B,www.linkedin.com/in/bob,ACCEPTED\n")
    assert (got.channel, got.direction, got.at, got.note) == (Channel.REACTION, direction, at, "Endorsement for Rust")
    assert [(handle.key, shown) for handle, shown in got.people] == [("bob", "Bob B")]
    assert got.key.endswith(":bob:rust")


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Recommendations_Given.csv", Direction.BY_ME),
        ("Recommendations_Received.csv", Direction.BY_THEM),
        ("other.csv", Direction.BOTH),
    ],
)
def test_recommendations(name: str, direction: Direction) -> None:
    """A recommendation is a comment with its text; a text revised later is the same recommendation."""
    row = "Ada,Lovelace,Engines,Analyst,{},05 Jun 2024,VISIBLE\n"
    got = _one(name, _RECOMMENDATIONS + row.format("She is good."), _CONNECTIONS)
    again = _one(name, _RECOMMENDATIONS + row.format("She is very good."), _CONNECTIONS)
    assert (got.channel, got.direction, got.note) == (Channel.COMMENT, direction, "She is good.")
    assert [handle.key for handle, _ in got.people] == ["ada"]
    assert got.key == again.key


def test_events_that_were_attended() -> None:
    """An event the user said to come to becomes an event; one that was only interesting is skipped by name."""
    text = (
        f"{_EVENTS}Rust Fair,2024-05-01 13:00:00 UTC,ATTENDING,https://example.com/fair\n"
        'Summit,"Apr 08, 2024 07:00 AM - Apr 09, 2024 05:00 PM",ATTENDING,\n'
        "Other,2024-05-01 13:00:00 UTC,INTERESTED,\n"
        "Undated,soon,ATTENDING,\n"
        ",2024-05-01 13:00:00 UTC,ATTENDING,\n"
    )
    fair, summit, other, undated, nameless = _rows("Events.csv", text)
    assert isinstance(fair, EventRecord)
    assert (fair.name, fair.starts_on, fair.ends_on) == ("Rust Fair", date(2024, 5, 1), None)
    assert isinstance(summit, EventRecord)
    assert (summit.starts_on, summit.ends_on) == (date(2024, 4, 8), date(2024, 4, 9))
    fates = [record.fate for record in (other, undated, nameless) if isinstance(record, LeftOut)]
    assert fates == [Fate.SKIPPED, Fate.FAILED, Fate.FAILED]


def test_an_uploaded_address_book_names_people() -> None:
    """Addresses, numbers and profiles are accounts of the person; a firm's site is nobody's account."""
    row = (
        'MOBILE,Bob,B,"Mill, Forge",Weaver,"bob@example.com,b@example.org",+44 20 7946 0000,,,https://mill.example/,,'
        ",,Leeds,,https://x.com/bobweaves\n"
    )
    (record,) = _rows("Contacts.csv", _CONTACTS + row)
    assert isinstance(record, PersonRecord)
    assert [(handle.network, handle.key) for handle in record.handles] == [
        ("email", "bob@example.com"),
        ("email", "b@example.org"),
        ("phone", "+442079460000"),
        ("x", "bobweaves"),
    ]
    assert (record.name, record.organisation, record.position, record.location) == ("Bob B", "Mill", "Weaver", "Leeds")
    assert record.met_network is None


def test_an_empty_row_of_an_address_book_is_skipped() -> None:
    """A row with neither name nor address makes nobody."""
    assert _why("Contacts.csv", _CONTACTS + "MOBILE,,,Mill,,,,,,,,,,,,\n") == (Fate.SKIPPED, NOBODY)


def test_accounts_in_the_profile_are_the_users_own() -> None:
    """Handles on X in the profile and confirmed e-mail addresses are never made contacts."""
    profile = 'First Name,Last Name,Headline,Twitter Handles\nMe,Myself,Somebody,"[me_x,not a handle]"\n'
    addresses = "Email Address,Confirmed,Primary,Updated On\nme@example.com,Yes,Yes,\nold@example.com,No,No,\n"
    records = _read({**_SAMPLES, "Profile.csv": profile, "Email Addresses.csv": addresses})
    own = [(record.handle.network, record.handle.key) for record in records if isinstance(record, Owner)]
    assert own == [("linkedin", "mine"), ("x", "me_x"), ("email", "me@example.com")]


def test_a_file_by_name_without_its_headings_is_reported() -> None:
    """A file that should be there and cannot be read is named, not passed over."""
    records = _read({**_SAMPLES, "Endorsement_Received_Info.csv": "a,b\n1,2\n"})
    failed = [(record.origin.file, record.reason) for record in records if isinstance(record, LeftOut)]
    assert failed == [("Endorsement_Received_Info.csv", NO_HEADINGS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/29/26, 2:37\u202fPM", date(2026, 1, 29)),
        ("07/22/2026 04:02", date(2026, 7, 22)),
        ("Apr 08, 2024 07:00 AM", date(2024, 4, 8)),
        ("12 Nov 2025", date(2025, 11, 12)),
        ("2026-02-01 08:00:00 UTC", datetime(2026, 2, 1, 8, tzinfo=UTC)),
        ("13/13/2026", None),
        ("2/30/26", None),
        ("Foo 08, 2024", None),
        ("9" * 500, None),
        ("", None),
    ],
)
def test_moments(text: str, expected: datetime | date | None) -> None:
    """Only what says UTC is an instant; everything else is a day, or nothing."""
    assert moment(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "soon - Apr 09, 2024"])
def test_days_need_a_first_day(text: str) -> None:
    """An event whose first day cannot be read has no days."""
    assert days(text) is None


def test_a_last_day_before_the_first_is_none() -> None:
    """An event does not end before it begins."""
    assert days("Apr 08, 2024 - Apr 07, 2024") == (date(2024, 4, 8), None)


@pytest.mark.parametrize("name", sorted(_SAMPLES))
def test_every_truncation_is_read_or_refused(name: str) -> None:
    """A file cut off anywhere yields one record at most, or a sentence."""
    data = _SAMPLES[name].encode()
    for length in range(1, len(data)):
        with open_bytes(data[:length], name) as files:
            try:
                records = list(LINKEDIN.read(files, lambda _done, _total: None)) if LINKEDIN.recognises(files) else []
            except NetbookError:
                records = []
        assert sum(not isinstance(record, Owner) for record in records) <= 1


def test_random_bytes_behind_every_heading_are_read_or_refused() -> None:
    """Rubbish in any file never ends in another exception."""
    chance = random.Random(11)
    headings = [text.partition("\n")[0].encode() + b"\n" for text in _SAMPLES.values()]
    read = 0
    for number in range(600):
        data = headings[number % len(headings)] + chance.randbytes(chance.randrange(200))
        with open_bytes(data, "any.csv") as files:
            try:
                read += len(list(LINKEDIN.read(files, lambda _done, _total: None)))
            except NetbookError:
                continue
    assert read
