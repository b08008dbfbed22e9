"""The TikTok export in JSON: follows, blocks and messages, whatever the sections are called."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import date
from typing import Any

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record, TagRecord
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes
from netbook.formats.streams import UnreadableFile
from netbook.formats.tiktok import NO_ACCOUNT, NO_PARTNER, NOT_A_MESSAGE, TIKTOK

_OLD: dict[str, Any] = {
    "Activity": {
        "Follower List": {"FansList": [{"Date": "2021-11-11 01:22:22", "UserName": "ada.l"}]},
        "Following List": {"Following": [{"UserName": "bob"}]},
        "Like List": {"ItemFavoriteList": [{"Link": "https://example.com/"}]},
    },
    "App Settings": {"Block List": {"BlockList": [{"UserName": "eve"}]}},
    "Profile": {"Profile Information": {"ProfileMap": {"userName": "me.myself"}}},
    "Direct Messages": {
        "Chat History": {
            "ChatHistory": {
                "Chat History with ada.l:": [
                    {"Date": "2023-01-02 10:00:00", "From": "ada.l", "Content": "hello"},
                    {"Date": "2023-01-02 10:00:01", "From": "me.myself", "Content": "hi"},
                ]
            }
        }
    },
}
_NEW = {
    "Your Activity": {
        "Follower": {"FansList": [{"Date": "2021-11-11 01:22:22", "UserName": "ada.l"}]},
        "Following": {"Following": [{"UserName": "bob"}]},
    },
    "App Settings": {"Block": {"BlockList": [{"UserName": "eve"}]}},
    "Profile": {"Profile Info": {"ProfileMap": {"userName": "me.myself"}}},
    "Direct Message": {"Direct Messages": _OLD["Direct Messages"]["Chat History"]},
}


def _read(document: Any, name: str = "user_data_tiktok.json") -> list[Record]:
    with open_bytes(json.dumps(document).encode(), name) as files:
        assert TIKTOK.recognises(files)
        return list(TIKTOK.read(files, lambda _done, _total: None))


@pytest.mark.parametrize("document", [_OLD, _NEW])
def test_follows_blocks_and_messages(document: Any) -> None:
    """Each entry becomes one record; days are kept, times are not, for they have no zone."""
    own, bob, ada, eve, hers, mine = _read(document)
    assert isinstance(own, Owner)
    assert own.handle.key == "me.myself"
    assert isinstance(bob, PersonRecord)
    assert (bob.handles[0].key, bob.linked, bob.met_on, bob.key) == (
        "bob",
        Direction.BY_ME,
        None,
        "tiktok:following:bob",
    )
    assert isinstance(ada, PersonRecord)
    assert (ada.handles[0].key, ada.linked, ada.met_on) == ("ada.l", Direction.BY_THEM, date(2021, 11, 11))
    assert isinstance(eve, TagRecord)
    assert (eve.handle.key, eve.tag) == ("eve", "blocked")
    for said, way, note in ((hers, Direction.BY_THEM, "hello"), (mine, Direction.BY_ME, "hi")):
        assert isinstance(said, InteractionRecord)
        assert (said.channel, said.direction, said.note, said.at) == (Channel.MESSAGE, way, note, date(2023, 1, 2))
        assert [handle.key for handle, _ in said.people] == ["ada.l"]


def test_the_archive_is_read_as_its_one_file_is() -> None:
    """The zip may hold other files beside the one."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("user_data_tiktok.json", json.dumps(_OLD))
        made.writestr("readme.json", "{}")
    with open_bytes(target.getvalue(), "TikTok.zip") as files:
        assert TIKTOK.recognises(files)
        assert list(TIKTOK.read(files, lambda _done, _total: None)) == _read(_OLD)


def test_entries_that_name_nobody_are_left_out() -> None:
    """What is no account or no message says so; conversations with groups are counted."""
    chats = {
        "Chat History with ada.l:": [7, {"From": "ada.l"}, {"Date": "2023-01-02", "From": "ada.l"}],
        "Fans": [1, 2],
    }
    document = {
        "Activity": {"Following List": {"Following": [7, {"UserName": ""}, {"Date": "x", "userName": "bob"}]}},
        "Direct Messages": {"Chat History": {"ChatHistory": chats}},
    }
    records = _read(document)
    left_out = [(record.fate, record.reason, record.count) for record in records if isinstance(record, LeftOut)]
    assert left_out == [
        (Fate.FAILED, NO_ACCOUNT, 1),
        (Fate.FAILED, NO_ACCOUNT, 1),
        (Fate.FAILED, NOT_A_MESSAGE, 1),
        (Fate.FAILED, NOT_A_MESSAGE, 1),
        (Fate.SKIPPED, NO_PARTNER, 2),
    ]
    assert len(records) == len(left_out) + 2


def test_half_a_sign_in_one_message_hides_no_other() -> None:
    """A message cut within an emoji, as TikTok itself cuts some, is read as far as it goes, and so is all beside it."""
    data = json.dumps(_OLD).replace('"hello"', '"hello \\ud83d"').encode()
    notes = [record.note for record in _read_or_refused(data) if isinstance(record, InteractionRecord)]
    assert notes == ["hello \ufffd", "hi"]


def test_the_account_that_is_given_is_the_users() -> None:
    """What the user says wins over the profile."""
    with open_bytes(json.dumps(_OLD).encode(), "x.json") as files:
        first = next(iter(TIKTOK.read(files, lambda _done, _total: None, handle_on("tiktok", "me.again"))))
    assert isinstance(first, Owner)
    assert first.handle.key == "me.again"


@pytest.mark.parametrize(
    "document", [{}, [], {"Activity": 1}, {"Activity": {"type": "x"}}, {"users": {"Following": []}}]
)
def test_other_files_are_not_recognised(document: Any) -> None:
    """A JSON file without TikTok's sections is another's."""
    with open_bytes(json.dumps(document).encode(), "user_data.json") as files:
        assert not TIKTOK.recognises(files)
        with pytest.raises(UnreadableFile, match="no TikTok export in JSON"):
            list(TIKTOK.read(files, lambda _done, _total: None))


def test_every_truncation_is_refused() -> None:
    """The file is one object: cut off, it is no JSON, and nothing is taken from it."""
    data = json.dumps(_OLD).encode()
    for length in range(1, len(data)):
        assert _read_or_refused(data[:length]) == []


def test_random_files_are_read_or_refused() -> None:
    """Single wrong bytes never end in another exception."""
    chance = random.Random(2016)
    good = json.dumps(_OLD).encode()
    read = 0
    for _ in range(600):
        data = bytearray(good)
        data[chance.randrange(len(data))] = chance.randrange(256)
        read += len(_read_or_refused(bytes(data)))
    assert read


def _read_or_refused(data: bytes) -> list[Record]:
    with open_bytes(data, "user_data.json") as files:
        try:
            return list(TIKTOK.read(files, lambda _done, _total: None)) if TIKTOK.recognises(files) else []
        except NetbookError:
            return []
