"""The Mastodon export as a whole: archives old and new, what is missing in them, and any file at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tarfile
from pathlib import Path
from typing import Any

import pytest

from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner
from netbook.errors import NetbookError
from netbook.formats.mastodon import MASTODON
from netbook.formats.mastodon.export import NO_ACTOR, NO_OUTBOX, POSTS
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile

ADA = "https://ada.example/users/ada"
_FIXTURES = Path(__file__).resolve().parents[3] / ".." / "shared" / "fixtures"


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


@pytest.fixture
def members(exports: Any) -> dict[str, str]:
    """Return the files of a small archive."""
    post = exports.post(tag=[exports.mention(ADA, "@ada@ada.example")])
    uris = {"type": "OrderedCollection", "orderedItems": ["https://a.example/1", "https://a.example/2"]}
    return {
        "actor.json": exports.actor(),
        "outbox.json": exports.outbox(post, exports.boost(f"{ADA}/statuses/9", ADA, number=2)),
        "likes.json": json.dumps({**uris, "id": "likes.json"}),
        "bookmarks.json": json.dumps({**uris, "id": "bookmarks.json", "orderedItems": []}),
        "media_attachments/files/1.png": "not looked at",
        "avatar.png": "not looked at",
    }


def _tar_gz(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as made:
        for name, text in members.items():
            info = tarfile.TarInfo(f"./{name}")
            info.size = len(text.encode())
            made.addfile(info, io.BytesIO(text.encode()))
    return gzip.compress(target.getvalue())


def test_zip_tar_and_folder_read_alike(exports: Any, members: dict[str, str], tmp_path: Path) -> None:
    """The archive of every year and what it unpacks to hold the same, pictures are passed over."""
    for name, text in members.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_export(tmp_path) as files:
        assert detect(files) is MASTODON
        found = list(MASTODON.read(files, _ignore))
    assert exports.talks(found) == [("ada@ada.example", "mention"), ("ada@ada.example", "reaction")]
    assert exports.reasons(found) == {POSTS: 2}
    owners = [record for record in found if isinstance(record, Owner)]
    assert [(owner.handle.key, owner.name) for owner in owners] == [("me@home.example", "Me Myself")]
    for data in (exports.zip(members), _tar_gz(members)):
        assert sorted(map(str, exports.read(data, "archive"))) == sorted(map(str, found))


def test_an_archive_of_2018_is_read(exports: Any, members: dict[str, str]) -> None:
    """It has neither likes nor bookmarks, and conversations that are nothing."""
    old = exports.post(conversation=None, tag=[exports.mention(ADA, "@ada@ada.example")])
    data = exports.zip({"actor.json": members["actor.json"], "outbox.json": exports.outbox(old)})
    assert exports.talks(exports.read(data, "x.zip")) == [("ada@ada.example", "mention")]


def test_accounts_of_the_user_s_elsewhere_are_the_user_s(exports: Any, members: dict[str, str]) -> None:
    """An account that moved names the one before; replies to it are answers to oneself."""
    before = "https://old.example/users/me"
    posts = [exports.post(1, inReplyTo=f"{before}/statuses/1"), exports.boost(f"{before}/statuses/2", before)]
    archive = members | {"actor.json": exports.actor(alsoKnownAs=[before]), "outbox.json": exports.outbox(*posts)}
    found = exports.read(exports.zip(archive), "x.zip")
    assert exports.talks(found) == []
    assert [record.handle.key for record in found if isinstance(record, Owner)] == ["me@home.example", "me@old.example"]


def test_the_own_address_of_a_numbered_account(exports: Any) -> None:
    """Newer servers number their accounts; the description says what the account is called."""
    me = "https://home.example/ap/users/115"
    actor = exports.actor(id=me, webfinger="me@short.example")
    post = exports.post(to=[me], cc=[], tag=[exports.mention(me, "@me")]) | {"actor": me}
    archive = exports.zip({"actor.json": actor, "outbox.json": exports.outbox(post)})
    found = exports.read(archive, "x.zip")
    owners = [record.handle for record in found if isinstance(record, Owner)]
    assert (owners[0].key, owners[0].stable_id) == ("me@short.example", me)
    assert exports.talks(found) == []


def test_what_an_archive_lacks_is_said(exports: Any, members: dict[str, str]) -> None:
    """A missing outbox and a description that cannot be read are failures."""
    del members["outbox.json"]
    assert NO_OUTBOX in exports.reasons(exports.read(exports.zip(members), "x.zip"))
    broken = {"actor.json": exports.actor()[:-1], "outbox.json": exports.outbox()}
    assert exports.reasons(exports.read(exports.zip(broken), "x.zip")) == {NO_ACTOR: 1}


def test_the_twin_files_of_a_mac_are_passed_over(exports: Any, members: dict[str, str]) -> None:
    """What a Mac adds to a zip is read as nothing."""
    twins = {"__MACOSX/outbox.json": members["outbox.json"], "a/._outbox.json": members["outbox.json"]}
    assert exports.read(exports.zip(twins | members), "x") == exports.read(exports.zip(members), "x")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        '{"orderedItems": []}',
        '{"type": "OrderedCollection"}',
        '{"preferredUsername": "me", "inbox": "x", "type": "Person"}',
        "x,y\n1,2\n",
        "",
    ],
)
def test_other_files_are_not_recognised(exports: Any, text: str) -> None:
    """Neither a name nor half of the marks is enough; the user's description alone is no export."""
    with open_bytes(exports.zip({"outbox.json": text}), "x.zip") as files:
        assert not MASTODON.recognises(files)
        with pytest.raises(UnreadableFile, match="neither an outbox nor a list of accounts"):
            list(MASTODON.read(files, _ignore))


def test_progress_rises_to_the_whole(exports: Any, members: dict[str, str]) -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    with open_bytes(exports.zip(members), "x.zip") as files:
        list(MASTODON.read(files, lambda done, total: heard.append((done, total))))
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0


@pytest.mark.parametrize("name", ["outbox.json", "following_accounts.csv"])
def test_every_truncation_is_read_or_refused(exports: Any, members: dict[str, str], name: str) -> None:
    """A file cut off anywhere yields what stands before the cut, and nobody who is not in the whole."""
    members["following_accounts.csv"] = "Account address,Show boosts\nada@ada.example,true\nbob@bob.example,true\n"
    data = members[name].encode()
    whole = {*exports.people(exports.read(data, name)), "ada@ada.example"}
    for length in range(1, len(data)):
        try:
            with open_bytes(data[:length], name) as files:
                found = list(MASTODON.read(files, _ignore))
        except NetbookError:
            continue
        people = {*exports.people(found), *(who for who, _channel in exports.talks(found))}
        if name == "outbox.json":
            assert people <= whole
            assert length == len(data) - 1 or any(
                isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in found
            ), length
        else:
            # A row that is cut off within a domain cannot be told from a whole one.
            assert len(people - whole) <= 1


def test_two_thousand_random_files_are_read_or_refused(exports: Any, members: dict[str, str]) -> None:
    """Bytes at random, bare or behind a good beginning, never end in another exception."""
    chance = random.Random(20_26)
    starts = [
        b"",
        members["outbox.json"].encode(),
        members["likes.json"].encode(),
        b"Account address,Show boosts\nada@ada.example,true\n",
        b"@ada@ada.example\n",
        b"\xff\xfe",
    ]
    read = 0
    for number in range(2_000):
        start = starts[number % len(starts)]
        data = start[: chance.randrange(len(start) + 1)] + chance.randbytes(chance.randrange(1, 200))
        try:
            with open_bytes(data, "following_accounts.csv") as files:
                read += bool(list(MASTODON.read(files, _ignore)))
        except NetbookError:
            continue
    assert read > 300


def _index() -> list[dict[str, str]]:
    if not _FIXTURES.exists():
        return []
    with (_FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if row["format"] == "mastodon"]


@pytest.mark.parametrize("row", _index(), ids=lambda row: Path(row["path"]).name)
def test_shared_fixtures_give_the_counted_people_and_interactions(row: dict[str, str]) -> None:
    """People and interactions of each file, and of the folder around it, are as many as were counted independently."""
    folder = (_FIXTURES / row["path"]).parent
    with open_export(folder) as files:
        assert detect(files) is MASTODON
        found = list(MASTODON.read(files, _ignore))
    here = [
        record
        for record in found
        if isinstance(record, InteractionRecord) and record.origin.file == Path(row["path"]).name
    ]
    assert len(here) == int(row["interactions"])
    assert len({handle.key for record in here for handle, _name in record.people}) == int(row["contacts"])
    assert not any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in found)
