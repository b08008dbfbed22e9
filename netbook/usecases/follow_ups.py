"""Follow-ups: promised, kept, dropped, moved; a recurring one leaves its next occurrence behind."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr
from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.domain.text import norm_line, plain, shorten
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.people import take_out_of_inbox
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from netbook.domain.cadence import Cadence

SECOND_CHANNEL = "ask for a second channel"
_RULE = re.compile(
    "FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)"
    "(?:;(?:INTERVAL=[1-9][0-9]{0,2}|UNTIL=[0-9]{8}|WKST=[A-Z]{2}|BY(?:DAY|MONTHDAY|MONTH|SETPOS)=[A-Z0-9,+-]{1,80})){0,6}"
)
"""Recurrences of days only, without COUNT, which would begin anew with every occurrence; INTERVAL=0 never ends."""


def promise(
    session: Session, who: str, what: str | None, due_on: date | None, today: date, *, recurrence: str | None = None
) -> ContactCard:
    """Make a follow-up: what is owed, by when (or open), and how it recurs, as an RRULE.

    Raises:
        NobodyMatches: nobody goes by the name.
        SeveralMatch: several do.
        UsageProblem: it says neither what nor when, or the recurrence is not an RRULE or has no first date.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    text = norm_line(what) if what else None
    if not text and due_on is None:
        raise UsageProblem(
            "a follow-up needs what you promised, or a date.", f'netbook promise {contact.called} "send slides"'
        )
    if recurrence is not None:
        if due_on is None:
            raise UsageProblem("a recurring follow-up needs its first date.", "--due 2026-12-01")
        next_occurrence(recurrence, due_on, after=due_on)
    session.add(
        FollowUp(
            contact_id=contact.id,
            due_on=due_on,
            what=text or None,
            recurrence=recurrence,
            status=FollowUpStatus.OPEN,
            made_on=today,
        )
    )
    take_out_of_inbox(contact)
    settle(session, [contact.id])
    describe_step(session, f"Promised {contact.called}: {text}" if text else f"Set a follow-up with {contact.called}")
    return card(session, contact.id, today)


def ask_for_channel(session: Session, who: Sequence[str], due_on: date, today: date) -> list[ContactCard]:
    """Make a follow-up with each contact: ask for a second channel; who has that open already gets no second one.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.

    """
    asked = select(FollowUp.contact_id).where(FollowUp.what == SECOND_CHANNEL, FollowUp.status == FollowUpStatus.OPEN)
    found = []
    for number in dict.fromkeys(find_contact(session, name) for name in who):
        if session.scalars(asked.where(FollowUp.contact_id == number)).first() is None:
            found.append(promise(session, f"#{number}", SECOND_CHANNEL, due_on, today))
        else:
            found.append(card(session, number, today))
    called = found[0].called if len(found) == 1 else f"{len(found)} people"
    describe_step(session, f"Follow up with {called}: {SECOND_CHANNEL}")
    return found


def keep(
    session: Session,
    who: str,
    today: date,
    *,
    which: str | None = None,
    every: bool = False,
    number: int | None = None,
) -> ContactCard:
    """Mark follow-ups kept: the only open one, the only one that says what, the one meant, or every open one.

    Raises:
        NobodyMatches: nobody goes by the name, or nothing is open.
        SeveralMatch: several contacts or follow-ups fit.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    follow_ups = _chosen(session, contact, which, every=every, number=number)
    for follow_up in follow_ups:
        close(session, follow_up, FollowUpStatus.KEPT, today)
    settle(session, [contact.id])
    what = ", ".join(follow_up.what or "follow-up" for follow_up in follow_ups)
    describe_step(session, f"Kept with {contact.called}: {what}")
    return card(session, contact.id, today)


def open_follow_ups(session: Session, contact_id: int) -> Sequence[FollowUp]:
    """Give the contact's open follow-ups, the earliest first and those without a date last."""
    query = select(FollowUp).where(FollowUp.contact_id == contact_id, FollowUp.status == FollowUpStatus.OPEN)
    return session.scalars(query.order_by(FollowUp.due_on.is_(None), FollowUp.due_on, FollowUp.id)).all()


def close(session: Session, follow_up: FollowUp, status: FollowUpStatus, today: date) -> None:
    """Close a follow-up; one that recurs is made again for its next date after today, unless it is dropped."""
    follow_up.status, follow_up.closed_on = status, today
    if follow_up.recurrence is None or follow_up.due_on is None or status is FollowUpStatus.DROPPED:
        return
    next_on = next_occurrence(follow_up.recurrence, follow_up.due_on, after=max(today, follow_up.due_on))
    if next_on is not None:
        session.add(
            FollowUp(
                contact_id=follow_up.contact_id,
                due_on=next_on,
                what=follow_up.what,
                recurrence=follow_up.recurrence,
                status=FollowUpStatus.OPEN,
                made_on=today,
            )
        )


def next_occurrence(recurrence: str, first: date, *, after: date) -> date | None:
    """Give the first day after ``after`` on which a recurrence that began on ``first`` falls; None if it has ended.

    Raises:
        UsageProblem: it is not an RRULE.

    """
    rule_text = recurrence.strip().upper().removeprefix("RRULE:")
    if not _RULE.fullmatch(rule_text):
        raise _no_recurrence(recurrence)
    try:
        rule = rrulestr(rule_text, dtstart=datetime(first.year, first.month, first.day))
        found = rule.after(datetime(after.year, after.month, after.day))
    except (ValueError, TypeError) as error:
        raise _no_recurrence(recurrence) from error
    return None if found is None else found.date()


def _no_recurrence(recurrence: str) -> UsageProblem:
    return UsageProblem(
        f"“{shorten(recurrence, 60)}” is not a recurrence. Try: every 2 weeks, monthly, or an RRULE such as FREQ=MONTHLY."
    )


def recurrence_of(cadence: Cadence) -> str | None:
    """Write a cadence as an RRULE; None for “never”."""
    if cadence.days is None:
        return None
    frequency = {"d": "DAILY", "w": "WEEKLY", "mo": "MONTHLY", "y": "YEARLY"}
    digits = cadence.short.rstrip("dwmoy")
    return f"FREQ={frequency[cadence.short[len(digits) :]]};INTERVAL={digits}"


def move(session: Session, contact: Contact, until: date, today: date) -> None:
    """Move every open follow-up that falls before ``until`` to that day, counting the snooze."""
    for follow_up in open_follow_ups(session, contact.id):
        if follow_up.due_on is not None and follow_up.due_on < until:
            follow_up.due_on = until
            follow_up.snoozes += 1
    contact.snoozed_on, contact.snoozed_until = today, until


def next_week(today: date) -> date:
    """Give the day a week from now."""
    return today + timedelta(days=7)


def _chosen(
    session: Session, contact: Contact, which: str | None, *, every: bool, number: int | None
) -> Sequence[FollowUp]:
    follow_ups = open_follow_ups(session, contact.id)
    if number is not None:
        follow_ups = [follow_up for follow_up in follow_ups if follow_up.id == number]
    if which:
        follow_ups = [follow_up for follow_up in follow_ups if plain(which) in plain(follow_up.what or "follow-up")]
    if not follow_ups:
        about = f" about “{shorten(which, 60)}”" if which else ""
        raise NobodyMatches(f"nothing{about} is promised to {contact.called}.", f"netbook show {contact.called}")
    promised = [follow_up for follow_up in follow_ups if follow_up.what]
    if len(promised) == 1 and not every and not which:
        return promised
    if len(follow_ups) > 1 and not every:
        lines = tuple(_line(follow_up) for follow_up in follow_ups)
        sentence = f"several follow-ups are open with {contact.called}: {'; '.join(lines)}. Say a word of the one you mean, or --all."
        raise SeveralMatch(sentence, candidates=lines)
    return follow_ups


def _line(follow_up: FollowUp) -> str:
    what = shorten(follow_up.what or "follow up", 60)
    return what if follow_up.due_on is None else f"{what} ({follow_up.due_on})"
