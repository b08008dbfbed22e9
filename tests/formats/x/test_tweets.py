"""Tweets of the X archive: whom each concerns, in which way, and who stands behind a number."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate
from netbook.formats.x.long_tweets import _BEGINNING
from netbook.formats.x.tweets import DELETED, TO_NOBODY, TO_ONESELF, UNDATED
from tests.formats.x.invented import ADA, BOB, EVE, ME, answer, mention, read, read_tweets, script, tweet


def _ways(*tweets: dict[str, Any]) -> list[tuple[str, str]]:
    return [(talk.people[0][0].key, talk.channel.name) for talk in read_tweets(*tweets).talks]


def test_a_reply_a_mention_a_quote_and_a_retweet() -> None:
    """Each has its channel, and all are by the user."""
    archive = read_tweets(
        answer(1, ADA, "ada", "to &lt;you&gt; &amp; me"),
        tweet(2, "with @bob", mention(BOB, "bob", "Bob B.")),
        tweet(3, "so true", links=["https://twitter.com/eve/status/77"]),
        tweet(4, "RT @ada: hello @bob", mention(ADA, "ada", at=3), mention(BOB, "bob", "Bob B.", at=15)),
    )
    found = [(talk.people[0][0].key, talk.channel, talk.key) for talk in archive.talks]
    assert found == [
        ("ada", Channel.REPLY, "x:tweet:1:200"),
        ("bob", Channel.MENTION, "x:tweet:2:300"),
        ("eve", Channel.MENTION, "x:tweet:3:eve"),
        ("ada", Channel.REACTION, "x:tweet:4:200"),
    ]
    assert {talk.direction for talk in archive.talks} == {Direction.BY_ME}
    assert archive.talks[0].note == "@ada to <you> & me"
    assert archive.talks[0].at == datetime(2023, 1, 2, 12, 33, 11, tzinfo=UTC)
    assert archive.talks[1].people[0][1] == "Bob B."
    assert archive.talks[0].people[0][0].stable_id == ADA


def test_one_interaction_for_each_tweet_and_person() -> None:
    """A reply that names and quotes the same person once more stays one; three people are three."""
    both = answer(1, ADA, "ada", links=["https://x.com/ada/status/5", "https://x.com/i/web/status/6"])
    three = tweet(2, "all of you", mention(ADA, "ada"), mention(BOB, "bob"), mention(EVE, "eve"), mention(BOB, "bob"))
    assert _ways(both) == [("ada", "REPLY")]
    assert read_tweets(three).keys() == ["x:tweet:2:200", "x:tweet:2:300", "x:tweet:2:400"]


def test_tweets_to_nobody_and_to_oneself_are_counted() -> None:
    """Threads, own names and own tweets passed on are the user's own business; nothing else is said of them."""
    archive = read_tweets(
        tweet(1),
        tweet(2, links=["https://example.org/status/1"]),
        answer(3, ME, "mia"),
        answer(4, ME, "mia_before"),
        tweet(5, "RT @mia: I said", mention(ME, "mia", at=3)),
        tweet(6, "see", links=["https://twitter.com/mia_before/status/3"]),
        screen_name_change=script(
            "screen_name_change",
            [{"screenNameChange": {"screenNameChange": {"changedFrom": "mia_before", "changedTo": "Mia"}}}],
        ),
    )
    assert archive.talks == []
    assert archive.reasons() == [(TO_ONESELF, 4), (TO_NOBODY, 2)]


def test_an_old_name_of_the_users_that_somebody_else_has_today_is_theirs() -> None:
    """The number says more than the name."""
    assert _ways(tweet(1, "hi", mention(EVE, "mia"))) == [("mia", "MENTION")]


def test_accounts_that_are_gone_are_nobody() -> None:
    """The number -1 stands for no account."""
    archive = read_tweets(tweet(1, "with @gone", mention("-1", "gone")), answer(2, "-1", None))
    assert archive.reasons() == [(TO_NOBODY, 2)]


def test_a_reply_without_a_name_takes_it_from_elsewhere() -> None:
    """Who stands behind a number is told by any other tweet, whatever their order; else the number is all there is."""
    archive = read_tweets(answer(1, ADA, None), answer(2, BOB, None), tweet(3, "hey", mention(ADA, "Ada", "Ada L.")))
    assert archive.whom() == ["ada", "id:300", "ada"]
    assert archive.talks[0].people[0][0].shown == "@Ada"
    assert archive.talks[1].people[0][1] is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_name_wins_and_older_ones_find_the_person(order: int) -> None:
    """Somebody renamed has today's handle everywhere, and the earlier one as an alias, in any order of the tweets."""
    tweets = [tweet(10, "a", mention(ADA, "ada_old", "Ada O.")), tweet(9, "b", mention(ADA, "ada_older"))]
    tweets.append(tweet(11, "c", mention(ADA, "ADA_new", "Ada &amp; Co")))
    archive = read_tweets(*tweets[::order])
    assert set(archive.whom()) == {"ada_new"}
    (person,) = archive.people
    assert (person.key, person.name, person.handles[0].shown) == ("x:user:200", "Ada & Co", "@ADA_new")
    assert [alias.key for alias in person.aliases] == ["ada_older", "ada_old"]


def test_a_name_that_two_have_had_belongs_to_the_last() -> None:
    """Two numbers are never made one person because of a name; who had it before is known by number alone."""
    archive = read_tweets(tweet(1, "a", mention(ADA, "star", "Ada")), tweet(2, "b", mention(BOB, "star", "Bob")))
    assert [(talk.people[0][0].key, talk.people[0][1]) for talk in archive.talks] == [
        ("id:200", "Ada"),
        ("star", "Bob"),
    ]
    renamed = read_tweets(
        tweet(1, "a", mention(ADA, "star")), tweet(2, "b", mention(BOB, "star")), tweet(3, "c", mention(ADA, "ada"))
    )
    assert renamed.whom() == ["ada", "star", "ada"]
    assert renamed.people == []


def test_the_author_of_a_retweet_is_whoever_is_named_first() -> None:
    """The account at the fourth sign is the author even under another name; without any, the text names them."""
    assert _ways(tweet(1, "RT @ada_then: hi", mention(BOB, "bob", at=30), mention(ADA, "ada", at=3))) == [
        ("ada", "REACTION")
    ]
    bare = mention(ADA, "ada")
    del bare["indices"]
    assert _ways(tweet(1, "RT @Ada: hi", bare)) == [("ada", "REACTION")]
    assert _ways(tweet(1, "RT @eve: hi")) == [("eve", "REACTION")]


def test_a_picture_of_anothers_tells_their_name() -> None:
    """The number of its source and the name in its link belong together, where nothing more certain is known."""
    picture = {"source_user_id_str": ADA, "expanded_url": "https://twitter.com/ada_pics/status/5/photo/1"}
    shown = tweet(5, "look", extended_entities={"media": [picture]})
    assert read_tweets(shown, answer(1, ADA, None)).whom() == ["ada_pics"]
    assert read_tweets(shown, answer(1, ADA, "ada")).whom() == ["ada"]


def test_tweets_that_cannot_be_used_are_named() -> None:
    """One without a date or a number is failed with its line, one of another shape too, and the rest are read."""
    undated = answer(2, ADA, "ada")
    undated["tweet"]["created_at"] = "Sam Jän 09"
    unnumbered = answer(3, ADA, "ada")
    unnumbered["tweet"]["id_str"] = None
    archive = read_tweets(answer(1, ADA, "ada"), undated, unnumbered, {"tweet": {"entities": 5}}, answer(5, ADA, "ada"))
    assert archive.keys() == ["x:tweet:1:200", "x:tweet:5:200"]
    assert [(each.origin.file, each.fate) for each in archive.left_out] == [("data/tweets.js", Fate.FAILED)] * 3
    lines = [each.origin.line for each in archive.left_out]
    assert lines == sorted(lines)
    assert lines[0] > 2


def _note(**fields: Any) -> str:
    return script(
        "note_tweet", [{"noteTweet": {"noteTweetId": "900", "createdAt": "2023-01-02T12:33:11.000Z", **fields}}]
    )


def test_the_whole_text_of_a_long_tweet_joins_its_tweet() -> None:
    """By its number or by its second and beginning; whom it names further on is named in the tweet."""
    text = f"@ada {'x' * _BEGINNING} and so on with @bob"
    begun = answer(1, ADA, "ada")
    begun["tweet"]["full_text"] = f"{text[: _BEGINNING + 10]}…"
    for note in (
        _note(core={"text": text, "mentions": [{"screenName": "bob", "fromIndex": "80"}]}),
        _note(tweetId="1", noteTweetResults={"text": text, "entitySet": {"userMentions": [{"screenName": "bob"}]}}),
    ):
        archive = read_tweets(begun, note_tweet=note)
        assert archive.keys() == ["x:tweet:1:200", "x:tweet:1:bob"]
        assert {talk.note for talk in archive.talks} == {text}
        assert archive.left_out == []


def test_a_long_tweet_whose_tweet_is_not_there_stands_alone() -> None:
    """It counts by itself if it has a date."""
    named = {"text": "hi @bob", "mentions": [{"screenName": "bob"}]}
    assert read_tweets(note_tweet=_note(core=named)).keys() == ["x:note:900:bob"]
    assert read_tweets(note_tweet=_note(core={"text": "hi"})).reasons() == [(TO_NOBODY, 1)]
    assert read_tweets(note_tweet=_note(core=named, createdAt="")).reasons() == [(UNDATED, 1)]


def test_deleted_tweets_are_counted_and_teach_names() -> None:
    """What the user took back is no contact; who is named there is still known."""
    deleted = script("deleted_tweets", [tweet(7, "x", mention(ADA, "ada"))])
    archive = read_tweets(answer(1, ADA, None), deleted_tweets=deleted)
    assert archive.whom() == ["ada"]
    assert archive.reasons() == [(DELETED, 1)]


def test_tweets_in_communities_are_tweets() -> None:
    """They have a file of their own and the same form."""
    assert read_tweets(community_tweet=script("community_tweet", [answer(1, ADA, "ada")])).whom() == ["ada"]


def test_a_lone_file_tells_its_owner_by_their_threads() -> None:
    """Whoever wrote a tweet of the file that another tweet of it answers is the user."""
    thread = answer(2, ME, "mia", in_reply_to_status_id_str="1")
    archive = read(script("tweets", [tweet(1), thread, answer(3, ADA, "ada", in_reply_to_status_id_str="8")]))
    assert [(owner.handle.key, owner.handle.stable_id) for owner in archive.owners] == [("mia", ME)]
    assert archive.whom() == ["ada"]
