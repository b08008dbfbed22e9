"""The parts of an X archive's records that are read; all numbers are texts there, and in the oldest files numbers.

This module imports msgspec, so it is itself imported only when an archive is read.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

Number = str | int | float | None
_NOTHING = Raw(b"null")


class User(Struct, gc=False):
    """An account by its number and its names."""

    screen_name: str | None = None
    name: str | None = None
    id_str: str | None = None
    id: Number = None


class Mention(User, gc=False):
    """An account named in a tweet; ``indices`` is where."""

    indices: Raw = _NOTHING


class Url(Struct, gc=False):
    """A link in a tweet."""

    expanded_url: str | None = None


class Media(Struct, gc=False):
    """A picture in a tweet, and whose it is where another account posted it first."""

    source_user_id_str: str | None = None
    expanded_url: str | None = None


class Entities(Struct, gc=False):
    """What X found in the text of a tweet."""

    user_mentions: list[Mention] | None = None
    urls: list[Url] | None = None
    media: list[Media] | None = None


class Retweeted(Struct, gc=False):
    """The tweet that is passed on, in the oldest archives."""

    user: User | None = None


class Tweet(Struct, gc=False):
    """A tweet of any era; ``text`` is the text in the oldest archives."""

    id_str: str | None = None
    id: Number = None
    created_at: str = ""
    full_text: str | None = None
    text: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: Number = None
    in_reply_to_screen_name: str | None = None
    retweeted_status: Retweeted | None = None
    user: User | None = None


class TweetRecord(Struct, gc=False):
    """A tweet in the wrapper that came in 2020."""

    tweet: Tweet


class BareTweet(Tweet, gc=False):
    """A tweet without a wrapper, which can be used like one that has it."""

    @property
    def tweet(self) -> Tweet:
        """The tweet itself."""
        return self


class NamedIn(Struct, gc=False):
    """Whom a tweet names, and whose pictures it shows."""

    user_mentions: list[User] | None = None
    media: list[Media] | None = None


class Naming(Struct, gc=False):
    """The part of a tweet that says who stands behind which number."""

    id_str: str | None = None
    id: Number = None
    entities: NamedIn | None = None
    extended_entities: NamedIn | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    in_reply_to_user_id: Number = None
    in_reply_to_screen_name: str | None = None
    retweeted_status: Retweeted | None = None
    user: User | None = None


class NamingRecord(Struct, gc=False):
    """That part of a tweet, in the wrapper."""

    tweet: Naming


class BareNaming(Naming, gc=False):
    """That part of a tweet without a wrapper."""

    @property
    def tweet(self) -> Naming:
        """The part itself."""
        return self


class Follow(Struct, gc=False, rename="camel"):
    """One account in a list of accounts."""

    account_id: Number = None
    user_link: str | None = None


class FollowRecord(Struct, gc=False):
    """One account in any of the lists, under the word of that list."""

    following: Follow | None = None
    follower: Follow | None = None
    blocking: Follow | None = None
    block: Follow | None = None
    muting: Follow | None = None
    mute: Follow | None = None


class Account(Struct, gc=False, rename="camel"):
    """The user's own account."""

    account_id: Number = None
    username: str | None = None
    account_display_name: str | None = None


class AccountRecord(Struct, gc=False):
    """The one record of account.js."""

    account: Account


class NameChange(Struct, gc=False, rename="camel"):
    """An earlier name of the user's own account."""

    changed_from: str | None = None
    changed_to: str | None = None


class NameChanges(Struct, gc=False, rename="camel"):
    """What stands around the change of a name."""

    screen_name_change: NameChange


class NameChangeRecord(Struct, gc=False, rename="camel"):
    """A record of screen-name-change.js."""

    screen_name_change: NameChanges


class UserDetails(Struct, gc=False):
    """The user's own account in the oldest archives."""

    id: Number = None
    screen_name: str | None = None
    full_name: str | None = None


class TweetHeader(Struct, gc=False):
    """A tweet without its text."""

    user_id: Number = None


class TweetHeaderRecord(Struct, gc=False):
    """A record of tweet-headers.js."""

    tweet: TweetHeader


class AddressBookEntry(Struct, gc=False, rename="camel"):
    """Somebody in an address book that the user once uploaded."""

    id: Number = None
    emails: list[str] | None = None
    phone_numbers: list[str] | None = None


class AddressBookRecord(Struct, gc=False):
    """A record of contact.js."""

    contact: AddressBookEntry


class ListInfo(Struct, gc=False):
    """Lists by their links."""

    url: str | None = None
    urls: list[str] | None = None


class ListRecord(Struct, gc=False, rename="camel"):
    """A record of one of the files of lists."""

    user_list_info: ListInfo


class NoteMention(Struct, gc=False, rename="camel"):
    """An account named in a long tweet."""

    screen_name: str | None = None
    name: str | None = None
    user_id: Number = None
    id_str: str | None = None
    id: Number = None


class NoteEntities(Struct, gc=False, rename="camel"):
    """What X found in the text of a long tweet."""

    user_mentions: list[NoteMention] | None = None


class NoteText(Struct, gc=False, rename="camel"):
    """The text of a long tweet, in either shape."""

    text: str | None = None
    mentions: list[NoteMention] | None = None
    entity_set: NoteEntities | None = None


class NoteTweet(Struct, gc=False, rename="camel"):
    """A long tweet in either of the two shapes that are known."""

    note_tweet_id: Number = None
    tweet_id: Number = None
    created_at: str = ""
    core: NoteText | None = None
    note_tweet_results: NoteText | None = None


class NoteRecord(Struct, gc=False, rename="camel"):
    """A record of note-tweet.js."""

    note_tweet: NoteTweet


class Reaction(Struct, gc=False, rename="camel"):
    """A sign that somebody gave to a message."""

    sender_id: Number = None
    reaction_key: str | None = None
    event_id: Number = None
    created_at: str = ""


class Message(Struct, gc=False, rename="camel"):
    """Anything that happens in a conversation."""

    id: Number = None
    sender_id: Number = None
    recipient_id: Number = None
    created_at: str = ""
    text: str | None = None
    reactions: list[Reaction] | None = None
    initiating_user_id: Number = None
    participants_snapshot: list[Number] | None = None
    user_ids: list[Number] | None = None


class Conversation(Struct, gc=False, rename="camel"):
    """A conversation; what happens in it stands each under the word for its kind, the newest first."""

    conversation_id: Number = None
    messages: list[dict[str, Raw]] | None = None


class ConversationRecord(Struct, gc=False, rename="camel"):
    """A record of any of the files of direct messages."""

    dm_conversation: Conversation


class UserInfo(Struct, gc=False, rename="camel"):
    """The user's own account in the table of contents."""

    account_id: Number = None
    user_name: str | None = None
    display_name: str | None = None


class ListedFile(Struct, gc=False, rename="camel"):
    """A file in the table of contents, and how many records it is said to hold."""

    file_name: str = ""
    global_name: str = ""
    count: Number = None


class DataType(Struct, gc=False):
    """The files of one kind."""

    files: list[ListedFile] | None = None


class Manifest(Struct, gc=False, rename="camel"):
    """The archive's table of contents."""

    user_info: UserInfo | None = None
    data_types: dict[str, DataType] | None = None


read_message = msgspec.json.Decoder(Message).decode
read_indices = msgspec.json.Decoder(list[str | int | float]).decode
