"""Mailboxes in: who wrote to whom, from the heads of messages."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.formats.mail import MAIL, post, reader
from netbook.formats.mail.headers import decoded, name_shown, read_head, sent_on
from netbook.formats.mail.splitter import LARGEST_HEAD, Mailbox
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.protocol import Circumstances, CircumstantialFormat
from netbook.formats.registry import detect

if TYPE_CHECKING:
    from pathlib import Path

    from netbook.domain.handles import Handle

LINE = "From 1790@xxx Mon Mar 04 11:20:34 +0000 2024\n"
AT = datetime(2024, 3, 4, 11, 20, tzinfo=UTC)
COUNTER = iter(range(10_000))


def mail(
    *headers: str, sender: str = "Ada <ada@example.com>", to: str = "me@example.com", body: str = "Hello\n"
) -> str:
    """Write one message, with an identifier of its own unless it is given one."""
    lines = [f"From: {sender}", f"To: {to}"]
    for name, value in (
        *(("Date", "Mon, 04 Mar 2024 11:20:00 +0000"), ("Subject", "Hi"), ("Message-ID", f"<{next(COUNTER)}@x>")),
    ):
        if not any(each.startswith(f"{name}:") for each in headers):
            lines.append(f"{name}: {value}")
    return "\n".join([*lines, *headers]) + f"\n\n{body}\n"


def sent(**parts: str) -> str:
    """Write a message of the user's, as Gmail marks it."""
    return mail("X-Gmail-Labels: Sent", sender="Me <me@example.com>", to=parts.get("to", "Ada <ada@example.com>"))


def mbox(*messages: str) -> bytes:
    """Write a mailbox."""
    return "".join(LINE + message for message in messages).encode()


def read(data: bytes, *, me: str | None = "me@example.com", own: tuple[Handle, ...] = ()) -> list[Record]:
    """Read a mailbox from memory."""
    owner = None if me is None else handle_on("email", me)
    with open_bytes(data, "All mail.mbox") as files:
        assert detect(files) is MAIL
        return list(MAIL.under(Circumstances(date(2026, 11, 23), own)).read(files, lambda _done, _total: None, owner))


def mails(data: bytes, *, me: str | None = "me@example.com") -> list[InteractionRecord]:
    """Give the mails that are kept."""
    return [each for each in read(data, me=me) if isinstance(each, InteractionRecord)]


def left_out(data: bytes, *, me: str | None = "me@example.com") -> list[tuple[Fate, str, int]]:
    """Give why others are not, and how many."""
    return [(each.fate, each.reason, each.count) for each in read(data, me=me) if isinstance(each, LeftOut)]


def own(data: bytes, *, me: str | None = None, known: tuple[Handle, ...] = ()) -> list[str]:
    """Give the addresses that are said to be the user's."""
    return [each.handle.key for each in read(data, me=me, own=known) if isinstance(each, Owner)]


def test_a_mail_to_the_user_and_one_back() -> None:
    """The sender, or those the user wrote to; the time, the direction, and the subject as the note."""
    theirs, mine = mails(
        mbox(mail("Subject: =?utf-8?q?Caf=C3=A9?= now"), sent(to="Ada <ada@example.com>, bob@example.com"))
    )
    assert [(handle.key, name) for handle, name in theirs.people] == [("ada@example.com", "Ada")]
    assert (theirs.channel, theirs.direction, theirs.at, theirs.note) == (
        *(Channel.EMAIL, Direction.BY_THEM, AT, "Café now"),
    )
    assert [handle.key for handle, _ in mine.people] == ["ada@example.com", "bob@example.com"]
    assert mine.direction is Direction.BY_ME
    assert isinstance(MAIL, CircumstantialFormat)


def test_people_the_user_wrote_to_come_first() -> None:
    """Those written to most are first, those never written to last; each is a person once."""
    data = mbox(mail(sender="x@example.com"), sent(), sent(to="Bob <bob@example.com>"), sent(to="bob@example.com"))
    people = [each for each in read(data) if isinstance(each, PersonRecord)]
    assert [(each.name, each.key) for each in people] == [
        ("Bob", "email:bob@example.com"),
        ("Ada", "email:ada@example.com"),
        (None, "email:x@example.com"),
    ]


@pytest.mark.parametrize(
    ("headers", "sender", "fate", "reason"),
    [
        ("List-Id: <x>", "a@example.com", Fate.SKIPPED, post.LISTED),
        ("List-Unsubscribe: <mailto:x>", "a@example.com", Fate.SKIPPED, post.LISTED),
        ("Precedence: bulk", "a@example.com", Fate.SKIPPED, post.LISTED),
        ("Auto-Submitted: auto-replied", "a@example.com", Fate.SKIPPED, post.LISTED),
        ("X: y", "no-reply@example.com", Fate.SKIPPED, post.NO_REPLY),
        ("X: y", "DoNotReply+7@example.com", Fate.SKIPPED, post.NO_REPLY),
        ("X: y", "mailer-daemon@example.com", Fate.SKIPPED, post.NO_REPLY),
        ("X-Gmail-Labels: Spam,Unread", "a@example.com", Fate.SKIPPED, post.UNWANTED_FOLDER),
        ("X-Gmail-Labels: =?UTF-8?Q?Papierkorb,Ungelesen?=", "a@example.com", Fate.SKIPPED, post.UNWANTED_FOLDER),
        ("X-Gmail-Labels: Inbox,Category Promotions", "a@example.com", Fate.SKIPPED, post.UNWANTED_FOLDER),
        ("X-Spam-Flag: YES", "a@example.com", Fate.SKIPPED, post.UNWANTED_FOLDER),
        ("X-Gmail-Labels: Drafts", "me@example.com", Fate.SKIPPED, post.DRAFT),
        ("X: y", "me@example.com", Fate.SKIPPED, reader.NOBODY),
        ("X: y", "nobody", Fate.FAILED, post.NO_SENDER),
        ("Cc: " + ", ".join(f"a{n}@example.com" for n in range(8)), "a@example.com", Fate.SKIPPED, reader.TOO_MANY),
    ],
)
def test_what_is_no_mail_between_people(headers: str, sender: str, fate: Fate, reason: str) -> None:
    """Lists, programs, spam, drafts, mail to oneself and to many are left out, each with its reason."""
    assert left_out(mbox(mail(headers, sender=sender))) == [(fate, reason, 1)]


def test_reason_and_answers_are_told_apart() -> None:
    """“Notify” is a program, “norbert.eply” and “alerta” are people; “Auto-Submitted: no” is said by people."""
    data = mbox(
        *(mail(sender=f"{name}@example.com") for name in ("norbert.eply", "alerta", "bouncer")),
        mail("Auto-Submitted: no"),
    )
    assert len(mails(data)) == 4


def test_alike_things_are_counted_together() -> None:
    """A thousand newsletters are one line of the receipt; a mail that lies there twice counts once."""
    twice = mail("Message-ID: <same@x>")
    data = mbox(*[mail("List-Id: x")] * 3, twice, twice)
    assert sorted(left_out(data), key=lambda each: each[1]) == [
        (Fate.SKIPPED, post.LISTED, 3),
        (Fate.SKIPPED, post.TWICE, 1),
    ]
    assert len(mails(data)) == 1


def test_one_identifier_for_many() -> None:
    """Mails that share an identifier and not the time are different mails; one without any is known by its head."""
    same = [mail("Message-ID: <same@x>", f"Date: Mon, 04 Mar 2024 11:2{n}:00 +0000") for n in range(3)]
    assert len({each.key for each in mails(mbox(*same))}) == 3
    without = mbox(mail("Message-ID: "))
    assert mails(without)[0].key == mails(without)[0].key != mails(mbox(mail("Message-ID: ", "X: y")))[0].key


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Mon, 04 Mar 2024 12:20:00 +0100", AT),
        ("Mon, 04 Mar 2024 11:20:00 -0000", AT),
        ("Mon, 04 Mar 2024 11:20:00", date(2024, 3, 4)),
        ("04 Mar 24 06:20 EST", AT),
        ("Mon, 04 Mar 2024 11:20:00 GMT (a (deep) comment)", AT),
        ("soon", datetime(2024, 3, 4, 11, 20, 34, tzinfo=UTC)),
        ("Mon, 04 Mar 1850 11:20:00 +0100", datetime(2024, 3, 4, 11, 20, 34, tzinfo=UTC)),
    ],
)
def test_when(value: str, at: date) -> None:
    """The instant, the day where there is no zone, or what the mailbox wrote above a mail whose date is unreadable."""
    assert mails(mbox(mail(f"Date: {value}")))[0].at == at


def test_no_date_at_all() -> None:
    """A mail with no date anywhere has failed, with its line; the next one comes in."""
    data = f"From x\n{mail('Date: ')}From x\n{mail()}".encode()
    records = read(data)
    (left,) = [each for each in records if isinstance(each, LeftOut)]
    assert (left.fate, left.reason, left.origin.line) == (Fate.FAILED, post.NO_DATE, 1)
    assert sum(isinstance(each, InteractionRecord) for each in records) == 1
    assert sent_on(read_head(b"Date: x"), b"From x y") is None


def test_who_the_user_is() -> None:
    """Told, else known to the book, else who sent what is marked as sent, else where it was delivered, else nobody."""
    assert own(mbox(mail()), me="me@example.com") == ["me@example.com"]
    known = (handle_on("email", "me@example.com"),)
    assert own(mbox(mail()), known=known) == []
    assert own(mbox(sent(), mail())) == ["me@example.com"]
    assert own(mbox(mail("Delivered-To: me@example.com"), mail("Delivered-To: me@example.com"))) == ["me@example.com"]
    assert own(mbox(mail(), mail(sender="b@example.com"))) == ["me@example.com"]
    assert own(mbox(mail())) == []
    alias = mail("X-Gmail-Labels: Sent", sender="alias@example.com", to="bob@example.com")
    assert own(mbox(sent(), sent(), alias, alias.replace("<", "<x"))) == ["me@example.com", "alias@example.com"]


def test_without_knowing_the_user() -> None:
    """Where nobody can tell who the user is, everybody of a mail took part, and who spoke is left open."""
    (only,) = mails(mbox(mail()), me=None)
    assert only.direction is Direction.BOTH
    assert [handle.key for handle, _ in only.people] == ["ada@example.com", "me@example.com"]


def test_a_folder_of_sent_mail(tmp_path: Path) -> None:
    """Apple Mail's and Thunderbird's files and single messages are read; what lies in a folder of sent mail is the user's."""
    (tmp_path / "Sent Messages.mbox").mkdir()
    (tmp_path / "Sent Messages.mbox" / "mbox").write_bytes(mbox(mail(sender="me@example.com", to="ada@example.com")))
    (tmp_path / "Inbox").write_bytes(mbox(mail()))
    (tmp_path / "Inbox.msf").write_bytes(b"// index")
    (tmp_path / "one.eml").write_bytes(mail(sender="bob@example.com").encode())
    (tmp_path / "two.emlx").write_bytes(b"123      \n" + mail(sender="eve@example.com").encode() + b"<?xml?>")
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1.host:2,S").write_bytes(mail(sender="joe@example.com").encode())
    (tmp_path / "notes.txt").write_bytes(mbox(mail()))
    with open_export(tmp_path) as files:
        assert detect(files) is MAIL
        records = list(MAIL.read(files, lambda _done, _total: None))
    found = [(each.people[0][0].key, each.direction) for each in records if isinstance(each, InteractionRecord)]
    assert sorted(found) == [
        ("ada@example.com", Direction.BY_ME),
        ("ada@example.com", Direction.BY_THEM),
        *((f"{name}@example.com", Direction.BY_THEM) for name in ("bob", "eve", "joe")),
    ]
    assert [each.handle.key for each in records if isinstance(each, Owner)] == ["me@example.com"]


def test_a_takeout() -> None:
    """A zip of Google Takeout is read in place."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Takeout/Mail/Alle Nachrichten.mbox", mbox(mail(), sent()))
        archive.writestr("Takeout/archive_browser.html", "<html>")
    assert len(mails(held.getvalue(), me=None)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (mail(body="From here on\n\nFrom now on\nit is so.\n"), 1),
        (mail(body="quoted:\n\nFrom: Bob\n"), 1),
        (mail(body="\nFrom the start:\n"), 1),
        (mail(body=""), 1),
        (mail().rstrip("\n") + "\n" + LINE + mail(), 2),
        (mail() + LINE + ">From old@x Mon Mar 04 11:20:34 2024\n" + mail(), 2),
        (mail(body=">From the past\n\n>From: x\n"), 1),
    ],
)
def test_where_messages_begin(text: str, count: int) -> None:
    """A line “From …” in a text begins no message; one with a date, or below a blank line and above a header, does."""
    for data in (LINE.encode() + text.encode(), (LINE + text).replace("\n", "\r\n").encode()):
        assert sum(1 for _ in Mailbox(io.BytesIO(data)).heads()) == count


def test_pieces_of_any_size() -> None:
    """Where the pieces of a file are cut makes no difference, and lines are counted from 1."""
    data = mbox(mail(body="x\n" * 5), mail(body="From now\n"), mail())

    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 7, 7))

    whole = list(Mailbox(io.BytesIO(data)).heads())
    assert list(Mailbox(Dripping(data)).heads()) == whole
    lines = data.split(b"\n")
    assert [lines[each.line - 1][:9] for each in whole] == [b"From 1790"] * 3


def test_a_long_mailbox_streams() -> None:
    """Bodies longer than what is held in memory are passed over, and heads of any size end somewhere."""
    long_body = mail(body="y" * 70 + "\n" + ("z" * 75 + "\n") * 40_000)
    long_head = mail("X-Long: " + "a" * LARGEST_HEAD)
    data = mbox(long_body, long_head, mail())
    assert [each.is_too_large for each in Mailbox(io.BytesIO(data)).heads()] == [False, True, False]
    assert left_out(data) == [(Fate.FAILED, post.TOO_LARGE, 1)]


def test_names_and_words() -> None:
    """Names are read as they were meant, in any character set, and words that are none stay as they are."""
    assert name_shown("=?iso-8859-1?q?Jos=E9?= =?utf-8?b?IMOF?=") == "José Å"
    assert name_shown("'ada@example.com'") == ""
    assert decoded("=?no-such-charset?q?abc?=") == "abc"
    assert decoded("=?utf-8?b?!!!?=") == ""
    assert decoded("=?utf-8?q?=zz?=") == "=zz"
    assert read_head(b"from : \xe9 <a@b.org>\r\n more\r\nnonsense\r\n").addresses("from") == [("é", "a@b.org")]
    assert read_head(b"To: " + b"(" * 5_000 + b"a@b.org").addresses("to") == [("", "a@b.org")]


def read_leniently(data: bytes) -> int:
    """Read whatever is recognised; gives the number of records."""
    with open_bytes(data) as files:
        return len(list(MAIL.read(files, lambda _done, _total: None))) if MAIL.recognises(files) else 0


def test_cut_off_at_every_byte() -> None:
    """A mailbox cut off anywhere is read as far as it goes."""
    whole = mbox(mail("Cc: =?utf-8?q?Jos=C3=A9?= <jose@example.com>"), sent(), mail("List-Id: x"))
    counts = [read_leniently(whole[:length]) for length in range(1, len(whole) + 1)]
    assert counts[-1] == len(read(whole, me=None))
    assert min(counts[len(LINE) + 5 :]) > 0


def test_random_bytes() -> None:
    """Random bytes, and a mailbox with some bytes changed, are read or refused without an error."""
    noise = random.Random(11)
    whole = mbox(mail("Cc: =?utf-8?q?Jos=C3=A9?= <jose@example.com>", "Sender: (x) y <z@example.org>"), sent())
    for _ in range(300):
        data = bytearray(whole)
        for _change in range(noise.randrange(1, 40)):
            data[noise.randrange(len(data))] = noise.randrange(256)
        assert read_leniently(bytes(data)) >= 0
        assert read_leniently(LINE.encode() + b"From: " + noise.randbytes(300)) >= 0
