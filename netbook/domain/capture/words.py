"""Words of a one-line capture: quoted runs kept whole, the note split off, command-line arguments joined.

A quoted run ("…", “…” or „…“) begins where a word begins and is never a keyword, a tag or a handle. Inside straight
quotes a doubled quote stands for one. A quote that is never closed is an ordinary character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netbook.domain.dates import closed_date_suffix
from netbook.domain.handles import is_handle_word
from netbook.domain.text import norm_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEYWORDS = frozenset({"at", "on", "every", "via"})
"""Words that open a part of a capture when something follows them."""

NOTE_SIGN = "::"
LONGEST_DATE_WORDS = 8
"""No date phrase has more words; more are not looked at, so that long text costs nothing."""

_CLOSERS = {'"': '"', "“": "”", "„": "“"}
_TAG_SIGNS = ("#", "＃")
_AFTER_TAG = ",;:.!?"
_SPACE = re.compile(r"\s")
_NOT_SPACE = re.compile(r"\S")
_QUOTE_AFTER_COMMA = re.compile(r',["“„]')
_ANY_LEAP_DAY = date(2024, 2, 29)
"""Only the shape of a date phrase matters when arguments are joined; a leap year makes “29 feb” one."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or quoted run; ``glued`` says that no space stood before it."""

    text: str
    quoted: bool = False
    glued: bool = False


def split_words(text: str) -> tuple[list[Word], str | None]:
    """Split a capture into its words and the note after the first ``::`` outside quotes, ``None`` if there is none.

    The sign counts at the beginning or the end of a word, so that “std::vector” stays a word.
    """
    words: list[Word] = []
    unclosed: set[str] = set()
    at = 0
    while (begin := _NOT_SPACE.search(text, at)) is not None:
        start = begin.start()
        glued = start > 0 and start == at
        quoted = _quoted_run(text, start, unclosed)
        if quoted is not None:
            content, at = quoted
            words.append(Word(content, quoted=True, glued=glued))
            continue
        at = _word_end(text, start)
        word = text[start:at]
        if word.startswith(NOTE_SIGN):
            return words, text[start + len(NOTE_SIGN) :]
        if word.endswith(NOTE_SIGN):
            words.append(Word(word.removesuffix(NOTE_SIGN), glued=glued))
            return words, text[at:]
        words.append(Word(word, glued=glued))
    return words, None


def joined(words: Iterable[Word]) -> str:
    """Put words together again with single spaces, without the quotes."""
    spaced = (word.text if word.glued else f" {word.text}" for word in words if word.text)
    return "".join(spaced).strip()


def value_of(words: Iterable[Word]) -> str:
    """Put words together as one trimmed line without the commas at its end; empty if nothing else is there."""
    return norm_line(norm_line(joined(words)).rstrip(" ,;"))


def tags_in(word: Word) -> tuple[str, ...]:
    """Give the tags a word like ``#pycon`` or ``#a#b`` stands for, without the sign; none for ``#``, ``#1`` or ``C#``.

    A tag has at least one letter or picture; commas and full stops after it are not part of it.
    """
    if word.quoted or not word.text.startswith(_TAG_SIGNS):
        return ()
    body = word.text[1:].rstrip(_AFTER_TAG)
    pieces = re.split("[#＃]", body)
    tags = pieces if all(map(_names_a_tag, pieces)) else [body]
    return tuple(tag for tag in tags if _names_a_tag(tag))


def is_clear_handle(text: str) -> bool:
    """Say whether a word can be nothing but a handle or a link: one with a sign in it, not a mere “ada.example”."""
    return any(sign in text for sign in "@/:") and is_handle_word(text)


def join_words(words: Sequence[str]) -> str:
    """Join command-line arguments into one capture in which an argument with spaces counts as one value.

    An argument is left open, to be read as part of the grammar, when it holds a tag, a handle or ``::``, begins with
    a keyword in lower case, or is a date phrase such as “last tue”. After ``::`` everything is the note, unquoted.
    """
    pieces: list[str] = []
    for index, word in enumerate(words):
        if _opens_note(word):
            return " ".join([*pieces, *words[index:]])
        pieces.append(word if _is_open(word) else '"' + word.replace('"', '""') + '"')
    return " ".join(pieces)


def _names_a_tag(text: str) -> bool:
    return any(character.isalpha() or (not character.isascii() and not character.isalnum()) for character in text)


def _quoted_run(text: str, start: int, unclosed: set[str]) -> tuple[str, int] | None:
    """Read the quoted run at ``start`` and say where it ends; ``unclosed`` remembers openers known to have no end."""
    opener = text[start]
    closer = _CLOSERS.get(opener)
    if closer is None or opener in unclosed or not (start == 0 or text[start - 1].isspace() or text[start - 1] == ","):
        return None
    end = text.find(closer, start + 1)
    while opener == closer and end >= 0 and text[end + 1 : end + 2] == closer:
        end = text.find(closer, end + 2)
    if end < 0:
        unclosed.add(opener)
        return None
    content = text[start + 1 : end]
    return (content.replace(closer * 2, closer) if opener == closer else content), end + 1


def _word_end(text: str, start: int) -> int:
    space = _SPACE.search(text, start)
    end = len(text) if space is None else space.start()
    quote = _QUOTE_AFTER_COMMA.search(text, start, end)
    return end if quote is None else quote.start() + 1


def _opens_note(argument: str) -> bool:
    return NOTE_SIGN in argument and split_words(argument)[1] is not None


def _is_open(argument: str) -> bool:
    parts = argument.split()
    if len(parts) <= 1 and argument == argument.strip():
        return '"' not in argument and argument != ""
    if not parts or parts[0] in KEYWORDS or any(tags_in(Word(part)) or is_clear_handle(part) for part in parts):
        return bool(parts)
    if len(parts) > LONGEST_DATE_WORDS:
        return False
    date_phrase = closed_date_suffix(parts, _ANY_LEAP_DAY, prefer="past")
    return date_phrase is not None and date_phrase[0] == len(parts)
