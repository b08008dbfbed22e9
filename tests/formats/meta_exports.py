"""Small invented files of Meta exports, and what a reader makes of them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.formats.facebook import FACEBOOK
from netbook.formats.instagram import INSTAGRAM
from netbook.formats.opening import open_bytes

NOON = 1_700_000_000_000
PROFILE = {"profile_v2": {"name": {"full_name": "Me Myself"}, "username": "me.myself.1"}}
PAGE = "<!DOCTYPE html><html><body><div>Participants: Me Myself, Ada</div></body></html>"


def message_from(sender: str, content: str | None = "hello", at: Any = NOON, **more: Any) -> dict[str, Any]:
    """Give a message as the export writes it."""
    words = {} if content is None else {"content": content}
    return {"sender_name": sender, "timestamp_ms": at, **words, **more}


def conversation(people: list[str], *messages: Any, title: str = "") -> dict[str, Any]:
    """Give a conversation as one file of the export writes it."""
    return {
        "participants": [{"name": name} for name in people],
        "messages": list(messages),
        "title": title or people[0],
    }


def zipped(members: dict[str, Any]) -> bytes:
    """Give an archive of these files, those that are no text as JSON."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, document in members.items():
            text = document if isinstance(document, str) else json.dumps(document, indent=1)
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def read_facebook(members: dict[str, Any]) -> list[Record]:
    """Return the records of an archive that Facebook's reader alone recognises."""
    with open_bytes(zipped(members), "facebook.zip") as files:
        assert FACEBOOK.recognises(files)
        assert not INSTAGRAM.recognises(files)
        return list(FACEBOOK.read(files, lambda _done, _total: None))


def talk_with_ada(
    *messages: Any, people: tuple[str, ...] = ("Ada Lovelace", "Me Myself"), beside: dict[str, Any] | None = None
) -> list[Record]:
    """Return the records, but for owners, of one conversation beside a profile and other files."""
    thread = {"messages/inbox/ada_1/message_1.json": conversation(list(people), *messages)}
    records = read_facebook({"profile_information/profile_information.json": PROFILE, **thread, **(beside or {})})
    return [record for record in records if not isinstance(record, Owner)]


def interactions_in(records: list[Record]) -> list[InteractionRecord]:
    """Return the interactions."""
    return [record for record in records if isinstance(record, InteractionRecord)]


def people_in(records: list[Record]) -> list[PersonRecord]:
    """Return the people."""
    return [record for record in records if isinstance(record, PersonRecord)]


def left_out_of(records: list[Record]) -> list[tuple[Fate, str, int]]:
    """Return what was left out: fate, reason and count."""
    return [(record.fate, record.reason, record.count) for record in records if isinstance(record, LeftOut)]
