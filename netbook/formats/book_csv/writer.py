"""Writing contacts as CSV, as they are read: memory does not grow with the book."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from netbook.domain.touches import NOT_A_CONTACT
from netbook.formats.book_csv.cells import disarmed, joined
from netbook.formats.book_csv.columns import COLUMNS
from netbook.formats.book_csv.handles import handle_text, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import BinaryIO

    from netbook.domain.portable import PortableBook, PortableContact, PortableInteraction, PortableMet
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Written

_EVERY = 500


class _BookCsv:
    """The writer of tables."""

    name = "csv"
    label = "CSV"
    ending = ".csv"
    takes_all = False

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write one row a contact under a row of headings, every cell in quotation marks, in UTF-8."""
        out.write(_line(COLUMNS))
        count = 0
        for count, (contact, interactions) in enumerate(book.histories(), 1):
            cells = contact_cells(contact, last_contact(interactions))
            out.write(_line(disarmed(cells[column]) for column in COLUMNS))
            if count % _EVERY == 0:
                progress(count, book.size)
        progress(book.size, book.size)
        return {"contact": count}


BOOK_CSV = _BookCsv()


def contact_cells(contact: PortableContact, last: date | None = None) -> dict[str, str]:
    """Return what stands in the columns for a contact, before it is disarmed."""
    active = [handle for handle in contact.handles if handle.is_active]
    emails, phones = (
        [handle.shown for handle in active if handle.network == network and is_plain(handle)]
        for network in ("email", "phone")
    )
    others = [handle for handle in active if handle.network not in {"email", "phone"} or not is_plain(handle)]
    online, in_person = contact.met_online, contact.met_in_person
    return {
        "name": contact.name or "",
        "email": joined(emails),
        "phone": joined(phones),
        "handles": joined(map(handle_text, others)),
        "former_handles": joined(handle_text(handle) for handle in contact.handles if not handle.is_active),
        "organisation": contact.organisation or "",
        "position": contact.position or "",
        "sector": contact.sector or "",
        "location": contact.location or "",
        "tags": joined(contact.tags),
        "birthday": contact.birthday or "",
        "met_online": (online.network if online else None) or "",
        "met_online_on": _day_met(online),
        "met_in_person": (in_person.event_name if in_person else None) or "",
        "met_in_person_on": _day_met(in_person),
        "last_contact": last.isoformat() if last else "",
        "cadence": contact.cadence or "",
        "notes": contact.notes or "",
        "added_on": contact.added_on.isoformat(),
        "place": "archive" if contact.archived else "inbox" if contact.inbox else "",
        "uid": contact.uid,
    }


def last_contact(interactions: Iterable[PortableInteraction]) -> date | None:
    """Return the day of the newest interaction that counts as a contact."""
    return max((talk.on for talk in interactions if talk.channel not in NOT_A_CONTACT), default=None)


def _day_met(met: PortableMet | None) -> str:
    return met.on.isoformat() if met and met.on else ""


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
