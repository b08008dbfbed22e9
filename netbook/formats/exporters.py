"""Find the kinds of file that can be written: netbook's own and those that other packages bring."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TypeGuard

from netbook.errors import UsageProblem
from netbook.formats.book_csv import BOOK_CSV
from netbook.formats.book_json import BOOK_JSON
from netbook.formats.calendar import CALENDAR_EXPORT
from netbook.formats.markdown import MARKDOWN
from netbook.formats.plugins import Found, with_plugins
from netbook.formats.protocol import Exporter
from netbook.formats.streams import shown_name
from netbook.formats.vcard import VCARD4_EXPORT, VCARD_EXPORT

ENTRY_POINTS = "netbook.exporters"
BUILT_IN: tuple[Exporter, ...] = (BOOK_JSON, BOOK_CSV, CALENDAR_EXPORT, MARKDOWN, VCARD_EXPORT, VCARD4_EXPORT)


def exporters_found() -> Found[Exporter]:
    """Return every writer at hand; a plug-in that cannot be loaded becomes a warning, never an error."""
    return with_plugins(BUILT_IN, entry_points(group=ENTRY_POINTS), _is_exporter, "a writer of a format")


def exporter_named(name: str) -> Exporter:
    """Return the writer of that name, in whatever case it is typed; raises UsageProblem if there is none."""
    known = exporters_found().formats
    for exporter in known:
        if exporter.name.casefold() == name.strip().casefold():
            return exporter
    names = ", ".join(exporter.name for exporter in known)
    raise UsageProblem(
        f"“{shown_name(name)}” is not a format that netbook writes. Try: {names}.",
        f"netbook export {known[0].name} -o netbook{known[0].ending}",
    )


def _is_exporter(brought: object) -> TypeGuard[Exporter]:
    return isinstance(brought, Exporter)
