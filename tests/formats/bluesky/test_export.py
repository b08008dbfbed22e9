"""The Bluesky export as a whole: what becomes of each record, and of what is not there."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record, TagRecord
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.bluesky import BLUESKY, records
from netbook.formats.bluesky.export import CHAT, CUT_OFF, DAMAGED, MISSING_PART, UNREACHED
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

OWN = "did:plc:owner2222222222222222222"
ADA = "did:plc:ada222222222222222222222"
BOB = "did:plc:bob222222222222222222222"
EVE = "did:plc:eve222222222222222222222"
NOON = "2024-02-29T12:00:00Z"


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


def _read(data: bytes, label: str = "repo.car", me: str | None = None) -> list[Record]:
    with open_bytes(data, label) as files:
        assert BLUESKY.recognises(files)
        return list(BLUESKY.read(files, _ignore, handle_on("bluesky", me) if me else None))


def _of(writing: Any, listed: dict[str, dict[str, Any]]) -> list[Record]:
    """Read a repository of these records and leave out the user's own account."""
    found = _read(writing.repository(listed).written())
    return [record for record in found if not isinstance(record, Owner)]


def _post(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"text": text, "createdAt": NOON, **more}


def _facet(did: str, start: int, end: int) -> dict[str, Any]:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def _reply_to(account: str) -> dict[str, Any]:
    uri = f"at://{account}/app.bsky.feed.post/3kparent"
    return {"parent": {"uri": uri, "cid": "x"}, "root": {"uri": f"at://{EVE}/app.bsky.feed.post/3kroot", "cid": "x"}}


def _talks(found: list[Record]) -> list[tuple[str, str, Channel]]:
    return [
        (record.key, record.people[0][0].key, record.channel)
        for record in found
        if isinstance(record, InteractionRecord)
    ]


def _reasons(found: list[Record]) -> dict[str, int]:
    return {record.reason: record.count for record in found if isinstance(record, LeftOut)}


def test_a_follow_is_a_person(writing: Any) -> None:
    """A follow gives the DID as stable id, the day and who made the link; the key is its address."""
    (person,) = _of(writing, {"app.bsky.graph.follow/3kf": {"subject": ADA, "createdAt": "2024-02-29T23:30:00-07:00"}})
    assert isinstance(person, PersonRecord)
    assert person.key == f"at://{OWN}/app.bsky.graph.follow/3kf"
    assert [(handle.key, handle.stable_id, handle.url) for handle in person.handles] == [
        (f"id:{ADA}", ADA, f"https://bsky.app/profile/{ADA}")
    ]
    assert (person.name, person.met_network, person.met_on) == (None, "bluesky", date(2024, 3, 1))
    assert person.linked is Direction.BY_ME


def test_a_second_follow_is_folded_into_the_first(writing: Any) -> None:
    """The earlier follow counts, whatever the order; one with a date goes before one without; none is lost."""
    days = {"3ka": "2024-05-02T00:00:00Z", "3kb": "2024-05-01T00:00:00Z", "3kc": "0000-01-01T00:00:00Z"}
    follows = {f"app.bsky.graph.follow/{key}": {"subject": ADA, "createdAt": day} for key, day in days.items()}
    found = _of(writing, follows)
    assert [(each.key[-3:], each.met_on) for each in found if isinstance(each, PersonRecord)] == [
        ("3kb", date(2024, 5, 1))
    ]
    assert _reasons(found) == {records.FOLLOWED_TWICE: 2}


@pytest.mark.parametrize(("kind", "of"), [("like", "post"), ("repost", "post")])
def test_likes_and_reposts_are_reactions(writing: Any, kind: str, of: str) -> None:
    """They have a date of their own, and the author stands in the address."""
    path = f"app.bsky.feed.{kind}/3k1"
    liked = {"subject": {"uri": f"at://{ADA}/app.bsky.feed.{of}/3kx"}, "createdAt": "2024-02-29T12:00:00.123456789Z"}
    (talk,) = _of(writing, {path: liked})
    assert isinstance(talk, InteractionRecord)
    assert (talk.key, talk.channel, talk.direction) == (f"at://{OWN}/{path}", Channel.REACTION, Direction.BY_ME)
    assert talk.at == datetime(2024, 2, 29, 12, 0, 0, 123456, tzinfo=UTC)
    assert talk.people[0][0].stable_id == ADA


def test_one_post_can_speak_to_several(writing: Any) -> None:
    """A reply, a mention and a quote are one interaction a person; a reply goes before a mention of the same one."""
    post = _post(
        "@ada.example.com and @bob.test",
        reply=_reply_to(ADA),
        facets=[_facet(ADA, 0, 16), _facet(BOB, 21, 30)],
        embed={"$type": "app.bsky.embed.record", "record": {"uri": f"at://{EVE}/app.bsky.feed.post/3kq"}},
    )
    found = _of(writing, {"app.bsky.feed.post/3k1": post})
    key = f"at://{OWN}/app.bsky.feed.post/3k1#"
    assert _talks(found) == [
        (key + ADA, "ada.example.com", Channel.REPLY),
        (key + BOB, "bob.test", Channel.MENTION),
        (key + EVE, f"id:{EVE}", Channel.MENTION),
    ]
    assert {record.note for record in found if isinstance(record, InteractionRecord)} == {
        "@ada.example.com and @bob.test"
    }


def test_a_quote_beside_pictures_counts(writing: Any) -> None:
    """The quoted record stands one step deeper there; a quoted feed is nobody."""
    quote = {"record": {"record": {"uri": f"at://{ADA}/app.bsky.feed.post/3kq"}}, "media": {}}
    feed = {"record": {"uri": f"at://{BOB}/app.bsky.feed.generator/cats"}}
    found = _of(writing, {"app.bsky.feed.post/3k1": _post(embed=quote), "app.bsky.feed.post/3k2": _post(embed=feed)})
    assert [who for _key, who, _channel in _talks(found)] == [f"id:{ADA}"]
    assert _reasons(found) == {records.TO_NOBODY: 1}


def test_posts_of_2023_mention_in_entities(writing: Any) -> None:
    """The old places count UTF-16 units, the new ones bytes; both find the handle behind an emoji."""
    text = "💫é @ada.example.com"
    entity = {"type": "mention", "index": {"start": 4, "end": 20}, "value": ADA}
    for more in ({"entities": [entity, {"type": "link", "value": "x"}]}, {"facets": [_facet(ADA, 7, 23)]}):
        found = _of(writing, {"app.bsky.feed.post/3k1": _post(text, **more)})
        assert [who for _key, who, _channel in _talks(found)] == ["ada.example.com"]


@pytest.mark.parametrize(
    "words", ["ada.example.com", "@ada", "@handle.invalid", "@did:plc:ada222222222222222222222", "@ada.example.com!"]
)
def test_words_that_are_no_handle_name_nobody(writing: Any, words: str) -> None:
    """A mention whose words are something else still counts, for the DID."""
    found = _of(writing, {"app.bsky.feed.post/3k1": _post(words, facets=[_facet(ADA, 0, len(words))])})
    assert [who for _key, who, _channel in _talks(found)] == [f"id:{ADA}"]


@pytest.mark.parametrize("place", [(-1, 5), (5, 5), (0, 2**60), ("0", None)])
def test_places_that_make_no_sense_name_nobody(writing: Any, place: tuple[Any, Any]) -> None:
    """A mention with an impossible place still counts, for the DID."""
    found = _of(writing, {"app.bsky.feed.post/3k1": _post("a @ada.example.com b", facets=[_facet(ADA, *place)])})
    assert [who for _key, who, _channel in _talks(found)] == [f"id:{ADA}"]


def _mention(words: str, did: str, day: int) -> dict[str, Any]:
    return {"text": words, "createdAt": f"2024-03-{day:02d}T00:00:00Z", "facets": [_facet(did, 0, len(words))]}


def test_a_handle_seen_in_a_post_names_the_follow(writing: Any) -> None:
    """The newest handle of a DID is its handle, an older one an alias."""
    listed = {
        "app.bsky.graph.follow/3kf": {"subject": ADA, "createdAt": NOON},
        "app.bsky.feed.post/3k1": _mention("@new.example.com", ADA, 2),
        "app.bsky.feed.post/3k2": _mention("@Old.example.com", ADA, 1),
    }
    (person,) = (each for each in _of(writing, listed) if isinstance(each, PersonRecord))
    assert [(handle.key, handle.stable_id) for handle in person.handles] == [("new.example.com", ADA)]
    assert [(handle.key, handle.stable_id) for handle in person.aliases] == [("old.example.com", ADA)]


def test_a_handle_that_went_to_another_account_is_not_shared(writing: Any) -> None:
    """Two DIDs that were seen under one handle stay two people; the handle is that of the newer mention."""
    listed = {
        "app.bsky.graph.follow/3ka": {"subject": ADA, "createdAt": NOON},
        "app.bsky.graph.follow/3kb": {"subject": BOB, "createdAt": NOON},
        "app.bsky.feed.post/3k1": _mention("@shared.example.com", ADA, 1),
        "app.bsky.feed.post/3k2": _mention("@shared.example.com", BOB, 2),
    }
    people = [each for each in _of(writing, listed) if isinstance(each, PersonRecord)]
    assert [[handle.key for handle in each.handles] for each in people] == [[f"id:{ADA}"], ["shared.example.com"]]
    assert all(each.aliases == () for each in people)


def test_a_block_marks_and_makes_nobody(writing: Any) -> None:
    """Whom the user blocks is a tag for somebody who is there already."""
    (tag,) = _of(writing, {"app.bsky.graph.block/3k1": {"subject": EVE, "createdAt": NOON}})
    assert isinstance(tag, TagRecord)
    assert (tag.handle.stable_id, tag.tag) == (EVE, "blocked")


def test_what_is_skipped_is_counted(writing: Any) -> None:
    """Own posts, lists, feeds and unknown collections are named with how many there are."""
    like = {"subject": {"uri": f"at://{OWN}/app.bsky.feed.post/3kx"}, "createdAt": NOON}
    listed: dict[str, dict[str, Any]] = {
        "app.bsky.feed.post/3k1": _post(),
        "app.bsky.feed.post/3k2": _post(reply=_reply_to(OWN)),
        "app.bsky.feed.like/3k1": like,
        "app.bsky.feed.like/3k2": {
            "subject": {"uri": f"at://{ADA}/app.bsky.feed.generator/cats"},
            "createdAt": NOON,
        },
        "app.bsky.graph.follow/3k1": {"subject": OWN, "createdAt": NOON},
        "app.bsky.graph.listitem/3k1": {"subject": ADA, "list": "at://x", "createdAt": NOON},
        "com.example.thing/1": {"a": 1},
        "com.example.thing/2": {"a": 2},
    }
    found = _of(writing, listed)
    assert _reasons(found) == {
        records.OWN_ACCOUNT: 1,
        records.TO_NOBODY: 2,
        records.OWN_POST: 1,
        records.NO_POST: 1,
        records.IN_A_LIST: 1,
        "“com.example.thing” holds nothing that netbook reads.": 2,
    }
    assert sum(_reasons(found).values()) == len(listed)


@pytest.mark.parametrize(
    ("path", "record", "words"),
    [
        ("app.bsky.feed.post/3k", _post(reply=_reply_to(ADA)) | {"createdAt": "0000-01-01T00:00:00Z"}, "not a date"),
        ("app.bsky.feed.like/3k", {"subject": {"uri": "at:/x"}, "createdAt": NOON}, "what it is about"),
        ("app.bsky.feed.like/3k", {"createdAt": NOON}, "what it is about"),
        ("app.bsky.feed.repost/3k", {"subject": "x", "createdAt": NOON}, "what it is about"),
        ("app.bsky.graph.follow/3k", {"createdAt": NOON}, "no account"),
        ("app.bsky.graph.follow/3k", {"subject": "did:key:zQ3", "createdAt": NOON}, "no account"),
        ("app.bsky.graph.block/3k", {"subject": ["x"]}, "no account"),
        ("app.bsky.feed.post/3k", _post(facets=[_facet("nobody", 0, 3)]), "“nobody” is no account"),
    ],
)
def test_a_broken_record_is_named_and_hides_no_other(
    writing: Any, path: str, record: dict[str, Any], words: str
) -> None:
    """Each broken record is a failure with its path; those beside it are read."""
    good = {"app.bsky.graph.follow/3kgood": {"subject": ADA, "createdAt": NOON}}
    found = _of(writing, {path: record} | good)
    failed = [each.reason for each in found if isinstance(each, LeftOut) and each.fate is Fate.FAILED]
    assert [path in reason and words in reason for reason in failed] == [True], failed
    assert sum(isinstance(each, PersonRecord) for each in found) == 1


def test_a_follow_of_no_readable_date_keeps_the_person(writing: Any) -> None:
    """Whom the user follows is known without the day."""
    (person,) = _of(writing, {"app.bsky.graph.follow/3k": {"subject": ADA, "createdAt": "yesterday"}})
    assert isinstance(person, PersonRecord)
    assert person.met_on is None


def test_a_record_that_is_no_map_is_named(writing: Any) -> None:
    """A block that cannot be read is one failure with the record's path."""
    car = writing.repository({})
    entry = {"p": 0, "k": b"app.bsky.feed.post/3k", "v": car.add([1, 2]), "t": None}
    car.root = car.add({"did": OWN, "data": car.add({"l": None, "e": [entry]})})
    found = _read(car.written())
    assert "“app.bsky.feed.post/3k”: The block holds no record." in _reasons(found)


def test_what_is_missing_is_counted(writing: Any) -> None:
    """Missing records by collection, missing parts of the tree, damage and the end of a cut file are all named."""
    listed = {f"app.bsky.feed.post/3k{number}": _post(str(number)) for number in range(9)}
    car = writing.repository(listed)
    for cid in [cid for cid, block in car.blocks.items() if b"dtext" in block][:2]:
        del car.blocks[cid]
    assert _reasons(_read(car.written()))["The block of this record is missing: “app.bsky.feed.post”."] == 2
    node = next(cid for cid, block in car.blocks.items() if block.startswith(b"\xa2\x61e"))
    del car.blocks[node]
    reasons = _reasons(_read(car.written() + b"\x01\x01\x05x"))
    assert reasons[MISSING_PART] == 1
    assert (reasons[DAMAGED], reasons[CUT_OFF]) == (1, 1)
    assert reasons[UNREACHED] > 0


def test_the_owner_is_named_and_left_out(writing: Any) -> None:
    """The commit says whose repository it is; the profile gives the name, mentions or the user the handle."""
    listed = {
        "app.bsky.actor.profile/self": {"displayName": " Me Myself "},
        "app.bsky.feed.post/3k1": _mention("@me.example.com", OWN, 1),
        "app.bsky.feed.post/3k2": _mention("@ada.example.com", ADA, 1),
    }
    data = writing.repository(listed).written()
    owners = [record for record in _read(data, me="@own.example.com") if isinstance(record, Owner)]
    assert [owner.handle.key for owner in owners[:3]] == ["own.example.com", "me.example.com", f"id:{OWN}"]
    assert {owner.handle.stable_id for owner in owners} == {OWN}
    assert owners[-1].name == "Me Myself"
    assert [who for _key, who, _channel in _talks(_read(data))] == ["ada.example.com"]


@pytest.mark.parametrize("me", [handle_on("x", "ada"), handle_on("bluesky", ADA)])
def test_somebody_elses_repository_is_refused(writing: Any, me: Any) -> None:
    """Anybody can download any repository; the import of a stranger's is a mistake that ``--me`` shows."""
    with (
        open_bytes(writing.repository({}).written(), "repo.car") as files,
        pytest.raises(UsageProblem, match="is not the account of this repository"),
    ):
        list(BLUESKY.read(files, _ignore, me))


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def test_a_file_a_zip_and_a_folder_read_alike(writing: Any, tmp_path: Path) -> None:
    """What is in the archive beside the repository is passed over."""
    data = writing.repository({"app.bsky.graph.follow/3k": {"subject": ADA, "createdAt": NOON}}).written()
    members = {"repo.car": data, "preferences.json": b"{}", "blobs/x.jpg": b"\xff\xd8"}
    for name, content in members.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    lone = _read(data)
    assert _read(_zip(members), "x.zip") == lone
    with open_export(tmp_path) as files:
        assert detect(files) is BLUESKY
        assert list(BLUESKY.read(files, _ignore)) == lone


def test_messages_are_named_and_not_read(writing: Any) -> None:
    """chat.jsonl is counted by its lines, beside a repository or alone; a line without an end counts."""
    chat = b'{"$type":"chat.bsky.convo.message","text":"a"}\n\n{"text":"b"}\r\n' + b"x" * 3_000_000 + b"\n \n{}"
    both = _read(_zip({"repo.car": writing.repository({}).written(), "chat.jsonl": chat}), "x.zip")
    for found in (both, _read(chat, "messages")):
        (left_out,) = (each for each in found if isinstance(each, LeftOut))
        assert (left_out.reason, left_out.fate, left_out.count) == (CHAT, Fate.SKIPPED, 4)


@pytest.mark.parametrize(
    "members",
    [{}, {"repo.car": b"x"}, {"repo.car": b""}, {"chat.jsonl": b"{}"}, {"._repo.car": b"", "chat.jsonl": b"{}"}],
)
def test_other_archives_are_not_recognised(members: dict[str, bytes]) -> None:
    """A name alone is not enough."""
    with open_bytes(_zip(members), "x.zip") as files:
        assert not BLUESKY.recognises(files)
        if "chat.jsonl" not in members or len(members) == 1:
            with pytest.raises(UnreadableFile, match="holds no Bluesky repository"):
                list(BLUESKY.read(files, _ignore))


def test_progress_rises_to_the_whole(writing: Any) -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    data = writing.repository({}).written()
    with open_bytes(data, "x") as files:
        list(BLUESKY.read(files, lambda done, total: heard.append((done, total))))
    assert heard == sorted(heard)
    assert heard[-1] == (len(data), len(data))


def test_every_truncation_keeps_to_what_is_there(writing: Any) -> None:
    """A file cut off anywhere is refused, or yields people and talks of the whole and says that something is missing."""
    listed = {
        "app.bsky.graph.follow/3k": {"subject": ADA, "createdAt": NOON},
        "app.bsky.feed.post/3k1": _mention("@bob.test", BOB, 1),
    }
    car = writing.repository(listed)
    car.blocks = dict(reversed(car.blocks.items()))
    data = car.written()
    whole = [record for record in _read(data) if not isinstance(record, LeftOut)]
    for length in range(len(data)):
        try:
            with open_bytes(data[:length], "repo.car") as files:
                found = list(BLUESKY.read(files, _ignore))
        except NetbookError:
            continue
        assert [record for record in found if not isinstance(record, LeftOut) and record not in whole] == []
        assert any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in found)
