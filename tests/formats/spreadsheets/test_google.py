"""Google Contacts, by the headings before and since October 2024."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.formats.opening import open_bytes
from netbook.formats.spreadsheets.google import GOOGLE_CSV

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.domain.records import Record

    One = Callable[..., PersonRecord]
    Read = Callable[..., list[Record]]

_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - City,Address 1 - Country,Relation 1 - Label,"
    "Relation 1 - Value,Website 1 - Label,Website 1 - Value,Website 2 - Label,Website 2 - Value,"
    "Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Nickname,Birthday,Notes,"
    "Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,IM 1 - Type,IM 1 - Service,"
    "IM 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,Website 1 - Type,"
    "Website 1 - Value"
)


def _file(header: str, *people: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue()


def test_a_contact_of_today(one: One) -> None:
    """Every field that netbook has is filled; what has none stays as a line of the notes."""
    ada = {
        "Name Prefix": "Dr.",
        "First Name": "Ada",
        "Last Name": "Lovelace",
        "Organization Name": "Engines",
        "Organization Title": "Analyst",
        "Birthday": " --12-10",
        "Notes": "Met at the\nanalytical engine",
        "Labels": "* myContacts ::: Poets ::: * Starred ::: Numbers",
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "ada@engines.example ::: a.l@engines.example",
        "E-mail 2 - Label": "* Home",
        "E-mail 2 - Value": "Ada@home.example",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+44 20 7946 0000",
        "Address 1 - Formatted": "1 Street\nLondon",
        "Address 1 - City": "London",
        "Address 1 - Country": "UK",
        "Relation 1 - Label": "Spouse",
        "Relation 1 - Value": "William",
        "Website 1 - Label": "PROFILE",
        "Website 1 - Value": "https://www.linkedin.com/in/ada-l",
        "Website 2 - Label": "Blog",
        "Website 2 - Value": "https://ada.example/notes",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "1835-07-08",
        "Custom Field 1 - Label": "Mastodon",
        "Custom Field 1 - Value": "@ada@social.example",
    }
    person = one(GOOGLE_CSV, _file(_NEW, ada))
    assert person.name == "Dr. Ada Lovelace"
    assert (person.organisation, person.position, person.location) == ("Engines", "Analyst", "London, UK")
    assert person.birthday == "--12-10"
    assert person.tags == ("Poets", "Numbers")
    assert [(handle.network, handle.key) for handle in person.handles] == [
        ("email", "ada@home.example"),
        ("email", "ada@engines.example"),
        ("email", "a.l@engines.example"),
        ("phone", "+442079460000"),
        ("linkedin", "ada-l"),
        ("blog", person.handles[5].key),
        ("mastodon", "ada@social.example"),
    ]
    assert person.key == "google-csv:email:ada@home.example"
    assert person.notes == "Met at the\nanalytical engine\nSpouse: William\nAnniversary: 1835-07-08"
    assert person.met_network is None


def test_a_contact_of_old(one: One) -> None:
    """The headings before October 2024 give the same person."""
    ada = {
        "Name": "Ada Lovelace",
        "Given Name": "Ada",
        "Family Name": "Lovelace",
        "Birthday": "1815-12-10",
        "Group Membership": "* myContacts ::: Poets",
        "E-mail 1 - Type": "* ",
        "E-mail 1 - Value": "ada@engines.example",
        "IM 1 - Type": "Other",
        "IM 1 - Service": "Skype",
        "IM 1 - Value": "ada.l",
        "Phone 1 - Type": "Work Fax",
        "Phone 1 - Value": "+44 20 7946 0001",
        "Organization 1 - Name": "Engines",
        "Organization 1 - Title": "Analyst",
        "Website 1 - Type": "GitHub",
        "Website 1 - Value": "ada",
    }
    person = one(GOOGLE_CSV, _file(_OLD, ada))
    assert (person.name, person.organisation, person.position) == ("Ada Lovelace", "Engines", "Analyst")
    assert (person.birthday, person.tags) == ("1815-12-10", ("Poets",))
    assert [handle.shown for handle in person.handles] == ["ada@engines.example", "github.com/ada"]
    assert person.notes == "Skype: ada.l"


def test_an_address_alone_is_a_person(read: Read) -> None:
    """Rows with no more than an address are kept, and go by it; rows with nothing are counted."""
    found = read(GOOGLE_CSV, _file(_NEW, {"E-mail 1 - Value": "who@example.org"}, {"Photo": "https://x.example/1"}))
    person, nobody = found
    assert isinstance(person, PersonRecord)
    assert (person.name, [handle.shown for handle in person.handles]) == (None, ["who@example.org"])
    assert isinstance(nobody, LeftOut)
    assert (nobody.fate, nobody.origin.line) == (Fate.SKIPPED, 3)


def test_a_company_is_called_by_its_name(one: One) -> None:
    """A card with an organisation and a number goes by the organisation, as Google shows it."""
    shop = {"Organization Name": "Corner Shop", "Phone 1 - Value": "030 1234567"}
    assert one(GOOGLE_CSV, _file(_NEW, shop)).name == "Corner Shop"


def test_a_number_that_two_share_makes_no_one_person_of_them(read: Read) -> None:
    """The switchboard of a firm stays a handle of the first who has it, and a note of everybody else."""
    ada = {"First Name": "Ada", "Phone 1 - Value": "030 1234567"}
    found = read(GOOGLE_CSV, _file(_NEW, ada, {**ada, "First Name": "Bob"}, {**ada, "E-mail 1 - Value": "a@x.org"}))
    people = [record for record in found if isinstance(record, PersonRecord)]
    assert [[handle.network for handle in person.handles] for person in people] == [["phone"], [], ["email", "phone"]]
    assert people[1].notes == "Phone: 030 1234567"


def test_people_of_one_name_stay_apart(read: Read) -> None:
    """Two rows without an account but with other notes are two people, whose keys stay from export to export."""
    ada = {"First Name": "Ada"}
    data = _file(_NEW, {**ada, "Notes": "one"}, {**ada, "Notes": "two"}, {**ada, "Notes": "one"})
    keys = [record.key for record in read(GOOGLE_CSV, data) if isinstance(record, PersonRecord)]
    assert keys[0] == keys[2] != keys[1]
    assert keys == [record.key for record in read(GOOGLE_CSV, data) if isinstance(record, PersonRecord)]


def test_what_cannot_be_read_is_kept_in_the_notes(one: One) -> None:
    """A broken address, number, link or birthday is not lost."""
    odd = {
        "First Name": "Ada",
        "Birthday": "in winter",
        "E-mail 1 - Value": "ada at home",
        "Phone 1 - Value": "call me",
        "Website 1 - Label": "Work",
        "Website 1 - Value": "https://www.linkedin.com/company/engines",
    }
    notes = one(GOOGLE_CSV, _file(_NEW, odd)).notes or ""
    assert notes.splitlines() == [
        "Birthday: in winter",
        "E-mail: ada at home",
        "Phone: call me",
        "Work: https://www.linkedin.com/company/engines",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_saved_again_by_a_spreadsheet(one: One, encoding: str, delimiter: str) -> None:
    """Another encoding, delimiter or line end makes no difference."""
    text = _file(_NEW, {"First Name": "Zoë", "E-mail 1 - Value": "zoe@example.org"})
    person = one(GOOGLE_CSV, text.replace(",", delimiter).replace("\n", "\r\n").encode(encoding))
    assert (person.name, person.handles[0].key) == ("Zoë", "zoe@example.org")


def test_a_takeout_is_read_from_its_zip() -> None:
    """The files of several groups are read one after the other, and people in two of them keep one key."""
    packed = io.BytesIO()
    row = {"First Name": "Ada", "E-mail 1 - Value": "ada@example.org"}
    with zipfile.ZipFile(packed, "w") as archive:
        for group in ("All Contacts", "My Contacts"):
            archive.writestr(f"Takeout/Contacts/{group}/{group}.csv", _file(_NEW, row))
        archive.writestr("Takeout/archive_browser.html", "<html></html>")
    with open_bytes(packed.getvalue(), "takeout.zip") as files:
        assert GOOGLE_CSV.recognises(files)
        records = list(GOOGLE_CSV.read(files, lambda _done, _total: None))
    assert [record.key for record in records if isinstance(record, PersonRecord)] == [
        "google-csv:email:ada@example.org"
    ] * 2
