"""Mailboxes in: who wrote to whom and when, from the heads of messages alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord
from netbook.formats.mail.files import mail_files
from netbook.formats.mail.post import Post
from netbook.formats.meter import Meter
from netbook.formats.notes import kept_note
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles
    from netbook.formats.mail.post import Mail
    from netbook.formats.protocol import Circumstances, Format

MOST_PEOPLE = 8
NOBODY = "This mail names nobody but you."
TOO_MANY = f"This mail went to more than {MOST_PEOPLE} people, which is no contact with each of them."


class MailFormat:
    """Reads mbox files, folders of them, and single messages."""

    name = "mbox"
    label = "mailbox (mbox)"

    def __init__(self, circumstances: Circumstances | None = None) -> None:
        """Know the user's accounts, or not."""
        self._circumstances = circumstances

    def under(self, circumstances: Circumstances) -> Format:
        """Give a reader that knows the user's accounts."""
        return MailFormat(circumstances)

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file begins as a mailbox or a message does."""
        return next(mail_files(files), None) is not None

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's address if it shows, people the user wrote to first, then the mails and what was left out.

        Raises UnreadableFile if a file is damaged or none holds mail.
        """
        found = list(mail_files(files))
        if not found:
            raise UnreadableFile(f"“{shown_name(files.label)}” holds no mailbox and no message.")
        meter = Meter(progress, [each.member for each in found])
        post = Post()
        for file in found:
            yield from post.take(files, file, meter)
        own, stated = post.own_addresses(owner, self._circumstances)
        for handle in stated:
            yield Owner(handle)
        yield from _Letters(post, own).records()
        meter.finish()


class _Letters:
    """What becomes of the mails, once it is known who the user is."""

    def __init__(self, post: Post, own: frozenset[str]) -> None:
        self._post = post
        self._own = own
        self._written_to: Counter[str] = Counter()
        self._first: dict[str, tuple[Handle, Origin]] = {}

    def records(self) -> Iterator[Record]:
        """Give the people, those first to whom the user wrote most, then the mails, and what was left out."""
        left_out: Counter[tuple[Origin, str]] = Counter()
        letters = []
        for mail in self._post.mails:
            letter = self._letter(mail)
            if isinstance(letter, str):
                left_out[Origin(mail.origin.file), letter] += 1
            else:
                letters.append(letter)
        for key, (handle, origin) in sorted(self._first.items(), key=lambda item: -self._written_to[item[0]]):
            yield PersonRecord(f"email:{key}", origin, self._post.name_of(handle), (handle,))
        yield from letters
        for (origin, reason), count in left_out.items():
            yield LeftOut(origin, Fate.SKIPPED, reason, count)

    def _letter(self, mail: Mail) -> InteractionRecord | str:
        """Give the record of a mail, or why it is none."""
        by_me = mail.sender.key in self._own
        if by_me or not self._own:
            people = [each for each in mail.recipients if each.key not in self._own]
            if not by_me:
                people = list(dict.fromkeys([mail.sender, *people]))
        else:
            people = [mail.sender]
        if not people:
            return NOBODY
        if len(set(mail.recipients)) > MOST_PEOPLE:
            return TOO_MANY
        for handle in people:
            self._first.setdefault(handle.key, (handle, mail.origin))
            self._written_to[handle.key] += by_me
        return InteractionRecord(
            key=mail.key,
            origin=mail.origin,
            people=tuple((handle, self._post.name_of(handle)) for handle in people),
            channel=Channel.EMAIL,
            direction=Direction.BY_ME if by_me else Direction.BY_THEM if self._own else Direction.BOTH,
            at=mail.at,
            note=kept_note(mail.subject),
        )


MAIL = MailFormat()
