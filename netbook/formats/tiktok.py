"""The TikTok export in JSON: whom the user follows, who follows, who is blocked, and direct messages.

All is one object of two or three levels of sections, whose names changed over the years while the names of the lists
stayed. The history of watched videos makes up most of a file, so that only sections which are wanted are decoded.
"""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord, TagRecord
from netbook.errors import UsageProblem
from netbook.formats.json_stream import Item, JsonItems
from netbook.formats.notes import kept_note
from netbook.formats.streams import UnreadableFile, shown_name, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles, Member

TIKTOK_NETWORK = "tiktok"
Buffer = bytes | memoryview
LARGEST_FILE_BYTES = 512 * 2**20
"""The largest export that is read (512 MiB); it is held in memory once."""

NO_ACCOUNT = "The entry names no account."
NO_PARTNER = "The conversation is with a group or a name that is no account."
NOT_A_MESSAGE = "This is no message with a sender and a day."

_SECTIONS = re.compile(
    rb"\s*\{\s*\"(?:Activity|Your Activity|Profile|Profile And Settings|Direct Messages?|App Settings|Ads and data"
    rb"|Comments?|Income Plus(?: Wallet Transactions)?|Location(?: Review)?|Likes and Favorites|Off TikTok Activity"
    rb"|Post|Tiktok Live|Tiktok Shopping|TikTok Shop|Video)\"\s*:\s*\{\s*\"[A-Z][A-Za-z ]{1,80}\"\s*:\s*[{\[]"
)
_LINKS = {"Following": Direction.BY_ME, "FansList": Direction.BY_THEM}
_BLOCKED = "BlockList"
_CHATS = "ChatHistory"
_PROFILE = "ProfileMap"
_WANTED = {**dict.fromkeys((*_LINKS, _BLOCKED), b"["), _CHATS: b"{", _PROFILE: b"{"}
"""What is read, by its own name, and the sign it begins with: sections may be called as the lists in them are."""
_DEEPEST = 4
_HALF_SIGN = re.compile(
    rb"\\u[dD][89aAbB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89aAbB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_CHAT_WITH = re.compile(r"Chat History with (.{1,200}?):?", re.DOTALL)


class TikTokFormat:
    """Reads follows as people, and direct messages as interactions."""

    name = "tiktok"
    label = "TikTok export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file with the sections of a TikTok export is there."""
        return _export_in(files) is not None

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own account, then follows, blocks and messages, one record for each entry.

        Raises UnreadableFile if the file is damaged, larger than is read, or not there.
        """
        member = _export_in(files)
        if member is None:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds no TikTok export in JSON. "
                "Ask TikTok for your data again and choose JSON as the file format."
            )
        wanted, chats = _wanted_in(files, member, progress)
        origin = Origin(shown_name(member.name))
        handle = owner or _profile(wanted.get(_PROFILE, b""))
        if handle is not None:
            yield Owner(handle)
        for called, way in _LINKS.items():
            yield from (_link(origin, entry, way) for entry in _entries(wanted.get(called)))
        yield from (_blocked(origin, entry) for entry in _entries(wanted.get(_BLOCKED)))
        for title, messages in chats.items():
            yield from _chat(origin, title, list(_entries(messages)))
        progress(member.size, member.size)


def _export_in(files: ExportFiles) -> Member | None:
    alone = len(files.members) == 1
    for member in files.members:
        if (alone or member.base.casefold().endswith(".json")) and not member.base.startswith("._"):
            head = files.head(member.name) if alone or "user_data" in member.base.casefold() else b""
            if _SECTIONS.match(head.removeprefix(b"\xef\xbb\xbf")):
                return member
    return None


def _wanted_in(
    files: ExportFiles, member: Member, progress: Progress
) -> tuple[dict[str, Buffer], dict[str, memoryview]]:
    """Return what is wanted, by its own name, from whichever section it stands in, and the conversations; not decoded yet."""
    import msgspec

    if member.size > LARGEST_FILE_BYTES:
        raise too_large(member.name, LARGEST_FILE_BYTES)
    parts: list[bytes] = []
    with files.open(member.name) as stream:
        while part := stream.read(2**20):
            parts.append(part)
            progress(min(len(parts) * 2**20, member.size), member.size)
    found: dict[str, Buffer] = {}
    try:
        _gather(_whole_signs(b"".join(parts).removeprefix(b"\xef\xbb\xbf")), found, _DEEPEST)
        return found, _sections(found.get(_CHATS, b"{}"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableFile(
            f"“{shown_name(member.name)}” is cut off or damaged, so nothing was imported. "
            "Download the export again, and import that."
        ) from problem


def _whole_signs(data: bytes) -> bytes:
    """Return the file with halves of signs, which a text that was cut may end in, spelled as unknown signs."""
    return _HALF_SIGN.sub(rb"\\ufffd", data) if _HALF_SIGN.search(data) else data


def _gather(section: Buffer, found: dict[str, Buffer], depth: int) -> None:
    """Note in ``found`` what is wanted of a section and of those in it."""
    for name, value in _sections(section).items():
        begins = bytes(value[:1])
        if _WANTED.get(name) == begins:
            found.setdefault(name, value)
        elif begins == b"{" and depth > 1:
            _gather(value, found, depth - 1)


def _sections(section: Buffer) -> dict[str, memoryview]:
    """Return the parts of an object as they are written."""
    import msgspec

    return {name: memoryview(raw) for name, raw in msgspec.json.decode(section, type=dict[str, msgspec.Raw]).items()}


def _entries(written: Buffer | None) -> Iterator[dict[str, Any]]:
    """Yield the entries of a list; one that cannot be read is empty."""
    for item in JsonItems(io.BytesIO(written or b"[]"), dict):
        yield item.value if isinstance(item, Item) else {}


def _profile(written: Buffer) -> Handle | None:
    return next(map(_handle, _entries(b"[" + bytes(written) + b"]")), None)


def _handle(entry: dict[str, Any]) -> Handle | None:
    """Return the account of an entry, whose name eras have spelled with large letters and with small ones."""
    return _account(next((value for key, value in entry.items() if key.casefold() == "username"), ""))


def _account(name: Any) -> Handle | None:
    try:
        return handle_on(TIKTOK_NETWORK, name) if isinstance(name, str) and name else None
    except UsageProblem:
        return None


def _on(entry: dict[str, Any]) -> date | None:
    """Return the day of an entry; its time has no zone, and so is left."""
    stamp = entry.get("Date") or entry.get("date")
    try:
        return date.fromisoformat(stamp[:10]) if isinstance(stamp, str) else None
    except ValueError:
        return None


def _link(origin: Origin, entry: dict[str, Any], way: Direction) -> PersonRecord | LeftOut:
    handle = _handle(entry)
    if handle is None:
        return LeftOut(origin, Fate.FAILED, NO_ACCOUNT)
    return PersonRecord(
        key=f"tiktok:{'following' if way is Direction.BY_ME else 'follower'}:{handle.key}",
        origin=origin,
        handles=(handle,),
        met_network=TIKTOK_NETWORK,
        met_on=_on(entry),
        linked=way,
    )


def _blocked(origin: Origin, entry: dict[str, Any]) -> TagRecord | LeftOut:
    handle = _handle(entry)
    return LeftOut(origin, Fate.FAILED, NO_ACCOUNT) if handle is None else TagRecord(origin, handle, "blocked")


def _chat(origin: Origin, title: str, messages: list[dict[str, Any]]) -> Iterator[InteractionRecord | LeftOut]:
    match = _CHAT_WITH.fullmatch(title.strip())
    partner = _account(match[1]) if match else None
    if partner is None:
        yield LeftOut(origin, Fate.SKIPPED, NO_PARTNER, len(messages))
        return
    for message in messages:
        yield _message(origin, partner, message)


def _message(origin: Origin, partner: Handle, message: dict[str, Any]) -> InteractionRecord | LeftOut:
    on, sender = _on(message), message.get("From")
    if on is None or not isinstance(sender, str) or not sender:
        return LeftOut(origin, Fate.FAILED, NOT_A_MESSAGE)
    text = message.get("Content")
    text = text if isinstance(text, str) else ""
    by_them = sender.strip().removeprefix("@").casefold() == partner.key
    told = "\x1f".join((str(message.get("Date")), sender, text)).encode("utf-8", "replace")
    digest = hashlib.sha1(told, usedforsecurity=False).hexdigest()[:16]
    return InteractionRecord(
        key=f"tiktok:msg:{partner.key}:{digest}",
        origin=origin,
        people=((partner, None),),
        channel=Channel.MESSAGE,
        direction=Direction.BY_THEM if by_them else Direction.BY_ME,
        at=on,
        note=kept_note(text),
    )


TIKTOK = TikTokFormat()
