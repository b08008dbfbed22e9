"""The Facebook export in JSON: friends, conversations and the profile, of every era, and what cannot be read of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, LeftOut, Owner
from netbook.formats.facebook import FACEBOOK
from netbook.formats.facebook.export import ENCRYPTED_ELSEWHERE
from netbook.formats.meta.cast import HIDDEN
from netbook.formats.meta.layout import PAGES
from netbook.formats.meta.talk import COMINGS, MISSED, SENDERLESS, UNDATED, UNSENT
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.streams import UnreadableFile
from tests.formats.meta_exports import (
    NOON,
    PAGE,
    PROFILE,
    conversation,
    interactions_in,
    left_out_of,
    message_from,
    people_in,
    read_facebook,
    talk_with_ada,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "place",
    [
        "messages/inbox/ada_1/message_1.json",
        "messages/archived_threads/ada_1/message_1.json",
        "messages/filtered_threads/ada_1/message_1.json",
        "your_activity_across_facebook/messages/message_requests/ada_1/message_1.json",
        "top/your_facebook_activity/messages/inbox/ada_1/message_1.json",
        "ada_1/message_1.json",
        "anything.json",
    ],
)
def test_conversations_are_found_wherever_an_era_put_them(place: str) -> None:
    """A conversation is known by its section or its content, never by the whole of its path."""
    (got,) = interactions_in(
        read_facebook({place: conversation(["Ada", "Me"], message_from("Ada")), "no-data.txt": ""})
    )
    assert (got.channel, got.direction, got.note) == (Channel.MESSAGE, Direction.BY_THEM, "hello")
    assert got.at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_moving_a_conversation_to_another_section_changes_no_key() -> None:
    """A newer export in which a conversation was put away adds nothing of it again."""
    keys = []
    for section in ("inbox", "archived_threads", "e2ee_cutover"):
        records = read_facebook(
            {f"messages/{section}/ada_1/message_1.json": conversation(["Ada", "Me"], message_from("Ada"))}
        )
        keys.append(
            [*(person.key for person in people_in(records)), *(record.key for record in interactions_in(records))]
        )
    assert keys[0] == keys[1] == keys[2]
    assert keys[0][0] == "fb:thread:ada_1"


def test_files_of_a_conversation_are_read_in_the_order_of_their_numbers() -> None:
    """The tenth file comes after the second."""
    files = {
        f"messages/inbox/ada_1/message_{number}.json": conversation(
            ["Ada", "Me"], message_from("Ada", f"part {number}")
        )
        for number in (10, 1, 2)
    }
    assert [record.note for record in interactions_in(read_facebook(files))] == ["part 1", "part 2", "part 10"]


def test_text_that_was_encoded_twice_is_mended_and_other_text_left_alone() -> None:
    """Names and messages read as they were written, also where half the file was written properly."""
    broken = "José 😀".encode().decode("latin-1")
    records = talk_with_ada(
        message_from(broken, broken), message_from("Me Myself", "café 你好 Petrová"), people=(broken, "Me Myself")
    )
    assert [person.name for person in people_in(records)] == ["José 😀"]
    assert [record.note for record in interactions_in(records)] == ["José 😀", "café 你好 Petrová"]


def test_who_wrote_gives_the_direction() -> None:
    """What the user wrote is by the user, to everybody else in the conversation."""
    records = talk_with_ada(message_from("Me Myself"), message_from("Bob"), people=("Ada", "Bob", "Me Myself"))
    mine, bobs = interactions_in(records)
    assert (mine.direction, [name for _, name in mine.named]) == (Direction.BY_ME, ["Ada", "Bob"])
    assert (bobs.direction, [name for _, name in bobs.named]) == (Direction.BY_THEM, ["Bob"])


@pytest.mark.parametrize(
    ("more", "channel", "direction", "note"),
    [
        ({"type": "Call", "call_duration": 192}, Channel.CALL, Direction.BOTH, None),
        ({"call_duration": 192, "content": "Ada started a video chat."}, Channel.VIDEO, Direction.BOTH, "Ada started"),
        ({"type": "Call", "call_duration": 0, "missed": True}, Channel.REACTION, Direction.BY_THEM, MISSED),
        ({"type": "Share", "share": {"link": "https://example.com/"}}, Channel.MESSAGE, Direction.BY_THEM, "https://"),
        ({"photos": [{"uri": "a.jpg"}]}, Channel.MESSAGE, Direction.BY_THEM, None),
        ({"content": "Reacted ❤ to your message"}, Channel.REACTION, Direction.BY_THEM, "Reacted"),
    ],
)
def test_kinds_of_messages(more: dict[str, Any], channel: Channel, direction: Direction, note: str | None) -> None:
    """A call that was answered is talk of both; one that was missed, like a reaction, does not count as contact."""
    (got,) = interactions_in(talk_with_ada({**message_from("Ada Lovelace", None), **more}))
    assert (got.channel, got.direction) == (channel, direction)
    assert (got.note or "").startswith(note or "")
    assert (got.note is None) == (note is None)


@pytest.mark.parametrize(
    ("message", "fate", "reason"),
    [
        (message_from("Ada Lovelace", is_unsent=True), Fate.SKIPPED, UNSENT),
        (message_from("Ada Lovelace", type="Unsubscribe"), Fate.SKIPPED, COMINGS),
        (message_from("Ada Lovelace", at="soon"), Fate.FAILED, UNDATED),
        (message_from("Ada Lovelace", at=True), Fate.FAILED, UNDATED),
        (message_from("Ada Lovelace", at=10**30), Fate.FAILED, UNDATED),
        ({"timestamp_ms": NOON, "content": "hello"}, Fate.FAILED, SENDERLESS),
    ],
)
def test_messages_that_are_left_out(message: dict[str, Any], fate: Fate, reason: str) -> None:
    """What is no message between people, or has no day, says so and hides nothing beside it."""
    records = talk_with_ada(message, message_from("Ada Lovelace"))
    assert left_out_of(records) == [(fate, reason, 1)]
    assert len(interactions_in(records)) == 1


def test_a_stray_item_is_one_failure() -> None:
    """Something that is no message among messages is named with its line, and the others are read."""
    records = talk_with_ada(message_from("Ada Lovelace"), 42, message_from("Me Myself"))
    (failed,) = (record for record in records if isinstance(record, LeftOut))
    assert (failed.fate, failed.origin.file) == (Fate.FAILED, "messages/inbox/ada_1/message_1.json")
    assert failed.origin.line > 1
    assert len(interactions_in(records)) == 2


def test_reactions_between_the_user_and_others_are_kept() -> None:
    """A reaction is weak, has a day and a side; one among others, or to one's own message, is none of the user's."""
    heart = [{"reaction": "❤", "actor": "Ada"}, {"reaction": "👍", "actor": "Me Myself"}]
    records = talk_with_ada(
        message_from("Me Myself", "one", reactions=heart),
        message_from("Bob", "two", reactions=heart),
        people=("Ada", "Bob", "Me Myself"),
    )
    weak = [record for record in interactions_in(records) if record.channel is Channel.REACTION]
    assert [(record.direction, record.named[0][1], record.note) for record in weak] == [
        (Direction.BY_THEM, "Ada", "❤"),
        (Direction.BY_ME, "Bob", "👍"),
    ]


def test_the_encrypted_archive_is_read() -> None:
    """Its flat files have names of their own for everything, and are the same conversation whatever their number."""
    document = {
        "participants": ["Me", "Ada"],
        "threadName": "Ada",
        "messages": [
            {"senderName": "Ada", "text": "caf\u00c3\u00a9?", "timestamp": NOON, "isUnsent": False, "reactions": []},
            {"senderName": "Me", "text": "oops", "timestamp": NOON, "isUnsent": True},
        ],
    }
    first, second = read_facebook({"messages/Ada_1.json": document}), read_facebook({"messages/Ada_7.json": document})
    assert [record.note for record in interactions_in(first)] == ["café?"]
    assert left_out_of(first) == [(Fate.SKIPPED, UNSENT, 1)]
    assert [record.key for record in interactions_in(first)] == [record.key for record in interactions_in(second)]


def test_what_was_encrypted_later_is_said_to_be_missing() -> None:
    """An export that ends where encryption began says so, unless the other archive lies beside it."""
    before = {"messages/e2ee_cutover/ada_1/message_1.json": conversation(["Ada", "Me"], message_from("Ada"))}
    since = {
        "messages/Ada_1.json": {
            "participants": ["Me", "Ada"],
            "threadName": "Ada",
            "messages": [{"senderName": "Ada", "text": "since", "timestamp": NOON + 1}],
        }
    }
    assert left_out_of(read_facebook(before)) == [(Fate.SKIPPED, ENCRYPTED_ELSEWHERE, 1)]
    both = read_facebook(before | since)
    assert left_out_of(both) == []
    assert [person.name for person in people_in(both)] == ["Ada"]


@pytest.mark.parametrize("called", ["friends_v2", "friends"])
def test_friends_are_people_with_a_dated_link(called: str) -> None:
    """A friendship was made by both, on a day, and its person has no account."""
    friends = {called: [{"name": "Ada", "timestamp": 1_190_678_400}, {"name": "Bob", "timestamp": 0}, {"name": ""}]}
    records = read_facebook({"connections/friends/your_friends.json": friends})
    ada, bob = people_in(records)
    assert (ada.name, ada.met_network, ada.met_on, ada.linked) == ("Ada", "facebook", date(2007, 9, 25), Direction.BOTH)
    assert (bob.met_on, bob.handles) == (None, ())
    assert left_out_of(records) == [(Fate.SKIPPED, HIDDEN, 1)]


def test_other_lists_are_counted() -> None:
    """Removed friends and requests are named with their count, and make nobody."""
    records = read_facebook(
        {
            "friends/friends.json": {"friends_v2": [{"name": "Ada", "timestamp": 1}]},
            "friends/removed_friends.json": {"deleted_friends_v2": [{"name": "Eve"}, {"name": "Mallory"}]},
            "friends/sent_friend_requests.json": {"sent_requests_v2": [{"name": "Bob"}]},
            "friends/rejected_friend_requests.json": {"rejected_requests_v2": [{"name": "Zoe"}]},
        }
    )
    assert [person.name for person in people_in(records)] == ["Ada"]
    assert [(fate, count) for fate, _, count in left_out_of(records)] == [
        (Fate.SKIPPED, 2),
        (Fate.SKIPPED, 1),
        (Fate.SKIPPED, 1),
    ]


def test_the_profile_names_accounts_of_the_user() -> None:
    """The account on Facebook, those of other services that the profile lists, and the addresses are the user's own."""
    said = {
        **PROFILE["profile_v2"],
        "emails": {"emails": ["me@example.com", "nonsense"]},
        "screen_names": [
            {"service_name": "GitHub", "names": [{"name": "me-dev"}]},
            {"service_name": "Carrier pigeon", "names": [{"name": "coo"}]},
            7,
        ],
    }
    records = read_facebook({"profile_information/profile_information.json": {"profile_v2": said}})
    own = [(record.handle.network, record.handle.key, record.name) for record in records if isinstance(record, Owner)]
    assert own == [
        ("facebook", "memyself1", "Me Myself"),
        ("email", "me@example.com", "Me Myself"),
        ("github", "me-dev", "Me Myself"),
    ]


def test_the_account_that_is_given_is_the_users() -> None:
    """What the user says is an account of the user's own."""
    with open_bytes(zipped({"friends/friends.json": {"friends_v2": []}}), "x.zip") as files:
        records = list(FACEBOOK.read(files, lambda _done, _total: None, handle_on("facebook", "me.again")))
    assert [record.handle.key for record in records if isinstance(record, Owner)] == ["meagain"]


def test_web_pages_are_refused_with_what_to_do() -> None:
    """An export asked for as HTML is known for what it is, and the sentence says to ask for JSON."""
    for name in ("message_1.html", "messages/inbox/ada_1/message_1.html"):
        with open_bytes(zipped({name: PAGE}), "x.zip") as files:
            assert FACEBOOK.recognises(files)
            with pytest.raises(UnreadableFile, match="choose JSON"):
                list(FACEBOOK.read(files, lambda _done, _total: None))


def test_web_pages_beside_json_are_counted() -> None:
    """Pages that lie among JSON files are named once, with their count."""
    pages = {f"messages/inbox/ada_1/message_{number}.html": PAGE for number in (1, 2)}
    assert (Fate.SKIPPED, PAGES, 2) in left_out_of(talk_with_ada(message_from("Ada Lovelace"), beside=pages))


def test_a_broken_conversation_hides_no_other() -> None:
    """A file that is no JSON is one failure; its neighbours are read."""
    broken = {"messages/inbox/broken_2/message_1.json": "{this is not: json"}
    records = talk_with_ada(message_from("Ada Lovelace"), beside=broken)
    failed = [record for record in records if isinstance(record, LeftOut) and record.fate is Fate.FAILED]
    assert [record.origin.file for record in failed] == ["messages/inbox/broken_2/message_1.json"]
    assert len(interactions_in(records)) == 1


@pytest.mark.parametrize(
    "members",
    [
        {"a.json": {"messages": []}},
        {"a.json": [1, 2]},
        {"friends.json": {"people": [{"name": "Ada"}]}},
        {"index.html": "<html><body>Hello</body></html>"},
        {"posts/your_posts_1.json": [{"timestamp": 1}]},
        {"friends.json": {"friends": [{"name": "Ada"}]}},
        {"profile.json": {"profile": {"name": "Ada"}}},
        {"following.json": {"following": [{"name": "Ada"}]}},
        {},
    ],
)
def test_other_archives_are_not_recognised(members: dict[str, Any]) -> None:
    """Neither a name nor a single word in a file is enough."""
    with open_bytes(zipped(members), "x.zip") as files:
        assert not FACEBOOK.recognises(files)
        with pytest.raises(UnreadableFile, match="neither conversations nor friends"):
            list(FACEBOOK.read(files, lambda _done, _total: None))


def test_a_folder_and_lone_files_are_read(tmp_path: Path) -> None:
    """What the archive unpacks to is read as the archive is, and any one file of it alone."""
    place = tmp_path / "messages" / "inbox" / "ada_1"
    place.mkdir(parents=True)
    (place / "message_1.json").write_text(
        json.dumps(conversation(["Ada", "Me"], message_from("Ada"))), encoding="utf-8"
    )
    for path in (tmp_path, place, place / "message_1.json"):
        with open_export(path) as files:
            assert FACEBOOK.recognises(files)
            assert len(interactions_in(list(FACEBOOK.read(files, lambda _done, _total: None)))) == 1


def test_progress_rises_to_the_whole() -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    members = {"messages/inbox/ada_1/message_1.json": conversation(["Ada", "Me"], message_from("Ada"))}
    with open_bytes(zipped(members), "x.zip") as files:
        for _ in FACEBOOK.read(files, lambda done, total: heard.append((done, total))):
            pass
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0
