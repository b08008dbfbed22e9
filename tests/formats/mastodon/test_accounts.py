"""Who stands behind an address: what mentions show, what lists confirm, and what stays a guess or a bare address."""

from __future__ import annotations

import pytest

from netbook.domain.handles import handle_on
from netbook.formats.mastodon.accounts import Accounts
from netbook.formats.mastodon.uris import addressees, author_of, is_crowd, local_name


def _at(accounts: Accounts, address: str) -> tuple[str, str | None, bool]:
    handle = accounts.at(address)
    assert handle is not None
    return handle.key, handle.stable_id, handle.guess


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://a.example/users/Ada", "ada@a.example"),
        ("https://a.example/u/ada", "ada@a.example"),
        ("https://a.example/@ada", "ada@a.example"),
        ("https://A.example/@ada/", "ada@a.example"),
        ("https://a.example/@ada@other.example", "ada@other.example"),
        ("https://a.example/accounts/ada", "ada@a.example"),
        ("https://a.example/profile/ada", "ada@a.example"),
        ("https://a.example/ap/users/115", "id:115@a.example"),
        ("https://a.example/users/9abc1de2fg", "id:https://a.example/users/9abc1de2fg"),
        ("https://a.example/users/12345", "id:https://a.example/users/12345"),
        ("https://a.example/?author=1", "id:https://a.example/?author=1"),
        ("https://a.example/ap/did:plc:x", "id:https://a.example/ap/did:plc:x"),
        ("https://www.threads.net/ap/users/178/", "id:https://www.threads.net/ap/users/178/"),
    ],
)
def test_an_address_is_a_guess_or_an_id(address: str, key: str) -> None:
    """Where the form of an address holds a name it is a guess; numbers and unknown forms stay what they are."""
    found, stable, guess = _at(Accounts(), address)
    assert found == key
    assert guess is (not key.startswith("id:") and "other" not in key)
    assert stable == (None if "/@" in address else address)


@pytest.mark.parametrize(
    "address", ["", "ada", "ftp://a.example/users/ada", "https://a.example/users/a b", "x" * 3_000]
)
def test_what_is_no_address_is_nobody(address: str) -> None:
    """Other texts name no account."""
    assert Accounts().at(address) is None


def test_a_mention_gives_the_name_to_the_address() -> None:
    """The account's domain may be another than its web site's, whose page then opens it."""
    accounts = Accounts()
    accounts.note_mention("https://web.example/users/ada", "@Ada@short.example")
    handle = accounts.at("https://web.example/users/ada")
    assert handle is not None
    assert (handle.shown, handle.guess) == ("@Ada@short.example", False)
    assert handle.url == handle.stable_id == "https://web.example/users/ada"
    assert accounts.with_address(handle_on("mastodon", "Ada@short.example")) == handle
    assert accounts.at("https://web.example/@ada") == handle


def test_a_server_shown_once_is_known_for_all() -> None:
    """Others of the same web site have the same domain, as a guess; a name without a server has it too."""
    accounts = Accounts()
    accounts.note_mention("https://web.example/users/ada", "@ada@short.example")
    accounts.note_mention("https://web.example/users/bob", "@bob")
    assert _at(accounts, "https://web.example/users/bob")[0] == "bob@short.example"
    assert _at(accounts, "https://web.example/users/eve") == (
        "eve@short.example",
        "https://web.example/users/eve",
        True,
    )


def test_a_mention_without_a_server_takes_that_of_the_address() -> None:
    """Servers leave it out for their own accounts."""
    accounts = Accounts()
    accounts.note_mention("https://home.example/users/bob", "@bob")
    assert _at(accounts, "https://home.example/users/bob") == (
        "bob@home.example",
        "https://home.example/users/bob",
        False,
    )


def test_a_list_confirms_a_guess() -> None:
    """An account that is followed under the site's name, or under a shorter one, is that of the address."""
    accounts = Accounts()
    accounts.note_listed(handle_on("mastodon", "ada@web.example"))
    accounts.note_listed(handle_on("mastodon", "bob@example.org"))
    assert _at(accounts, "https://web.example/@ada") == ("ada@web.example", None, False)
    assert _at(accounts, "https://social.example.org/users/bob")[0] == "bob@example.org"
    assert _at(accounts, "https://social.example.org/users/eve")[2] is True


def test_a_name_that_went_to_another_address_is_not_shared() -> None:
    """Two addresses that were seen under one name stay two accounts; the name is that of the later one."""
    accounts = Accounts()
    accounts.note_mention("https://a.example/users/1st", "@ada@a.example")
    accounts.note_mention("https://a.example/ap/users/2", "@ada@a.example")
    assert _at(accounts, "https://a.example/users/1st")[0] == "id:https://a.example/users/1st"
    assert _at(accounts, "https://a.example/ap/users/2") == ("ada@a.example", "https://a.example/ap/users/2", False)


@pytest.mark.parametrize("name", ["", "@", "@no name@x.example", "@ada@x.com", "@ada@nowhere"])
def test_a_name_that_is_none_leaves_the_address(name: str) -> None:
    """A mention whose name cannot be read still says who is meant."""
    accounts = Accounts()
    accounts.note_mention("https://a.example/users/ada", name)
    assert _at(accounts, "https://a.example/users/ada")[1] == "https://a.example/users/ada"


@pytest.mark.parametrize(
    ("status", "author"),
    [
        ("https://a.example/users/ada/statuses/1", "https://a.example/users/ada"),
        ("https://a.example/@ada/1", "https://a.example/@ada"),
        ("https://a.example/@ada@b.example/1", "https://a.example/@ada@b.example"),
        ("https://a.example/ap/users/5/statuses/1", "https://a.example/ap/users/5"),
        ("https://a.example/u/ada/p/1", "https://a.example/u/ada"),
        ("https://a.example/p/ada/1", "https://a.example/users/ada"),
        ("https://a.example/users/ada/followers", None),
        ("https://a.example/users/ada", None),
        ("https://a.example/objects/1", None),
        ("https://a.example/notes/9abc", None),
        ("nothing", None),
    ],
)
def test_the_author_in_the_address_of_a_post(status: str, author: str | None) -> None:
    """Some servers put the account before the post, others only an id."""
    assert author_of(status) == author


def test_crowds_are_no_addressees() -> None:
    """Everybody and somebody's followers are no single people."""
    crowd = ["as:Public", "https://a.example/users/ada/followers"]
    assert all(map(is_crowd, crowd))
    assert addressees([*crowd, "https://b.example/users/bob"], {"id": "https://b.example/users/bob"}, None, 3) == [
        "https://b.example/users/bob"
    ]


def test_names_in_addresses() -> None:
    """A name is what stands where names stand, and looks like one."""
    assert local_name("https://A.example/@Ada") == ("a.example", "Ada")
    assert local_name("https://a.example/users/alexandra7") == ("a.example", "alexandra7")
    assert local_name("https://a.example/users/a1b2c3d4e5") is None
    assert local_name("https://a.example/about") is None
