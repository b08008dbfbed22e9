"""Accounts in the lists of an X archive: follows, blocks, lists, and the address book."""

from __future__ import annotations

from typing import Any

import pytest

from netbook.domain.channels import Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate
from netbook.errors import UsageProblem
from netbook.formats.x.people import NO_ACCOUNT, NO_ADDRESS, OWN_ACCOUNT, OWN_LIST
from tests.formats.x.invented import ACCOUNT, ADA, BOB, EVE, ME, mention, read, read_tweets, script, tweet, zipped


def follows(word: str, *numbers: str, link: str = "https://twitter.com/intent/user?user_id={}") -> list[dict[str, Any]]:
    """Write a list of accounts."""
    return [{word: {"accountId": number, "userLink": link.format(number)}} for number in numbers]


def test_follows_have_names_where_a_tweet_tells_them() -> None:
    """Everybody followed is a person met on X; who is not known further has their number alone."""
    following = script("following", follows("following", ADA, BOB))
    archive = read_tweets(tweet(1, "hi", mention(ADA, "ada", "Ada L.")), following=following)
    ada, bob = archive.people
    assert (ada.key, ada.name, ada.handles[0].key, ada.handles[0].stable_id) == (
        "x:following:200",
        "Ada L.",
        "ada",
        ADA,
    )
    assert (bob.key, bob.name, bob.handles[0].key, bob.handles[0].stable_id) == ("x:following:300", None, "id:300", BOB)
    assert bob.handles[0].url == "https://x.com/i/user/300"
    assert {(person.met_network, person.met_on, person.linked) for person in archive.people} == {
        ("x", None, Direction.BY_ME)
    }
    assert [person.origin.line for person in archive.people] == [2, 8]


def test_followers_are_linked_by_themselves() -> None:
    """Who follows the user and is followed is told twice, once from each side."""
    archive = read_tweets(
        following=script("following", follows("following", ADA)),
        follower=script("follower", follows("follower", ADA, EVE)),
    )
    assert [(person.key, person.linked) for person in archive.people] == [
        ("x:following:200", Direction.BY_ME),
        ("x:follower:200", Direction.BY_THEM),
        ("x:follower:400", Direction.BY_THEM),
    ]


@pytest.mark.parametrize("link", ["https://x.com/Ada", "https://twitter.com/Ada", "@Ada"])
def test_a_link_with_a_name_in_it_gives_the_name(link: str) -> None:
    """Some archives link the account by its handle."""
    (person,) = read(script("following", follows("following", ADA, link=link))).people
    assert (person.handles[0].key, person.handles[0].stable_id) == ("ada", ADA)


def test_the_oldest_lists_have_numbers_alone() -> None:
    """There is no link in 2019, and the first bracket stands on the line of the variable."""
    text = 'window.YTD.follower.part0 = [ {\n  "follower" : {\n    "accountId" : "73"\n  }\n}, {\n  "follower" : {\n'
    archive = read(f'{text}    "accountId" : "74"\n  }}\n}} ]')
    assert archive.followed() == ["id:73", "id:74"]
    assert read("window.YTD.follower.part0 = [ ]").records == []
    assert read("window.YTD.account_suspension.part0 = []\n").records == []


def test_accounts_that_are_none_are_named() -> None:
    """A record without an account is failed, the user's own skipped."""
    records = [*follows("following", ME, "-1"), {"following": {"userLink": "https://x.com/i/user/55"}}, {"other": {}}]
    archive = read_tweets(following=script("following", records))
    assert archive.followed() == ["id:55"]
    assert archive.reasons() == [(OWN_ACCOUNT, 1), (NO_ACCOUNT, 1), (NO_ACCOUNT, 1)]


def test_blocks_and_mutes_are_tags() -> None:
    """They mark somebody who is there and make nobody."""
    archive = read_tweets(
        tweet(1, "hi", mention(ADA, "ada")),
        block=script("block", follows("blocking", ADA)),
        mute=script("mute", follows("muting", EVE)),
    )
    assert [(tag.handle.key, tag.tag) for tag in archive.tags] == [("ada", "blocked"), ("id:400", "muted")]
    assert archive.people == []


def test_whoever_made_a_list() -> None:
    """Lists that the user reads or stands on name their owners, in the form of today and of earlier."""
    archive = read_tweets(
        lists_subscribed=script("lists_subscribed", [{"userListInfo": {"url": "https://twitter.com/ada/lists/looms"}}]),
        lists_member=script(
            "lists_member",
            [
                {"userListInfo": {"urls": ["https://twitter.com/bob/lists/a", "https://twitter.com/mia/lists/b"]}},
                {"userListInfo": {"url": "https://twitter.com/i/lists/5"}},
                {"userListInfo": {}},
            ],
        ),
        lists_created=script("lists_created", [{"userListInfo": {"url": "https://twitter.com/mia/lists/c"}}]),
    )
    assert [person.key for person in archive.people] == ["x:list:ada/looms", "x:list:bob/a"]
    assert [each.fate for each in archive.left_out] == [Fate.SKIPPED, Fate.FAILED, Fate.FAILED]
    assert archive.left_out[0].reason == OWN_LIST


def test_the_address_book() -> None:
    """Entries have addresses and numbers, and no names."""
    entries = [
        {"id": "7", "emails": ["Ada@Example.org", "ada@example.org"], "phoneNumbers": ["+49 30 1234567"]},
        {"id": "8", "emails": ["nothing"], "phoneNumbers": []},
        {"emails": [], "phoneNumbers": ["+4930765"]},
    ]
    archive = read(script("contact", [{"contact": entry} for entry in entries]))
    assert [[handle.key for handle in person.handles] for person in archive.people] == [
        ["ada@example.org", "+49301234567"],
        ["+4930765"],
    ]
    assert [person.key for person in archive.people] == ["x:contact:7", "x:contact:+4930765"]
    assert archive.reasons() == [(NO_ADDRESS, 1)]


def test_somebody_renamed_is_told_of_once() -> None:
    """Who is in a list brings their earlier handles along."""
    tweets = [tweet(1, "a", mention(ADA, "ada_old")), tweet(2, "b", mention(ADA, "ada"))]
    (person,) = read_tweets(*tweets, following=script("following", follows("following", ADA))).people
    assert (person.key, [alias.key for alias in person.aliases]) == ("x:following:200", ["ada_old"])


def test_the_owner_is_named_by_whatever_file_says_it() -> None:
    """The account's own file, the table of contents, the heads of tweets, the oldest archives' details."""
    contents = 'window.__THAR_CONFIG = {"userInfo": {"accountId": "100", "userName": "Mia", "displayName": "M."}}'
    heads = script("tweet_headers", [{"tweet": {"tweet_id": "1", "user_id": ME, "created_at": "x"}}])
    details = 'var user_details =  {"screen_name": "Mia", "id": "100", "full_name": "M."}'
    for text, name in ((ACCOUNT, "Mia M."), (contents, "M."), (heads, None), (details, "M.")):
        (owner,) = read(text).owners
        assert (owner.handle.stable_id, owner.name) == (ME, name)
        assert owner.handle.key == ("id:100" if text == heads else "mia")


def test_the_user_can_say_who_they_are() -> None:
    """An account given by hand counts besides; one on another network is refused."""
    text = script("tweets", [tweet(1, "hi", mention(ME, "mia")), tweet(2, "hi", mention(ADA, "ada"))])
    assert read(text, handle_on("x", "@Mia")).whom() == ["ada"]
    assert read(text, handle_on("x", "id:100")).whom() == ["ada"]
    assert sorted(read(text).whom()) == ["ada", "mia"]
    with pytest.raises(UsageProblem, match=r"not an account on X.*--me x\.com/ada"):
        read(text, handle_on("github", "mia"))


def test_a_broken_file_about_the_account_is_named() -> None:
    """That it says nothing is said."""
    archive = read(
        zipped({"data/account.js": 'window.YTD.account.part0 = [ {"account": 5} ]', "a.js": script("like", [])})
    )
    assert [each.origin.file for each in archive.left_out] == ["data/account.js"]
