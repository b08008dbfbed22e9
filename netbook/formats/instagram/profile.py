"""Who the user is, from the profiles of Instagram and Threads, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import LeftOut, Owner
from netbook.errors import UsageProblem
from netbook.formats.meta.lists import entries
from netbook.formats.meta.mended import instant_of, name_in, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.formats.files import ExportFiles, Member

PROFILES = {"profile_user": "instagram", "text_post_app_text_post_app_profile": "threads"}
SIGNED_UP = "account_history_registration_info"


def owners_in(files: ExportFiles, member: Member, called: str) -> Iterator[Owner]:
    """Yield the user's account as a profile has it, with the name that others see, and the confirmed e-mail address."""
    for said in _said(files, member, called):
        name = name_in(_value(said, "Name")) or None
        for network, label in ((PROFILES[called], "Username"), ("email", "Email")):
            if (handle := _handle(network, text_in(_value(said, label)))) is not None:
                yield Owner(handle, name)


def signed_up_on(files: ExportFiles, member: Member) -> date | None:
    """Return the day on which the account was made, or None if the file does not say it."""
    days = []
    for said in _said(files, member, SIGNED_UP):
        time = said.get("Time")
        at = instant_of(time.get("timestamp")) if isinstance(time, dict) else None
        if at is not None:
            days.append(at.date())
    return min(days, default=None)


def _said(files: ExportFiles, member: Member, called: str) -> Iterator[dict[str, Any]]:
    for entry in entries(files, member, called):
        # What cannot be read of the profile says nothing; the conversations may show whose export it is.
        if not isinstance(entry, LeftOut) and isinstance(said := entry[1].get("string_map_data"), dict):
            yield said


def _value(said: dict[str, Any], label: str) -> Any:
    part = said.get(label)
    return part.get("value") if isinstance(part, dict) else None


def _handle(network: str, word: str) -> Handle | None:
    try:
        return handle_on(network, word) if word else None
    except UsageProblem:
        return None
