"""The whole Mastodon export: what is read from it, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut
from netbook.formats.mastodon.accounts import Accounts
from netbook.formats.mastodon.lists import ListReader
from netbook.formats.mastodon.outbox import OutboxReader, count_posts, overheard
from netbook.formats.mastodon.owner import LARGEST_ACTOR, Own, described_actor, own_account
from netbook.formats.mastodon.parts import ACCOUNT_LISTS, Kind, Part, mastodon_parts
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles
    from netbook.formats.streams import OnRead

POSTS = "Of the posts you liked or bookmarked the export says neither when you did so nor who wrote them."
NO_ACTOR = "The description of your own account cannot be read."
NO_OUTBOX = "This archive has no outbox.json, so what you wrote is missing. Download it again."


class MastodonFormat:
    """Reads follows and lists as people, and posts, messages and boosts as interactions."""

    name = "mastodon"
    label = "Mastodon export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether an outbox, a list of posts, or a CSV of accounts is there."""
        return any(part.kind is not Kind.ACTOR for part in mastodon_parts(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own accounts, then the people and marks of the lists, then what the outbox holds.

        Raises OwnerUnclear if accounts of the user's own server are listed and nothing says which server that is,
        UsageProblem if ``owner`` is no fediverse account, and UnreadableFile if a file is damaged or is not there.
        """
        parts = mastodon_parts(files, believing=True)
        if not any(part.kind is not Kind.ACTOR for part in parts):
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds neither an outbox nor a list of accounts. Import the archive, or the "
                "CSV files, as your server gave them to you."
            )
        meter = Meter(progress, [part.member for part in parts for _ in range(2)])
        own, accounts = own_account(owner), Accounts()
        unread = list(_described(parts, own))
        lists = ListReader(own, accounts)
        for part in _of(parts, Kind.OUTBOX):
            overheard(part, own, accounts, meter.add)
        own.settle(accounts)
        for part in parts:
            if part.kind in ACCOUNT_LISTS:
                for handle in lists.listed(part, meter.add):
                    accounts.note_listed(handle)
        # Once more: the lists may say more exactly what the own account is called.
        own.settle(accounts)
        yield from own.owners()
        yield from unread
        for part in parts:
            if part.shape is not None:
                yield from lists.read(part, meter.add)
        for part in _of(parts, Kind.OUTBOX):
            yield from OutboxReader(part, own, accounts).read(meter.add)
        for part in _of(parts, Kind.POSTS):
            yield from _posts(part, meter.add)
        meter.finish()


def _of(parts: list[Part], kind: Kind) -> list[Part]:
    return [part for part in parts if part.kind is kind]


def _described(parts: list[Part], own: Own) -> Iterator[LeftOut]:
    """Take in the user's own account from an archive; yields what is missing or cannot be read there."""
    actors = _of(parts, Kind.ACTOR)
    for part in actors:
        with part.files.open(part.member.name) as stream:
            found = described_actor(stream.read(LARGEST_ACTOR))
        if found is None:
            yield LeftOut(part.origin(), Fate.FAILED, NO_ACTOR)
        else:
            own.take_in(found)
    if actors and not _of(parts, Kind.OUTBOX):
        yield LeftOut(actors[0].origin(), Fate.FAILED, NO_OUTBOX)


def _posts(part: Part, on_read: OnRead) -> Iterator[Record]:
    count, broken = count_posts(part, on_read)
    for item in broken:
        yield LeftOut(part.origin(item.line), Fate.FAILED, item.reason)
    if count:
        yield LeftOut(part.origin(), Fate.SKIPPED, POSTS, count)


MASTODON = MastodonFormat()
