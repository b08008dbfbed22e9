"""Full-text search: the same words find the same contacts on both databases, whatever is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.db.plain_sql import fetch
from netbook.db.search import SearchEntry, index_contacts
from netbook.db.search_words import contacts_with_words, words_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from netbook.book import Book

HOSTILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
NASTY = (
    '"', "'", "ada OR", "NEAR(", "called:ada", "*", "ada*", "-ada", "^ada", "a AND", "(((", "{", "\\", "\x00", "%", "_",
    "':*", "a'b", "& | !", "<->", "\ud800", "[red]x[/]", "\x1b[2J", "\u202eevil", "🎉", "a" * 100_000, "ada\r\nb", "",
)  # fmt: skip


def search(book: Book, words: str, *, called_only: bool = False) -> list[int]:
    """Give the numbers of the contacts found, in order."""

    def ask(session: Session) -> list[int]:
        question = contacts_with_words(session, words, called_only=called_only)
        return [] if question is None else sorted(number for (number,) in fetch(session, question[0], **question[1]))

    return book.read(ask)


def index(book: Book, *entries: tuple[int, str, str]) -> None:
    """Put words into the search table."""

    def write(session: Session) -> None:
        made = [SearchEntry(number, words_of(called), words_of(about)) for number, called, about in entries]
        index_contacts(session.connection(), [entry.contact_id for entry in made], made)

    book.do(write)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ada", [1, 2]),
        ("lov", [1]),
        ("LOVELACE ada", [1]),
        ("ada navy", [2]),
        ("muller", [3]),
        ("müller", [3]),
        ("Mu\u0308ller", [3]),
        ("hauptstrasse", [3]),
        ("gra hop", [4]),
        ("hop gra", [4]),
        ("press", []),
        ("ace", []),
        ("李", [5]),
        ("o'brien", [6]),
        ("brien", [6]),
        ("@ada", [1, 2]),
    ],
)
def test_words_and_their_beginnings(book: Book, asked: str, found: list[int]) -> None:
    """Every word asked for begins a word of the contact, in any order, case, or accent."""
    index(
        book,
        (1, "Ada Lovelace @ada", "maths"),
        (2, "Adam", "navy"),
        (3, "Jörg Müller", "Hauptstraße 5"),
        (4, "Grace Hopper", "compilers"),
        (5, "李小龍", ""),
        (6, "Conan O'Brien", ""),
    )
    assert search(book, asked) == found


def test_names_apart_from_what_is_about_them(book: Book) -> None:
    """Words a contact is called by can be asked for without those of its notes, several of them too."""
    index(book, (1, "Ada Lovelace", "grace and style"), (2, "Grace Hopper", "knows ada"))
    assert search(book, "grace") == [1, 2]
    assert search(book, "grace", called_only=True) == [2]
    assert search(book, "hop gra", called_only=True) == [2]
    assert search(book, "hop ada", called_only=True) == []


def test_a_new_entry_takes_the_place_of_the_old(book: Book) -> None:
    """What a contact was called before no longer finds it, and without an entry nothing does."""
    index(book, (1, "Ada Byron", ""))
    index(book, (1, "Ada Lovelace", ""))
    assert (search(book, "byron"), search(book, "lovelace")) == ([], [1])
    book.do(lambda session: index_contacts(session.connection(), [1], []))
    assert search(book, "ada") == []


def test_a_name_without_a_word_does_no_harm(book: Book) -> None:
    """A contact called by a picture alone is kept, and found by nothing."""
    index(book, (1, "🎉🎉", ""), (2, "Ada 🎉", ""))
    assert search(book, "🎉") == []
    assert search(book, "ada") == [2]


@pytest.mark.parametrize("words", NASTY, ids=lambda words: ascii(words)[:20])
def test_no_query_is_an_error(book: Book, words: str) -> None:
    """Signs of any query language are only letters, and a long query is cut."""
    index(book, (1, "Ada", words))
    search(book, words)
    search(book, words, called_only=True)


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared strings are not beside this checkout")
def test_no_shared_hostile_string_is_an_error(book: Book) -> None:
    """Every hostile string can be kept and asked for."""
    cases = [json.loads(line) for line in HOSTILE.read_text("utf-8").splitlines()]
    strings = [case["s"] for case in cases if "s" in case]
    index(book, *((number, string, string) for number, string in enumerate(strings, 1)))
    for number, string in enumerate(strings, 1):
        asked = words_of(string[:100])
        if asked and len(asked) < 60:
            assert number in search(book, string[:100]), string


@given(st.text(max_size=300))
def test_words_hold_letters_and_digits_alone(typed: str) -> None:
    """What is kept holds no sign that a query language knows, and folding it again changes nothing."""
    words = words_of(typed)
    assert all(word.isalnum() for word in words.split())
    assert words_of(words) == words
