"""The X archive as a whole: every era and container, what is promised and missing, and safe against any file."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile
from netbook.formats.x import X_ARCHIVE
from netbook.formats.x.contents import BROKEN
from netbook.formats.x.export import LIKES, MISSHAPEN
from netbook.formats.x.tweets import TO_NOBODY
from tests.formats.x.invented import (
    ACCOUNT,
    ADA,
    BOB,
    ME,
    Archive,
    answer,
    conversation,
    mention,
    message,
    read,
    read_tweets,
    script,
    tweet,
    zipped,
)

_TWEETS = [tweet(1, "with @bob", mention(BOB, "bob")), answer(2, ADA, "ada"), tweet(3)]
_MEMBERS = {
    "Your archive.html": "<html></html>",
    "data/account.js": ACCOUNT,
    "data/direct-messages.js": script("direct_messages", [conversation(f"{ME}-{ADA}", message(1, ME, ADA))]),
    "data/following.js": script("following", [{"following": {"accountId": ADA}}]),
    "data/like.js": script("like", [{"like": {"tweetId": "1"}}, {"like": {"tweetId": "2"}}]),
    "data/tweets.js": script("tweets", _TWEETS),
    "data/tweets_media/1.jpg": "a picture",
}
_FIXTURES = Path(__file__).resolve().parents[3] / ".." / "shared" / "fixtures"


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    bare: dict[str, Any] = record["tweet"]
    return bare


def _old(record: dict[str, Any]) -> dict[str, Any]:
    """Write a tweet as the oldest archives do, with numbers, and dates of their own."""
    old = dict(record["tweet"])
    old["text"] = old.pop("full_text")
    day = old["created_at"][8:10]
    old["created_at"] = f"2023-01-{day} 12:33:11 +0000"
    old["id"] = int(old["id_str"])
    if "in_reply_to_user_id_str" in old:
        old["in_reply_to_user_id"] = int(old["in_reply_to_user_id_str"])
    return old | {"user": {"id_str": ME, "id": int(ME), "screen_name": "Mia", "name": "Mia M."}, "geo": {}}


_ERAS = {
    "2012, a file a month": {
        "data/js/tweets/2023_01.js": "Grailbird.data.tweets_2023_01 = \n " + json.dumps([*map(_old, _TWEETS)])
    },
    "2018, one file without wrappers": {"tweet.js": script("tweet", [*map(_bare, _TWEETS)]), "account.js": ACCOUNT},
    "2020, with wrappers": {"data/tweet.js": script("tweet", _TWEETS), "data/account.js": ACCOUNT},
    "2022, of another name": {"data/tweets.js": script("tweets", _TWEETS), "data/account.js": ACCOUNT},
    "in parts": {
        "data/tweets.js": script("tweets", _TWEETS[:1]),
        "data/tweets-part1.js": script("tweets", _TWEETS[1:], part=1),
        "data/account.js": ACCOUNT,
    },
    "below one more folder": {
        "x-archive/data/tweets.js": script("tweets", _TWEETS),
        "x-archive/data/account.js": ACCOUNT,
    },
    "on one line": {"a.js": "window.YTD.tweets.part0=" + json.dumps(_TWEETS) + ";", "b.js": ACCOUNT},
}


@pytest.mark.parametrize("era", _ERAS)
def test_every_era_says_the_same(era: str, tmp_path: Path) -> None:
    """From a zip and from a folder, the same interactions come from the archives of every year."""
    for name, text in _ERAS[era].items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with open_export(tmp_path) as files:
        assert detect(files) is X_ARCHIVE
        folder = Archive(list(X_ARCHIVE.read(files, lambda *_: None)))
    for archive in (folder, read(zipped(_ERAS[era]))):
        assert sorted(archive.keys()) == ["x:tweet:1:300", "x:tweet:2:200"]
        assert sorted(archive.whom()) == ["ada", "bob"]
        assert sorted(talk.at.isoformat() for talk in archive.talks) == [
            "2023-01-02T12:33:11+00:00",
            "2023-01-03T12:33:11+00:00",
        ]
        assert [owner.handle.stable_id for owner in archive.owners] == [ME]
        assert (TO_NOBODY, 1) in archive.reasons()


def test_the_oldest_table_is_read_where_nothing_else_holds_the_tweets() -> None:
    """tweets.csv names others in its text alone; the number of whom a tweet answers stands beside it."""
    table = (
        '"tweet_id","in_reply_to_status_id","in_reply_to_user_id","timestamp","source","text","retweeted_status_id",'
        '"retweeted_status_user_id","retweeted_status_timestamp","expanded_urls"\n'
        '"1","9","200","2012-11-08 16:05:46 +0000","web","@ada yes, @bob\ntoo","","","",""\n'
        '"2","","","2012-11-09 16:05:46 +0000","web","RT @eve: hello @bob","8","400","2012-11-09 16:00:00 +0000",""\n'
        '"3","","","2012-11-10 16:05:46 +0000","web","alone, a@b.example","","","","https://twitter.com/ada/status/9"\n'
        '"4","","","never","web","to @bob","","","",""\n"5","",""\n'
    )
    archive = read(table)
    assert archive.keys() == ["x:tweet:1:200", "x:tweet:1:bob", "x:tweet:2:400", "x:tweet:3:ada"]
    assert [talk.people[0][0].stable_id for talk in archive.talks] == [ADA, None, "400", ADA]
    assert [each.origin.line for each in archive.left_out] == [6, 7]
    both = {
        "tweets.csv": table,
        "data/js/tweets/2023_01.js": _ERAS["2012, a file a month"]["data/js/tweets/2023_01.js"],
    }
    assert len(read(zipped(both)).talks) == 2


def test_the_order_and_the_fate_of_every_record() -> None:
    """Owner, people, tweets, messages, then what is left out, which is counted."""
    records = read(zipped(_MEMBERS)).records
    kinds = [type(record) for record in records]
    assert kinds == [Owner, PersonRecord, InteractionRecord, InteractionRecord, LeftOut, InteractionRecord, LeftOut]
    assert [(record.reason, record.count) for record in records if isinstance(record, LeftOut)] == [
        (TO_NOBODY, 1),
        (LIKES, 2),
    ]


@pytest.mark.parametrize("name", ["message_event", "hologram"])
def test_what_nobody_can_read_is_counted_and_named(name: str) -> None:
    """Encrypted and unknown kinds are never silently missing; settings and advertisements are left alone."""
    archive = read_tweets(
        **{name: script(name, [{"a": 1}] * 3), "ad_engagements": script("ad_engagements", [{"ad": {}}])}
    )
    shown = name.replace("_", "-")
    reason = f"“{shown}” records are encrypted, or of a kind that netbook does not know; they were not read."
    assert archive.reasons() == [(reason, 3)]


def _contents(**listed: tuple[str, str, str]) -> str:
    types = {
        name: {"files": [{"fileName": file, "globalName": variable, "count": count}]}
        for name, (file, variable, count) in listed.items()
    }
    return f"window.__THAR_CONFIG = {json.dumps({'dataTypes': types | {'tweetsMedia': {'mediaDirectory': 'x'}}})}"


def test_what_is_listed_and_missing_is_named() -> None:
    """Parts that are listed and not there are failed with their counts, if they could hold anybody."""
    contents = _contents(
        tweets=("data/tweets.js", "YTD.tweets.part0", "0"),
        more=("data/tweets-part1.js", "YTD.tweets.part1", "1200"),
        hologram=("data/hologram.js", "YTD.hologram.part0", "many"),
        app=("data/app.js", "YTD.app.part0", "7"),
        none=("data/mute.js", "YTD.mute.part0", "0"),
    )
    archive = read_tweets(answer(1, ADA, "ada"), manifest=contents)
    assert archive.keys() == ["x:tweet:1:200"]
    assert [(each.reason, each.count, each.fate) for each in archive.left_out] == [
        ("The table of contents lists “data/tweets-part1.js”, and the archive has no such file.", 1200, Fate.FAILED),
        ("The table of contents lists “data/hologram.js”, and the archive has no such file.", 1, Fate.FAILED),
    ]


def test_promised_counts_are_compared_and_not_trusted() -> None:
    """A part that holds fewer records than listed says so; one that is not listed is read; messages are not compared."""
    contents = _contents(
        tweets=("data/tweets.js", "YTD.tweets.part0", "5"),
        follower=("data/follower.js", "YTD.follower.part0", "9"),
        messages=("data/direct-messages.js", "YTD.direct_messages.part0", "9"),
    )
    archive = read_tweets(
        answer(1, ADA, "ada"),
        manifest=contents.replace("window.__THAR_CONFIG", "window.YTD.manifest.part0"),
        follower=script("follower", []),
        tweets_part9=script("tweets", [answer(2, BOB, "bob")], part=9),
        direct_messages=_MEMBERS["data/direct-messages.js"],
    )
    assert archive.whom() == ["ada", "bob", "ada"]
    assert archive.reasons() == [
        ("The table of contents promises 5 records; the file holds 1.", 4),
        ("The table of contents promises 9 records; the file holds 0.", 9),
    ]


@pytest.mark.parametrize(
    "contents", ["window.__THAR_CONFIG = {", "window.__THAR_CONFIG = []", "window.__THAR_CONFIG ="]
)
def test_a_broken_table_of_contents_is_named(contents: str) -> None:
    """The rest is read without it."""
    archive = read_tweets(answer(1, ADA, "ada"), manifest=contents)
    assert archive.keys() == ["x:tweet:1:200"]
    assert archive.reasons() == [(BROKEN, 1)]


def test_broken_tweets_leave_the_others() -> None:
    """Of a hundred tweets with five broken, ninety-five are read, and the five are named with their lines."""
    text = script("tweets", [answer(number, ADA, "ada", f"<{number}>") for number in range(1, 101)])
    for number in (1, 30, 31, 77, 100):
        text = text.replace(f"<{number}>", f'<{number}>"')
    archive = read(zipped({"a.js": ACCOUNT, "tweets.js": text}))
    assert len(archive.talks) == 95
    starts = [number for number, line in enumerate(text.splitlines(), start=1) if line == "  {"]
    assert [each.origin.line for each in archive.left_out] == [starts[number - 1] for number in (1, 30, 31, 77, 100)]


def test_twin_files_and_other_scripts_are_passed_over() -> None:
    """What a Mac adds to a zip, and the archive's own viewer, are read as nothing."""
    more = {
        "__MACOSX/data/tweets.js": _MEMBERS["data/tweets.js"],
        "assets/app.js": "!function(){}",
        "data/._tweets.js": "x",
    }
    assert read(zipped(_MEMBERS | more)).records == read(zipped(_MEMBERS)).records


@pytest.mark.parametrize(
    "data",
    [b"window.foo = []", b"[]", b"tweet_id,text\n", b"window.YTD.x = []", zipped({"data/x.txt": ACCOUNT, "b.js": "1"})],
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    """Only what is assigned as X assigns it is X's; read by force, a sentence says what is missing."""
    with open_bytes(data, "x.zip") as files:
        assert not X_ARCHIVE.recognises(files)
        with pytest.raises(UnreadableFile, match="none of the files of an X archive"):
            list(X_ARCHIVE.read(files, lambda *_: None))


def test_progress_goes_to_the_end_and_can_stop_the_reading() -> None:
    """The bytes read only ever grow, up to their total; what progress raises comes through."""
    told: list[tuple[int, int]] = []
    with open_bytes(zipped(_MEMBERS), "x.zip") as files:
        list(X_ARCHIVE.read(files, lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with open_bytes(zipped(_MEMBERS), "x.zip") as files, pytest.raises(KeyboardInterrupt):
        list(X_ARCHIVE.read(files, stop))


def test_a_file_of_a_known_name_that_begins_otherwise_is_named() -> None:
    """A tweets.js that lost its beginning is failed where other files are X's; alone it is none of X's."""
    archive = read(zipped(_MEMBERS | {"data/tweets-part1.js": "[ ]", "data/follower.js": "", "data/other.js": "[ ]"}))
    misshapen = {each.origin.file for each in archive.left_out if each.reason == MISSHAPEN}
    assert misshapen == {"data/tweets-part1.js", "data/follower.js"}


def test_a_file_of_a_known_name_that_cannot_be_opened_refuses_the_archive(tmp_path: Path) -> None:
    """An archive without its tweets is never called read because they could not be opened."""
    (tmp_path / "account.js").write_text(ACCOUNT, encoding="utf-8")
    (tmp_path / "tweets.js").symlink_to("/etc/hostname")
    with open_export(tmp_path) as files, pytest.raises(UnreadableFile, match=r"tweets\.js.*link"):
        list(X_ARCHIVE.read(files, lambda *_: None))


def test_an_owner_known_by_name_alone_is_found_by_number() -> None:
    """What the tweets say of the name tells the number, so that an old name of theirs is the user's too."""
    tweets = [tweet(1, "a", mention(ME, "mia_old")), tweet(2, "b", mention(ME, "mia")), answer(3, ADA, "ada")]
    assert read(script("tweets", tweets), handle_on("x", "mia")).whom() == ["ada"]


def _read_or_refused(data: bytes) -> Archive | None:
    """Read what can be read; any exception that is not a sentence is the test's failure."""
    try:
        with open_bytes(data, "any") as files:
            return Archive(list(X_ARCHIVE.read(files, lambda *_: None))) if X_ARCHIVE.recognises(files) else None
    except NetbookError:
        return None


def test_cut_off_at_every_byte() -> None:
    """A file that ends early is read up to there, and says so; a zip that does is refused or says so."""
    text = script("tweets", _TWEETS[:2]).encode()
    begun = text.index(b"=")
    for length in range(len(text) - 1):
        archive = _read_or_refused(text[:length])
        if length > begun:
            assert archive is not None
            assert any(each.fate is Fate.FAILED for each in archive.left_out)
    for other in (
        script("following", [{"following": {"accountId": ADA}}]),
        _MEMBERS["data/direct-messages.js"],
        ACCOUNT,
    ):
        for length in range(len(other)):
            _read_or_refused(other[:length].encode())
    packed = zipped({"data/tweets.js": _MEMBERS["data/tweets.js"], "data/account.js": ACCOUNT})
    whole = read(packed).records
    for length in range(0, len(packed), 7):
        archive = _read_or_refused(packed[:length])
        assert archive is None or archive.records == whole or archive.left_out


def test_random_damage_ends_in_a_sentence() -> None:
    """Whatever bytes stand in a file of X's, records or sentences come of it."""
    chance = random.Random(2)
    texts = [text.encode() for name, text in _MEMBERS.items() if name.endswith(".js")]
    texts += [b"window.__THAR_CONFIG = " + json.dumps({"dataTypes": {"a": {"files": [{"count": "1"}]}}}).encode()]
    for turn in range(600):
        data = bytearray(texts[turn % len(texts)])
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(data.index(b"=") + 1, len(data))
            data[at : at + chance.randrange(3)] = chance.choice(
                (b"", b"\xff", b'"', b"{", b"]", b"null", b"-1", b"[[", b"\0")
            )
        _read_or_refused(bytes(data))
        _read_or_refused(chance.randbytes(chance.randrange(300)))


_ODD: list[Any] = [
    None,
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [None],
    "",
    "9" * 5_000,
    "\ud800",
    "-1",
    "²",
    "9999-99-99T99:99:99Z",
]
_ODD += ["Xxx Yyy 99 99:99:99 +9999 0000", "https://x.com/" + "a" * 3_000, "0001-01-01T00:00:00+23:59", "\0", "@"]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List every place in a value that holds another."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, inner in pairs for place in ((*path, key), *_places(inner, (*path, key)))]


def test_values_of_any_kind_end_in_records_or_a_sentence() -> None:
    """Whatever stands where a text or a number should, nothing but records and sentences comes of it."""
    chance = random.Random(3)
    records = {name: json.loads(text.partition("=")[2]) for name, text in _MEMBERS.items() if name.endswith(".js")}
    records["data/note-tweet.js"] = [{"noteTweet": {"noteTweetId": "9", "createdAt": "x", "core": {"mentions": [{}]}}}]
    records["data/contact.js"] = [{"contact": {"id": "1", "emails": ["a@b.example"], "phoneNumbers": ["+4930765"]}}]
    records["data/lists-member.js"] = [{"userListInfo": {"url": "https://x.com/ada/lists/a", "urls": []}}]
    for _ in range(150):
        odd = json.loads(json.dumps(records))
        for _change in range(3):
            value = odd[chance.choice([*odd])]
            *path, last = chance.choice(_places(value))
            for key in path:
                value = value[key]
            value[last] = chance.choice(_ODD)
            odd = json.loads(json.dumps(odd))
        members = {name: script(name[5:-3].replace("-", "_"), each) for name, each in odd.items()}
        assert _read_or_refused(zipped(members)) is not None


@pytest.mark.skipif(not _FIXTURES.exists(), reason="the folder of examples is not beside the project")
def test_the_examples_hold_whom_their_index_says() -> None:
    """Files of other projects are read to as many people and interactions as were counted by hand."""
    rows = [line.split("\t") for line in (_FIXTURES / "INDEX.tsv").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row[1] == "x-archive" and row[0].endswith(".js")]
    assert rows
    for row in rows:
        with open_export(_FIXTURES / row[0]) as files:
            assert detect(files) is X_ARCHIVE
            archive = Archive(list(X_ARCHIVE.read(files, lambda *_: None)))
        people = {*archive.whom(), *archive.followed()}
        assert (row[0], len(people), len(archive.talks)) == (row[0], int(row[7]), int(row[8]))
