"""The TikTok export in JSON: whom the user follows, who follows, who is blocked, and direct messages.

All is one object of two or three levels of sections, whose names changed over the years while the names of the lists
stayed. The history of watched videos makes up most of a file, so that only sections which are wanted are decoded.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord, TagRecord
from netbook.errors import UsageProblem
from netbook.formats.notes import kept_note
from netbook.formats.streams import UnreadableFile, shown_name, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles, Member

TIKTOK_NETWORK = "tiktok"
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
        wanted = _wanted_in(files, member, progress)
        origin = Origin(shown_name(member.name))
        handle = owner or _handle(wanted.get(_PROFILE, {}))
        if handle is not None:
            yield Owner(handle)
        for called, way in _LINKS.items():
            yield from (_link(origin, entry, way) for entry in _list(wanted.get(called)))
        yield from (_blocked(origin, entry) for entry in _list(wanted.get(_BLOCKED)))
        chats = wanted.get(_CHATS)
        for title, messages in chats.items() if isinstance(chats, dict) else ():
            yield from _chat(origin, title, _list(messages))
        progress(member.size, member.size)


def _export_in(files: ExportFiles) -> Member | None:
    alone = len(files.members) == 1
    for member in files.members:
        if (alone or member.base.casefold().endswith(".json")) and not member.base.startswith("._"):
            head = files.head(member.name) if alone or "user_data" in member.base.casefold() else b""
            if _SECTIONS.match(head.removeprefix(b"\xef\xbb\xbf")):
                return member
    return None


def _wanted_in(files: ExportFiles, member: Member, progress: Progress) -> dict[str, Any]:
    """Return the lists that are wanted, by their own names, from whichever section they stand in."""
    import msgspec

    if member.size > LARGEST_FILE_BYTES:
        raise too_large(member.name, LARGEST_FILE_BYTES)
    parts: list[bytes] = []
    with files.open(member.name) as stream:
        while part := stream.read(2**20):
            parts.append(part)
            progress(min(len(parts) * 2**20, member.size), member.size)
    found: dict[str, Any] = {}
    try:
        _gather(b"".join(parts).removeprefix(b"\xef\xbb\xbf"), found, _DEEPEST)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableFile(
            f"“{shown_name(member.name)}” is cut off or damaged, so nothing was imported. "
            "Download the export again, and import that."
        ) from problem
    return found


def _gather(section: bytes | memoryview, found: dict[str, Any], depth: int) -> None:
    """Note in ``found`` what is wanted of a section and of those in it, without decoding anything else."""
    import msgspec

    for name, raw in msgspec.json.decode(section, type=dict[str, msgspec.Raw]).items():
        value = memoryview(raw)
        begins = bytes(value[:1])
        if _WANTED.get(name) == begins:
            found.setdefault(name, msgspec.json.decode(value))
        elif begins == b"{" and depth > 1:
            _gather(value, found, depth - 1)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _handle(entry: Any, name: str = "") -> Handle | None:
    """Return the account of an entry, whose name eras have spelled with large letters and with small ones."""
    if isinstance(entry, dict):
        name = next((value for key, value in entry.items() if key.casefold() == "username"), "")
    try:
        return handle_on(TIKTOK_NETWORK, str(name)) if name else None
    except UsageProblem:
        return None


def _on(entry: dict[str, Any]) -> date | None:
    """Return the day of an entry; its time has no zone, and so is left."""
    stamp = entry.get("Date") or entry.get("date")
    try:
        return date.fromisoformat(stamp[:10]) if isinstance(stamp, str) else None
    except ValueError:
        return None


def _link(origin: Origin, entry: Any, way: Direction) -> PersonRecord | LeftOut:
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


def _blocked(origin: Origin, entry: Any) -> TagRecord | LeftOut:
    handle = _handle(entry)
    return LeftOut(origin, Fate.FAILED, NO_ACCOUNT) if handle is None else TagRecord(origin, handle, "blocked")


def _chat(origin: Origin, title: str, messages: list[Any]) -> Iterator[InteractionRecord | LeftOut]:
    match = _CHAT_WITH.fullmatch(title.strip())
    partner = _handle(None, match[1]) if match else None
    if partner is None:
        yield LeftOut(origin, Fate.SKIPPED, NO_PARTNER, len(messages))
        return
    for message in messages:
        yield _message(origin, partner, message)


def _message(origin: Origin, partner: Handle, message: Any) -> InteractionRecord | LeftOut:
    on = _on(message) if isinstance(message, dict) else None
    sender = message.get("From") if on else None
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
