"""The outbox: to whom each post speaks, what is private, whose posts are boosted, and what is said of the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner
from netbook.formats.mastodon import outbox

ADA = "https://ada.example/users/ada"
BOB = "https://bob.example/users/bob"
PEOPLE = "https://ada.example/users/ada/statuses/7"


def test_a_mention_is_an_interaction(exports: Any) -> None:
    """It has the id of the activity and the person as key, the address as stable id, and the words as note."""
    post = exports.post(
        content="<p>One<br>two &amp; <a href='x'><span class=\"invisible\">https://</span>y</a></p><p>three</p>",
        summary="careful",
        tag=[exports.mention(ADA, "@Ada@ada.example")],
    )
    (talk,) = exports.of(post)
    assert isinstance(talk, InteractionRecord)
    assert talk.key == f"{exports.me}/statuses/1/activity#{ADA}"
    ((handle, name),) = talk.people
    assert (handle.key, handle.shown, handle.stable_id, handle.guess, name) == (
        "ada@ada.example",
        "@Ada@ada.example",
        ADA,
        False,
        None,
    )
    assert (talk.channel, talk.direction) == (Channel.MENTION, Direction.BY_ME)
    assert talk.at == datetime(2025, 1, 5, 12, tzinfo=UTC)
    assert talk.note == "careful\nOne\ntwo & https://y\n\nthree"


@pytest.mark.parametrize(
    "parent",
    [
        PEOPLE,
        "https://ada.example/@ada/7",
        [PEOPLE],
        {"id": PEOPLE},
        "https://ada.example/objects/8f3a",
        ["https://ada.example/notes/9abc", "https://bob.example/notes/1"],
    ],
)
def test_a_reply_goes_to_the_author(exports: Any, parent: Any) -> None:
    """The address of the post tells who wrote it, or else the one mention from the same server; others are mentioned."""
    tags = [exports.mention(BOB, "@bob@bob.example"), exports.mention(ADA, "@ada@ada.example")]
    found = exports.of(exports.post(tag=tags, inReplyTo=parent))
    assert exports.talks(found) == [("ada@ada.example", "reply"), ("bob@bob.example", "mention")]


def test_a_reply_without_a_mention_is_one(exports: Any) -> None:
    """The author may have been taken out of the text; the name is then a guess."""
    (talk,) = exports.of(exports.post(inReplyTo=PEOPLE))
    assert isinstance(talk, InteractionRecord)
    ((handle, _name),) = talk.people
    assert (handle.key, handle.stable_id, handle.guess, talk.channel) == ("ada@ada.example", ADA, True, Channel.REPLY)


def test_an_unknown_author_is_the_only_one_mentioned(exports: Any) -> None:
    """Where the post's address says nothing, a single mention is the author, and two are only mentioned."""
    far = "https://far.example/objects/1"
    ada, bob = exports.mention(ADA, "@ada@ada.example"), exports.mention(BOB, "@bob@bob.example")
    one = exports.post(1, tag=[ada], inReplyTo=far)
    two = exports.post(2, tag=[ada, bob], inReplyTo=far)
    assert exports.talks(exports.of(one, two)) == [
        ("ada@ada.example", "reply"),
        ("ada@ada.example", "mention"),
        ("bob@bob.example", "mention"),
    ]


def test_answers_to_oneself_are_none(exports: Any) -> None:
    """A thread speaks to nobody; whom it mentions is mentioned."""
    alone = exports.post(1, inReplyTo=f"{exports.me}/statuses/9")
    page = exports.post(2, inReplyTo="https://home.example/@me/9", tag=[exports.mention(ADA, "@ada@ada.example")])
    myself = exports.post(3, tag=[exports.mention(exports.me, "@me")])
    found = exports.of(alone, page, myself)
    assert exports.talks(found) == [("ada@ada.example", "mention")]
    assert exports.reasons(found) == {outbox.TO_NOBODY: 2}


@pytest.mark.parametrize("field", ["quote", "quoteUri", "quoteUrl", "_misskey_quote"])
def test_a_quote_mentions_the_author(exports: Any, field: str) -> None:
    """Servers have different names for what is quoted."""
    assert exports.talks(exports.of(exports.post(**{field: PEOPLE}))) == [("ada@ada.example", "mention")]


def test_what_is_told_to_single_people_is_a_message(exports: Any) -> None:
    """Neither public nor for followers: everybody in it gets a message, also where it answers."""
    tags = [exports.mention(ADA, "@ada@ada.example"), exports.mention(BOB, "@bob@bob.example")]
    private = exports.post(1, to=[ADA, BOB], cc=[], tag=tags, inReplyTo=PEOPLE)
    bare = exports.post(2, to=[BOB], cc=[])
    myself = exports.post(3, to=[exports.me], cc=[])
    found = exports.of(private, bare, myself)
    assert exports.talks(found) == [
        ("ada@ada.example", "message"),
        ("bob@bob.example", "message"),
        ("bob@bob.example", "message"),
    ]
    assert exports.reasons(found) == {outbox.TO_ONESELF: 1}


@pytest.mark.parametrize(
    ("to", "cc"),
    [
        ("as:Public", []),
        (["https://www.w3.org/ns/activitystreams#Public"], []),
        ([ADA], ["Public"]),
        (["https://home.example/users/me/followers"], [ADA]),
        ([], []),
    ],
)
def test_everything_else_is_no_message(exports: Any, to: Any, cc: Any) -> None:
    """Public, unlisted and followers-only posts mention."""
    post = exports.post(to=to, cc=cc, tag=[exports.mention(ADA, "@ada@ada.example")])
    assert exports.talks(exports.of(post)) == [("ada@ada.example", "mention")]


@pytest.mark.parametrize(
    ("status", "told", "who"),
    [
        (PEOPLE, [ADA], "ada@ada.example"),
        (PEOPLE, [], "ada@ada.example"),
        (PEOPLE, [BOB, ADA], "ada@ada.example"),
        ("https://ada.example/objects/8f3a", [ADA], "ada@ada.example"),
        ("https://ada.example/objects/8f3a", [BOB, ADA], "ada@ada.example"),
        ("https://relay.example/objects/8f3a", [ADA], "ada@ada.example"),
        ("https://home.example/ap/users/115/statuses/3", ["https://home.example/ap/users/115"], "id:115@home.example"),
        ("https://pix.example/p/ada/77", [], "ada@pix.example"),
        ({"id": PEOPLE, "attributedTo": ADA}, [], "ada@ada.example"),
    ],
)
def test_a_boost_is_a_reaction_to_the_author(exports: Any, status: Any, told: list[str], who: str) -> None:
    """The author is the account that is told, or the one in the post's address; the key is the activity's id."""
    (talk,) = exports.of(exports.boost(status, *told))
    assert isinstance(talk, InteractionRecord)
    assert exports.talks([talk]) == [(who, "reaction")]
    assert talk.key == f"{exports.me}/statuses/1/activity"
    assert talk.note is None


def test_boosts_of_nobody_are_counted(exports: Any) -> None:
    """Own posts, whole or as an address, and posts of which nothing is known make no interaction."""
    own = {"id": f"{exports.me}/statuses/4", "type": "Note", "attributedTo": exports.me, "content": "x"}
    found = exports.of(
        exports.boost(own, number=1),
        exports.boost(f"{exports.me}/statuses/4", number=2),
        exports.boost("https://far.example/objects/1", number=3),
        exports.boost("https://far.example/objects/1", ADA, BOB, number=4),
        exports.boost("no address", number=5),
    )
    assert exports.talks(found) == []
    assert exports.reasons(found) == {outbox.OWN_POST: 2, outbox.AUTHOR_UNKNOWN: 3}


def test_other_activities_are_named_and_counted(exports: Any) -> None:
    """Whatever else the user did is said by its name."""
    like = {"id": "x", "type": "Like", "actor": exports.me, "object": PEOPLE}
    found = exports.of(like, like, {"id": "y", "type": "Undo", "object": like})
    assert exports.reasons(found) == {
        "“Like” is no activity that netbook reads.": 2,
        "“Undo” is no activity that netbook reads.": 1,
    }


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"type": None}, "does not say what was done"),
        ({"type": ["Create"]}, "does not say what was done"),
        ({"object": "https://x.example/1"}, "does not say what was done"),
        ({"published": "yesterday"}, "“yesterday” is not a date"),
        ({"published": 5}, "“” is not a date"),
        ({"published": "2025-01-05T12:00:00"}, "is not a date"),
    ],
)
def test_a_broken_activity_is_named_and_hides_no_other(exports: Any, wrong: dict[str, Any], words: str) -> None:
    """Of two activities the good one is read, and the other is a failure with its line."""
    good, bad = (exports.post(number, tag=[exports.mention(ADA, "@ada@ada.example")]) for number in (1, 2))
    found = exports.of(bad | wrong, good)
    assert exports.talks(found) == [("ada@ada.example", "mention")]
    (failed,) = (record for record in found if isinstance(record, LeftOut))
    assert words in failed.reason
    assert (failed.fate, failed.origin.file, failed.origin.line) == (Fate.FAILED, "outbox.json", 1)


def test_an_activity_without_an_id_goes_by_that_of_its_post(exports: Any) -> None:
    """Without either it would come again with every export, so it fails."""
    post = exports.post(tag=[exports.mention(ADA, "@ada@ada.example")])
    (talk,) = exports.of(post | {"id": None})
    assert talk.key == f"{exports.me}/statuses/1#{ADA}"
    assert any(
        "has no id" in reason
        for reason in exports.reasons(exports.of(post | {"id": None, "object": {**post["object"], "id": None}}))
    )


@pytest.mark.parametrize(
    "tags",
    [
        None,
        "x",
        {"type": "Mention", "href": 5},
        [None, 3, {"type": "Mention"}, {"type": "Hashtag", "href": ADA, "name": "#ada"}],
        [{"type": "Mention", "href": "javascript:alert(1)", "name": "@ada@ada.example"}],
    ],
)
def test_tags_that_mention_nobody(exports: Any, tags: Any) -> None:
    """What is no mention of an address is nobody."""
    assert exports.reasons(exports.of(exports.post(tag=tags))) == {outbox.TO_NOBODY: 1}


def test_broken_json_is_read_as_far_as_it_goes(exports: Any) -> None:
    """A comma too many, a broken activity and a cut end cost no more than they must, and are said."""
    posts = [json.dumps(exports.post(number, tag=[exports.mention(ADA, "@ada@ada.example")])) for number in range(4)]
    head = exports.outbox().removesuffix("]}")
    comma = exports.read(f"{head}{','.join(posts)},]}}")
    assert len(exports.talks(comma)) == 4
    assert [record for record in comma if isinstance(record, LeftOut) and record.count > 1] == []
    wrong = posts[1].replace("Create", 'Cre"ate')
    broken = exports.read(f"{head}{posts[0]},{wrong},{posts[2]},{posts[3]}]}}")
    assert len(exports.talks(broken)) == 3
    assert sum(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in broken) == 1
    cut = exports.read(f"{head}{posts[0]},{posts[1]},{posts[2][:-50]}")
    assert len(exports.talks(cut)) == 2
    assert sum(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in cut) >= 1


def test_the_outbox_alone_says_whose_it_is(exports: Any) -> None:
    """Every activity names who did it; with ``--me`` the user says what the account is called."""
    data = exports.outbox(exports.post())
    (owner,) = (record for record in exports.read(data) if isinstance(record, Owner))
    assert (owner.handle.key, owner.handle.stable_id, owner.handle.guess) == ("me@home.example", exports.me, True)
    owners = [record.handle for record in exports.read(data, me="@me@short.example") if isinstance(record, Owner)]
    assert [(owner.key, owner.stable_id) for owner in owners] == [("me@short.example", exports.me)]
