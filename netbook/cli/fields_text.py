"""The fields of a contact as a small TOML text for an editor, and back: only what was changed comes out."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.text import shorten
from netbook.errors import UsageProblem
from netbook.usecases.edit import FIELDS, HandleChanges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netbook.queries.cards import ContactCard

_HEAD = """\
# Save and close to keep your changes; leave the text as it is to change nothing.
# An empty field is cleared. A handle taken off the list counts as renamed and still finds the contact.
"""
_ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edited text changes."""

    values: Mapping[str, str]
    handles: HandleChanges


def write_fields(card: ContactCard) -> str:
    """Write the fields and the handles in use as TOML."""
    lines = [f"{field} = {_quoted(getattr(card, field) or '')}" for field in FIELDS if field != "notes"]
    handles = [f"    {_quoted(handle)}," for handle in _handles(card)]
    parts = [_HEAD, *lines, "handles = [", *handles, "]", f"notes = {_block(card.notes or '')}", ""]
    return "\n".join(parts)


def read_fields(text: str, card: ContactCard) -> Edited:
    """Read an edited text; a field left out stays as it is.

    Raises:
        UsageProblem: it is not TOML, or has something other than the fields, which are texts, and handles, a list.

    """
    try:
        typed = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageProblem(f"the text cannot be read as TOML: {shorten(str(error), 100)}.") from error
    handles = typed.pop("handles", None)
    for field, value in typed.items():
        if field not in FIELDS:
            raise UsageProblem(f"there is no field “{shorten(field, 40)}”. There are: {', '.join(FIELDS)}, handles.")
        if not isinstance(value, str):
            raise UsageProblem(f"the field {field} needs a text between quotation marks.")
    changed = {
        field: value
        for field, value in typed.items()
        if value.rstrip("\n") != (getattr(card, field) or "").rstrip("\n")
    }
    return Edited(changed, HandleChanges() if handles is None else _changes(handles, card))


def _handles(card: ContactCard) -> list[str]:
    """List the handles in use in a form that reads back as the same account."""
    return [handle.url or handle.shown for handle in card.handles if handle.status == _ACTIVE]


def _changes(typed: object, card: ContactCard) -> HandleChanges:
    if not isinstance(typed, list) or not all(isinstance(handle, str) for handle in typed):
        raise UsageProblem("handles needs a list of texts between quotation marks.")
    known = _handles(card)
    wanted = [handle.strip() for handle in typed if handle.strip()]
    return HandleChanges(
        add=tuple(handle for handle in wanted if handle not in known),
        renamed=tuple(handle for handle in known if handle not in wanted),
    )


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's is one but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _block(text: str) -> str:
    """Write a TOML string of several lines, each of them escaped."""
    lines = "\n".join(_quoted(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{lines}"""'
