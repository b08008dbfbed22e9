"""Lists of people: each entry with the place where it stands, or why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.domain.records import Fate, LeftOut, Origin
from netbook.formats.json_stream import BrokenItem, JsonItems
from netbook.formats.streams import OnRead, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member


def entries(
    files: ExportFiles, member: Member, called: str, on_read: OnRead | None = None
) -> Iterator[tuple[Origin, dict[str, Any]] | LeftOut]:
    """Yield every entry of the list that is called so in a file, empty for a bare list."""
    shown = shown_name(member.name)
    with files.open(member.name, on_read) as stream:
        for item in JsonItems(stream, dict, called or None):
            origin = Origin(shown, item.line)
            if isinstance(item, BrokenItem):
                yield LeftOut(origin, Fate.FAILED, item.reason)
            else:
                yield origin, item.value


def counted(
    files: ExportFiles, member: Member, called: str, why: str, on_read: OnRead | None = None
) -> Iterator[LeftOut]:
    """Yield one record for all entries of a list that is not used, and those that cannot be read."""
    count = 0
    for entry in entries(files, member, called, on_read):
        if isinstance(entry, LeftOut):
            yield entry
        else:
            count += 1
    if count:
        yield LeftOut(Origin(shown_name(member.name)), Fate.SKIPPED, why, count)
