"""Bringing up to date what is derived of contacts: where they stand, and the words they are found by."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from netbook.db.base import Base
from netbook.db.bulk import RowWriter
from netbook.db.people import Contact, ContactTag, Handle, Tag, WhereMet
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.db.search import SearchEntry, index_contacts, kept_entries
from netbook.db.search_words import words_of
from netbook.db.standing import Standing
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.kinds import MetKind
from netbook.domain.staleness import History, milestones, replay
from netbook.domain.touches import NOT_A_CONTACT, SPOKEN, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from netbook.domain.records import Progress

_CHUNK = 1_000
_ABOUT = (
    *("id", "name", "organisation", "position", "sector", "location", "notes"),
    *("cadence", "archived", "inbox", "snoozed_on", "snoozed_until"),
)
_STANDING = tuple(column.name for column in Standing.__table__.columns)


def settle(session: Session, contact_ids: Iterable[int], progress: Progress | None = None) -> None:
    """Work out anew where these contacts stand and what they are found by; ids that are gone are dropped.

    ``progress`` is told how many contacts are done, of how many; what it raises ends the work.
    """
    session.flush()
    ids = sorted(set(contact_ids))
    for start in range(0, len(ids), _CHUNK):
        if progress is not None:
            progress(start, len(ids))
        _settle_chunk(session, ids[start : start + _CHUNK])


def settle_tag(session: Session, tag_id: int) -> None:
    """Settle every contact that bears a tag, whose cadence changed."""
    session.flush()
    settle(session, session.scalars(select(ContactTag.contact_id).where(ContactTag.tag_id == tag_id)).all())


def out_of_step(session: Session, contact_ids: Sequence[int]) -> tuple[set[int], set[int]]:
    """Find contacts whose standing is not what a replay gives, and those not found by their words; changes nothing."""
    standings: set[int] = set()
    words: set[int] = set()
    for start in range(0, len(contact_ids), _CHUNK):
        ids = contact_ids[start : start + _CHUNK]
        contacts = [
            dict(row) for row in session.execute(select(Contact.__table__).where(Contact.id.in_(ids))).mappings()
        ]
        facts = _facts(session, ids)
        kept = {
            row["contact_id"]: dict(row)
            for row in session.execute(select(Standing.__table__).where(Standing.contact_id.in_(ids))).mappings()
        }
        standings |= {
            contact["id"]
            for contact in contacts
            if not _same(kept.get(contact["id"]), _standing(contact, facts[contact["id"]]))
        }
        found = kept_entries(session.connection(), ids)
        words |= {entry.contact_id for entry in _search_entries(session, contacts) if not found.holds(entry)}
    return standings, words


def _same(kept: dict[str, Any] | None, worked_out: dict[str, object]) -> bool:
    """Compare two standings; the last digits of a sum may differ by the order in which it was made."""
    if kept is None:
        return False
    return all(
        math.isclose(kept[name], value, abs_tol=1e-6) if isinstance(value, float) else kept[name] == value
        for name, value in worked_out.items()
    )


@dataclass(slots=True)
class _Facts:
    """What a standing is made of."""

    touches: list[tuple[date, str, str]] = field(default_factory=list)
    met_in_person: bool = False
    tag_cadences: list[tuple[str, str]] = field(default_factory=list)
    follow_up_on: date | None = None
    promised_on: date | None = None


def _settle_chunk(session: Session, ids: Sequence[int]) -> None:
    rows = session.execute(select(*(getattr(Contact, name) for name in _ABOUT)).where(Contact.id.in_(ids)))
    contacts = [dict(zip(_ABOUT, row, strict=True)) for row in rows]
    facts = _facts(session, ids)
    session.execute(
        delete(Standing).where(Standing.contact_id.in_(ids)), execution_options={"synchronize_session": False}
    )
    standings = [_standing(contact, facts[contact["id"]]) for contact in contacts]
    writer = RowWriter(session.connection(), Base.metadata.tables["standing"], _STANDING)
    writer.write([[standing[column] for column in _STANDING] for standing in standings])
    index_contacts(session.connection(), ids, _search_entries(session, contacts))


def _facts(session: Session, ids: Sequence[int]) -> dict[int, _Facts]:
    facts: dict[int, _Facts] = defaultdict(_Facts)
    # The words as they are stored, and days as the driver gives them: SQLAlchemy's types take longer than the model.
    numbers = ", ".join(map(str, ids))
    touches = session.connection().exec_driver_sql(
        "SELECT participant.contact_id, participant.happened_on, interaction.channel, interaction.direction "  # noqa: S608 — numbers of our own
        "FROM participant JOIN interaction ON interaction.id = participant.interaction_id "
        f"WHERE participant.contact_id IN ({numbers})"
    )
    days: dict[Any, date] = {}
    for contact_id, kept, channel, direction in touches:
        day = days.get(kept)
        if day is None:
            day = days[kept] = date.fromisoformat(kept) if isinstance(kept, str) else kept
        facts[contact_id].touches.append((day, channel, direction))
    in_person = select(WhereMet.contact_id).where(WhereMet.contact_id.in_(ids), WhereMet.kind == MetKind.IN_PERSON)
    for contact_id in session.scalars(in_person):
        facts[contact_id].met_in_person = True
    cadences = (
        select(ContactTag.contact_id, Tag.cadence, Tag.name)
        .join(Tag, Tag.id == ContactTag.tag_id)
        .where(ContactTag.contact_id.in_(ids), Tag.cadence.is_not(None))
    )
    for contact_id, cadence, name in session.execute(cadences):
        facts[contact_id].tag_cadences.append((str(cadence), name))
    for contact_id, due_on, promised_on in session.execute(_open_follow_ups(ids)):
        facts[contact_id].follow_up_on = due_on
        facts[contact_id].promised_on = promised_on
    return facts


def _open_follow_ups(ids: Sequence[int]) -> Any:
    undated = FollowUp.due_on.is_(None)
    return (
        select(FollowUp.contact_id, func.min(FollowUp.due_on), func.min(FollowUp.made_on).filter(undated))
        .where(FollowUp.contact_id.in_(ids), FollowUp.status == FollowUpStatus.OPEN)
        .group_by(FollowUp.contact_id)
    )


def _standing(contact: dict[str, Any], facts: _Facts) -> dict[str, object]:
    history = replay(weigh(facts.touches))
    cadence, cadence_tag = _cadence(contact["cadence"], facts.tag_cadences)
    online_only = not facts.met_in_person and not any(channel in SPOKEN for _on, channel, _direction in facts.touches)
    dates = milestones(history, online_only=online_only, cadence=cadence)
    contact_days = [on for on, channel, _direction in facts.touches if channel not in NOT_A_CONTACT]
    last_contact_on = max(contact_days, default=None)
    return {
        "contact_id": contact["id"],
        "watched": not contact["archived"] and not contact["inbox"],
        "online_only": online_only,
        "cadence": cadence.short if cadence else None,
        "cadence_tag": cadence_tag,
        **_statistics(history),
        "last_contact_on": last_contact_on,
        "due_on": dates.due_on,
        "stale_on": dates.stale_on,
        "dormant_on": dates.dormant_on,
        "follow_up_on": facts.follow_up_on,
        "promised_on": facts.promised_on,
        "back_on": _back_on(contact, last_contact_on),
    }


def _statistics(history: History) -> dict[str, object]:
    return {
        "touches": history.touches,
        "gaps": history.gaps,
        "gap_sum": history.gap_sum,
        "carry": history.carry,
        "talks": history.talks,
        "talk_sum": history.talk_sum,
        "last_on": history.last_on,
        "last_talk_on": history.last_talk_on,
    }


def _cadence(own: str | None, tags: list[tuple[str, str]]) -> tuple[Cadence | None, str | None]:
    """Take the contact's own cadence, else the shortest of its tags'; a tag's “never” counts only alone."""
    if own is not None:
        return read_cadence(own), None
    read = [(read_cadence(cadence), name) for cadence, name in tags]
    return min(read, key=lambda pair: (pair[0].days is None, pair[0].days or 0), default=(None, None))


def _back_on(contact: dict[str, Any], last_contact_on: date | None) -> date | None:
    """Give the end of a snooze, unless the contact was talked to after it was snoozed."""
    snoozed_on: date | None = contact["snoozed_on"]
    until: date | None = contact["snoozed_until"]
    if snoozed_on is None or (last_contact_on is not None and last_contact_on > snoozed_on):
        return None
    return until


def _search_entries(session: Session, contacts: Sequence[dict[str, Any]]) -> Iterator[SearchEntry]:
    ids = [contact["id"] for contact in contacts]
    handles: dict[int, list[str]] = defaultdict(list)
    for contact_id, shown in session.execute(select(Handle.contact_id, Handle.shown).where(Handle.contact_id.in_(ids))):
        handles[contact_id].append(shown)
    tags: dict[int, list[str]] = defaultdict(list)
    named = select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id)
    for contact_id, name in session.execute(named.where(ContactTag.contact_id.in_(ids))):
        tags[contact_id].append(name)
    for contact in contacts:
        about = (contact[part] for part in ("organisation", "position", "sector", "location", "notes"))
        yield SearchEntry(
            contact["id"],
            words_of(contact["name"], *handles[contact["id"]]),
            words_of(*about, *tags[contact["id"]]),
        )
