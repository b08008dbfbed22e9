"""Two contacts made into one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.db.people import Contact
from netbook.domain.channels import Channel
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.naming import find_contact
from netbook.queries.timeline import timeline
from netbook.usecases.merge import merge_contacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_a_birthday_and_a_uid_go_to_whoever_is_kept(desk: Desk) -> None:
    """What an address book says of the second contact is the first one's, where that has nothing of the kind."""
    desk.add("Ada Lovelace @ada")
    desk.add("Ada King ada@example.org", make_new=True)
    desk.book.do(_born, "ada king", "--12-10", "urn:uuid:1")
    assert desk.book.do(merge_contacts, "ada lovelace", "ada king", TODAY).birthday == "--12-10"
    desk.undo()
    assert desk.card("ada king").birthday == "--12-10"


def _born(session: Session, who: str, birthday: str, uid: str) -> None:
    contact = session.get_one(Contact, find_contact(session, who))
    contact.birthday, contact.uid = birthday, uid


def test_merging_keeps_everything_once(desk: Desk) -> None:
    """Both people's handles, tags, interactions, promises and notes end with the one kept, shared ones once."""
    desk.add("Ada Lovelace @ada #maths :: one", follow_up_on=TODAY)
    desk.add("Ada King ada@example.org #maths #looms :: two", make_new=True)
    desk.add("Grace Hopper via ada@example.org")
    desk.met("ada lovelace, ada king at PyCon on 1 Nov 2026")
    desk.log("ada king", Channel.CALL, days_ago=3)
    merged = desk.book.do(merge_contacts, "ada lovelace", "ada king", TODAY)
    assert {handle.shown for handle in merged.handles} == {"@ada", "ada@example.org"}
    assert (merged.tags, merged.notes, merged.talks) == (("looms", "maths"), "one\n\ntwo", 2)
    assert len(desk.book.read(timeline, merged.id)) == 2
    assert desk.card("grace").introduced_by == ("Ada Lovelace",)
    with pytest.raises(NobodyMatches):
        desk.card("ada king")
    with pytest.raises(UsageProblem, match="two different contacts"):
        desk.book.do(merge_contacts, "@ada", "ada@example.org", TODAY)
