"""The archive's table of contents: whose it is, and which files and how many records it promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut
from netbook.formats.streams import shown_name
from netbook.formats.x.parts import Kind, Part, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.x.shapes import ListedFile, Manifest, UserInfo

BROKEN = "The archive's table of contents cannot be read, so nobody can say whether files are missing."

_LARGEST_BYTES = 8 * 2**20
_COUNT = re.compile(r"[0-9]{1,12}", re.ASCII)
_COUNT_CONVERSATIONS = (Kind.MESSAGES, Kind.GROUP_MESSAGES, Kind.MESSAGE_HEADERS, Kind.GROUP_HEADERS)
_NOT_MISSED = (Kind.LEFT_ALONE, Kind.MANIFEST)


class Contents:
    """What the tables of contents of an archive say, as far as they can be read."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        """Read the tables."""
        self._parts = parts
        self._listed: list[tuple[Part, ListedFile]] = []
        self._broken: list[Part] = []
        self.owners: list[UserInfo] = []
        for part in parts:
            if part.kind is Kind.MANIFEST:
                self._take(part)

    def _take(self, part: Part) -> None:
        manifest = _manifest(part)
        if manifest is None:
            self._broken.append(part)
            return
        if manifest.user_info:
            self.owners.append(manifest.user_info)
        for data_type in (manifest.data_types or {}).values():
            self._listed.extend((part, listed) for listed in data_type.files or [])

    def missing(self) -> Iterator[LeftOut]:
        """Yield every file that is listed and not there, with the records it is said to hold."""
        for part in self._broken:
            yield LeftOut(part.origin(), Fate.FAILED, BROKEN)
        for part, listed in self._listed:
            count = _count(listed)
            if count and kind_of(_type_of(listed)) not in _NOT_MISSED and self._part_of(listed) is None:
                name = shown_name(listed.file_name or listed.global_name)
                reason = f"The table of contents lists “{name}”, and the archive has no such file."
                yield LeftOut(part.origin(), Fate.FAILED, reason, count)

    def lacks_messages(self) -> bool:
        """Say whether a file of messages is listed and not there."""
        bodies = (Kind.MESSAGES, Kind.GROUP_MESSAGES)
        return any(
            _count(listed) and kind_of(_type_of(listed)) in bodies and self._part_of(listed) is None
            for _part, listed in self._listed
        )

    def short(self) -> Iterator[LeftOut]:
        """Yield every file that was read and holds fewer records than are listed, as redacted archives have them."""
        for _part, listed in self._listed:
            part = self._part_of(listed)
            if part is None or part.found is None or kind_of(_type_of(listed)) in _COUNT_CONVERSATIONS:
                continue
            lacking = _count(listed) - part.found
            if lacking > 0:
                reason = f"The table of contents promises {_count(listed):,} records; the file holds {part.found:,}."
                yield LeftOut(part.origin(), Fate.SKIPPED, reason, lacking)

    def _part_of(self, listed: ListedFile) -> Part | None:
        base = listed.file_name.rpartition("/")[2].casefold()
        for part in self._parts:
            if part.variable == listed.global_name.removeprefix("window.") or part.member.base.casefold() == base:
                return part
        return None


def _manifest(part: Part) -> Manifest | None:
    import msgspec

    from netbook.formats.x.shapes import Manifest

    try:
        return msgspec.json.decode(assigned(part), type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def assigned(part: Part) -> bytes:
    """Return what stands behind the first equals sign of a small file, without its closing semicolon."""
    with part.files.open(part.member.name) as stream:
        text = stream.read(_LARGEST_BYTES)
    return text.partition(b"=")[2].strip().removesuffix(b";")


def _type_of(listed: ListedFile) -> str:
    """Return the type of a listed file from its variable (``YTD.tweets.part0``)."""
    pieces = listed.global_name.removeprefix("window.").split(".")
    return pieces[1] if len(pieces) > 1 else ""


def _count(listed: ListedFile) -> int:
    """Return how many records are promised; 1 where that is not said."""
    if isinstance(listed.count, str):
        return int(listed.count) if _COUNT.fullmatch(listed.count) else 1
    return int(listed.count) if isinstance(listed.count, int) and listed.count >= 0 else 1
