"""The whole Instagram export: what is read from it, and in which order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netbook.domain.channels import Direction
from netbook.domain.dates.wording import dated
from netbook.domain.records import Fate, LeftOut, Origin, Owner, PersonRecord, TagRecord
from netbook.formats.instagram.accounts import Listed, listed
from netbook.formats.instagram.profile import PROFILES, SIGNED_UP, owners_in, signed_up_on
from netbook.formats.meta.cast import Cast
from netbook.formats.meta.layout import BARE_LIST, Layout, layout_of, page_refused, pages_left_out
from netbook.formats.meta.lists import counted, entries
from netbook.formats.meta.survey import owner_among, surveyed
from netbook.formats.meta.talk import Talk
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles

INSTAGRAM_NETWORK = "instagram"
PREFIX = "ig"
UNUSED = "Instagram keeps this list, and it says nothing of whom you know."

_LINKS = {
    BARE_LIST: ("instagram", Direction.BY_THEM),
    "relationships_followers": ("instagram", Direction.BY_THEM),
    "relationships_following": ("instagram", Direction.BY_ME),
    "text_post_app_text_post_app_followers": ("threads", Direction.BY_THEM),
    "text_post_app_text_post_app_following": ("threads", Direction.BY_ME),
}
_TAGS = {
    "relationships_blocked_users": ("instagram", "blocked"),
    "text_post_app_text_post_app_blocked_users": ("threads", "blocked"),
    "text_post_app_text_post_app_muted_users": ("threads", "muted"),
}
_UNUSED = {
    "relationships_follow_requests_sent": "You asked to follow this account; it has not accepted.",
    "text_post_app_text_post_app_follow_requests_sent": "You asked to follow this account; it has not accepted.",
    "relationships_follow_requests_received": "This account asked to follow you, and you have not accepted.",
    "relationships_permanent_follow_requests": "You once asked to follow this account.",
    "text_post_app_text_post_app_permanent_follow_requests": "You once asked to follow this account.",
    "relationships_unfollowed_users": "You follow this account no more.",
    "relationships_dismissed_suggested_users": "You turned down the suggestion to follow this account.",
    "relationships_restricted_users": "You restricted this account.",
    "relationships_hide_stories_from": "You hide your stories from this account.",
    "relationships_close_friends": "You share close-friends stories with this account.",
    "relationships_feed_favorites": "You see this account first.",
    "relationships_following_hashtags": "This is a hashtag, not a person.",
}
_OURS = ("relationships_", "text_post_app_text_post_app_")
_LATE = timedelta(days=366)
"""An account that followed nobody in its first year is rare; an archive of a range of dates is not."""


class InstagramFormat:
    """Reads follows on Instagram and Threads as people, and direct messages as interactions."""

    name = "instagram"
    label = "Instagram export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether lists or conversations of Instagram are there, as JSON or as web pages."""
        layout = layout_of(files)
        if not layout.of_instagram:
            return False
        return bool(layout.threads or layout.pages or any(map(_is_ours, layout.called.values())))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own accounts, then whom the user follows and who follows, then conversations.

        Every entry of a list, every message and every reaction that concerns the user becomes one record. Raises
        UnreadableFile if a file is damaged or nothing is there but web pages.
        """
        layout = layout_of(files)
        lists = {name: called for name, called in layout.called.items() if _is_ours(called)}
        if not layout.threads and not lists:
            raise (
                page_refused(files)
                if layout.pages
                else UnreadableFile(
                    f"“{shown_name(files.label)}” holds neither conversations nor lists of an Instagram export. "
                    "Import the archive as Instagram gave it to you, in the format JSON."
                )
            )
        talked = [member for thread in layout.threads for member in thread.members]
        meter = Meter(progress, [*talked, *talked, *(layout.lists[name] for name in lists)])
        yield from _records(files, layout, lists, meter, owner)
        meter.finish()


def _is_ours(called: str) -> bool:
    return called in {BARE_LIST, SIGNED_UP} or called in PROFILES or called.startswith(_OURS)


def _records(
    files: ExportFiles, layout: Layout, lists: dict[str, str], meter: Meter, owner: Handle | None
) -> Iterator[Record]:
    surveys = surveyed(files, layout.threads, meter.add)
    own = [Owner(owner)] if owner else []
    for name, called in lists.items():
        if called in PROFILES:
            own += owners_in(files, layout.lists[name], called)
    yield from own
    accounts: dict[str, Handle] = {}
    yield from _linked(files, layout, lists, meter, accounts)
    yield from _others(files, layout, lists, meter)
    cast = Cast(PREFIX, owner_among(surveys, _names(own)), surveys, accounts=accounts)
    talk = Talk(files, cast, PREFIX, INSTAGRAM_NETWORK)
    for survey in surveys:
        yield from talk.records(survey, meter.add)
    yield from pages_left_out(layout)


def _names(own: list[Owner]) -> Iterator[str]:
    """Yield the names under which the user may write: those that are shown, then the handles."""
    here = [owner for owner in own if owner.handle.network == INSTAGRAM_NETWORK]
    yield from (owner.name for owner in here if owner.name)
    yield from (owner.handle.key for owner in here)


def _linked(
    files: ExportFiles, layout: Layout, lists: dict[str, str], meter: Meter, accounts: dict[str, Handle]
) -> Iterator[Record]:
    """Yield follows, and a remark if they begin too late; notes in ``accounts`` whom they name."""
    first: dict[str, date] = {}
    for name, called in lists.items():
        if called in _LINKS:
            network, way = _LINKS[called]
            for entry in entries(files, layout.lists[name], called, meter.add):
                record = entry if isinstance(entry, LeftOut) else _link(entry[0], listed(network, entry[1]), way)
                yield record
                if isinstance(record, PersonRecord) and network == INSTAGRAM_NETWORK:
                    accounts[record.handles[0].key] = record.handles[0]
                    if record.met_on is not None and way is Direction.BY_ME:
                        first[name] = min(record.met_on, first.get(name, record.met_on))
    yield from _remark(files, layout, lists, first)


def _link(origin: Origin, account: Listed | str, way: Direction) -> PersonRecord | LeftOut:
    if isinstance(account, str):
        return LeftOut(origin, Fate.FAILED, account)
    handle = account.handle
    return PersonRecord(
        key=f"{'ig' if handle.network == INSTAGRAM_NETWORK else handle.network}:"
        f"{'following' if way is Direction.BY_ME else 'follower'}:{handle.key}",
        origin=origin,
        name=account.name,
        handles=(handle,),
        met_network=handle.network,
        met_on=account.on,
        linked=way,
    )


def _remark(files: ExportFiles, layout: Layout, lists: dict[str, str], first: dict[str, date]) -> Iterator[LeftOut]:
    """Say of a list that begins long after the account was made that it is likely not the whole."""
    signed_up = next((signed_up_on(files, layout.lists[name]) for name in lists if lists[name] == SIGNED_UP), None)
    for name, on in first.items():
        if signed_up is not None and on - signed_up > _LATE:
            reason = (
                f"Your account is from {dated(signed_up)}, and the first follow in this list from {dated(on)}: the "
                "archive may cover a range of dates alone. Whoever is missing is not taken for unfollowed."
            )
            yield LeftOut(Origin(shown_name(name)), Fate.SKIPPED, reason)


def _others(files: ExportFiles, layout: Layout, lists: dict[str, str], meter: Meter) -> Iterator[Record]:
    """Yield marks for people who are there already, and counts of the lists that say nothing of whom the user knows."""
    for name, called in lists.items():
        member = layout.lists[name]
        if called in _TAGS:
            network, tag = _TAGS[called]
            for entry in entries(files, member, called, meter.add):
                yield entry if isinstance(entry, LeftOut) else _marked(entry[0], listed(network, entry[1]), tag)
        elif called.startswith(_OURS) and called not in _LINKS and called not in PROFILES:
            yield from counted(files, member, called, _UNUSED.get(called, UNUSED), meter.add)


def _marked(origin: Origin, account: Listed | str, tag: str) -> TagRecord | LeftOut:
    if isinstance(account, str):
        return LeftOut(origin, Fate.FAILED, account)
    return TagRecord(origin, account.handle, tag)


INSTAGRAM = InstagramFormat()
