"""The whole Facebook export: what is read from it, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Direction
from netbook.domain.records import Fate, LeftOut, Origin, Owner, PersonRecord
from netbook.formats.facebook.profile import PROFILES, Profile, profile_in
from netbook.formats.meta.cast import HIDDEN, Cast, Friend
from netbook.formats.meta.layout import Kept, Layout, layout_of, page_refused, pages_left_out
from netbook.formats.meta.lists import counted, entries
from netbook.formats.meta.mended import instant_of, is_nameless, name_in
from netbook.formats.meta.survey import owner_among, surveyed
from netbook.formats.meta.talk import Talk
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles
    from netbook.formats.meta.survey import Survey

FACEBOOK_NETWORK = "facebook"
PREFIX = "fb"

FRIENDS = ("friends_v2", "friends")
ENCRYPTED_ELSEWHERE = (
    "This conversation was encrypted later, and what was said since is not in this archive. Facebook gives it as an "
    "archive of its own: in Messenger, ask for your secure storage data."
)
_UNUSED = {
    "deleted_friends": "You are friends no more.",
    "sent_requests": "You asked to be friends; it was not accepted, or the person stands among your friends.",
    "received_requests": "The person asked to be friends, and you have not accepted.",
    "rejected_requests": "The person asked to be friends, and you declined.",
    "following": "You follow this person or page; Facebook gives a name alone and does not say which it is.",
    "followers": "This person follows you; Facebook gives a name alone.",
    "blocked_users": "You blocked this person; Facebook gives a name alone.",
}
"""Lists that are counted and not used, by their names without the number of their version, and why."""


class FacebookFormat:
    """Reads friends as people, and the conversations of Messenger as interactions."""

    name = "facebook"
    label = "Facebook export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether conversations, lists of friends or a profile of Facebook are there, as JSON or as web pages."""
        layout = layout_of(files)
        if layout.of_instagram:
            return False
        return bool(layout.threads or layout.pages or any(map(_is_ours, layout.called.values())))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own accounts, then friends, then conversations.

        Every friend, every message and every reaction that concerns the user becomes one record. Raises
        UnreadableFile if a file is damaged or nothing is there but web pages.
        """
        layout = layout_of(files)
        lists = {name: called for name, called in layout.called.items() if _is_ours(called)}
        if not layout.threads and not lists:
            raise (
                page_refused(files)
                if layout.pages
                else UnreadableFile(
                    f"“{shown_name(files.label)}” holds neither conversations nor friends of a Facebook export. "
                    "Import the archive as Facebook gave it to you, in the format JSON."
                )
            )
        talked = [member for thread in layout.threads for member in thread.members]
        meter = Meter(progress, [*talked, *talked, *(layout.lists[name] for name in lists)])
        yield from _records(files, layout, lists, meter, owner)
        meter.finish()


def _is_ours(called: str) -> bool:
    return called in PROFILES or called in FRIENDS or _unversioned(called) in _UNUSED


def _unversioned(called: str) -> str:
    stem, _, version = called.rpartition("_v")
    if stem and version.isdigit():
        return stem
    # The others never stood without a version, and are names that any list may have.
    return called if called.endswith(("_friends", "_requests")) else ""


def _records(
    files: ExportFiles, layout: Layout, lists: dict[str, str], meter: Meter, owner: Handle | None
) -> Iterator[Record]:
    surveys = surveyed(files, layout.threads, meter.add)
    profile = _profile(files, layout, lists)
    own = [*([Owner(owner, profile.name)] if owner else []), *profile.accounts]
    yield from own
    read = list(_friends(files, layout, lists, meter))
    friends = [friend for _origin, friend in (each for each in read if not isinstance(each, LeftOut))]
    cast = Cast(PREFIX, owner_among(surveys, [profile.name] if profile.name else []), surveys, friends=friends)
    for each in read:
        yield each if isinstance(each, LeftOut) else _friend(each[0], each[1], cast)
    for name, called in lists.items():
        if (why := _UNUSED.get(_unversioned(called))) is not None:
            yield from counted(files, layout.lists[name], called, why, meter.add)
    talk = Talk(files, cast, PREFIX, FACEBOOK_NETWORK)
    for survey in surveys:
        yield from talk.records(survey, meter.add)
    yield from _elsewhere(layout, surveys)


def _profile(files: ExportFiles, layout: Layout, lists: dict[str, str]) -> Profile:
    for name, called in lists.items():
        if called in PROFILES:
            return profile_in(files, layout.lists[name])
    return Profile()


def _friends(
    files: ExportFiles, layout: Layout, lists: dict[str, str], meter: Meter
) -> Iterator[tuple[Origin, Friend] | LeftOut]:
    for name, called in lists.items():
        if called in FRIENDS:
            for entry in entries(files, layout.lists[name], called, meter.add):
                if isinstance(entry, LeftOut):
                    yield entry
                    continue
                origin, said = entry
                friend = name_in(said.get("name"))
                if is_nameless(friend):
                    yield LeftOut(origin, Fate.SKIPPED, HIDDEN)
                    continue
                since = instant_of(said.get("timestamp"))
                yield origin, Friend(friend, str(said.get("timestamp", "")), since.date() if since else None)


def _friend(origin: Origin, friend: Friend, cast: Cast) -> PersonRecord:
    person = cast.friend(friend)
    person.introduced = True
    return PersonRecord(
        key=person.keys[0],
        origin=origin,
        name=friend.name,
        met_network=FACEBOOK_NETWORK,
        met_on=friend.on,
        linked=Direction.BOTH,
        other_keys=tuple(person.keys[1:]),
    )


def _elsewhere(layout: Layout, surveys: list[Survey]) -> Iterator[LeftOut]:
    """Yield, each with its count, what lies in this export and is not read, and what should lie here and does not."""
    yield from pages_left_out(layout)
    kept = [survey.thread.kept for survey in surveys]
    encrypted = [survey for survey in surveys if survey.thread.kept is Kept.ENCRYPTED_LATER]
    if encrypted and Kept.ENCRYPTED not in kept:
        place = Origin(shown_name(encrypted[0].thread.members[0].name))
        yield LeftOut(place, Fate.SKIPPED, ENCRYPTED_ELSEWHERE, len(encrypted))


FACEBOOK = FacebookFormat()
