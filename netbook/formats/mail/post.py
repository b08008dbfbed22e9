"""The mails of all files that went between people, and what the rest says of who the user is."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, LeftOut, Origin
from netbook.errors import NetbookError
from netbook.formats.mail.files import Kind
from netbook.formats.mail.headers import Head, read_head, sent_on
from netbook.formats.mail.labels import DRAFTS, SENT, UNWANTED, folder_label, labels_in
from netbook.formats.mail.splitter import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from typing import BinaryIO

    from netbook.domain.handles import Handle
    from netbook.formats.files import ExportFiles
    from netbook.formats.mail.files import MailFile
    from netbook.formats.mail.splitter import MessageHead
    from netbook.formats.meter import Meter
    from netbook.formats.protocol import Circumstances

LARGEST_MAILBOX = 2**40
"""The largest file of mail that is read, in bytes (1 TiB); it streams by."""
LISTED = "This mail came from a list, a newsletter or a program."
NO_REPLY = "The sender of this mail takes no replies."
UNWANTED_FOLDER = "This mail lies in the spam, in the bin, or in a tab of Gmail that is not for people."
DRAFT = "This is a draft that was never sent."
TWICE = "This mail lies in the export more than once."
NO_SENDER = "This mail does not say by an address who wrote it."
NO_DATE = "This mail has no date that can be read."
TOO_LARGE = "The head of this mail is larger than netbook reads."
_FAILURES = frozenset({NO_SENDER, NO_DATE, TOO_LARGE})
_BULK = frozenset({"bulk", "list", "junk"})
_NO_REPLY = re.compile(
    r"(?:no|not|do[._-]?not|don-?t)[._-]?reply|mailer-daemon|postmaster|bounces?|notifications?|notify|newsletters?|"
    r"mailings?|alerts?|auto-?(?:mailer|confirm|reply)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"[._+=-].{0,80}|\d{0,4}")


@dataclass(frozen=True, slots=True)
class Mail:
    """One message between people: its sender, those it went to, and what is kept of it."""

    origin: Origin
    key: str
    at: datetime | date
    sender: Handle
    recipients: tuple[Handle, ...]
    subject: str


class Post:
    """Gathers mails file by file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.mails: list[Mail] = []
        self._handles: dict[str, Handle | None] = {}
        self._own_names: dict[str, str] = {}
        self._other_names: dict[str, str] = {}
        self._seen: set[bytes] = set()
        self._sent_by: Counter[Handle] = Counter()
        self._delivered_to: Counter[Handle] = Counter()

    def take(self, files: ExportFiles, file: MailFile, meter: Meter) -> Iterator[LeftOut]:
        """Read one file; gives what is no mail between people, alike things together."""
        name = file.member.name
        folder = folder_label(name)
        left_out: Counter[str] = Counter()
        with files.open(name, meter.add, largest=LARGEST_MAILBOX) as stream:
            for head in _heads(stream, file.kind):
                reason = self._take(head, Origin(name, head.line), folder)
                if reason in _FAILURES:
                    yield LeftOut(Origin(name, head.line), Fate.FAILED, reason)
                elif reason is not None:
                    left_out[reason] += 1
        for reason, count in left_out.items():
            yield LeftOut(Origin(name), Fate.SKIPPED, reason, count)

    def name_of(self, handle: Handle) -> str | None:
        """Give what somebody is called: as they write it themselves, else as others do."""
        return self._own_names.get(handle.key) or self._other_names.get(handle.key)

    def own_addresses(
        self, owner: Handle | None, circumstances: Circumstances | None
    ) -> tuple[frozenset[str], list[Handle]]:
        """Say which addresses are the user's, and which of them the mail, or the user, says so.

        Whatever was sent is the user's; without that, the address to which most was delivered, else that which has
        part in more mails than any other.
        """
        known = {each.key for each in circumstances.own if each.network == "email"} if circumstances else set()
        stated = [owner] if owner is not None and owner.network == "email" else []
        sent = [each for each, _count in self._sent_by.most_common()]
        stated += [each for each in sent if self._sent_by[each] > 1] or ([] if stated or known else sent[:1])
        if not stated and not known:
            stated = self._most(self._delivered_to) or self._most(self._taking_part())
        stated = list(dict.fromkeys(stated))
        return frozenset(known | {each.key for each in stated}), stated

    def _most(self, counts: Counter[Handle]) -> list[Handle]:
        """Give the one that leads clearly."""
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]) or ranked[0][1] < 2:
            return []
        return [ranked[0][0]]

    def _taking_part(self) -> Counter[Handle]:
        return Counter(handle for mail in self.mails for handle in {mail.sender, *mail.recipients})

    def _take(self, found: MessageHead, origin: Origin, folder: str) -> str | None:
        """Keep a mail, or say why not."""
        if found.is_too_large:
            return TOO_LARGE
        head = read_head(found.content)
        labels = labels_in(head.get("x-gmail-labels")) | {folder}
        for address in (head.get("delivered-to") or head.get("x-original-to")).split(",")[:1]:
            self._count(self._delivered_to, address)
        if (unwanted := _unwanted(head, labels)) is not None:
            return unwanted
        senders = self._people(head, self._own_names, "from") or self._people(head, self._own_names, "sender")
        if not senders:
            return NO_SENDER
        if labels & SENT:
            self._sent_by[senders[0]] += 1
        elif _takes_no_reply(senders[0]):
            return NO_REPLY
        return self._keep(head, found, origin, senders[0])

    def _keep(self, head: Head, found: MessageHead, origin: Origin, sender: Handle) -> str | None:
        at = sent_on(head, found.separator)
        if at is None:
            return NO_DATE
        key = f"mail:{_message_id(head, found)}:{at.isoformat()}:{sender.key}"
        mark = hashlib.sha1(key.encode(), usedforsecurity=False).digest()
        if mark in self._seen:
            return TWICE
        self._seen.add(mark)
        recipients = self._people(head, self._other_names, "to", "cc")
        self.mails.append(Mail(origin, key, at, sender, tuple(recipients), head.subject))
        return None

    def _people(self, head: Head, names: dict[str, str], *headers: str) -> list[Handle]:
        """Read the addresses of some headers, each once, and note what they are called."""
        found: dict[Handle, None] = {}
        for name, address in head.addresses(*headers):
            handle = self._handle(address)
            if handle is not None:
                found.setdefault(handle)
                if name:
                    names.setdefault(handle.key, name)
        return list(found)

    def _handle(self, address: str) -> Handle | None:
        if address not in self._handles:
            try:
                self._handles[address] = handle_on("email", address.strip())
            except NetbookError:
                self._handles[address] = None
        return self._handles[address]

    def _count(self, counts: Counter[Handle], address: str) -> None:
        handle = self._handle(address.strip()) if address else None
        if handle is not None:
            counts[handle] += 1


def _heads(stream: BinaryIO, kind: Kind) -> Iterator[MessageHead]:
    if kind is Kind.APPLE_MESSAGE:
        stream.readline()
    box = Mailbox(stream)
    if kind is Kind.MAILBOX:
        yield from box.heads()
    else:
        yield box.only_head()


def _unwanted(head: Head, labels: frozenset[str]) -> str | None:
    """Return why a mail is none between people, or None if it may be one."""
    if labels & DRAFTS:
        return DRAFT
    if labels & UNWANTED or head.get("x-spam-flag").strip().lower() == "yes":
        return UNWANTED_FOLDER
    if labels & SENT:
        return None
    automatic = head.get("auto-submitted").partition(";")[0].strip().lower() not in {"", "no"}
    is_listed = any(map(head.get, ("list-id", "list-unsubscribe", "list-post")))
    return LISTED if automatic or is_listed or head.get("precedence").strip().lower() in _BULK else None


def _takes_no_reply(sender: Handle) -> bool:
    name = sender.key.partition("@")[0]
    begun = _NO_REPLY.match(name)
    return begun is not None and _AFTER_NAME.fullmatch(name, begun.end()) is not None


def _message_id(head: Head, found: MessageHead) -> str:
    """Give the identifier that a mail bears, else one that is the same in the next export."""
    stated = "".join(head.get("message-id").split())
    return stated or hashlib.sha1(found.content, usedforsecurity=False).hexdigest()
