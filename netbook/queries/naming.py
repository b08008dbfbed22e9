"""Finding the contact that a person means: by handle, profile link, name, or a unique prefix of either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from sqlalchemy import Select, or_, select

from netbook.db.people import Contact, Handle
from netbook.db.search import contacts_with_words
from netbook.domain.handles import Handle as TypedHandle
from netbook.domain.handles import lookup_keys, parse_handle
from netbook.domain.text import clean, norm_line, plain, shorten
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

MOST_CANDIDATES = 8
_CLOSE = 70
_CLOSE_POOL = 5_000


@dataclass(frozen=True, slots=True)
class Called:
    """A contact's number and what it is called, with a handle to tell namesakes apart."""

    id: int
    called: str
    handle: str | None = None
    organisation: str | None = None

    def __str__(self) -> str:
        """Give one harmless line."""
        details = " · ".join(part for part in (self.handle, self.organisation) if part and part != self.called)
        return clean(f"{self.called} ({details})" if details else self.called)


def find_contact(session: Session, who: str) -> int:
    """Give the number of the one contact that is meant.

    Raises:
        NobodyMatches: nobody goes by these words; the sentence names those close to them.
        SeveralMatch: several do; ``candidates`` lists them.

    """
    found = contacts_called(session, who)
    if len(found) == 1:
        return found[0].id
    if found:
        lines = tuple(str(called) for called in found[:MOST_CANDIDATES])
        more = "" if len(found) <= MOST_CANDIDATES else " and more"
        sentence = f"“{shorten(who, 60)}” fits several contacts: {'; '.join(lines)}{more}. Say more of the name, or give a handle."
        raise SeveralMatch(sentence, candidates=lines)
    raise nobody_called(session, who)


def nobody_called(session: Session, who: str) -> NobodyMatches:
    """Make the error that names those whose names are close."""
    close = close_names(session, who)
    sentence = f"nobody called “{shorten(who, 60)}”."
    if close:
        return NobodyMatches(f"{sentence} Close: {', '.join(clean(called.called) for called in close)}.")
    return NobodyMatches(sentence, "netbook list shows everybody")


def contacts_called(session: Session, who: str) -> list[Called]:
    """List who may be meant: an exact handle or name alone, else every handle and name that begins like this."""
    for query in (_by_number(who), _by_handle(who), _by_old_handle(who), _by_name(who), _by_prefix(who)):
        found = [] if query is None else _called(session, query)
        if found:
            return found
    words = contacts_with_words(session.get_bind().dialect.name, who, called_only=True)
    return [] if words is None else _called(session, select(Contact.id).where(Contact.id.in_(words)))


def contact_with_handle(session: Session, handle: TypedHandle) -> int | None:
    """Give the contact that has this account, by stable id, by key, or by a handle it once had."""
    if handle.stable_id is not None:
        query = select(Handle.contact_id).where(Handle.network == handle.network, Handle.stable_id == handle.stable_id)
        found = session.scalars(query.limit(1)).first()
        if found is not None:
            return found
    query = select(Handle.contact_id).where(Handle.network == handle.network, Handle.key == handle.key)
    return session.scalars(query.order_by(Handle.status, Handle.id).limit(1)).first()


def close_names(session: Session, who: str, most: int = 3) -> list[Called]:
    """List contacts whose name, or a word of it, is spelt much like this."""
    asked = plain(who).lstrip("@")
    if not asked:
        return []
    pool = session.execute(
        select(Contact.id, Contact.sort_key)
        .where(Contact.archived.is_(False))
        .order_by(Contact.inbox, Contact.id)
        .limit(_CLOSE_POOL)
    ).all()
    choices = dict(pool)
    scored = process.extract(asked, choices, scorer=_likeness, score_cutoff=_CLOSE, limit=most)
    return _called(session, select(Contact.id).where(Contact.id.in_([contact_id for _, _, contact_id in scored])))


def _likeness(asked: str, key: str, **_options: object) -> float:
    return max(fuzz.ratio(asked, key), *(fuzz.ratio(asked, word) for word in key.split()[:6]), 0)


def _by_number(who: str) -> Select[int] | None:
    digits = who.removeprefix("#")
    if who.startswith("#") and digits.isascii() and digits.isdigit() and len(digits) < 10:
        return select(Contact.id).where(Contact.id == int(digits))
    return None


def _by_handle(who: str) -> Select[int] | None:
    return _handle_query(who, Handle.status == "active")


def _by_old_handle(who: str) -> Select[int] | None:
    return _handle_query(who, Handle.status != "active")


def _handle_query(who: str, status: object) -> Select[int] | None:
    keys = lookup_keys(who)
    if not keys:
        return None
    network = _network_of(who)
    query = select(Handle.contact_id).where(Handle.key.in_(keys), status)  # type: ignore[arg-type]  # a comparison
    return query if network is None else query.where(Handle.network == network)


def _network_of(who: str) -> str | None:
    """Give the network that a link or prefix names for certain; None for a bare handle, which may be on any."""
    if ":" not in who and "/" not in who:
        return None
    try:
        handle = parse_handle(who)
    except UsageProblem:
        return None
    return None if handle.guess else handle.network


def _by_name(who: str) -> Select[int] | None:
    key = plain(who).lstrip("@")
    if not key:
        return _by_pictures(who, whole=True)
    return select(Contact.id).where(Contact.sort_key == key)


def _by_pictures(who: str, *, whole: bool) -> Select[int] | None:
    """Compare a name of nothing but emoji or signs as it is, for the sort key holds none of them."""
    shown = norm_line(who)
    if not shown.strip("@#"):
        return None
    named = Contact.name == shown if whole else Contact.name.startswith(shown, autoescape=True)
    return select(Contact.id).where(named)


def _by_prefix(who: str) -> Select[int] | None:
    key = plain(who).lstrip("@")
    if not key:
        return _by_pictures(who, whole=False)
    end = key + "\U0010ffff"
    by_handle = select(Handle.contact_id).where(Handle.key >= key, Handle.key < end)
    return select(Contact.id).where(
        or_((Contact.sort_key >= key) & (Contact.sort_key < end), Contact.id.in_(by_handle))
    )


def _called(session: Session, ids: Select[int]) -> list[Called]:
    """Name the contacts, those of the inbox and the archive last; the latter only where nobody else fits."""
    chosen = (
        select(Contact.id, Contact.name, Contact.organisation, Contact.archived)
        .where(Contact.id.in_(ids))
        .order_by(Contact.archived, Contact.inbox, Contact.sort_key, Contact.id)
        .limit(MOST_CANDIDATES + 1)
    )
    rows = session.execute(chosen).all()
    living = [row for row in rows if not row.archived]
    rows = living or list(rows)
    first = _first_handles(session, [row.id for row in rows])
    return [
        Called(row.id, row.name or first.get(row.id, "nobody"), first.get(row.id), row.organisation) for row in rows
    ]


def _first_handles(session: Session, ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(Handle.contact_id, Handle.shown).where(Handle.contact_id.in_(ids)).order_by(Handle.id.desc())
    )
    return {row[0]: row[1] for row in rows}
