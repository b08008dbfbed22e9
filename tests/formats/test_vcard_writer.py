"""Contacts as vCards: well formed for everybody, and exactly the same again for netbook."""

from __future__ import annotations

import io
import json
import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.domain.handles import Handle
from netbook.domain.portable import PortableContact, PortableHandle, PortableMet
from netbook.domain.records import PersonRecord
from netbook.domain.text import norm
from netbook.domain.visiting_card import VisitingCard, card_of
from netbook.formats.exporters import exporter_named
from netbook.formats.opening import open_bytes
from netbook.formats.vcard import VCARD, VCARD4_EXPORT, VCARD_EXPORT
from netbook.formats.vcard.changing import change, new_card
from netbook.formats.vcard.document import FOUR, OLD, THREE, Document
from netbook.formats.vcard.writer import file_name
from tests.formats.full_card import FULL, HANDLES

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
VERSIONS = (OLD, THREE, FOUR)
TODAY = date(2026, 11, 23)


class _SmallBook:
    """As much of a book as a writer of vCards asks for."""

    def __init__(self, *contacts: PortableContact) -> None:
        self._contacts = contacts
        self.today = TODAY
        self.size = len(contacts)

    def contacts(self) -> Iterator[PortableContact]:
        """Give every contact."""
        return iter(self._contacts)


def _contact(uid: str, **fields_given: object) -> PortableContact:
    return replace(PortableContact(uid, None, TODAY), **fields_given)  # type: ignore[arg-type]  # the test says them rightly


def _written(book: _SmallBook, *, version: str = THREE) -> bytes:
    out = io.BytesIO()
    exporter = VCARD4_EXPORT if version == FOUR else VCARD_EXPORT
    exporter.write(book, out, lambda _done, _total: None)  # type: ignore[arg-type]  # a small one
    return out.getvalue()


def _record(data: bytes) -> PersonRecord:
    with open_bytes(data, "x.vcf") as files:
        (found,) = VCARD.read(files, lambda _done, _total: None)
    assert isinstance(found, PersonRecord)
    return found


def _well_formed(content: bytes, *, longest: int = 75) -> None:
    """Check that lines are no longer than they may be, end as they must, and hold letters whole and no controls."""
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= longest
        assert not CONTROLS.search(line.decode())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_whole_contact_comes_back(version: str) -> None:
    """Whatever the ordinary lines cannot say exactly, the card as a whole says."""
    content = new_card(FULL, "uid-1", version).content
    assert Document(content).read() == FULL
    _well_formed(content, longest=400 if version == OLD else 75)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", [field.name for field in fields(VisitingCard)])
def test_each_field_alone_comes_back(name: str, version: str) -> None:
    """A contact of which one thing alone is known, and one of which all but that is, come back."""
    alone = VisitingCard(**{name: getattr(FULL, name)})
    empty: VisitingCard = replace(FULL, **{name: getattr(VisitingCard(), name)})
    for meant in (alone, empty):
        assert Document(new_card(meant, "u", version).content).read() == meant


def test_ordinary_lines_of_version_3() -> None:
    """What others read is said in their words: FN and N, X-SOCIALPROFILE, a birthday without year as Apple has it."""
    meant = VisitingCard("Ada King Lovelace", HANDLES[:5:2], birthday="--12-25", tags=("a", "b,c"), notes="a;b\nc")
    assert new_card(meant, "uid-1").content.decode().split("\r\n") == [
        "VERSION:3.0",
        "PRODID:-//netbook//netbook//EN",
        "UID:uid-1",
        "FN:Ada King Lovelace",
        "N:Lovelace;Ada King;;;",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-25",
        "CATEGORIES:a,b\\,c",
        "NOTE:a\\;b\\nc",
        "X-SOCIALPROFILE;TYPE=twitter;X-USER=Ada:https://x.com/Ada",
        "EMAIL:Ada@example.org",
        "URL:https://ada.example/blog?p=1",
        "",
    ]


def test_ordinary_lines_of_version_4() -> None:
    """In version 4.0 a profile is the SOCIALPROFILE of RFC 9554, and a birthday may have no year."""
    meant = VisitingCard(None, (HANDLES[0], HANDLES[7]), birthday="--12-25")
    lines = new_card(meant, "uid-1", FOUR).content.decode().replace("\r\n ", "").split("\r\n")
    assert "BDAY:--1225" in lines
    assert "SOCIALPROFILE;SERVICE-TYPE=X;USERNAME=Ada:https://x.com/Ada" in lines
    assert 'SOCIALPROFILE;SERVICE-TYPE=Matrix;USERNAME="ada:b.org":https://matrix.to/#/@ada:b.org' in lines
    assert "FN:@Ada" in lines
    assert "BDAY:18151210" in new_card(FULL, "u", FOUR).content.decode()


def test_an_export_is_read_as_it_was() -> None:
    """A contact that leaves the book as a card comes back by import: its name, accounts old and new, where-met, all."""
    contact = _contact(
        "bb5fadbf-614a-56fa-b1eb-f44192d4091f",
        name=FULL.name,
        notes=FULL.notes,
        sector="computing",
        tags=FULL.tags,
        birthday="--12-25",
        cadence="6w",
        handles=(
            PortableHandle("x", "ada", "@Ada", "https://x.com/Ada", "12"),
            PortableHandle("x", "old", "@old", "https://x.com/old", status="renamed"),
        ),
        met_online=PortableMet("x", None, None, date(2026, 1, 2)),
        met_in_person=PortableMet(None, 4, "PyCon UK", date(2026, 9, 18)),
    )
    for version in (THREE, FOUR):
        found = _record(_written(_SmallBook(contact), version=version))
        assert found == PersonRecord(
            key=f"vcard:{contact.uid}",
            origin=found.origin,
            uid=contact.uid,
            name=FULL.name,
            notes=FULL.notes,
            sector="computing",
            tags=FULL.tags,
            birthday="--12-25",
            cadence="6w",
            handles=(Handle("x", "ada", "@Ada", "12", "https://x.com/Ada"),),
            aliases=(Handle("x", "old", "@old", None, "https://x.com/old"),),
            met_network="x",
            met_on=date(2026, 1, 2),
            met_event="PyCon UK",
            met_in_person_on=date(2026, 9, 18),
        )


def test_what_others_change_wins() -> None:
    """Where another program has changed a line, what it says counts, and the rest stays exact."""
    content = new_card(replace(FULL, name="Ada\x1b", notes="one \n"), "u").content
    changed = content.replace(b"FN:Ada\r\n", b"FN:Augusta Ada\r\n")
    assert changed != content
    found = Document(changed).read()
    assert found.name == "Augusta Ada"
    assert found.notes == "one \n"


@pytest.mark.parametrize(
    "value",
    [
        "handles;{};[[]]",
        'handles;{};[["x"%2C"a b"%2C"@a"%2Cnull%2Cnull]]',
        'handles;{};[["nowhere"%2C"a"%2C"@a"%2Cnull%2Cnull]]',
        'handles;{};[["x"%2C"a"%2C"@a"%2Cnull%2C"javascript:alert(1)"]]',
        "handles;{};" + "[" * 5000,
        "handles;{};null",
        "handles;{};7",
        "handles;{};%FF",
    ],
)
def test_exact_lines_that_are_none(value: str) -> None:
    """An exact line that cannot be read, or would make of a handle what none can be, is passed over."""
    content = new_card(VisitingCard("Ada", HANDLES[-1:]), "u").content
    digest = content.replace(b"\r\n ", b"").split(b"X-NETBOOK-EXACT:handles;")[1].split(b";")[0].decode()
    kept = b"\r\n".join(
        line for line in content.replace(b"\r\n ", b"").split(b"\r\n") if not line.startswith(b"X-NETBOOK-EXACT")
    )
    found = Document(kept + f"X-NETBOOK-EXACT:{value.format(digest)}\r\n".encode()).read()
    assert found.name == "Ada"
    assert all(handle.key == "id:7" or handle.key.isprintable() for handle in found.handles)
    assert not any(handle.url and handle.url.startswith("javascript") for handle in found.handles)


LETTERS = st.text("aÄ;,:\\\"^'=\n\r\t \x00\x1b\x85\u2028\u202e日😀", max_size=30) | st.text(max_size=30)


@settings(max_examples=60)
@given(st.tuples(LETTERS, LETTERS, LETTERS, LETTERS, LETTERS), st.sampled_from(VERSIONS))
def test_any_text_comes_back(texts: tuple[str, str, str, str, str], version: str) -> None:
    """A name, a note, a tag, an event of any letters are the same again, and others find nothing that harms them."""
    name, note, tag, event, place = (norm(text) or None for text in texts)
    meant = VisitingCard(
        name=name,
        handles=HANDLES[:1],
        location=place,
        notes=note,
        tags=(tag,) if tag else (),
        met_in_person=PortableMet(None, None, event, None) if event else None,
    )
    content = new_card(meant, "u", version).content
    assert Document(content).read() == meant
    _well_formed(content, longest=400 if version == OLD else 75)


@pytest.mark.skipif(not HOSTILE.exists(), reason="the folder of examples is not beside the project")
def test_hostile_texts_come_back() -> None:
    """Every hostile text in every place of a card is the same again."""
    for number, line in enumerate(HOSTILE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        unit, times = row.get("repeat", ["", 0])
        text = norm(row["s"] if "s" in row else row["pre"] + unit * times + row["post"])
        if text:
            meant = VisitingCard(name=text, handles=HANDLES[:1], organisation=text, tags=(text,), notes=text)
            content = new_card(meant, "u", VERSIONS[1 + number % 2]).content
            assert Document(content).read() == meant, row["id"]
            _well_formed(content)


FOREIGN = (
    b"VERSION:3.0\r\nPRODID:-//Somebody//EN\r\nUID:1\r\nN:Lovelace;Ada;;Lady;\r\nFN:Lady Ada Lovelace\r\n"
    b"item1.EMAIL;type=INTERNET:ada@example.org\r\nitem1.X-ABLabel:_$!<Home>!$_\r\nORG:Engines;Analysis\r\n"
    b"item2.URL:https://x.com/ada\r\nitem2.X-ABLabel:PROFILE\r\nTEL;TYPE=CELL:+44 20 7946 0000\r\n"
    b"ADR;TYPE=home:;;12 Square;London;;SW1Y;UK\r\nADR;TYPE=work:;;1 Road;York;;;UK\r\n"
    b"PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\n CCCC\r\nX-UNKNOWN;X-P=1:keep\r\n  me\r\nTITLE:Analyst\r\nROLE:Poet\r\n"
)


def test_changes_leave_the_rest_alone() -> None:
    """What is not changed stays byte by byte: pictures, folds, parameters, unknown properties, their order."""
    document = Document(FOREIGN)
    assert document.content == FOREIGN
    change(document, document.read())
    assert document.content == FOREIGN
    change(document, replace(document.read(), notes="new", tags=("maths",)))
    assert document.content == FOREIGN + b"CATEGORIES:maths\r\nNOTE:new\r\n"


def test_an_account_goes_with_its_label() -> None:
    """An account that is gone takes its line and the word for it along; a new one gets a line."""
    document = Document(FOREIGN)
    before = document.read()
    assert [handle.network for handle in before.handles] == ["email", "x", "phone"]
    meant = replace(before, handles=(before.handles[0], before.handles[2], HANDLES[5]))
    change(document, meant)
    left = FOREIGN.replace(b"item2.URL:https://x.com/ada\r\nitem2.X-ABLabel:PROFILE\r\n", b"")
    assert document.content.startswith(left)
    assert document.content[len(left) :].startswith(b"X-SOCIALPROFILE;TYPE=linkedin;X-USER=ada-lovelace:https://")
    assert document.read() == meant


@pytest.mark.parametrize(
    ("field", "value", "gone", "stays"),
    [
        ("name", "Ada", b"N:Lovelace", b"ORG:Engines"),
        ("organisation", None, b"ORG:", b"TITLE:"),
        ("organisation", "Acme", b"ORG:Engines", b"TITLE:"),
        ("position", None, b"TITLE:", b"ROLE:Poet"),
        ("location", "Leeds", b"London", b"York"),
        ("location", None, b"London", b"York"),
    ],
)
def test_one_field_changes_one_line(field: str, value: str | None, gone: bytes, stays: bytes) -> None:
    """A field that changes replaces the line it was read from, and no other that says something of the kind."""
    document = Document(FOREIGN)
    changed: dict[str, Any] = {field: value}
    meant = replace(document.read(), **changed)
    change(document, meant)
    assert gone not in document.content
    assert stays in document.content
    assert document.read() == meant
    assert Document(document.content).read() == meant


def test_names_of_files() -> None:
    """A file is named for its UID where that is a plain name, and no two UIDs share one."""
    assert file_name("bb5fadbf-614a-56fa-b1eb-f44192d4091f") == "bb5fadbf-614a-56fa-b1eb-f44192d4091f.vcf"
    odd = ["A", "a", "../a", "", "a b", "x-1", "é", "con.", "a" * 300, "\n"]
    names = [file_name(uid) for uid in odd]
    assert len({name.casefold() for name in names}) == len(odd)
    assert all("/" not in name and name.isprintable() and len(name) < 100 for name in names)


def test_a_folder_of_pages() -> None:
    """Each contact has a file of its own, and both versions are known by name."""
    book = _SmallBook(_contact("1", name="Ada"), _contact("2", name="Alan"))
    pages = list(VCARD_EXPORT.pages(book, lambda _done, _total: None))  # type: ignore[arg-type]  # a small one
    assert [page.name for page in pages] == ["1.vcf", "2.vcf"]
    assert [_record(page.content).name for page in pages] == ["Ada", "Alan"]
    assert exporter_named("vcard") is VCARD_EXPORT
    assert exporter_named("VCARD4") is VCARD4_EXPORT


def test_the_card_of_a_contact() -> None:
    """Accounts in use and former ones are told apart, and the number of an event stays in the book."""
    former = PortableHandle("x", "old", "@old", status="left")
    contact = _contact("u", handles=(former,), met_in_person=PortableMet(None, 4, "PyCon", None))
    card = card_of(contact)
    assert (card.handles, card.former) == ((), (Handle("x", "old", "@old"),))
    assert card.met_in_person == PortableMet(None, None, "PyCon", None)
    assert card.called == "@old"
