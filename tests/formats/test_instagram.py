"""The Instagram export in JSON, and Threads within it: follows in every shape, marks, conversations."""

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
from netbook.formats.facebook import FACEBOOK
from netbook.formats.instagram import INSTAGRAM
from netbook.formats.instagram.accounts import NO_ACCOUNT
from netbook.formats.meta.layout import PAGES
from netbook.formats.opening import open_bytes
from netbook.formats.streams import UnreadableFile

_FOLDER = "connections/followers_and_following/"
_PROFILE = "personal_information/personal_information/personal_information.json"
_SIGNUP = "security_and_login_information/login_and_profile_creation/signup_details.json"
_SINCE = 1_700_000_000
_NOON = 1_700_000_000_000


def _entry(value: str | None = "ada.l", title: str = "", since: Any = _SINCE, href: str = "") -> dict[str, Any]:
    said = {"href": href or f"https://www.instagram.com/{value or title}", "timestamp": since}
    return {"title": title, "string_list_data": [said if value is None else {**said, "value": value}]}


def _profile(name: str = "Me Myself", handle: str = "me.myself", key: str = "profile_user") -> dict[str, Any]:
    return {key: [{"string_map_data": {"Name": {"value": name}, "Username": {"value": handle}}}]}


def _thread(people: list[str], *senders: str) -> dict[str, Any]:
    messages = [
        {"sender_name": name, "timestamp_ms": _NOON + at, "content": f"{at}"} for at, name in enumerate(senders)
    ]
    return {"participants": [{"name": name} for name in people], "messages": messages, "title": people[0]}


def _zip(members: dict[str, Any]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, document in members.items():
            text = document if isinstance(document, str) else json.dumps(document)
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def _read(members: dict[str, Any]) -> list[Record]:
    with open_bytes(_zip(members), "instagram.zip") as files:
        assert INSTAGRAM.recognises(files)
        assert not FACEBOOK.recognises(files)
        return list(INSTAGRAM.read(files, lambda _done, _total: None))


def _people(records: list[Record]) -> list[PersonRecord]:
    return [record for record in records if isinstance(record, PersonRecord)]


def _left_out(records: list[Record]) -> list[tuple[Fate, str, int]]:
    return [(record.fate, record.reason, record.count) for record in records if isinstance(record, LeftOut)]


@pytest.mark.parametrize(
    "entry",
    [
        _entry("ada.l"),
        _entry("Ada.L"),
        _entry("ada.l", title="ada.l"),
        _entry(None, title="ada.l", href="https://www.instagram.com/_u/ada.l"),
        _entry(None, title="ada.l", href="https://example.com/"),
        _entry(None, href="https://www.instagram.com/ada.l/"),
    ],
)
def test_follows_in_every_shape(entry: dict[str, Any]) -> None:
    """The account is in the value, in the title or in the link, by era, and is no name."""
    (ada,) = _people(_read({_FOLDER + "following.json": {"relationships_following": [entry]}}))
    assert [(handle.network, handle.key) for handle in ada.handles] == [("instagram", "ada.l")]
    assert (ada.name, ada.met_network, ada.met_on, ada.linked) == (
        None,
        "instagram",
        date(2023, 11, 14),
        Direction.BY_ME,
    )
    assert ada.key == "ig:following:ada.l"


@pytest.mark.parametrize(
    ("name", "document"),
    [
        (_FOLDER + "followers_1.json", [_entry()]),
        ("followers_and_following/followers.json", {"relationships_followers": [_entry()]}),
        ("followers_1.json", [_entry()]),
    ],
)
def test_followers_follow_by_themselves(name: str, document: Any) -> None:
    """A follower made the link; the list is bare, or had a name until 2023."""
    (ada,) = _people(_read({name: document}))
    assert (ada.linked, ada.key) == (Direction.BY_THEM, "ig:follower:ada.l")


def test_followers_of_several_files() -> None:
    """A long list goes on in a second file."""
    records = _read({_FOLDER + f"followers_{number}.json": [_entry(f"ada.{number}")] for number in (1, 2)})
    assert [person.handles[0].key for person in _people(records)] == ["ada.1", "ada.2"]


@pytest.mark.parametrize("host", ["threads.net/@pine", "threads.com/pine"])
def test_threads_is_a_network_of_its_own(host: str) -> None:
    """Threads stands in the same archive; its title is the name that is shown, and its accounts are linked there."""
    key = "text_post_app_text_post_app_following"
    entry = _entry(None, title="Pine École".encode().decode("latin-1"), href=f"https://www.{host}")
    records = _read({"your_instagram_activity/threads/following.json": {key: [entry]}})
    (pine,) = _people(records)
    assert (pine.name, pine.handles[0].network, pine.handles[0].key) == ("Pine École", "threads", "pine")
    assert (pine.key, pine.met_network, pine.linked) == ("threads:following:pine", "threads", Direction.BY_ME)


def test_blocked_accounts_mark_whom_the_user_knows() -> None:
    """A block makes nobody."""
    records = _read({_FOLDER + "blocked_profiles.json": {"relationships_blocked_users": [_entry(None, title="eve")]}})
    assert [(record.handle.key, record.tag) for record in records if isinstance(record, TagRecord)] == [
        ("eve", "blocked")
    ]
    assert _people(records) == []


def test_lists_that_say_nothing_of_whom_the_user_knows_are_counted() -> None:
    """Requests, unfollows, suggestions and lists nobody has seen yet are named with their count."""
    lists = {
        "pending_follow_requests.json": "relationships_follow_requests_sent",
        "recently_unfollowed_profiles.json": "relationships_unfollowed_users",
        "follow_something_new.json": "relationships_something_new",
    }
    records = _read({_FOLDER + name: {key: [_entry(), _entry("bob")]} for name, key in lists.items()})
    assert [(fate, count) for fate, _, count in _left_out(records)] == [(Fate.SKIPPED, 2)] * 3
    assert _people(records) == []


def test_an_entry_without_an_account_fails() -> None:
    """An entry that names nobody, or is none, is named, and the others are read."""
    entries = [_entry(None, href="https://example.com/"), 42, {"string_list_data": "x"}, _entry()]
    records = _read({_FOLDER + "following.json": {"relationships_following": entries}})
    reasons = [reason for fate, reason, _ in _left_out(records) if fate is Fate.FAILED]
    assert (len(reasons), reasons.count(NO_ACCOUNT)) == (3, 2)
    assert len(_people(records)) == 1


def test_messages_go_by_the_name_in_the_profile() -> None:
    """The user writes under the shown name, or under the handle where there is none."""
    for name in ("Me Myself", "me.myself"):
        records = _read(
            {
                _PROFILE: _profile(),
                "your_instagram_activity/messages/inbox/ada_1/message_1.json": _thread(["Ada", name], "Ada", name),
            }
        )
        ways = [record.direction for record in records if isinstance(record, InteractionRecord)]
        assert ways == [Direction.BY_THEM, Direction.BY_ME]
        assert [person.key for person in _people(records)] == ["ig:thread:ada_1"]
        assert [record.handle.key for record in records if isinstance(record, Owner)] == ["me.myself"]


def test_a_correspondent_who_goes_by_the_handle_is_that_account() -> None:
    """Without a shown name people write under their handle; one that is followed is that account."""
    records = _read(
        {
            _FOLDER + "following.json": {"relationships_following": [_entry("ada.l")]},
            "your_instagram_activity/messages/inbox/ada_1/message_1.json": _thread(["ada.l", "Me"], "ada.l"),
        }
    )
    (said,) = (record for record in records if isinstance(record, InteractionRecord))
    assert (said.channel, [handle.key for handle, _ in said.people], said.named) == (Channel.MESSAGE, ["ada.l"], ())


def test_a_list_that_begins_late_is_said_to_be_a_part() -> None:
    """Years without any follow after the account was made show that a range of dates was chosen."""
    signup = {"account_history_registration_info": [{"string_map_data": {"Time": {"timestamp": 1_400_000_000}}}]}
    following = {_FOLDER + "following.json": {"relationships_following": [_entry()]}}
    ((fate, reason, _),) = _left_out(_read({_SIGNUP: signup, **following}))
    assert fate is Fate.SKIPPED
    assert "the archive may cover a range of dates alone" in reason
    early = {_FOLDER + "following.json": {"relationships_following": [_entry(since=1_400_000_900)]}}
    assert _left_out(_read({_SIGNUP: signup, **early})) == []
    assert _left_out(_read(following)) == []


def test_web_pages_are_refused_or_counted() -> None:
    """An export of web pages says what to ask for; pages beside JSON are counted."""
    page = {_FOLDER + "following.html": "<html><body>following</body></html>"}
    with open_bytes(_zip(page), "x.zip") as files:
        assert INSTAGRAM.recognises(files)
        with pytest.raises(UnreadableFile, match="choose JSON"):
            list(INSTAGRAM.read(files, lambda _done, _total: None))
    both = _read({**page, _FOLDER + "following.json": {"relationships_following": [_entry()]}})
    assert _left_out(both) == [(Fate.SKIPPED, PAGES, 1)]


def test_the_account_that_is_given_is_the_users() -> None:
    """What the user says is an account of the user's own."""
    data = _zip({_FOLDER + "following.json": {"relationships_following": [_entry()]}})
    with open_bytes(data, "x.zip") as files:
        records = list(INSTAGRAM.read(files, lambda _done, _total: None, handle_on("instagram", "me")))
    assert isinstance(records[0], Owner)


@pytest.mark.parametrize(
    "document",
    [
        {"relationships_following": [_entry(), _entry("bob", title="bob")]},
        [_entry()],
        {"text_post_app_text_post_app_followers": [_entry(None, title="pine")]},
    ],
)
def test_every_truncation_of_a_lone_list_is_read_or_refused(document: Any) -> None:
    """A list cut off anywhere never ends in another exception, and says once that it is cut off."""
    data = json.dumps(document).encode()
    for length in range(1, len(data)):
        records = _read_or_refused(data[:length])
        assert sum(isinstance(record, LeftOut) for record in records) <= 1


def test_random_files_are_read_or_refused() -> None:
    """Single wrong bytes and rubbish behind a good beginning never end in another exception."""
    chance = random.Random(2010)
    good = json.dumps({"relationships_following": [_entry(), _entry("bob")]}).encode()
    read = 0
    for number in range(600):
        data = bytearray(good)
        if number % 2:
            data[chance.randrange(len(data))] = chance.randrange(256)
        else:
            data[40:] = chance.randbytes(chance.randrange(1, 200))
        read += len(_read_or_refused(bytes(data)))
    assert read


def _read_or_refused(data: bytes) -> list[Record]:
    with open_bytes(data, "following.json") as files:
        try:
            return list(INSTAGRAM.read(files, lambda _done, _total: None)) if INSTAGRAM.recognises(files) else []
        except NetbookError:
            return []


@pytest.mark.parametrize(
    "mark",
    [
        {"share": {"link": "https://www.instagram.com/reel/a/", "original_content_owner": "ada.l"}},
        {"photos": [{"uri": "your_instagram_activity/messages/inbox/ada_1/photos/1.jpg"}]},
    ],
)
def test_a_lone_conversation_that_shows_where_it_is_from(mark: dict[str, Any]) -> None:
    """A shared post's owner and the path of a picture tell a conversation of Instagram from one of Facebook."""
    thread = _thread(["Ada", "Me"], "Ada", "Me")
    with open_bytes(json.dumps(thread).encode(), "message_1.json") as files:
        assert FACEBOOK.recognises(files)
    thread["messages"][0] |= mark
    with open_bytes(json.dumps(thread).encode(), "message_1.json") as files:
        assert (INSTAGRAM.recognises(files), FACEBOOK.recognises(files)) == (True, False)
