"""Which files of an archive are X's, and what each holds, told by the variable to which its records are assigned."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from netbook.domain.records import Fate, LeftOut, Origin
from netbook.formats.csv_rows import CsvShape, csv_shape
from netbook.formats.json_stream import BrokenItem, Item, JsonItems
from netbook.formats.streams import OnRead, UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netbook.formats.files import ExportFiles, Member

MOST_SCRIPTS = 5_000
"""How many JavaScript files of one folder or zip are looked into."""


class Kind(Enum):
    """What a file of the archive holds."""

    MANIFEST = auto()
    ACCOUNT = auto()
    USER_DETAILS = auto()
    NAME_CHANGES = auto()
    TWEET_HEADERS = auto()
    TWEETS = auto()
    TWEETS_CSV = auto()
    DELETED_TWEETS = auto()
    NOTES = auto()
    FOLLOWING = auto()
    FOLLOWERS = auto()
    BLOCKED = auto()
    MUTED = auto()
    ADDRESS_BOOK = auto()
    LISTS_OF_OTHERS = auto()
    LISTS_WITH_ME = auto()
    LIKES = auto()
    MESSAGES = auto()
    GROUP_MESSAGES = auto()
    MESSAGE_HEADERS = auto()
    GROUP_HEADERS = auto()
    LEFT_ALONE = auto()
    MISSHAPEN = auto()
    UNKNOWN = auto()


_KINDS = {
    "account": Kind.ACCOUNT,
    "screen_name_change": Kind.NAME_CHANGES,
    "tweet_headers": Kind.TWEET_HEADERS,
    "tweet": Kind.TWEETS,
    "tweets": Kind.TWEETS,
    "community_tweet": Kind.TWEETS,
    "community_tweets": Kind.TWEETS,
    "deleted_tweet": Kind.DELETED_TWEETS,
    "deleted_tweets": Kind.DELETED_TWEETS,
    "note_tweet": Kind.NOTES,
    "following": Kind.FOLLOWING,
    "follower": Kind.FOLLOWERS,
    "block": Kind.BLOCKED,
    "mute": Kind.MUTED,
    "contact": Kind.ADDRESS_BOOK,
    "lists_subscribed": Kind.LISTS_OF_OTHERS,
    "lists_member": Kind.LISTS_WITH_ME,
    "like": Kind.LIKES,
    "direct_message": Kind.MESSAGES,
    "direct_messages": Kind.MESSAGES,
    "direct_message_group": Kind.GROUP_MESSAGES,
    "direct_messages_group": Kind.GROUP_MESSAGES,
    "direct_message_headers": Kind.MESSAGE_HEADERS,
    "direct_message_group_headers": Kind.GROUP_HEADERS,
}
# What says nothing of whom the user is in touch with: the account's own settings, advertisements, purchases and the like.
_LEFT_ALONE_WORDS = (
    "account_creation_ip account_label account_suspension account_timezone ageinfo age_info app article "
    "article_metadata articles articles_metadata ads_revenue_sharing branch_links catalog_item commerce_catalog "
    "connected_application deleted_note_tweet deleted_tweet_headers device_token direct_message_mute "
    "email_address_change expanded_profile grok_chat_item ip_audit key_registry lists_created manifest moment "
    "ni_devices personalization phone_number product_drop product_set professional_data profile protected_history "
    "reply_prompt saved_search shop_module shopify_account smartblock spaces_metadata sso tweetdeck twitter_article "
    "twitter_article_metadata twitter_circle twitter_circle_member twitter_circle_tweet twitter_shop "
    "user_link_clicks verified verified_organization"
)
_LEFT_ALONE = frozenset(_LEFT_ALONE_WORDS.split())
_LEFT_ALONE_BEGIN = ("ad_", "birdwatch_", "community_note", "periscope_")

_VARIABLE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}(?:window\.YTD\.(?P<type>\w{1,80})\.part(?P<part>\d{1,4})"
    rb"|(?P<month>Grailbird\.data\.tweets_\w{1,20})|(?:window\.)?(?P<config>__THAR_CONFIG)|var (?P<own>user_details))\s{0,20}=\s{0,20}"
)
_WRAPPED = re.compile(rb'\[\s{0,200}\{\s{0,200}"tweet"\s{0,20}:\s{0,20}\{')
_CSV_HEADINGS = frozenset({"tweet id", "in reply to user id", "timestamp", "text"})

T = TypeVar("T")


@dataclass(slots=True)
class Part:
    """One file of the archive: its name for sentences, what it holds, and the variable it is assigned to."""

    files: ExportFiles
    member: Member
    shown: str
    kind: Kind
    type_name: str
    variable: str
    wrapped: bool = False
    shape: CsvShape | None = None
    found: int | None = None
    """How many records it was found to hold, once it has been read."""

    def batches(
        self, kind: type[T], on_read: OnRead | None = None, inner: str | None = None
    ) -> Iterator[Sequence[Item[T] | BrokenItem]]:
        """Yield the records of the file, as many at a time as are read together, and count them."""
        number = 0
        with self.files.open(self.member.name, on_read) as stream:
            for batch in JsonItems(stream, kind, inner=inner).batches():
                number = batch[-1].number
                yield batch
        self.found = number

    def items(
        self, kind: type[T], on_read: OnRead | None = None, inner: str | None = None
    ) -> Iterator[Item[T] | BrokenItem]:
        """Yield the records of the file one by one, and count them."""
        return itertools.chain.from_iterable(self.batches(kind, on_read, inner))

    def broken(self, item: BrokenItem) -> LeftOut:
        """Return what becomes of a record that cannot be read."""
        return LeftOut(self.origin(item.line), Fate.FAILED, item.reason)

    def skipped(self, reason: str, count: int) -> LeftOut:
        """Return what becomes of so many records that are alike and of no use here."""
        return LeftOut(self.origin(), Fate.SKIPPED, reason, count)

    def origin(self, line: int = 0) -> Origin:
        """Return where a line of this file stands."""
        return Origin(self.shown, line)


def x_parts(files: ExportFiles) -> tuple[Part, ...]:
    """Return the files that are X's, in the order of the archive; a table of all tweets only where they are nowhere else."""
    members = [member for member in files.members if not _is_shadow(member)]
    if len(members) > 1:
        scripts = [member for member in members if member.base.casefold().endswith(".js")][:MOST_SCRIPTS]
        members = scripts + [member for member in members if member.base.casefold() == "tweets.csv"]
    parts, unreadable = _told(files, members)
    if all(part.kind is Kind.MISSHAPEN for part in parts):
        return ()
    if unreadable is not None:
        raise unreadable
    if any(part.kind is Kind.TWEETS for part in parts):
        return tuple(part for part in parts if part.kind is not Kind.TWEETS_CSV)
    return parts


def _told(files: ExportFiles, members: list[Member]) -> tuple[tuple[Part, ...], UnreadableFile | None]:
    """Return X's files among these, and what is wrong with the first that cannot be opened and has the name of one."""
    parts: list[Part] = []
    unreadable: UnreadableFile | None = None
    for member in members:
        try:
            part = _part(files, member, files.head(member.name))
        except UnreadableFile as problem:
            unreadable = unreadable or (problem if _is_named_for(member) else None)
        else:
            if part is not None:
                parts.append(part)
    return tuple(parts), unreadable


def kind_of(type_name: str) -> Kind:
    """Return what the records of a type, such as ``direct_messages``, are."""
    plain = type_name.casefold()
    if plain in _LEFT_ALONE or plain.startswith(_LEFT_ALONE_BEGIN):
        return Kind.LEFT_ALONE
    return _KINDS.get(plain, Kind.UNKNOWN)


def _part(files: ExportFiles, member: Member, head: bytes) -> Part | None:
    shown = shown_name(member.name)
    found = _VARIABLE.match(head)
    if found is None:
        shape = csv_shape(head, _CSV_HEADINGS)
        if shape is not None:
            return Part(files, member, shown, Kind.TWEETS_CSV, "tweets.csv", "", shape=shape)
        return Part(files, member, shown, Kind.MISSHAPEN, "", "") if _is_named_for(member) else None
    variable = found[0].decode("ascii", "replace").strip(" =\r\n\t\ufffd").removeprefix("window.")
    wrapped = _WRAPPED.match(head, found.end()) is not None
    if found["type"]:
        type_name = found["type"].decode("ascii", "replace")
        return Part(files, member, shown, _kind(type_name, head, found.end()), type_name, variable, wrapped)
    if found["month"]:
        return Part(files, member, shown, Kind.TWEETS, "tweets", variable)
    return Part(files, member, shown, Kind.MANIFEST if found["config"] else Kind.USER_DETAILS, "", variable)


def _kind(type_name: str, head: bytes, end: int) -> Kind:
    """Return the kind of a part; a table of contents may be assigned like any other."""
    if type_name == "manifest" and head[end : end + 1] == b"{":
        return Kind.MANIFEST
    return kind_of(type_name)


def _is_named_for(member: Member) -> bool:
    """Say whether a file has the name of one that X writes and that is read."""
    stem = member.base.casefold().removesuffix(".js").partition("-part")[0]
    return member.base.casefold().endswith(".js") and stem.replace("-", "_") in _KINDS


def _is_shadow(member: Member) -> bool:
    """Say whether this is the twin file that a Mac puts beside the real one in a zip."""
    return member.base.startswith("._") or member.name.startswith("__MACOSX/")
