"""Exports written for the tests: an outbox of activities, and the archive around it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from netbook.domain.handles import handle_on
from netbook.domain.records import InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.formats.mastodon import MASTODON
from netbook.formats.opening import open_bytes

ME = "https://home.example/users/me"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
NOON = "2025-01-05T12:00:00Z"


class Exports:
    """Writes exports, and reads them back with the reader under test."""

    me = ME
    public = PUBLIC

    def mention(self, href: str, name: str) -> dict[str, Any]:
        """Write the tag of a mention."""
        return {"type": "Mention", "href": href, "name": name}

    def post(self, number: int = 1, content: str = "<p>Hello</p>", **more: Any) -> dict[str, Any]:
        """Write a public post; what else is given goes into the note, but for “to” and “cc”, which stand in both."""
        told = {"to": more.pop("to", [PUBLIC]), "cc": more.pop("cc", [f"{ME}/followers"])}
        note = {"id": f"{ME}/statuses/{number}", "type": "Note", "content": content, "tag": [], **told, **more}
        activity = {"id": f"{note['id']}/activity", "type": "Create", "actor": ME, "published": NOON, **told}
        return {**activity, "object": note}

    def boost(self, status: Any, *cc: str, number: int = 1) -> dict[str, Any]:
        """Write a boost of a post."""
        activity = {"id": f"{ME}/statuses/{number}/activity", "type": "Announce", "actor": ME, "published": NOON}
        return {**activity, "to": [PUBLIC], "cc": [*cc, f"{ME}/followers"], "object": status}

    def outbox(self, *activities: Any, **more: Any) -> str:
        """Write an outbox, whose count is wrong as it often is."""
        head = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json"}
        return json.dumps({**head, "type": "OrderedCollection", "totalItems": 99, "orderedItems": activities, **more})

    def actor(self, **more: Any) -> str:
        """Write the description of the user's own account."""
        about = {"id": ME, "type": "Person", "preferredUsername": "me", "inbox": f"{ME}/inbox", "name": "Me Myself"}
        return json.dumps({"@context": [], **about, "url": "https://home.example/@me", **more})

    def zip(self, members: dict[str, str]) -> bytes:
        """Write a zip archive."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for name, text in members.items():
                made.writestr(zipfile.ZipInfo(name), text)
        return target.getvalue()

    def read(self, data: str | bytes, label: str = "outbox.json", me: str | None = None) -> list[Record]:
        """Read an export whole."""
        with open_bytes(data.encode() if isinstance(data, str) else data, label) as files:
            assert MASTODON.recognises(files)
            return list(MASTODON.read(files, lambda _done, _total: None, handle_on("mastodon", me) if me else None))

    def of(self, *activities: Any) -> list[Record]:
        """Read an outbox of these activities, and leave out the user's own account."""
        return [record for record in self.read(self.outbox(*activities)) if not isinstance(record, Owner)]

    def talks(self, found: list[Record]) -> list[tuple[str, str]]:
        """Give the account and the channel of every interaction."""
        talks = (record for record in found if isinstance(record, InteractionRecord))
        return [(talk.people[0][0].key, talk.channel.value) for talk in talks]

    def people(self, found: list[Record]) -> list[str]:
        """Give the handles of the people."""
        return [record.handles[0].key for record in found if isinstance(record, PersonRecord)]

    def reasons(self, found: list[Record]) -> dict[str, int]:
        """Give the reasons for what is left out, and how often."""
        return {record.reason: record.count for record in found if isinstance(record, LeftOut)}


@pytest.fixture(scope="session")
def exports() -> Exports:
    """Return the writer and reader of exports."""
    return Exports()
