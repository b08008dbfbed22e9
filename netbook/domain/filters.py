"""The filter language of the People screen and of `netbook list`: fuzzy words, and terms such as `#pycon last:>6mo`.

A term is a tag or `name:value`; a minus before it asks for the opposite; quotes keep spaces (`at:"PyCon DE"`). A word
whose part before a colon is no term's name is searched for like any other, unless it looks like a slip of the finger.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, network_named
from netbook.domain.text import norm, norm_line, shorten
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUOTED_CELLS = 60
_CLOSERS = {'"': '"', "“": "”", "„": "“"}
_BEFORE_QUOTE = ':#"“„'
_TAG_SIGNS = ("#", "＃")
_CLOSE_ENOUGH = 0.75
"""How alike two names must be to be taken for a slip: “las” and “last” are, “note” and “met” are not."""

_DURATION = re.compile(r"([<>]) {0,2}([0-9]{1,4}) {0,2}([a-z]{1,6})", re.ASCII)
_DAYS = {
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("w", "week", "weeks"), 7),
    **dict.fromkeys(("m", "mo", "month", "months"), 30),
    **dict.fromkeys(("y", "year", "years"), 365),
}
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


class TermKind(StrEnum):
    """What a term asks about; the value is the word before the colon, or the sign of a tag."""

    TAG = "#"
    EVENT = "at"
    NETWORK = "on"
    MET = "met"
    LAST = "last"
    DUE = "due"
    STATE = "is"
    SECTOR = "sector"
    ORGANISATION = "org"
    VIA = "via"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition.

    ``value`` is text as typed for a tag, event, sector, organisation or introducer; the network's name; one of the
    words in ``CHOICES``; or for the last contact "never" or a canonical span such as ">6mo", whose length is ``days``.
    """

    kind: TermKind
    value: str
    negated: bool = False
    days: int | None = None

    @property
    def written(self) -> str:
        """The term as it can be typed again."""
        value = self.value
        if not value or any(character.isspace() or character in '"“„' for character in value):
            value = f"“{value}”" if '"' in value else f'"{value}"'
        name = self.kind.value if self.kind is TermKind.TAG else f"{self.kind.value}:"
        return f"{'-' if self.negated else ''}{name}{value}"

    @property
    def longer(self) -> bool:
        """Whether the last contact must lie more than ``days`` back, rather than less."""
        return self.value.startswith(">")


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for: words searched fuzzily, each somewhere, and terms that all must hold."""

    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is asked for."""
        return bool(self.words or self.terms)


STATES = ("new", "fresh", "due", "stale", "dormant", "scheduled", "overdue", "inbox", "archived")
"""What may follow “is:”; “stale” is going stale, and “overdue” a follow-up whose day has passed."""

CHOICES = {
    TermKind.MET: {"online": "online", "inperson": "inperson", "in-person": "inperson", "in person": "inperson"},
    TermKind.DUE: {"now": "now", "week": "week"},
    TermKind.STATE: {**{state: state for state in STATES}, "going stale": "stale", "going-stale": "stale"},
}
"""The words the terms with a fixed choice take, and what each stands for."""

_EXAMPLES = {
    TermKind.TAG: "#pycon",
    TermKind.EVENT: "at:pycon",
    TermKind.NETWORK: "on:mastodon",
    TermKind.MET: "met:online or met:inperson",
    TermKind.LAST: "last:>6mo, last:<2w or last:never",
    TermKind.DUE: "due:now or due:week",
    TermKind.STATE: ", ".join(f"is:{state}" for state in STATES[:-1]) + f" or is:{STATES[-1]}",
    TermKind.SECTOR: "sector:libraries",
    TermKind.ORGANISATION: "org:acme",
    TermKind.VIA: "via:ada",
}
_NAMES = {kind.value: kind for kind in TermKind if kind is not TermKind.TAG}
_ALL_TERMS = "#tag, " + ", ".join(f"{name}:" for name in _NAMES)


def read_filter(text: str) -> Filter:
    """Read a filter as typed; raises UsageProblem for a term that does not exist or a value it does not take."""
    words: list[str] = []
    terms: dict[Term, None] = {}
    for word, opens_quoted in _words(norm(text)):
        term = None if opens_quoted else _term(word)
        if term is not None:
            terms.setdefault(term)
        elif line := norm_line(word):
            words.append(line)
    return Filter(tuple(words), tuple(terms))


def describe(wanted: Filter) -> tuple[str, ...]:
    """Give one short text a term, for the chips that show what is in force."""
    return tuple(_described(term) for term in wanted.terms)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Split at white space outside quotes; with each word comes whether it opens with a quote."""
    word: list[str] = []
    opens_quoted = False
    unclosed: set[str] = set()
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            if word:
                yield "".join(word), opens_quoted
            word, opens_quoted = [], False
        elif (not word or word[-1] in _BEFORE_QUOTE) and (end := _closing(text, at, unclosed)):
            opens_quoted = opens_quoted or not word
            word.append(text[at + 1 : end])
            at = end
        else:
            word.append(character)
        at += 1
    if word:
        yield "".join(word), opens_quoted


def _closing(text: str, start: int, unclosed: set[str]) -> int:
    """Find where the quote at ``start`` is closed; 0 where there is none, which is remembered in ``unclosed``."""
    closer = _CLOSERS.get(text[start])
    if closer is None or text[start] in unclosed:
        return 0
    end = text.find(closer, start + 1)
    if end < 0:
        unclosed.add(text[start])
        return 0
    return end


def _term(word: str) -> Term | None:
    """Read one word as a term; ``None`` if it is a word to search for."""
    negated = word.startswith("-")
    body = word[1:] if negated else word
    if body.startswith(_TAG_SIGNS):
        tag = norm_line(body[1:])
        return Term(TermKind.TAG, tag, negated) if tag else None
    name, colon, value = body.partition(":")
    if not colon:
        return None
    kind = _NAMES.get(name.lower())
    if kind is None:
        _refuse_slip(word, name.lower(), value)
        return None
    value = norm_line(value)
    if not value:
        raise UsageProblem(f"“{_quoted(word)}” has nothing after the colon. Write for example {_EXAMPLES[kind]}.")
    read = _READERS.get(kind)
    return Term(kind, value, negated) if read is None else read(kind, value, negated)


def _refuse_slip(word: str, name: str, value: str) -> None:
    # A link, a time of day and a handle such as meta:ada have a colon too, and are no slips.
    if not name.isalpha() or not name.isascii() or value.startswith("//") or _names_a_network(name):
        return
    close = difflib.get_close_matches(name[:20], _NAMES, n=1, cutoff=_CLOSE_ENOUGH)
    if close:
        raise UsageProblem(
            f"There is no filter “{_quoted(word)}”. Did you mean {close[0]}:? The filters are {_ALL_TERMS}.",
            f"{close[0]}:{value}",
        )


def _names_a_network(word: str) -> bool:
    try:
        network_named(word)
    except UsageProblem:
        return False
    return True


def _network(kind: TermKind, value: str, negated: bool) -> Term:
    return Term(kind, network_named(value).name, negated)


def _choice(kind: TermKind, value: str, negated: bool) -> Term:
    chosen = CHOICES[kind].get(value.lower())
    if chosen is None:
        raise UsageProblem(f"“{_quoted(value)}” cannot follow {kind.value}:. Write {_EXAMPLES[kind]}.")
    return Term(kind, chosen, negated)


def _last(kind: TermKind, value: str, negated: bool) -> Term:
    lowered = value.lower()
    if lowered == "never":
        return Term(kind, lowered, negated)
    found = _DURATION.fullmatch(lowered)
    days = int(found[2]) * _DAYS.get(found[3], 0) if found else 0
    if found is None or days == 0:
        raise UsageProblem(f"“{_quoted(value)}” is no span of time for last:. Write {_EXAMPLES[kind]}.")
    unit = found[3][0]
    return Term(kind, f"{found[1]}{int(found[2])}{'mo' if unit == 'm' else unit}", negated, days)


_READERS: dict[TermKind, Callable[[TermKind, str, bool], Term]] = {
    TermKind.NETWORK: _network,
    TermKind.MET: _choice,
    TermKind.DUE: _choice,
    TermKind.STATE: _choice,
    TermKind.LAST: _last,
}

_WORDED = {
    (TermKind.MET, "online"): "met online",
    (TermKind.MET, "inperson"): "met in person",
    (TermKind.DUE, "now"): "due now",
    (TermKind.DUE, "week"): "due this week",
    (TermKind.STATE, "stale"): "going stale",
    (TermKind.STATE, "overdue"): "follow-up overdue",
    (TermKind.STATE, "inbox"): "in the inbox",
    (TermKind.LAST, "never"): "never in touch",
}
_PREFIXES = {
    TermKind.TAG: "#",
    TermKind.EVENT: "at ",
    TermKind.SECTOR: "sector ",
    TermKind.ORGANISATION: "works at ",
    TermKind.VIA: "via ",
}


def _described(term: Term) -> str:
    text = _WORDED.get((term.kind, term.value)) or _in_words(term)
    return f"not {text}" if term.negated else text


def _in_words(term: Term) -> str:
    if term.kind is TermKind.NETWORK:
        return f"on {NETWORKS[term.value].label}"
    if term.kind is TermKind.LAST:
        count = int(term.value[1:].rstrip("dwmoy"))
        unit = _UNITS[term.value.lstrip("<>0123456789")[0]]
        span = f"{count} {unit}" if count == 1 else f"{count} {unit}s"
        return f"last contact {'more' if term.longer else 'less'} than {span} ago"
    return _PREFIXES.get(term.kind, "") + shorten(term.value, _QUOTED_CELLS)


def _quoted(text: str) -> str:
    return shorten(text, _QUOTED_CELLS)
