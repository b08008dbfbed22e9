"""Outlook's CSV, in its languages, and Thunderbird's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.formats.opening import open_bytes
from netbook.formats.spreadsheets.outlook import OUTLOOK_CSV
from netbook.formats.spreadsheets.tables import Choices
from netbook.formats.spreadsheets.thunderbird import THUNDERBIRD_CSV

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.domain.records import PersonRecord, Record

    One = Callable[..., PersonRecord]
    Read = Callable[..., list[Record]]

_ENGLISH = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Job Title,Business City,Business Country/Region,"
    "Business Phone,Home Phone,Mobile Phone,Company Main Phone,Anniversary,Birthday,Categories,E-mail Address,E-mail Type,"
    "E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,Notes,Referred By,Web Page"
)
_GERMAN = (
    "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Position;Ort geschäftlich;Land/Region geschäftlich;"
    "Telefon geschäftlich;Telefon privat;Mobiltelefon;Telefon Firma;Jahrestag;Geburtstag;Kategorien;E-Mail-Adresse;"
    "E-Mail-Typ;E-Mail: Angezeigter Name;E-Mail 2: Adresse;E-Mail 2: Typ;E-Mail 2: Angezeigter Name;Notizen;"
    "Empfohlen von;Webseite"
)
_FRENCH = (
    "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Titre,Ville (bureau),Pays/Région (bureau),Téléphone (bureau),"
    "Téléphone (domicile),Tél. mobile,Téléphone société,Anniversaire de mariage ou fête,Anniversaire,Catégories,"
    "Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Adresse de messagerie 2,"
    "Type de messagerie 2,Nom complet de l'adresse de messagerie 2,Notes,Recommandé par,Page Web"
)
_SPANISH = (
    "Tratamiento,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Puesto,Ciudad de trabajo,"
    "País o región del trabajo,Teléfono del trabajo,Particular,Teléfono móvil,Número de centralita de la organización,"
    "Aniversario,Cumpleaños,Categorías,Dirección de correo electrónico,Tipo de correo electrónico,"
    "Nombre de pantalla de correo electrónico,Dirección del correo electrónico 2,Tipo de correo electrónico 2,"
    "Nombre de pantalla de correo electrónico 2,Notas,Referred By,Página web"
)
_ROW = (
    "Mr.,Alan,Mathison,Turing,,Park,Analyst,Wilmslow,UK,+44 20 7946 0000,,+44 7700 900000,+44 20 7946 0999,0/0/00,"
    "23/06/1912,Poets;Runners,alan@example.org,SMTP,Alan (alan@example.org),"
    '/o=Exchange/ou=First/cn=alan,EX,Alan (at@example.org),"Line one\r\nline two",Joan,https://github.com/alan'
)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (_ENGLISH, _ROW),
        (_GERMAN, _ROW.replace("Poets;Runners", '"Poets;Runners"').replace(",", ";")),
        (_FRENCH, _ROW),
        (_SPANISH, _ROW),
    ],
    ids=["English", "German", "French", "Spanish"],
)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_every_language_gives_the_same_person(one: One, header: str, row: str, encoding: str) -> None:
    """Headings are known in four languages, in the code page of Windows and in UTF-8."""
    person = one(OUTLOOK_CSV, f"{header}\r\n{row}\r\n".encode(encoding))
    assert person.name == "Alan Mathison Turing"
    assert (person.organisation, person.position, person.location) == ("Park", "Analyst", "Wilmslow, UK")
    assert person.birthday == "1912-06-23"
    assert person.tags == ("Poets", "Runners")
    assert [(handle.network, handle.key) for handle in person.handles] == [
        ("email", "alan@example.org"),
        ("email", "at@example.org"),
        ("phone", "+447700900000"),
        ("phone", "+442079460000"),
        ("github", "alan"),
    ]
    notes = (person.notes or "").splitlines()
    assert notes == ["Line one", "line two", "Company main phone: +44 20 7946 0999", "Referred by: Joan"]


def test_the_name_of_a_mailbox_is_no_address(one: One) -> None:
    """An address of type EX is left out, and the one in its display name taken if there is one."""
    header = "First Name,Last Name,E-mail Address,E-mail Type,E-mail Display Name,Business Phone,Mobile Phone\n"
    person = one(OUTLOOK_CSV, f"{header}Ada,L,/o=Org/cn=ada,EX,Ada L,,\n")
    assert person.handles == ()
    assert person.notes is None


def test_outlook_on_the_web(one: One) -> None:
    """Its headings lack the types of addresses, and are read by the same reader."""
    header = (
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,Home Phone,"
        "Business Phone,Mobile Phone,Company,Job Title,Personal Web Page,Birthday,Notes\n"
    )
    person = one(OUTLOOK_CSV, f"{header}Ada,,Lovelace,Dr.,,,ada@x.org,,,,,Engines,,https://ada.example,,\n")
    assert (person.name, person.organisation) == ("Dr. Ada Lovelace", "Engines")
    assert [handle.network for handle in person.handles] == ["email", "blog"]


@pytest.mark.parametrize(
    ("others", "day_first", "expected"),
    [
        ("", True, "1990-04-03"),
        ("", False, "1990-03-04"),
        ("13/1/1990", False, "1990-04-03"),
        ("1/13/1990", True, "1990-03-04"),
    ],
)
def test_the_order_of_days(others: str, day_first: bool, expected: str) -> None:
    """3/4 is what the other dates of the file say it is, else what the user has set."""
    header = "First Name,Last Name,E-mail Address,Business Phone,Mobile Phone,Birthday\n"
    data = f"{header}Ada,L,a@x.org,,,3/4/1990\nBob,B,b@x.org,,,{others}\n".encode()
    with open_bytes(data) as files:
        records = OUTLOOK_CSV.told(Choices(day_first=day_first)).read(files, lambda _done, _total: None)
        ada = next(records)
    assert getattr(ada, "birthday", None) == expected


_THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,"
    "Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,"
    "Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,"
    "Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes"
)


@pytest.mark.parametrize("end", [("", ""), (",", ","), (",", "")], ids=["none", "both", "heading alone"])
def test_thunderbird(one: One, end: tuple[str, str]) -> None:
    """The empty column at the end may be there, in the headings and in the rows, or not."""
    row = (
        "Ada,Lovelace,Ada L.,,ada@example.org,al@example.org,,,,,,+44 20 7946 0000,,,London,,,UK,,,,,,,Analyst,,"
        "Engines,,https://x.com/ada,1815,12,10,likes maths,,,,A note"
    )
    person = one(THUNDERBIRD_CSV, f"{_THUNDERBIRD}{end[0]}\n{row}{end[1]}\n")
    assert (person.name, person.organisation, person.position) == ("Ada Lovelace", "Engines", "Analyst")
    assert (person.birthday, person.location) == ("1815-12-10", "London, UK")
    assert [handle.network for handle in person.handles] == ["email", "email", "phone", "x"]
    assert person.notes == "A note\nCustom 1: likes maths"


def test_a_birthday_without_a_year(one: One) -> None:
    """Thunderbird leaves the year empty."""
    cells = [""] * 37
    cells[2], cells[30], cells[31] = "Ada", "12", "10"
    assert one(THUNDERBIRD_CSV, f"{_THUNDERBIRD}\n{','.join(cells)}\n").birthday == "--12-10"
