"""From one card to one person."""

from __future__ import annotations

import pytest

from netbook.domain.records import Fate, LeftOut, Origin, PersonRecord
from netbook.formats.vcard.lines import properties
from netbook.formats.vcard.people import NOBODY, person

ORIGIN = Origin("x.vcf", 7)


def _person(*lines: str) -> PersonRecord:
    found = person(properties("\r\n".join(lines).encode()), ORIGIN)
    assert isinstance(found, PersonRecord)
    return found


def test_a_whole_card() -> None:
    """What a card says of a person is read, each thing to its place."""
    assert _person(
        "VERSION:3.0",
        "UID:urn:uuid:4FBE8971-0bc3",
        "FN:Ada  Lovelace",
        "N:Lovelace;Ada;;;",
        "ORG:Engines\\, Ltd.;Analysis",
        "TITLE:Analyst",
        "ROLE:Poet",
        "ADR;TYPE=home:;;12 St James's Square;London;;SW1Y;United Kingdom",
        "BDAY:1815-12-10",
        "NOTE:Numbers\\, and\\nnotes",
        "CATEGORIES:maths,poetry,my Contacts,maths",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
    ) == PersonRecord(
        key="vcard:4FBE8971-0bc3",
        origin=ORIGIN,
        name="Ada Lovelace",
        organisation="Engines, Ltd.",
        position="Analyst",
        location="London, United Kingdom",
        notes="Numbers, and\nnotes",
        birthday="1815-12-10",
        tags=("maths", "poetry"),
        uid="4FBE8971-0bc3",
    )


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:", "N:Lovelace;Ada;King,Byron;Lady;PhD"], "Lady Ada King Byron Lovelace PhD"),
        (["N:Lovelace;Ada"], "Ada Lovelace"),
        (["N:Lovelace"], "Lovelace"),
        (["N:;Ada;;;"], "Ada"),
        (["N:安藤;ロイド;;;"], "安藤 ロイド"),
        (["N:;;;;", "NICKNAME:  Big Joey "], "Big Joey"),
        (["NICKNAME:", "NICKNAME:Bob"], "Bob"),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Nick;1;;;"], "Nick"),
        (["FN:", "ORG:Engines;"], "Engines"),
        (["KIND:org", "FN:Engines"], "Engines"),
        (["FN:Ada", "FN;ALTID=1:Augusta"], "Ada"),
        (["X-SKYPE:ada"], "ada"),
        (["EMAIL:ada@example.org"], None),
    ],
)
def test_names(lines: list[str], name: str | None) -> None:
    """A card without a formatted name has its parts, then a nickname, then the organisation; else its first account."""
    assert _person(*lines).name == name


@pytest.mark.parametrize(
    ("addresses", "location"),
    [
        (["ADR:;;Street 1;Hamburg;;20095;Deutschland"], "Hamburg, Deutschland"),
        (["ADR:;;1 Main St;Any Town;CA"], "Any Town, CA"),
        (["ADR:;;123 Home St\\nHome City\\, HM 12345;;;;"], "123 Home St Home City, HM 12345"),
        (["ADR:;;;;;;", "ADR;PREF=1:;;;Leeds;;;", "ADR:;;;York;;;"], "Leeds"),
        (["ADR:;;;York;;;", "ADR;type=pref:;;;Leeds;;;"], "Leeds"),
        (['ADR;LABEL="1 Main: St":;;;York'], "York"),
        (["ADR:"], None),
        ([], None),
    ],
)
def test_locations(addresses: list[str], location: str | None) -> None:
    """The location is town, region and country of the preferred address, or what else it says."""
    assert _person("FN:Ada", *addresses).location == location


def test_notes() -> None:
    """Several notes are put together, alternatives of one are not; below them stands what has no place of its own."""
    found = _person(
        "FN:Ada Lovelace",
        "NOTE:one",
        "NOTE;ALTID=1;LANGUAGE=en:two",
        "NOTE;ALTID=1;LANGUAGE=fr:deux",
        "NOTE:one",
        "NICKNAME:Enchantress",
        "BDAY;VALUE=text:circa 1815",
        "PRONOUNS:she/her",
    )
    assert found.notes == "one\n\ntwo\n\nNickname: Enchantress\nBirthday: circa 1815\nPronouns: she/her"
    assert _person("FN:Ada Lovelace", "NICKNAME:ada").notes is None


def test_the_first_birthday_that_can_be_read() -> None:
    """Of alternative birthdays the first that is a whole day counts."""
    found = _person("FN:Ada", "BDAY;ALTID=1;VALUE=text:in winter", "BDAY;ALTID=1:--1210")
    assert (found.birthday, found.notes) == ("--12-10", None)


@pytest.mark.parametrize("lines", [[], ["BDAY:1970-07-14"], ["ADR:;;;London;;;"], ["FN: ", "N:;;;;"]])
def test_cards_of_nobody(lines: list[str]) -> None:
    """A card that names nobody is left out, and said to be."""
    assert person(properties("\n".join(lines).encode()), ORIGIN) == LeftOut(ORIGIN, Fate.SKIPPED, NOBODY)


@pytest.mark.parametrize("kind", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:Group", "KIND:location"])
def test_cards_of_something_else(kind: str) -> None:
    """Groups, places and things are no people."""
    found = person(properties(f"{kind}\nFN:Friends".encode()), ORIGIN)
    assert isinstance(found, LeftOut)
    assert found.fate is Fate.SKIPPED


def test_keys() -> None:
    """The UID is the key; a card without one is known again by what it says of the person, not by the rest."""
    assert _person("FN:Ada", "UID: 7 ").key == "vcard:7"
    one, same, other = (
        _person("FN:Ada", "EMAIL:ada@example.org", "REV:1"),
        _person("EMAIL:ADA@example.org", "FN:ada", "NOTE:new"),
        _person("FN:Ada", "EMAIL:ada@example.com"),
    )
    assert one.key == same.key != other.key
    assert one.key.startswith("vcard:~")
