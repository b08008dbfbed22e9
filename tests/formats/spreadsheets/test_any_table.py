"""Any CSV: found, its columns guessed or told, its rows read, and its damage named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.domain.channels import Channel
from netbook.domain.records import Fate, InteractionRecord, LeftOut, PersonRecord
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.opening import open_bytes
from netbook.formats.registry import CSV, detect
from netbook.formats.spreadsheets.any_table import CsvFormat, first_people
from netbook.formats.spreadsheets.tables import Choices
from netbook.formats.spreadsheets.targets import TARGETS, ColumnsUnclear, target_label, target_named, typed_columns
from netbook.formats.streams import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netbook.domain.records import Record
    from netbook.formats.spreadsheets.headings import Table

    One = Callable[..., PersonRecord]
    Read = Callable[..., list[Record]]


def _table(data: str | bytes) -> Table | None:
    assert isinstance(CSV, CsvFormat)
    with open_bytes(data.encode() if isinstance(data, str) else data) as files:
        return CSV.table(files)


def _known(data: str | bytes) -> Table:
    table = _table(data)
    assert table is not None
    return table


def _told(data: str, columns: Mapping[str, str], *, day_first: bool = True) -> list[Record]:
    with open_bytes(data.encode()) as files:
        return list(CsvFormat(Choices(columns, day_first)).read(files, lambda _done, _total: None))


@pytest.mark.parametrize(
    ("header", "row", "guess"),
    [
        ("Full Name,E-mail,Company", "Ada L,ada@x.org,Engines", "name email organisation"),
        ("first_name,LAST NAME,Email 1 - Value,Job Title", "Ada,L,a@x.org,Analyst", "first name|last name|email|position"),
        ("Name,Twitter,Mastodon handle,X", "Ada,@ada,@ada@social.example,ada", "name x mastodon x"),
        ("Name,LinkedIn URL,GitHub", "Ada,https://www.linkedin.com/in/ada-l,ada", "name linkedin github"),
        ("Vorname,Name,Firma,Geburtstag", "Ada,L,Engines,10.12.1815", "first name|last name|organisation|birthday"),
        ("Nom,Prénom,Courriel,Poste", "L,Ada,ada@x.org,Analyste", "last name|first name|email|position"),
        ("Nombre,Apellidos,Correo electrónico,Empresa", "Ada,L,a@x.org,E", "first name|last name|email|organisation"),
        ("Who,Mail,Met on,Where met,Last spoke", "A,a@x.org,2024-01-02,PyCon,2024-02-03", "name|email|met on|met at|last contact"),
        ("Name,Title,Email opt in,Email address", "Ada,Dr.,yes,a@x.org", "name ignore ignore email"),
        ("Name,Title,City,Country", "Ada,Analyst,London,UK", "name position location location"),
        ("Name,Tags,Notes,Website,Phone number", "Ada,a,b,https://ada.example,+44 20 7946 0000", "name tags notes handle phone"),
        ("Name,Colour,Born", "Ada,red,1815-12-10", "name ignore birthday"),
        ("Name,Reach me,See also", "Ada,ada@x.org,https://x.com/ada", "name email handle"),
        ("Name,Phone", "Ada,see e-mail", "name ignore"),
        ("Name,Name,Email,Email", "Ada,A,a@x.org,b@x.org", "name name email email"),
    ],
)  # fmt: skip
def test_columns_are_guessed(header: str, row: str, guess: str) -> None:
    """By the words of the headings in four languages, held against the cells, else by the cells alone."""
    table = _known(f"{header}\n{row}\n")
    assert list(table.guess.values()) == guess.split("|" if "|" in guess else " ")


def test_a_table_without_headings() -> None:
    """A first row with an address or a date in it is a person already."""
    table = _known("Ada Lovelace;ada@example.org\nGrace Hopper;grace@example.org\n")
    assert [column.title for column in table.columns] == ["Column 1", "Column 2"]
    assert table.guess == {"column 1": "name", "column 2": "email"}
    people = first_people(table, Choices(), 5)
    assert [(person.name, person.origin.line) for person in people] == [("Ada Lovelace", 1), ("Grace Hopper", 2)]


@pytest.mark.parametrize("first", ["", "sep=;\n", "My list\n\n", "Exported;\n", "\n\n"])
def test_what_stands_before_the_headings(read: Read, first: str) -> None:
    """A line for spreadsheets, titles and blank lines are passed over, and lines counted as in the file."""
    records = read(CSV, f"{first}Name;Mail;Town\nAda;ada@x.org;London\nBob;bob@x.org;Leeds\n")
    assert [record.name for record in records if isinstance(record, PersonRecord)] == ["Ada", "Bob"]
    assert records[0].origin.line == first.count("\n") + 2  # type: ignore[union-attr]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_way_of_writing(one: One, delimiter: str, encoding: str, newline: str) -> None:
    """Delimiter, encoding and line ends are found out."""
    lines = [delimiter.join(("Näme", "Mail")), delimiter.join(('"Zoë, the ""2nd"""', "zoe@example.org")), ""]
    person = one(CSV, newline.join(lines).replace("ä", "a").encode(encoding))
    assert (person.name, person.handles[0].key) == ('Zoë, the "2nd"', "zoe@example.org")


@pytest.mark.parametrize(
    "data",
    [
        "hello\n",
        "Dear Ada,\nthe weather is fine, thank you.\n",
        "One line, and no more",
        '{"name": "Ada", "mail": "a@x.org"}',
        "<p>Name,Mail</p>\n",
        "BEGIN:VCARD\nN:L;A\n",
        "From ada Mon Jan  1 00:00:00 2024\nTo: x,y\n",
        b"Name,Mail\n\x01\x02,\x03\n\x04\x05\x06\n",
        ",,\n,,\n",
        "",
    ],
)
def test_what_is_no_table(data: str | bytes) -> None:
    """Prose and files of other kinds are not taken for tables."""
    raw = data.encode() if isinstance(data, str) else data
    if raw:
        assert _table(raw) is None
        with open_bytes(raw) as files, pytest.raises(UnreadableFile, match="not one table of people"):
            list(CSV.read(files, lambda _done, _total: None))


def test_columns_that_nobody_names_are_refused() -> None:
    """Without a name, address or handle the columns are listed with what to say."""
    with open_bytes(b"Alpha,Beta\n1,2\n") as files, pytest.raises(ColumnsUnclear) as refused:
        list(CSV.read(files, lambda _done, _total: None))
    assert "The columns are: “Alpha”, “Beta”." in refused.value.sentence
    assert refused.value.hints == ('say what they are: --columns "Alpha=name"',)
    assert refused.value.exit_code == 2


def test_told_columns_go_before_the_guess() -> None:
    """A column is what it is said to be, and the others are as guessed."""
    records = _told("Alpha,Mail,Notes\nAda,ada@x.org,hm\n", {"alpha": "name", "notes": "ignore"})
    (person,) = records
    assert isinstance(person, PersonRecord)
    assert (person.name, person.notes, person.handles[0].key) == ("Ada", None, "ada@x.org")


def test_everything_a_column_can_be() -> None:
    """Each target fills its field; the day of the last contact becomes an interaction beside the person."""
    columns = {
        "a": "first name", "b": "last name", "c": "handle", "d": "email", "e": "phone", "f": "organisation",
        "g": "position", "h": "sector", "i": "location", "j": "location", "k": "tags", "l": "notes", "m": "birthday",
        "n": "met on", "o": "met at", "p": "last contact", "q": "mastodon", "r": "ignore",
    }  # fmt: skip
    row = (
        "Ada,Lovelace,@ada,ada@x.org; al@x.org,+44 20 7946 0000,Engines,Analyst,Computing,London,UK,#a; b,Likes maths,"
        "10/12/1815,3/4/2024,PyCon,13/5/2024,ada@social.example,nothing"
    )
    person, talk = _told(f"{','.join(columns)}\n{row}\n", columns)
    assert isinstance(person, PersonRecord)
    assert (person.name, person.sector, person.location) == ("Ada Lovelace", "Computing", "London, UK")
    assert (person.organisation, person.position, person.notes) == ("Engines", "Analyst", "Likes maths")
    assert [handle.network for handle in person.handles] == ["x", "email", "email", "phone", "mastodon"]
    assert (person.birthday, person.tags) == ("1815-12-10", ("a", "b"))
    assert (person.met_in_person_on, person.met_event) == (date(2024, 4, 3), "PyCon")
    assert isinstance(talk, InteractionRecord)
    assert (talk.at, talk.channel, talk.people[0][1]) == (date(2024, 5, 13), Channel.MESSAGE, "Ada Lovelace")
    assert talk.key == "csv:x:ada:last:2024-05-13"


def test_the_last_contact_with_somebody_without_accounts() -> None:
    """The interaction names the person by the key of its record."""
    person, talk = _told("Who,Last contact\nAda,2024-05-13\n", {})
    assert isinstance(person, PersonRecord)
    assert isinstance(talk, InteractionRecord)
    assert (talk.people, talk.named) == ((), ((person.key, "Ada"),))


def test_unreadable_cells_stay_in_the_notes() -> None:
    """What cannot be read under its heading is kept with the heading before it."""
    (person,) = _told("Name,Mail,Born,Met on\nAda,none of your business,one day,long ago\n", {"mail": "email", "born": "birthday", "met on": "met on"})  # fmt: skip
    assert isinstance(person, PersonRecord)
    assert person.notes == "Mail: none of your business\nBorn: one day\nMet on: long ago"


def test_a_control_character_is_no_reason_to_refuse_a_table(read: Read) -> None:
    """A hostile name is a name; whoever shows it makes it harmless."""
    records = read(CSV, "Name,Mail\nA\x1b[31mda,a@x.org\nZo\u202eë,z@x.org\n")
    assert [getattr(record, "name", "") for record in records] == ["A\x1b[31mda", "Zo\u202eë"]


def test_tables_are_told_apart_by_their_headings() -> None:
    """The same headings give the same digest in any delimiter, order and case aside; others another."""
    digests = {_known(data).digest for data in ("Name,Mail\nA,a@x.org\n", "NAME;mail\nB;b@x.org\nC;c@x.org\n")}
    assert len(digests) == 1
    assert _known("Mail,Name\na@x.org,A\n").digest not in digests
    bare = {_known(data).digest for data in ("Ada L,a@x.org\n", "a@x.org,Ada L\n")}
    assert len(bare) == 2


def test_typed_columns() -> None:
    """Headings in any case, quoted where they have commas, or numbers; words of any usual kind for what they are."""
    columns = _known('Full name,"Mail, private",Firm\nAda,a@x.org,E\n').columns
    assert typed_columns('full NAME=Name, "Mail, private=e-mail"', columns) == {
        "full name": "name",
        "mail, private": "email",
    }
    assert typed_columns("3=Company,2=X", columns) == {"firm": "organisation", "mail, private": "x"}
    for wrong, words in (
        ("Full name", "does not say what a column is"),
        ("Firm=colour", "“colour” is nothing a column can be. Try: name, first name"),
        ("Town=location", "There is no column “Town” here. The columns are: “Full name”, “Mail, private”, “Firm”."),
        ("4=name", "There is no column “4” here"),
    ):
        with pytest.raises(UsageProblem, match=words):
            typed_columns(wrong, columns)


def test_every_target_has_words() -> None:
    """Each can be typed as it is kept, and is named for people."""
    for target in TARGETS:
        assert target_named(target) == target
        assert target_label(target)
    assert target_label("mastodon") == "handle on Mastodon"


def test_broken_rows_hide_no_good_ones(read: Read) -> None:
    """Of five rows two are broken: three are read, and two are named with their lines."""
    records = read(CSV, 'Name,Mail\nAda,a@x.org\n"Bob,b@x.org\nDan,d@x.org\nCleo\nEve,e@x.org\n')
    assert [record.name for record in records if isinstance(record, PersonRecord)] == ["Ada", "Dan", "Eve"]
    broken = [record for record in records if isinstance(record, LeftOut)]
    assert [(record.fate, record.origin.line) for record in broken] == [(Fate.FAILED, 3), (Fate.FAILED, 5)]


_WHOLE = 'Name,Mail,Met on,Notes\nAda,a@x.org,2024-01-02,"one\ntwo"\nZoë,z@x.org,3.4.2024,\n'.encode()


def test_a_file_cut_off_anywhere() -> None:
    """Truncation at any byte ends in a sentence or in fewer people, never in anybody else."""
    for end in range(1, len(_WHOLE)):
        with open_bytes(_WHOLE[:end]) as files:
            try:
                people = list(detect(files).read(files, lambda _done, _total: None))
            except NetbookError:
                continue
            assert sum(isinstance(record, PersonRecord) for record in people) <= 2


@settings(max_examples=150)
@given(st.binary(min_size=1, max_size=400), st.sampled_from([b"", b"Name,Mail\n", b"Name;Mail\r\nAda;", b'"Name","M']))
def test_any_bytes(data: bytes, before: bytes) -> None:
    """Whatever follows headings, or stands without them, is read, named or refused."""
    with open_bytes(before + data) as files:
        try:
            records = list(CSV.read(files, lambda _done, _total: None))
        except (UnreadableFile, ColumnsUnclear):
            return
    assert all(isinstance(record, PersonRecord | InteractionRecord | LeftOut) for record in records)
