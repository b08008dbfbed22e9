"""What a column of any table can be, how people name that, and how a choice for all columns is typed and kept."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, network_named
from netbook.errors import UsageProblem
from netbook.formats.streams import shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Target(StrEnum):
    """What the cells of a column become; the value is what the book keeps and what is typed."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    ORGANISATION = "organisation"
    POSITION = "position"
    SECTOR = "sector"
    LOCATION = "location"
    TAGS = "tags"
    NOTES = "notes"
    BIRTHDAY = "birthday"
    MET_ON = "met on"
    MET_AT = "met at"
    LAST_CONTACT = "last contact"
    IGNORE = "ignore"


DATES = frozenset({Target.BIRTHDAY, Target.MET_ON, Target.LAST_CONTACT})
NAMING = frozenset({Target.NAME, Target.FIRST_NAME, Target.LAST_NAME, Target.HANDLE, Target.EMAIL})
"""Targets of which one is needed, for without them a row is nobody in particular."""
_ALSO = {
    "full name": Target.NAME,
    "first": Target.FIRST_NAME,
    "given name": Target.FIRST_NAME,
    "last": Target.LAST_NAME,
    "surname": Target.LAST_NAME,
    "family name": Target.LAST_NAME,
    "link": Target.HANDLE,
    "profile": Target.HANDLE,
    "url": Target.HANDLE,
    "e-mail": Target.EMAIL,
    "mail": Target.EMAIL,
    "telephone": Target.PHONE,
    "organization": Target.ORGANISATION,
    "company": Target.ORGANISATION,
    "role": Target.POSITION,
    "title": Target.POSITION,
    "industry": Target.SECTOR,
    "place": Target.LOCATION,
    "city": Target.LOCATION,
    "tag": Target.TAGS,
    "note": Target.NOTES,
    "met": Target.MET_ON,
    "event": Target.MET_AT,
    "last contacted": Target.LAST_CONTACT,
    "none": Target.IGNORE,
    "skip": Target.IGNORE,
    "-": Target.IGNORE,
}
TARGETS: tuple[str, ...] = (
    Target.IGNORE.value,
    *(target.value for target in Target if target is not Target.IGNORE),
    *(name for name in NETWORKS if name not in set(Target)),
)
"""Everything a column can be, networks among it: a column of X handles is “x”."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name in small letters, its heading as written, and its first cells with something in them."""

    name: str
    heading: str
    samples: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading, or the number of a column that has none."""
        return self.heading or self.name.capitalize()


class ColumnsUnclear(UsageProblem):
    """Nobody has said what the columns are, and their headings and cells do not."""


def target_label(target: str) -> str:
    """Name a target for people."""
    if target in NETWORKS and target not in set(Target):
        return f"handle on {NETWORKS[target].label}"
    return _LABELS.get(target, target)


_LABELS = {
    Target.HANDLE.value: "handle or link",
    Target.EMAIL.value: "e-mail",
    Target.MET_ON.value: "met on (date)",
    Target.MET_AT.value: "met at (event)",
    Target.LAST_CONTACT.value: "last contact (date)",
    Target.IGNORE.value: "(ignore)",
}


def target_named(word: str) -> str:
    """Return the target that a word stands for; raises UsageProblem with the words there are."""
    plain = " ".join(word.replace("_", " ").split()).casefold()
    if plain in TARGETS:
        return plain
    if plain in _ALSO:
        return _ALSO[plain].value
    try:
        return network_named(plain).name
    except UsageProblem:
        raise UsageProblem(
            f"“{shown_name(word)}” is nothing a column can be. Try: {', '.join(target.value for target in Target)}, "
            "or a network such as x, mastodon or linkedin."
        ) from None


def typed_columns(text: str, columns: Sequence[Column]) -> dict[str, str]:
    """Read ``Full name=name,Mail=email``: a heading or the number of a column, and what it is.

    Quotation marks keep a comma in a heading together, as in CSV. Raises UsageProblem for what cannot be read.
    """
    found: dict[str, str] = {}
    for part in next(csv.reader([text], skipinitialspace=True), []):
        heading, equals, word = part.rpartition("=")
        if not equals or not heading.strip() or not word.strip():
            raise UsageProblem(
                f"“{shown_name(part)}” does not say what a column is. Say it as in --columns "
                '"Full name=name,Mail=email".'
            )
        found[_column_named(heading, columns)] = target_named(word)
    return found


def _column_named(word: str, columns: Sequence[Column]) -> str:
    plain = " ".join(word.replace("_", " ").split()).casefold()
    for column in columns:
        if plain in {column.name, column.title.casefold()}:
            return column.name
    if plain.isdecimal() and 1 <= int(plain) <= len(columns):
        return columns[int(plain) - 1].name
    raise UsageProblem(f"There is no column “{shown_name(word.strip())}” here. The columns are: {headings(columns)}.")


def headings(columns: Sequence[Column]) -> str:
    """List the headings, fit for a sentence."""
    shown = [f"“{shown_name(column.title)}”" for column in columns[:_MOST_LISTED]]
    more = len(columns) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


_MOST_LISTED = 30


def names_people(targets: Mapping[str, str]) -> bool:
    """Say whether a choice has a column that tells who somebody is."""
    return any(target in NAMING or (target in NETWORKS and target != "phone") for target in targets.values())


def unclear(columns: Sequence[Column]) -> ColumnsUnclear:
    """Return the error for columns of which none is known to name people."""
    return ColumnsUnclear(
        f"No column here is known to hold a name, an e-mail address or a handle. The columns are: {headings(columns)}.",
        f'say what they are: --columns "{_example(columns)}"',
    )


def _example(columns: Sequence[Column]) -> str:
    first = columns[0].title if columns else "Who"
    return f"{shown_name(first).replace(chr(34), '')}=name"
