"""Lists of GitHub accounts: pages put together in any way, people told from organisations, and ids that stay."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from netbook.domain.channels import Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, LeftOut, Owner, PersonRecord, Record
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.github import GITHUB, NO_PERSON, OTHER_SERVER, OWN_ACCOUNT
from netbook.formats.opening import open_bytes
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile


def _user(login: str, number: int, **more: Any) -> dict[str, Any]:
    return {
        "login": login,
        "id": number,
        "node_id": f"U_{number}",
        "html_url": f"https://github.com/{login}",
        "type": "User",
        "site_admin": False,
        **more,
    }


ADA, BOB, EVE = _user("Ada-L", 11), _user("bob", 12), _user("eve", 13)


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


def _read(text: str | bytes, label: str = "following.json", me: str | None = None) -> list[Record]:
    with open_bytes(text.encode() if isinstance(text, str) else text, label) as files:
        return list(GITHUB.read(files, _ignore, handle_on("github", me) if me else None))


def _people(found: list[Record]) -> list[str]:
    return [record.handles[0].key for record in found if isinstance(record, PersonRecord)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ADA, BOB, EVE]),
        json.dumps([ADA, BOB]) + json.dumps([EVE]),
        json.dumps([ADA, BOB], indent=2) + "\n" + json.dumps([EVE], indent=2) + "\n",
        json.dumps([[ADA, BOB], [EVE]]),
        json.dumps([[ADA], [], [BOB, EVE]], indent=4),
        "\ufeff \n" + json.dumps([ADA, BOB, EVE]),
    ],
)
def test_pages_are_read_however_they_are_put_together(text: str) -> None:
    """One list, lists behind each other and a list of lists hold the same people."""
    with open_bytes(text.encode(), "anything") as files:
        assert detect(files) is GITHUB
    assert _people(_read(text)) == ["ada-l", "bob", "eve"]


def test_an_account_is_a_person() -> None:
    """The number stays when somebody renames themselves: it is the key and the stable id."""
    (person,) = _read(json.dumps([ADA]))
    assert isinstance(person, PersonRecord)
    assert (person.key, person.name, person.met_network, person.met_on) == ("gh:user:11", None, "github", None)
    (handle,) = person.handles
    assert (handle.shown, handle.stable_id, handle.url) == ("github.com/Ada-L", "11", "https://github.com/Ada-L")
    assert person.linked is Direction.BY_ME


def test_a_file_that_is_called_followers_says_who_follows_whom() -> None:
    """The list itself does not say it; a file called after followers is believed."""
    (person,) = _read(json.dumps([ADA]), "my_Followers (1).json")
    assert isinstance(person, PersonRecord)
    assert person.linked is Direction.BY_THEM


def test_whole_profiles_give_names_and_accounts() -> None:
    """Where every account was asked for by itself, its name, place and other accounts are there."""
    ada = ADA | {
        "name": " Ada  Lovelace ",
        "company": "@engines ",
        "location": "London",
        "email": "ada@example.org",
        "blog": "ada.example.org/about",
        "twitter_username": "AdaL",
        "bio": None,
    }
    bob = BOB | {
        "name": None,
        "company": None,
        "blog": "",
        "email": "no address",
        "twitter_username": "much too long " * 3,
    }
    one, two = _read(json.dumps([ada, bob]))
    assert isinstance(one, PersonRecord)
    assert isinstance(two, PersonRecord)
    assert (one.name, one.organisation, one.location) == ("Ada Lovelace", "engines", "London")
    assert [(handle.network, handle.key) for handle in one.handles] == [
        ("github", "ada-l"),
        ("email", "ada@example.org"),
        ("x", "adal"),
        ("blog", "ada.example.org/about"),
    ]
    assert (two.name, two.organisation, len(two.handles)) == (None, None, 1)


def test_what_is_no_person_is_skipped() -> None:
    """Organisations, programs, accounts of other servers and the user's own account are nobody's contact."""
    others = [
        _user("acme", 1, type="Organization"),
        _user("dependabot", 2, type="Bot"),
        _user("cy", 3, html_url="https://github.example.com/cy"),
        _user("Me", 4),
    ]
    found = _read(json.dumps([*others, ADA]), me="me")
    assert [record.reason for record in found if isinstance(record, LeftOut)] == [
        NO_PERSON,
        NO_PERSON,
        OTHER_SERVER,
        OWN_ACCOUNT,
    ]
    assert isinstance(found[0], Owner)
    assert _people(found) == ["ada-l"]


def test_an_own_account_elsewhere_is_refused() -> None:
    """``--me`` must be an account on GitHub."""
    with open_bytes(json.dumps([ADA]).encode()) as files, pytest.raises(UsageProblem, match="not a GitHub account"):
        list(GITHUB.read(files, _ignore, handle_on("x", "ada")))


@pytest.mark.parametrize("broken", ["17", '"ada"', "null", '{"login": 3}', '{"login": "no name!", "id": 3}', "{oops}"])
def test_a_broken_record_is_named_and_hides_no_other(broken: str) -> None:
    """Each is a failure with its number."""
    found = _read(f"[{json.dumps(ADA)},\n{broken},\n{json.dumps(BOB)}]")
    assert _people(found) == ["ada-l", "bob"]
    (failed,) = (record for record in found if isinstance(record, LeftOut))
    assert failed.fate is Fate.FAILED
    assert failed.reason.startswith("Record 2: ")


def test_an_account_without_a_number_goes_by_its_name() -> None:
    """The key of such a record cannot be that of a number."""
    (_first, person) = _read(json.dumps([ADA, BOB | {"id": "12"}]))
    assert isinstance(person, PersonRecord)
    assert (person.key, person.handles[0].stable_id) == ("gh:user:~bob", None)


@pytest.mark.parametrize(
    "value",
    [
        [],
        [1],
        {},
        [{"login": "ada"}],
        [{"id": 1, "user": ADA}],
        [{"id": 1, "node_id": "x", "owner": ADA}],
        [{"title": "", "string_list_data": []}],
        {"login": "ada", "id": 1, "node_id": "x"},
    ],
)
def test_other_lists_are_not_recognised(value: Any) -> None:
    """Repositories and issues name accounts too, and are no list of them."""
    with open_bytes(json.dumps(value).encode(), "following.json") as files:
        assert not GITHUB.recognises(files)
        with pytest.raises(UnreadableFile, match="no list of GitHub accounts"):
            list(GITHUB.read(files, _ignore))


def test_every_truncation_is_read_or_refused() -> None:
    """A list cut off anywhere yields the people before the cut, and says that something is missing."""
    data = json.dumps([ADA, BOB]).encode()
    for length in range(1, len(data)):
        try:
            found = _read(data[:length])
        except NetbookError:
            continue
        assert set(_people(found)) <= {"ada-l", "bob"}
        assert any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in found)


def test_two_thousand_random_files_are_read_or_refused() -> None:
    """Bytes at random, bare or behind a good beginning, never end in another exception."""
    chance = random.Random(20_26)
    start = json.dumps([ADA, BOB]).encode()
    read = 0
    for number in range(2_000):
        data = start[: (0, 1, 150, 300)[number % 4]] + chance.randbytes(chance.randrange(1, 300))
        try:
            read += len(_read(data)) > 0
        except NetbookError:
            continue
    assert read > 100


def test_progress_rises_to_the_whole() -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    data = json.dumps([ADA]).encode()
    with open_bytes(data, "x") as files:
        list(GITHUB.read(files, lambda done, total: heard.append((done, total))))
    assert heard == sorted(heard)
    assert heard[-1] == (len(data), len(data))
