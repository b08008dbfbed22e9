"""The CSV files: every heading there was, none at all, and when a file without any is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from netbook.domain.channels import Direction
from netbook.domain.records import Fate, LeftOut, Owner, PersonRecord, TagRecord
from netbook.errors import UsageProblem
from netbook.formats.mastodon import MASTODON, lists
from netbook.formats.opening import open_bytes
from netbook.formats.owner_unclear import OwnerUnclear
from netbook.formats.registry import detect

NEW = "Account address,Show boosts,Notify on new posts,Languages\n"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f'{NEW}ada@ada.example,true,false,\nbob@bob.example,true,false,"en, fr"\n', "anything.txt"),
        ("Account address,Show boosts\nada@ada.example,true\nbob@bob.example,false\n", "x.csv"),
        ("Account address\nada@ada.example\nbob@bob.example\n", "x.csv"),
        ("ada@ada.example\nbob@bob.example\n", "following_accounts.csv"),
        ("ada@ada.example\nbob@bob.example", "Following accounts (2).csv"),
        ("@ada@ada.example\n@bob@bob.example\n", "x.csv"),
        ("ada@ada.example,true\nbob@bob.example,FALSE\n", "x.csv"),
        (f"\ufeff{NEW}\r\n\r\n@Ada@Ada.Example,true,false,\r\n\r\n bob@bob.example ,true,false,\r\n", "x.csv"),
        ("account_address;show boosts\nada@ada.example;true\nbob@bob.example\n", "x.csv"),
        ("\ufeffada@ada.example\n\nbob@bob.example\n", "follows.csv"),
    ],
)
def test_follows_are_people(exports: Any, text: str, label: str) -> None:
    """Headings of every year or none, blank lines, a mark of UTF-8, an “@” in front and several languages are read."""
    with open_bytes(text.encode(), label) as files:
        assert detect(files) is MASTODON
    people = [record for record in exports.read(text, label) if isinstance(record, PersonRecord)]
    assert [person.key for person in people] == ["fedi:follow:ada@ada.example", "fedi:follow:bob@bob.example"]
    assert {(person.met_network, person.met_on, person.linked, person.tags) for person in people} == {
        ("mastodon", None, Direction.BY_ME, ())
    }


def test_domains_of_every_script_have_one_form(exports: Any) -> None:
    """An international domain and its form in plain letters are the same server."""
    found = exports.read(f"{NEW}ada@թութ.հայ,true,false,\nbob@xn--69aa8bzb.xn--y9a3aq,true,false,\n")
    assert exports.people(found) == ["ada@xn--69aa8bzb.xn--y9a3aq", "bob@xn--69aa8bzb.xn--y9a3aq"]


@pytest.mark.parametrize(
    ("text", "label", "tag"),
    [
        ("Account address,Hide notifications\nada@ada.example,true\n", "x.csv", "muted"),
        ("Account address\nada@ada.example\n", "muted_accounts.csv", "muted"),
        ("Account address\nada@ada.example\n", "blocked_accounts.csv", "blocked"),
        ("ada@ada.example\n", "blocked_accounts.csv", "blocked"),
        ("ada@ada.example\n", "mute-2024.csv", "muted"),
    ],
)
def test_muted_and_blocked_accounts_are_marks(exports: Any, text: str, label: str, tag: str) -> None:
    """Nobody is made a contact by these files."""
    (mark,) = exports.read(text, label)
    assert isinstance(mark, TagRecord)
    assert (mark.handle.key, mark.tag) == ("ada@ada.example", tag)


@pytest.mark.parametrize("head", ["", "List name,Account address\n"])
def test_people_in_lists_have_the_list_as_a_tag(exports: Any, head: str) -> None:
    """Whoever is in a list is followed, and may be in several."""
    text = f'{head}Friends,ada@ada.example\n"Work,  old",ada@ada.example\n'
    people = [record for record in exports.read(text, "lists.csv") if isinstance(record, PersonRecord)]
    assert [(person.key, person.tags) for person in people] == [
        ("fedi:list:Friends:ada@ada.example", ("Friends",)),
        ("fedi:list:Work, old:ada@ada.example", ("Work, old",)),
    ]


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("bad.example\nworse.example\n", "blocked_domains.csv", lists.DOMAINS),
        ("#domain,#severity\nbad.example,suspend\nworse.example,silence\n", "x.csv", lists.DOMAINS),
        ("https://a.example/@a/1\nhttps://b.example/@b/2\n", "bookmarks.csv", lists.BOOKMARKS),
        ("#uri\nhttps://a.example/@a/1\nhttps://b.example/@b/2\n", "x.csv", lists.BOOKMARKS),
    ],
)
def test_bookmarks_and_servers_are_counted(exports: Any, text: str, label: str, reason: str) -> None:
    """One record says how many there are, and why they are not read."""
    (left_out,) = exports.read(text, label)
    assert isinstance(left_out, LeftOut)
    assert (left_out.reason, left_out.count, left_out.fate) == (reason, 2, Fate.SKIPPED)


def test_an_account_of_the_own_server_takes_its_domain(exports: Any) -> None:
    """The user says it, or the archive beside it; the user's own account is left out."""
    text = "Account address\nbob\n@eve\nme\n"
    found = exports.read(text, "following_accounts.csv", me="@me@home.example")
    assert exports.people(found) == ["bob@home.example", "eve@home.example"]
    assert exports.reasons(found) == {lists.OWN_ACCOUNT: 1}
    archive = {"following_accounts.csv": text, "actor.json": exports.actor(), "outbox.json": exports.outbox()}
    assert exports.people(exports.read(exports.zip(archive), "x.zip")) == exports.people(found)
    short = archive | {"actor.json": exports.actor(webfinger="me@short.example")}
    assert exports.people(exports.read(exports.zip(short), "x.zip")) == ["bob@short.example", "eve@short.example"]


def test_without_a_server_the_user_is_asked(exports: Any) -> None:
    """The sentence names the file, an account in it, and what to type."""
    with pytest.raises(OwnerUnclear, match=r"“following_accounts\.csv” .* “bob”.* --me") as unclear:
        exports.read("Account address\nada@ada.example\nbob\n", "following_accounts.csv")
    assert unclear.value.exit_code == 2
    assert any("--me @you@example.social" in hint for hint in unclear.value.hints)


def test_an_own_account_elsewhere_is_refused(exports: Any) -> None:
    """``--me`` must be an account in the fediverse."""
    from netbook.domain.handles import handle_on

    with open_bytes(NEW.encode() + b"ada@ada.example,true,true,\n") as files:
        records = MASTODON.read(files, lambda _done, _total: None, handle_on("x", "ada"))
        with pytest.raises(UsageProblem, match="not a fediverse account"):
            list(records)


@pytest.mark.parametrize("cell", ["not an account", "ada@", "@@x", "ada@x.com", '""', "ada@nowhere", ","])
def test_a_broken_row_is_named_and_hides_no_other(exports: Any, cell: str) -> None:
    """Each is a failure with its line."""
    found = exports.read(f"Account address,Show boosts\nada@ada.example,true\n{cell},true\nbob@bob.example,true\n")
    assert exports.people(found) == ["ada@ada.example", "bob@bob.example"]
    (failed,) = (record for record in found if isinstance(record, LeftOut))
    assert (failed.fate, failed.origin.line) == (Fate.FAILED, 3)


def test_a_broken_row_hides_no_list_without_headings(exports: Any) -> None:
    """Where the file's name says what it is, one row that is no account leaves it recognised, and is named."""
    label = "following_accounts.csv"
    found = exports.read("ada@ada.example\nno account\nbob@bob.example\n", label)
    assert exports.people(found) == ["ada@ada.example", "bob@bob.example"]
    assert [(record.fate, record.origin.line) for record in found if isinstance(record, LeftOut)] == [(Fate.FAILED, 2)]
    with open_bytes(b"E-mail address\nada@ada.example\nbob@bob.example\n", label) as files:
        assert not MASTODON.recognises(files)


def test_an_unclosed_quotation_mark_costs_one_row(exports: Any) -> None:
    """The rows behind it are read."""
    found = exports.read(f'{NEW}ada@ada.example,true,false,"en\nbob@bob.example,true,false,\n')
    assert exports.people(found) == ["bob@bob.example"]
    assert [record.fate for record in found if isinstance(record, LeftOut)] == [Fate.FAILED]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ada@ada.example\nbob@bob.example\n", "newsletter.csv"),
        ("Ada Lovelace,ada@ada.example\n", "people.csv"),
        ("Name,Account address\nAda,ada@ada.example\n", "people.csv"),
        ("Email,Show boosts\nada@ada.example,true\n", "people.csv"),
        ("ada\nbob\n", "following_accounts.csv"),
        ("Ada Lovelace\nada@ada.example\n", "following_accounts.csv"),
        ("Friends,Ada\n", "lists.csv"),
        ("x,y\n1,2\n", "bookmarks.csv"),
        ("", "following_accounts.csv"),
        ("\n\n", "following_accounts.csv"),
        ("name,phone\nada,1\n", "blocked_accounts.csv"),
    ],
)
def test_other_tables_are_left_to_others(exports: Any, text: str, label: str) -> None:
    """A list of mail addresses is no list of accounts; a name alone makes none either."""
    with open_bytes(exports.zip({label: text}), "x.zip") as files:
        assert not MASTODON.recognises(files)


def test_a_format_that_the_user_names_believes_a_bare_list(exports: Any) -> None:
    """What could be mail addresses is read as accounts if the user says so."""
    with open_bytes(b"ada@ada.example\nbob@bob.example\n", "list.csv") as files:
        found = list(MASTODON.read(files, lambda _done, _total: None))
    assert exports.people(found) == ["ada@ada.example", "bob@bob.example"]


def test_an_address_from_the_outbox_becomes_the_stable_id(exports: Any) -> None:
    """What a mention shows is known of the account that is followed."""
    tag = exports.mention("https://web.example/users/ada", "@ada@ada.example")
    members = {
        "following_accounts.csv": f"{NEW}ada@ada.example,true,true,\n",
        "outbox.json": exports.outbox(exports.post(tag=[tag])),
    }
    found = exports.read(exports.zip(members), "x.zip")
    (person,) = (record for record in found if isinstance(record, PersonRecord))
    assert person.handles[0].stable_id == "https://web.example/users/ada"
    assert isinstance(found[0], Owner)
