"""Damaged exports for every reader: cut off anywhere, changed at random, or random from the first byte.

``python -m tests.formats.fuzz [SECONDS] [--seed N]`` goes on changing samples until the time is up (60 s) and prints what
broke: anything but records or a sentence for the user. Each finding names its seed, so that it can be looked at again.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from netbook.domain.portable import PortableContact, PortableInteraction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, PartRecord, PersonRecord
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes
from netbook.formats.registry import BUILT_IN, CSV
from tests.formats.bluesky.conftest import repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.protocol import Format

READERS: dict[str, Format] = {known.name: known for known in (*BUILT_IN, CSV)}
_FOLLOW = {"createdAt": "2025-03-01T10:00:00Z", "subject": "did:plc:ada222222222222222222222"}
_REPLY = {
    "text": "@ada.example hello é",
    "createdAt": "2025-03-02T10:00:00Z",
    "reply": {"parent": {"uri": "at://did:plc:ada222222222222222222222/app.bsky.feed.post/3k"}},
}
_TWEET = {
    "tweet": {
        "id_str": "9",
        "created_at": "Sat Feb 18 12:33:11 +0000 2023",
        "full_text": "@ada thanks &amp; bye",
        "in_reply_to_user_id_str": "77",
        "in_reply_to_screen_name": "ada",
        "entities": {"user_mentions": [{"screen_name": "ada", "name": "Ada", "id_str": "77", "indices": ["0", "4"]}]},
    }
}
_TOOT = {
    "id": "https://home.example/1",
    "type": "Create",
    "published": "2025-01-05T09:30:00Z",
    "actor": "https://home.example/users/me",
    "to": ["https://www.w3.org/ns/activitystreams#Public"],
    "object": {
        "type": "Note",
        "inReplyTo": None,
        "tag": [{"type": "Mention", "href": "https://far.example/@ada", "name": "@ada@far.example"}],
        "content": "<p>hello</p>",
    },
}
_MESSAGE = {"sender_name": "Ada", "timestamp_ms": 1740000000000, "content": "caf\u00c3\u00a9", "type": "Generic"}
_DIALOG = {"participants": [{"name": "Ada"}, {"name": "Me"}], "messages": [_MESSAGE], "thread_path": "inbox/ada_1"}
_FOLLOWING = {"title": "ada", "string_list_data": [{"href": "https://www.instagram.com/ada", "timestamp": 1740000000}]}
_ACCOUNT = {"login": "ada", "id": 7, "node_id": "x", "html_url": "https://github.com/ada", "type": "User"}
_TIKTOK = {"Following": [{"Date": "2025-01-01 10:00:00", "UserName": "ada"}]}

_BOOK = (
    b'{\n"netbook": {"version": 1, "whole": true},\n"own_accounts": [],\n"contacts": [\n'
    b'{"uid": "u-1", "name": "Ada", "added_on": "2025-01-01", "handles": [{"network": "x", "key": "ada", "shown": "@ada"}]}'
    b'\n],\n"interactions": [\n{"number": 1, "channel": "call", "direction": "both", "on": "2025-03-01", '
    b'"people": [{"uid": "u-1", "called": "Ada"}], "at": "2025-03-01T10:00:00+00:00"}\n]\n}\n'
)
SAMPLES: dict[str, bytes] = {
    "json": _BOOK,
    "x": b"window.YTD.tweets.part0 = [ " + json.dumps(_TWEET).encode() + b" ]",
    "bluesky": repository({"app.bsky.graph.follow/3k": _FOLLOW, "app.bsky.feed.post/3l": _REPLY}).written(),
    "mastodon": json.dumps({"type": "OrderedCollection", "totalItems": 1, "orderedItems": [_TOOT]}).encode(),
    "linkedin": (
        b'Notes:\n"When exporting"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
        b"Ada,Lovelace,https://www.linkedin.com/in/ada,,Engines,Programmer,12 Nov 2025\n"
    ),
    "facebook": json.dumps(_DIALOG).encode(),
    "instagram": json.dumps({"relationships_following": [_FOLLOWING]}).encode(),
    "tiktok": json.dumps({"Activity": {"Following List": _TIKTOK}}).encode(),
    "github": json.dumps([_ACCOUNT]).encode(),
    "vcard": (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Lovelace\r\nEMAIL:ada@example.org\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Z=C3=AB;Zo=\r\n=C3=AB\r\nEND:VCARD\r\n"
    ),
    "ics": (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20250305T100000\r\n"
        b"RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Coffee\r\nATTENDEE;CN=Ada:mailto:ada@example.org\r\n"
        b"ATTENDEE;CN=Me:mailto:me@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "mbox": (
        b"From ada@example.org Mon Mar 03 11:20:34 2025\nFrom: Ada <ada@example.org>\nTo: me@example.org\n"
        b"Date: Mon, 3 Mar 2025 11:20:34 +0000\nMessage-ID: <1@x>\nSubject: =?utf-8?q?caf=C3=A9?=\n\nHello\n\n"
    ),
    "google-csv": b"First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,"
    b"E-mail 1 - Value\nAda,,Lovelace,,,Engines, --12-10,,* myContacts,Work,ada@example.org\n",
    "csv": b'Name,E-mail,Notes\nAda Lovelace,ada@example.org,"engines,\nlooms"\n',
}
"""One small export a reader, which says something of each kind that it reads."""


def kept(data: bytes, name: str, *, forced: str | None = None) -> Counter[str] | str:
    """Read bytes as the one reader that is named, or as whichever knows them; gives what was read, or the sentence.

    Raises whatever else than a sentence for the user a reader raises: that is the finding.
    """
    try:
        with open_bytes(data, name) as files:
            known = (
                READERS[forced] if forced else next((each for each in READERS.values() if each.recognises(files)), None)
            )
            return Counter(_words(record) for record in known.read(files, _silent)) if known else "nobody knows it"
    except NetbookError as refused:
        return str(refused)


def _words(record: object) -> str:
    if isinstance(record, LeftOut):
        return "failed" if record.fate is Fate.FAILED else "skipped"
    said = record.part if isinstance(record, PartRecord) else record
    kinds: dict[type, str] = {PersonRecord: "person", PortableContact: "person"}
    kinds |= dict.fromkeys((InteractionRecord, PortableInteraction), "interaction")
    return kinds.get(type(said), "other")


def _silent(done: int, total: int) -> None:
    """Take no notice."""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Change bytes as broken disks, editors and attackers do."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 2, 8, 64))
        match chance.randrange(6):
            case 0:
                del changed[at:]
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = chance.randbytes(length)
            case 3:
                changed[at : at + length] = chance.randbytes(length)
            case 4:
                changed[at:at] = changed[at : at + length * 8]
            case _:
                changed[at : at + 1] = chance.choice(_NASTY)
        if not changed:
            break
    return bytes(changed)


_NASTY = (
    b"\0",
    b"\xff\xfe",
    b'"',
    b"[" * 2000,
    b"{" * 2000,
    b"9" * 400,
    b"-1",
    b"\xed\xa0\x80",
    b"\\u0000",
    b"\r",
    b"null",
    b"=" * 99,
)


def zipped(name: str, data: bytes) -> bytes:
    """Put a file into a zip archive."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return archive.getvalue()


def cases(seed: int) -> Iterator[tuple[str, bytes, str | None]]:
    """Give damaged exports without end: the name of the sample, the bytes, and the reader they are forced on."""
    chance = random.Random(seed)
    while True:
        sample = chance.choice(list(SAMPLES))
        data = damaged(SAMPLES[sample], chance)
        if chance.random() < 0.1:
            data = damaged(zipped(f"data/{sample}", data), chance)
        yield sample, data, chance.choice((None, sample, chance.choice(list(READERS))))


def main(arguments: list[str]) -> int:
    """Fuzz for so many seconds; ends with 1 if anything broke."""
    seconds = float(next((each for each in arguments if each.replace(".", "").isdigit()), "60"))
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else random.randrange(2**32)
    end, tried, found = time.monotonic() + seconds, 0, 0
    for tried, (sample, data, forced) in enumerate(cases(seed), 1):
        try:
            kept(data, sample, forced=forced)
        except Exception:  # noqa: BLE001 — a finding is whatever is no sentence
            found += 1
            sys.stdout.write(f"seed {seed}, case {tried}: {sample} as {forced or 'whoever knows it'}\n{data[:400]!r}\n")
            sys.stdout.write(traceback.format_exc(limit=-4) + "\n")
        if time.monotonic() > end:
            break
    sys.stdout.write(f"{tried:,} damaged exports tried with seed {seed}, {found:,} findings\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
