"""Direct messages of the X archive: directions, groups, reactions, and what nobody can read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from netbook.domain.channels import Channel, Direction
from netbook.formats import json_window
from netbook.formats.x.messages import COMING_AND_GOING, NO_NUMBER, NO_SENDER, TO_ONESELF, WELCOME
from tests.formats.x.invented import (
    ACCOUNT,
    ADA,
    BOB,
    EVE,
    ME,
    Archive,
    conversation,
    mention,
    message,
    read,
    read_tweets,
    script,
    tweet,
    zipped,
)

if TYPE_CHECKING:
    import pytest


def _talk(archive: Archive) -> list[tuple[str, Direction, list[str]]]:
    return [(talk.key, talk.direction, [handle.key for handle, _name in talk.people]) for talk in archive.talks]


def _messages(*conversations: dict[str, Any], type_name: str = "direct_messages") -> Archive:
    return read_tweets(
        tweet(1, "hi", mention(ADA, "ada", "Ada")), **{type_name: script(type_name, list(conversations))}
    )


def test_messages_of_two_people() -> None:
    """Each message is by one and with the other, at its instant, with its text."""
    pair = conversation(f"{ME}-{ADA}", message(2, ADA, ME, "And you?"), message(1, ME, ADA, "Fine"))
    archive = _messages(pair)
    talks = [talk for talk in archive.talks if talk.channel is Channel.MESSAGE]
    assert [(talk.key, talk.direction, talk.note, talk.people[0][0].key, talk.people[0][1]) for talk in talks] == [
        ("x:dm:2", Direction.BY_THEM, "And you?", "ada", "Ada"),
        ("x:dm:1", Direction.BY_ME, "Fine", "ada", "Ada"),
    ]
    assert talks[0].at == datetime(2023, 2, 1, 10, 2, 0, 744_000, tzinfo=UTC)


def test_messages_of_a_group() -> None:
    """What the user wrote counts for everybody in it, also for who only joined; what another wrote for them alone."""
    group = conversation(
        "77",
        message(5, ME, None),
        {"participantsLeave": {"userIds": [EVE], "createdAt": "x"}},
        message(4, ADA, None),
        {"conversationNameUpdate": {"initiatingUserId": ADA, "name": "Looms"}},
        {"participantsJoin": {"initiatingUserId": ADA, "userIds": [EVE]}},
        {"joinConversation": {"initiatingUserId": ADA, "participantsSnapshot": [ME, ADA, BOB]}},
    )
    archive = _messages(group, type_name="direct_messages_group")
    assert _talk(archive)[1:] == [
        ("x:dm:5", Direction.BY_ME, ["ada", "id:300", "id:400"]),
        ("x:dm:4", Direction.BY_THEM, ["ada"]),
    ]
    assert archive.reasons() == [(COMING_AND_GOING, 4)]


def test_a_reaction_is_weak() -> None:
    """It is by whoever gave it, to whoever wrote the message; to one's own message it is nothing."""
    signs = [
        {"senderId": ADA, "reactionKey": "like", "eventId": "51", "createdAt": "2023-02-01T11:00:00.000Z"},
        {"senderId": ME, "reactionKey": "funny", "eventId": "52", "createdAt": "2023-02-01T11:00:00.000Z"},
    ]
    mine = message(1, ME, ADA, reactions=signs)
    theirs = message(2, ADA, ME, reactions=signs)
    talks = _messages(conversation(f"{ME}-{ADA}", mine)).talks[2:]
    assert [(talk.key, talk.channel, talk.direction, talk.note) for talk in talks] == [
        ("x:dm-reaction:51", Channel.REACTION, Direction.BY_THEM, "like")
    ]
    talks = _messages(conversation(f"{ME}-{ADA}", theirs)).talks[2:]
    assert [(talk.key, talk.direction) for talk in talks] == [("x:dm-reaction:52", Direction.BY_ME)]
    assert talks[0].people[0][0].key == "ada"


def test_messages_that_cannot_be_used_are_named() -> None:
    """Each says why, and where."""
    undated = message(9, ADA, ME)
    undated["messageCreate"]["createdAt"] = "yesterday"
    unnumbered = message(9, ADA, ME)
    unnumbered["messageCreate"]["id"] = ""
    odd: dict[str, Any] = {"messageCreate": {"id": []}}
    items = [undated, unnumbered, message(3, "", ME), odd, message(4, ME, ME), message(5, ADA, ME)]
    archive = _messages(conversation(f"{ME}-{ADA}", *items))
    assert archive.keys()[1:] == ["x:dm:4", "x:dm:5"]
    reasons = [reason for reason, _count in archive.reasons()]
    assert reasons[:3] == ["“yesterday” is not a date that netbook can read.", NO_NUMBER, NO_SENDER]
    assert reasons[3].startswith("A message is not written as others are")
    assert _messages(conversation(f"{ME}-{ME}", message(4, ME, ME))).reasons() == [(TO_ONESELF, 1)]


def test_greetings_and_unknown_kinds_are_counted_by_their_names() -> None:
    """Nothing in a conversation goes without saying."""
    events: list[dict[str, Any]] = [
        {"welcomeMessageCreate": {"id": "1"}},
        {"sealedMessage": {"x": 1}},
        {"sealedMessage": {"x": 2}},
    ]
    archive = _messages(conversation(f"{ME}-{ADA}", *events))
    assert archive.reasons() == [
        (WELCOME, 1),
        ("Records of the kind “sealedMessage” are encrypted or unknown to netbook.", 2),
    ]


def test_without_an_owner_the_one_who_is_everywhere_is_it() -> None:
    """The account in all conversations is the user's; with one conversation alone nobody can tell."""
    pairs = [conversation(f"{ME}-{ADA}", message(1, ME, ADA)), conversation(f"{BOB}-{ME}", message(2, BOB, ME))]
    archive = read(script("direct_messages", pairs))
    assert [owner.handle.key for owner in archive.owners] == ["id:100"]
    assert _talk(archive) == [
        ("x:dm:1", Direction.BY_ME, ["id:200"]),
        ("x:dm:2", Direction.BY_THEM, ["id:300"]),
    ]
    assert _talk(read(script("direct_messages", pairs[:1]))) == [("x:dm:1", Direction.BOTH, ["id:100", "id:200"])]


def test_conversations_numbered_otherwise() -> None:
    """Where the name of a conversation names nobody, its messages do."""
    pairs = [conversation("5", message(1, ME, ADA)), conversation("6", message(2, BOB, EVE))]
    archive = read(zipped({"a.js": ACCOUNT, "b.js": script("direct_messages", pairs)}))
    assert _talk(archive) == [
        ("x:dm:1", Direction.BY_ME, ["id:200"]),
        ("x:dm:2", Direction.BOTH, ["id:300", "id:400"]),
    ]


def test_heads_stand_in_for_missing_messages() -> None:
    """Without the texts, the heads still give the dates; beside the texts they say nothing new."""
    heads = script("direct_message_headers", [conversation(f"{ME}-{ADA}", message(1, ME, ADA), message(2, ADA, ME))])
    bodies = script("direct_messages", [conversation(f"{ME}-{ADA}", message(1, ME, ADA, "Text"))])
    assert read_tweets(direct_message_headers=heads).keys() == ["x:dm:1", "x:dm:2"]
    assert read_tweets(direct_message_headers=heads, direct_messages=bodies).keys() == ["x:dm:1"]
    files = [
        {"fileName": f"data/{name}.js", "globalName": f"YTD.direct_messages.part{part}", "count": "1"}
        for part, name in enumerate(("direct-messages", "direct-messages-part1"))
    ]
    contents = f"window.__THAR_CONFIG = {json.dumps({'dataTypes': {'directMessages': {'files': files}}})}"
    archive = read_tweets(manifest=contents, direct_message_headers=heads, direct_messages=bodies)
    assert archive.keys() == ["x:dm:1", "x:dm:2"]
    assert archive.talks[0].note == "Text"


def test_a_broken_message_does_not_hide_the_others_of_its_conversation() -> None:
    """A message that is no JSON is named with its line; those around it are read."""
    pairs = [
        conversation(f"{ME}-{ADA}", *(message(each, ADA, ME, f"no {each}") for each in range(1, 5))),
        conversation(f"{ME}-{BOB}", message(5, BOB, ME)),
    ]
    text = script("direct_messages", pairs).replace('"no 3"', '"no 3')
    archive = read(zipped({"a.js": ACCOUNT, "direct-messages.js": text}))
    assert archive.keys() == ["x:dm:1", "x:dm:2", "x:dm:4", "x:dm:5"]
    (broken,) = archive.left_out
    assert text.splitlines()[broken.origin.line - 1].strip() == "{"
    assert text.splitlines()[broken.origin.line + 3].endswith('"no 3,')


def test_a_conversation_larger_than_memory_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a conversation is, its messages are read."""
    monkeypatch.setattr(json_window, "CHUNK_BYTES", 1_000)
    monkeypatch.setattr(json_window, "LARGEST_VALUE_BYTES", 4_000)
    long = conversation(f"{ME}-{ADA}", *(message(each, ADA, ME) for each in range(1, 60)))
    short = conversation(f"{ME}-{BOB}", message(60, BOB, ME))
    for pairs in ([long, short], [short, long], [short, long, short, long]):
        archive = read(zipped({"a.js": ACCOUNT, "direct-messages.js": script("direct_messages", pairs)}))
        assert set(archive.keys()) == {f"x:dm:{each}" for each in range(1, 61)}
        assert archive.left_out == []


def test_a_conversation_cut_off_or_broken_anywhere_ends() -> None:
    """Whatever is missing of a conversation, what is whole is read and the reading comes to an end."""
    pair = conversation(f"{ME}-{ADA}", *(message(each, ADA, ME) for each in range(1, 4)))
    text = script("direct_messages", [pair])
    keys = ["x:dm:1", "x:dm:2", "x:dm:3"]
    for length in range(text.index("{") + 1, len(text) - len("  }\n]"), 3):
        for end in ("", "]"):
            archive = read(text[:length] + end)
            assert archive.keys() == keys[: len(archive.talks)]
            assert archive.left_out
    broken = read(text.replace('"id" : "1"', '"id"" : "1"').rstrip("]} \n"))
    assert broken.keys() == ["x:dm:2"]
