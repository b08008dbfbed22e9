"""Which account in the export is the user's own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Owner
from netbook.errors import UsageProblem
from netbook.formats.csv_rows import CsvRow
from netbook.formats.linkedin.cells import LINKEDIN_NETWORK, profile, shown_person
from netbook.formats.linkedin.parts import Kind, Part
from netbook.formats.owner_unclear import OwnerUnclear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netbook.formats.linkedin.talk import Talk

_CANDIDATES_SHOWN = 3
_MOST_HANDLES = 10


def recognised_owner(parts: Iterable[Part], talk: Talk, given: Handle | None) -> Owner | None:
    """Return the user's own account, or None if the export shows no account that could be it.

    What the user says wins; then, in this order, the account that sends and receives the invitations, the one that
    sends under the name in Profile.csv, and the one in most conversations. Raises OwnerUnclear if the last is a tie.
    """
    parts = tuple(parts)
    name = _profile_name(parts)
    if given is not None:
        if given.network != LINKEDIN_NETWORK:
            raise UsageProblem(
                f"“{given.shown}” is not a LinkedIn profile. Give your own, for example: --me linkedin.com/in/ada"
            )
        return Owner(given, name or talk.name_of(given))
    for votes in (_invitation_votes(parts), talk.senders_called(name or "")):
        if (winner := _only_leader(votes)) is not None:
            return Owner(winner, name or talk.name_of(winner))
    winner = _in_most_conversations(talk)
    return None if winner is None else Owner(winner, name or talk.name_of(winner))


def other_accounts(parts: Iterable[Part]) -> Iterator[Owner]:
    """Yield the user's own accounts elsewhere: the handles on X in Profile.csv, the confirmed e-mail addresses."""
    found: dict[tuple[str, str], Handle] = {}
    for part in parts:
        if part.kind in {Kind.PROFILE, Kind.OWN_ADDRESSES}:
            for row in part.rows():
                for handle in _own_handles(row) if isinstance(row, CsvRow) else ():
                    found.setdefault((handle.network, handle.key), handle)
    for handle in found.values():
        yield Owner(handle)


def _own_handles(row: CsvRow) -> Iterator[Handle]:
    written = [("x", word) for word in row.get("twitter handles").strip("[]").split(",")[:_MOST_HANDLES]]
    if row.get("confirmed").casefold() == "yes":
        written.append(("email", row.get("email address")))
    for network, word in written:
        try:
            yield handle_on(network, word)
        except UsageProblem:
            # LinkedIn lets people type anything there; what is no handle is nobody's account.
            continue


def _profile_name(parts: Iterable[Part]) -> str | None:
    for part in parts:
        if part.kind is Kind.PROFILE:
            for row in part.rows():
                if isinstance(row, CsvRow):
                    return shown_person(f"{row.get('first name')} {row.get('last name')}")
    return None


def _invitation_votes(parts: Iterable[Part]) -> Counter[Handle]:
    """Return how often each account stands at the user's end of an invitation."""
    ends = {"outgoing": "inviterprofileurl", "incoming": "inviteeprofileurl"}
    votes: Counter[Handle] = Counter()
    for part in parts:
        if part.kind is Kind.INVITATIONS:
            for row in part.rows():
                link = row.get(ends.get(row.get("direction").casefold(), "")) if isinstance(row, CsvRow) else ""
                handle = profile(link) if link else None
                if isinstance(handle, Handle):
                    votes[handle] += 1
    return votes


def _only_leader(votes: Counter[Handle]) -> Handle | None:
    """Return whoever has more votes than everybody else, or None."""
    leaders = votes.most_common(2)
    if not leaders or (len(leaders) > 1 and leaders[0][1] == leaders[1][1]):
        return None
    return leaders[0][0]


def _in_most_conversations(talk: Talk) -> Handle | None:
    counts = talk.conversations()
    if not counts:
        return None
    most = max(counts.values())
    leaders = sorted(key for key, count in counts.items() if count == most)
    if len(leaders) == 1:
        return talk.handles[leaders[0]]
    shown = [f"“{talk.handles[key].shown}”" for key in leaders[:_CANDIDATES_SHOWN]]
    if len(leaders) > _CANDIDATES_SHOWN:
        shown.append("others")
    raise OwnerUnclear(
        f"The messages do not show which account is yours: {', '.join(shown[:-1])} and {shown[-1]} are in equally many "
        "conversations. Say which one is you with --me.",
        f"netbook import FILE --me linkedin.com/{talk.handles[leaders[0]].shown}",
        "The whole archive says it too: import the zip in place of the one file.",
    )
