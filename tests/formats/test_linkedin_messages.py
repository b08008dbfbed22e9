"""messages.csv of every era: who wrote to whom, and what is no message between people."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, Record
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.notes import NOTE_CHARACTERS
from netbook.formats.opening import open_bytes

_COLUMNS = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
)
_LINK = "https://www.linkedin.com/in/"
_ME = handle_on("linkedin", _LINK + "mine")
_FROM_ADA = {
    "CONVERSATION ID": "c1",
    "FROM": "Ada Lovelace",
    "SENDER PROFILE URL": _LINK + "ada",
    "TO": "Me Myself",
    "RECIPIENT PROFILE URLS": _LINK + "mine",
    "DATE": "2026-02-01 08:00:00 UTC",
    "CONTENT": "Shall we meet?",
    "FOLDER": "INBOX",
}
_TO_ADA = _FROM_ADA | {
    "FROM": "Me Myself",
    "SENDER PROFILE URL": _LINK + "mine",
    "TO": "Ada Lovelace, Countess",
    "RECIPIENT PROFILE URLS": _LINK + "ada",
}


def _csv(*rows: dict[str, str], columns: tuple[str, ...] = _COLUMNS, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, columns, restval="", quoting=quoting, lineterminator="\n", extrasaction="ignore")  # type: ignore[arg-type] # the stub wants a literal
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def _read(data: bytes, owner: Handle | None = _ME, name: str = "messages.csv") -> list[Record]:
    """Return every record but the owner."""
    with open_bytes(data, name) as files:
        assert LINKEDIN.recognises(files)
        records = list(LINKEDIN.read(files, lambda _done, _total: None, owner))
    return [record for record in records if not isinstance(record, Owner)]


def _one(*rows: dict[str, str], columns: tuple[str, ...] = _COLUMNS) -> InteractionRecord:
    """Return what the last of the rows becomes, which must be an interaction."""
    record = _read(_csv(*rows, columns=columns))[-1]
    assert isinstance(record, InteractionRecord)
    return record


def _left_out(row: dict[str, str], columns: tuple[str, ...] = _COLUMNS) -> LeftOut:
    (record,) = _read(_csv(row, columns=columns))
    assert isinstance(record, LeftOut)
    assert record.origin.line == 2
    return record


def test_a_message_to_me_is_by_them() -> None:
    """The sender is the person, at the UTC instant, with the text as the note."""
    message = _one(_FROM_ADA)
    assert [(handle.key, name) for handle, name in message.people] == [("ada", "Ada Lovelace")]
    assert (message.channel, message.direction) == (Channel.MESSAGE, Direction.BY_THEM)
    assert message.at == datetime(2026, 2, 1, 8, tzinfo=UTC)
    assert message.note == "Shall we meet?"


def test_a_message_by_me_is_with_its_recipient() -> None:
    """A lone recipient's name is the whole cell, comma and all."""
    message = _one(_TO_ADA)
    assert [(handle.key, name) for handle, name in message.people] == [("ada", "Ada Lovelace, Countess")]
    assert message.direction is Direction.BY_ME


@pytest.mark.parametrize("between", [",", " "])
def test_a_message_by_me_to_a_group_is_with_all_of_it(between: str) -> None:
    """Links are split, never names; names come from the rows where they stand alone."""
    group = _TO_ADA | {
        "TO": "Ada Lovelace, Countess, Bob",
        "RECIPIENT PROFILE URLS": between.join((_LINK + "ada", _LINK + "bob", _LINK + "mine")),
    }
    message = _one(_FROM_ADA, group)
    assert [(handle.key, name) for handle, name in message.people] == [("ada", "Ada Lovelace"), ("bob", None)]


def test_a_message_by_another_in_a_group_is_with_its_sender() -> None:
    """The others of a group did not write."""
    group = _FROM_ADA | {"RECIPIENT PROFILE URLS": f"{_LINK}mine,{_LINK}bob"}
    assert [handle.key for handle, _ in _one(group).people] == ["ada"]


_NINE = tuple(column for column in _COLUMNS if column != "RECIPIENT PROFILE URLS")


def test_without_recipient_links_the_conversation_tells_the_recipient() -> None:
    """Before 2023 only senders are linked: whoever else wrote in the conversation is the recipient."""
    message = _one(_FROM_ADA, _TO_ADA, columns=_NINE)
    assert [(handle.key, name) for handle, name in message.people] == [("ada", "Ada Lovelace")]
    assert message.direction is Direction.BY_ME


def test_without_recipient_links_an_unanswered_message_is_skipped() -> None:
    """Nobody is guessed from a name."""
    left_out = _left_out(_TO_ADA, _NINE)
    assert left_out.fate is Fate.SKIPPED
    assert "does not say to whom" in left_out.reason


_EXTRAS = (
    *_COLUMNS,
    "ATTACHMENTS",
    "IS MESSAGE DRAFT",
    "IS CONVERSATION DRAFT",
    "IS CONVERSATION ARCHIVED",
)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("columns", [_COLUMNS, _EXTRAS[:-1], _EXTRAS])
def test_every_era_reads_alike(columns: tuple[str, ...], quoting: int) -> None:
    """More columns, all cells quoted and line breaks in messages change neither people nor lines."""
    two_lines = _FROM_ADA | {"CONTENT": "One,\n\n“two”; three"}
    records = _read(_csv(two_lines, _TO_ADA, columns=columns, quoting=quoting))
    assert [record.origin.line for record in records if isinstance(record, InteractionRecord)] == [2, 5]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"IS MESSAGE DRAFT": "Yes"}, "draft"),
        ({"IS MESSAGE DRAFT": "true"}, "draft"),
        ({"IS CONVERSATION DRAFT": "YES"}, "draft"),
        ({"FOLDER": "SPAM"}, "spam"),
        ({"CONTENT": '<p class="spinmail-quill-editor__spin-break">Buy</p>'}, "sponsored"),
        ({"CONTENT": "Hi %FIRSTNAME%, buy"}, "sponsored"),
        ({"SENDER PROFILE URL": ""}, "sponsored"),
        ({"SENDER PROFILE URL": "", "FROM": "LinkedIn Member"}, "sender is hidden"),
        ({"SENDER PROFILE URL": "https://www.linkedin.com/company/acme"}, "company"),
    ],
)
def test_what_is_no_message_between_people_is_skipped(change: dict[str, str], reason: str) -> None:
    """Each kind is skipped with its own reason."""
    left_out = _left_out(_FROM_ADA | change, _EXTRAS)
    assert left_out.fate is Fate.SKIPPED
    assert reason in left_out.reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"TO": "LinkedIn Member", "RECIPIENT PROFILE URLS": ""}, "recipient is hidden"),
        ({"TO": "Me Myself", "RECIPIENT PROFILE URLS": _LINK + "mine"}, "to yourself"),
        ({"TO": "", "RECIPIENT PROFILE URLS": ""}, "does not say to whom"),
    ],
)
def test_a_message_by_me_to_nobody_known_is_skipped(change: dict[str, str], reason: str) -> None:
    """A message that cannot be anybody's says why."""
    assert reason in _left_out(_TO_ADA | change).reason


@pytest.mark.parametrize("change", [{"DATE": "yesterday"}, {"DATE": ""}, {"SENDER PROFILE URL": "not a link"}])
def test_a_message_that_cannot_be_read_has_failed(change: dict[str, str]) -> None:
    """A broken date or link is a failure, not a choice."""
    assert _left_out(_FROM_ADA | change).fate is Fate.FAILED


@pytest.mark.parametrize(
    "name",
    ["guide_messages.csv", "learning_coach_messages.csv", "Learning Role Play Messages.csv", "coach_messages.csv"],
)
def test_chats_with_programs_are_skipped(name: str) -> None:
    """LinkedIn's coaching chats have the same headings and are none with people."""
    (record,) = _read(_csv(_FROM_ADA), owner=None, name=name)
    assert isinstance(record, LeftOut)
    assert record.fate is Fate.SKIPPED
    assert "coaching" in record.reason


def test_the_key_names_conversation_instant_sender_and_text() -> None:
    """The key is the same in every export, whatever the era does to line breaks."""
    keys = {_one(_FROM_ADA | {"CONTENT": text}).key for text in ("a  b", "a\nb", " a b\n")}
    assert len(keys) == 1
    parts = keys.pop().rsplit(":", 2)
    assert parts[0] == "li:msg:c1:2026-02-01T08:00:00Z"
    assert parts[1] == "ada"
    assert len(parts[2]) == 8


@pytest.mark.parametrize(
    "change",
    [
        {"CONTENT": "Other"},
        {"CONVERSATION ID": "c2"},
        {"DATE": "2026-02-01 08:00:01 UTC"},
        {"SENDER PROFILE URL": _LINK + "bob"},
    ],
)
def test_another_message_has_another_key(change: dict[str, str]) -> None:
    """Each part of the key counts."""
    assert _one(_FROM_ADA | change).key != _one(_FROM_ADA).key


def test_the_same_row_twice_is_two_records_of_one_key() -> None:
    """Matching is the importer's; the reader loses no row."""
    first, second = _read(_csv(_FROM_ADA, _FROM_ADA))
    assert isinstance(first, InteractionRecord)
    assert isinstance(second, InteractionRecord)
    assert first.key == second.key


def test_the_note_is_subject_and_text_up_to_a_length() -> None:
    """A long message is cut with a sign of it, an empty one has no note."""
    assert _one(_FROM_ADA | {"SUBJECT": "Engine", "CONTENT": "a\r\nb"}).note == "Engine\na\nb"
    assert _one(_FROM_ADA | {"CONTENT": ""}).note is None
    long_note = _one(_FROM_ADA | {"CONTENT": "x" * 9000}).note
    assert long_note is not None
    assert (len(long_note), long_note[-1]) == (NOTE_CHARACTERS, "…")


def test_broken_rows_hide_no_good_ones() -> None:
    """A short row and an open quotation mark are named; the messages around them are read."""
    lines = _csv(_FROM_ADA, _TO_ADA, _FROM_ADA, _TO_ADA, quoting=csv.QUOTE_ALL).split(b"\n")
    lines[2] = lines[2].replace(b'"INBOX"', b'"INBOX')
    lines.insert(2, b'"c1","","Short"')
    records = _read(b"\n".join(lines))
    assert [record.origin.line for record in records if isinstance(record, LeftOut)] == [3, 4]
    assert sum(isinstance(record, InteractionRecord) for record in records) == 3
