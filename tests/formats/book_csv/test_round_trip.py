"""Contacts written as CSV come back as they were, and harm nobody on the way."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import NETWORKS, handle_on
from netbook.domain.portable import PersonLink, PortableContact, PortableHandle, PortableInteraction, PortableMet
from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.domain.text import norm, norm_line
from netbook.formats.book_csv import BOOK_CSV, BOOK_CSV_READER
from netbook.formats.book_csv.cells import disarmed, joined, restored, several
from netbook.formats.book_csv.columns import COLUMNS
from netbook.formats.book_csv.handles import handle_text, handle_written
from netbook.formats.opening import open_bytes
from netbook.formats.registry import formats_found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netbook.domain.records import Record

TODAY = date(2026, 11, 23)
HOSTILE = Path(__file__).resolve().parents[3] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
LIVE = tuple("=+-@\t\r\n＝＋－＠")


class _Book:
    """A book of some contacts."""

    today = TODAY
    key = "book"
    is_whole = True

    def __init__(self, contacts: Sequence[PortableContact], talks: Sequence[PortableInteraction] = ()) -> None:
        self._contacts = contacts
        self._talks = tuple(talks)
        self.size = len(contacts)

    def histories(self) -> Iterator[tuple[PortableContact, tuple[PortableInteraction, ...]]]:
        for contact in self._contacts:
            yield contact, self._talks


def _written(*contacts: PortableContact, talks: Sequence[PortableInteraction] = ()) -> bytes:
    out = io.BytesIO()
    told: list[int] = []
    book = _Book(contacts, talks)
    assert BOOK_CSV.write(book, out, lambda done, _total: told.append(done)) == {"contact": len(contacts)}  # type: ignore[arg-type]
    assert told[-1] == len(contacts)
    return out.getvalue()


def _read(data: bytes) -> list[Record]:
    with open_bytes(data, "contacts.csv") as files:
        return list(BOOK_CSV_READER.read(files, lambda _done, _total: None))


def _portable(network: str, text: str, **more: str | None) -> PortableHandle:
    handle = handle_on(network, text)
    given = PortableHandle(network, handle.key, handle.shown, handle.url, handle.stable_id)
    return replace(given, **more)  # type: ignore[arg-type]


ADA = PortableContact(
    "u-1",
    "Ada Lovelace",
    TODAY,
    handles=(
        _portable("email", "Ada@Example.org"),
        _portable("email", "al@example.org"),
        _portable("phone", "+44 20 7946 0000;ext=5"),
        _portable("x", "ada", stable_id="12345"),
        _portable("mastodon", "@Ada@social.example", url="https://web.social.example/@ada"),
        _portable("blog", "https://ada.example/a;b?c=d"),
        PortableHandle("x", "id:77", "77", "https://x.com/i/user/77", "77"),
        PortableHandle("bluesky", "old.example.org", "@old.example.org", status="renamed", status_on=TODAY),
    ),
    organisation="Engines, Ltd.",
    position='Analyst, "first"',
    sector="Computing",
    location="London, UK",
    notes="- one\n- two; =three\r\n\tfour\rfive",
    birthday="--12-10",
    tags=("maths", "a ::: b", ":::"),
    met_online=PortableMet("x", on=date(2026, 1, 2)),
    met_in_person=PortableMet(event=1, event_name="PyCon; DE", on=date(2026, 4, 3)),
    cadence="6w",
)


def test_no_other_format_knows_the_table() -> None:
    """It is found from its headings alone."""
    with open_bytes(_written(ADA), "people.txt") as files:
        assert [known.name for known in formats_found().formats if known.recognises(files)] == ["netbook-csv"]


def test_a_whole_contact_comes_back() -> None:
    """All that a person can have is read as it was written."""
    (person,) = _read(_written(ADA))
    assert isinstance(person, PersonRecord)
    assert (person.key, person.uid, person.origin.line) == ("netbook-csv:u-1", "u-1", 2)
    for name in ("name", "organisation", "position", "sector", "location", "notes", "birthday", "tags"):
        assert getattr(person, name) == getattr(ADA, name), name
    assert (person.met_network, person.met_on) == ("x", date(2026, 1, 2))
    assert (person.met_event, person.met_in_person_on) == ("PyCon; DE", date(2026, 4, 3))
    active = [(h.network, h.key, h.shown, h.url, h.stable_id) for h in ADA.handles if h.is_active]
    assert [(h.network, h.key, h.shown, h.url, h.stable_id) for h in person.handles] == active
    assert [(handle.network, handle.key) for handle in person.aliases] == [("bluesky", "old.example.org")]


def test_the_columns_are_those_that_are_documented() -> None:
    """Their names and order are a promise, and docs/exporting.md gives them all."""
    head = next(csv.reader(io.StringIO(_written(ADA).decode())))
    assert tuple(head) == COLUMNS
    page = (Path(__file__).resolve().parents[3] / "docs" / "exporting.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in page] == []


def test_what_is_worked_out_is_there_for_reading() -> None:
    """The last contact is the newest that counts as one; cadence, place and day of adding stand beside it."""
    link = (PersonLink("u-1", "Ada"),)
    talks = [
        PortableInteraction(1, Channel.EMAIL, Direction.BY_ME, date(2026, 3, 4), link),
        PortableInteraction(2, Channel.REACTION, Direction.BY_ME, date(2026, 5, 6), link),
    ]
    row = next(csv.DictReader(io.StringIO(_written(replace(ADA, archived=True), talks=talks).decode())))
    assert (row["last_contact"], row["cadence"], row["place"], row["added_on"]) == (
        "2026-03-04",
        "6w",
        "archive",
        "2026-11-23",
    )


def test_somebody_with_a_handle_alone() -> None:
    """Nothing is made up where nothing is known, and a company is not put in the place of a name."""
    contact = PortableContact("u-2", None, TODAY, (_portable("phone", "030 1234567"),), organisation="Engines")
    (person,) = _read(_written(contact))
    assert isinstance(person, PersonRecord)
    assert (person.name, person.organisation, person.notes, person.tags) == (None, "Engines", None, ())


def test_nobody_is_written_as_headings_alone() -> None:
    """An empty table is a table."""
    assert _read(_written()) == []


def test_a_broken_row_hides_no_good_one() -> None:
    """A row that lost its end is named with its line."""
    data = _written(ADA, replace(ADA, uid="u-2", handles=())).decode().splitlines(keepends=True)
    records = _read("".join([data[0], '"Bob","b@x.org"\n', *data[1:]]).encode())
    assert [type(record) for record in records] == [LeftOut, PersonRecord, PersonRecord]
    assert isinstance(records[0], LeftOut)
    assert (records[0].fate, records[0].origin.line) == (Fate.FAILED, 2)


def test_a_file_cut_off_anywhere() -> None:
    """However a copy ends, it is read as far as it goes, and never as somebody else."""
    whole = _written(ADA)
    start = whole.index(b"\n") + 1
    for end in range(start, len(whole) - 1):
        for record in _read(whole[:end]):
            assert isinstance(record, LeftOut) or getattr(record, "notes", "") == ADA.notes, end


_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_TRICKY = st.text(st.sampled_from("='+-@\t\r\n;␐:x0a\x1b\x00\x9b＝\" ,\u202e"), max_size=20)


@settings(max_examples=150)
@given(st.one_of(_TEXT, _TRICKY), st.one_of(_TEXT, _TRICKY))
def test_any_text_comes_back(name: str, notes: str) -> None:
    """Whatever a name or a note holds, it is the same afterwards, and no cell begins like a formula."""
    contact = replace(ADA, name=norm_line(name) or "x", notes=norm(notes), tags=(norm_line(name) or "x",))
    data = _written(contact)
    (person,) = _read(data)
    assert isinstance(person, PersonRecord)
    assert (person.name, person.notes, person.tags) == (contact.name, contact.notes or None, contact.tags)
    assert not any(cell.startswith(LIVE) for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row)


@settings(max_examples=300)
@given(_TRICKY)
def test_a_disarmed_text_is_disarmed(text: str) -> None:
    """It gives itself back, no cell or row begins like a formula with any delimiter, and no terminal obeys it."""
    cell = disarmed(text)
    assert restored(cell) == text
    assert not any(part.startswith(LIVE) for part in cell.replace("\r\n", ";").replace("\n", ";").split(";"))
    assert not set(cell) & {"\x1b", "\x9b", "\x00"}


@given(st.lists(st.text(st.sampled_from(": ab"), min_size=1, max_size=12).map(str.strip).filter(bool), max_size=4))
def test_several_texts_in_one_cell(texts: list[str]) -> None:
    """They are taken apart where they were put together."""
    assert several(joined(texts)) == texts


@pytest.mark.parametrize("network", sorted(NETWORKS))
def test_a_handle_of_every_network(network: str) -> None:
    """A handle is written as people read it, and with what is missing there behind it."""
    handle = _portable(network, NETWORKS[network].example)
    for given_handle in (
        handle,
        replace(handle, stable_id="s1"),
        replace(handle, key="other", url="https://o.example/"),
    ):
        read = handle_written(handle_text(given_handle))
        assert read is not None
        assert (read.network, read.key, read.shown) == (network, given_handle.key, given_handle.shown)
        assert (read.stable_id, read.url) == (given_handle.stable_id, given_handle.url)
    assert handle_text(handle) == f"{network}:{handle.shown}"


@pytest.mark.parametrize("text", ["", "ada", "nowhere:ada", "x:a b c", "x:ada key=a\x00b", "x:"])
def test_what_is_no_handle(text: str) -> None:
    """A cell that somebody changed is no handle, and is kept as a note."""
    assert handle_written(text) is None


def test_no_link_but_one_to_the_web_is_taken() -> None:
    """A link that would run something when it is opened is left out."""
    read = handle_written("x:@ada url=javascript:alert(1)")
    assert read is not None
    assert read.url == "https://x.com/ada"


@pytest.mark.skipif(not HOSTILE.exists(), reason="the folder of examples is not beside the project")
def test_every_hostile_text_comes_back() -> None:
    """As name, organisation, note, tag and event, each is as it was, and no cell is a formula or carries an escape."""
    contacts = []
    for line in HOSTILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        unit, times = row.get("repeat", ["", 0])
        text = row["s"] if "s" in row else row["pre"] + unit * times + row["post"]
        name = norm_line(text) or "x"
        met = PortableMet(event_name=name)
        contact = PortableContact(f"u-{row['id']}", name, TODAY, organisation=name, notes=norm(text), tags=(name,))
        contacts.append(replace(contact, location=name, met_in_person=met))
    data = _written(*contacts)
    people = _read(data)
    assert len(people) == len(contacts)
    for contact, person in zip(contacts, people, strict=True):
        assert isinstance(person, PersonRecord), contact.uid
        assert person.key == f"netbook-csv:{contact.uid}"
        found = (person.name, person.organisation, person.location, person.met_event, person.tags, person.notes)
        assert found == (*(contact.name,) * 4, contact.tags, contact.notes or None), contact.uid
    csv.field_size_limit(10_000_000)
    assert not any(cell.startswith(LIVE) for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row)
    assert not {0x1B, 0} & set(data)
