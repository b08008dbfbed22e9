"""Small invented X archives, written as X writes them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from netbook.domain.records import InteractionRecord, LeftOut, Owner, PersonRecord, Record, TagRecord
from netbook.formats.opening import open_bytes
from netbook.formats.x import X_ARCHIVE

if TYPE_CHECKING:
    from netbook.domain.handles import Handle

ME, ADA, BOB, EVE = "100", "200", "300", "400"


def script(type_name: str, records: list[Any], part: int = 0) -> str:
    """Write a file as X does, with every part of a record on a line of its own."""
    return f"window.YTD.{type_name}.part{part} = {json.dumps(records, indent=2, separators=(',', ' : '))}"


def mention(number: str, name: str, shown: str | None = None, at: int = 0) -> dict[str, Any]:
    """Name an account in a tweet."""
    shown = shown or name.title()
    return {"name": shown, "screen_name": name, "indices": [str(at), "9"], "id_str": number, "id": number}


def tweet(number: int, text: str = "Hello", *mentions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Write a tweet of a day of January 2023 in today's form."""
    links = more.pop("links", [])
    entities = {"user_mentions": list(mentions), "urls": [{"expanded_url": link} for link in links]}
    date = f"Sat Jan {number % 28 + 1:02} 12:33:11 +0000 2023"
    return {"tweet": {"id_str": str(number), "created_at": date, "full_text": text, "entities": entities, **more}}


def answer(number: int, to: str, name: str | None, text: str = "Yes", **more: Any) -> dict[str, Any]:
    """Write a tweet that answers somebody, whose name X leaves out at times."""
    mentions = [mention(to, name)] if name else []
    whom = {"in_reply_to_user_id_str": to, "in_reply_to_screen_name": name, "in_reply_to_status_id_str": "9"}
    return tweet(number, f"@{name} {text}", *mentions, **{**whom, **more})


def message(number: int, sender: str, to: str | None, text: str = "Hi", **more: Any) -> dict[str, Any]:
    """Write a direct message."""
    at = f"2023-02-01T10:{number % 60:02}:00.744Z"
    body = {"id": str(number), "senderId": sender, "text": text, "createdAt": at, **more}
    return {"messageCreate": body | ({"recipientId": to} if to else {})}


def conversation(name: str, *messages: dict[str, Any]) -> dict[str, Any]:
    """Write a conversation."""
    return {"dmConversation": {"conversationId": name, "messages": list(messages)}}


ACCOUNT = script("account", [{"account": {"accountId": ME, "username": "Mia", "accountDisplayName": "Mia M."}}])


def zipped(members: dict[str, str]) -> bytes:
    """Pack files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


class Archive:
    """What an archive is read as."""

    def __init__(self, records: list[Record]) -> None:
        """Sort the records by their kinds."""
        self.records = records
        self.people = [record for record in records if isinstance(record, PersonRecord)]
        self.talks = [record for record in records if isinstance(record, InteractionRecord)]
        self.left_out = [record for record in records if isinstance(record, LeftOut)]
        self.tags = [record for record in records if isinstance(record, TagRecord)]
        self.owners = [record for record in records if isinstance(record, Owner)]

    def keys(self) -> list[str]:
        """Give the natural keys of the interactions."""
        return [talk.key for talk in self.talks]

    def whom(self) -> list[str]:
        """Give the key of everybody in an interaction, in their order."""
        return [handle.key for talk in self.talks for handle, _name in talk.people]

    def followed(self) -> list[str]:
        """Give the key of every person."""
        return [handle.key for person in self.people for handle in person.handles]

    def reasons(self) -> list[tuple[str, int]]:
        """Give why records were left out, and how many."""
        return [(each.reason, each.count) for each in self.left_out]


def read(data: bytes | str, owner: Handle | None = None, label: str = "any.bin") -> Archive:
    """Read an archive that is in memory."""
    raw = data.encode() if isinstance(data, str) else data
    with open_bytes(raw, label) as files:
        assert X_ARCHIVE.recognises(files)
        return Archive(list(X_ARCHIVE.read(files, lambda *_: None, owner)))


def read_tweets(*tweets: dict[str, Any], **others: str) -> Archive:
    """Read tweets of today's form, and other files beside them by the names of their types."""
    files = {f"data/{name.replace('_', '-')}.js": text for name, text in others.items()}
    return read(zipped({"data/account.js": ACCOUNT, "data/tweets.js": script("tweets", list(tweets)), **files}))
