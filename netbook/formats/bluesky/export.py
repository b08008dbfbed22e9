"""The whole Bluesky export: what is read from it, and in which order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut, Origin, Owner
from netbook.errors import UsageProblem
from netbook.formats.bluesky.car import Blocks, is_car, read_blocks
from netbook.formats.bluesky.cbor import BadBlock, map_in
from netbook.formats.bluesky.fields import FOLLOWS, POSTS, mentions, text_at
from netbook.formats.bluesky.people import BLUESKY_NETWORK, Accounts
from netbook.formats.bluesky.records import RecordReader, shown_path
from netbook.formats.bluesky.repository import Repository, opened
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name
from netbook.formats.timestamps import instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.bluesky.cbor import Cid
    from netbook.formats.files import ExportFiles, Member
    from netbook.formats.streams import OnRead

CHAT = "This message is not read: Bluesky does not say how the lines of this file are written."
CUT_OFF = "The file is cut off, or cannot be followed to its end; what came after this place is missing."
DAMAGED = "The block is damaged."
MISSING_PART = "A part of the repository's table of contents is missing, and with it the records that it lists."
BROKEN_PART = "A part of the repository's table of contents is damaged, and with it the records that it lists."
UNREACHED = "Nothing leads to this block: it was deleted or replaced, or belongs to a part that is missing."

_CHAT_NAME = "chat.jsonl"
_CHAT_MARK = b'"chat.bsky.'
_MENTION_MARK = b"mention"
_MOST_CANDIDATES = 1_000
_CHUNK_BYTES = 2**20


class BlueskyFormat:
    """Reads follows as people, and likes, reposts, replies, mentions and quotes as interactions."""

    name = "bluesky"
    label = "Bluesky export"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a repository is there, or the messages of Bluesky alone."""
        return bool(_repositories(files)) or (len(files.members) == 1 and bool(_chats(files)))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's own account, the people followed, then everything else in the order of the repository.

        Raises UsageProblem if the repository is not that of ``owner``, and UnreadableFile if it cannot be opened.
        """
        repositories = _repositories(files)
        chats = _chats(files)
        if not repositories and not chats:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds no Bluesky repository. Import the file repo.car as Bluesky gave it "
                "to you."
            )
        meter = Meter(progress, (*repositories, *chats))
        for member in repositories:
            yield from _records(files, member, owner, meter.add)
        for member in chats:
            if lines := _lines(files, member, meter.add):
                yield LeftOut(Origin(shown_name(member.name)), Fate.SKIPPED, CHAT, lines)
        meter.finish()


def _repositories(files: ExportFiles) -> list[Member]:
    members = files.members
    if len(members) > 1:
        named = (member for member in members if member.base.casefold().endswith(".car"))
        members = tuple(member for member in named if not member.base.startswith("._"))[:_MOST_CANDIDATES]
    return [member for member in members if is_car(files.head(member.name))]


def _chats(files: ExportFiles) -> list[Member]:
    """List the files of messages: any that is handed over alone, else those of that name."""
    if len(files.members) == 1:
        head = files.head(files.members[0].name)
        return list(files.members) if head.startswith(b"{") and _CHAT_MARK in head else []
    return [member for member in files.members if member.base.casefold() == _CHAT_NAME]


def _records(files: ExportFiles, member: Member, owner: Handle | None, on_read: OnRead) -> Iterator[Record]:
    shown = shown_name(member.name)
    with files.open(member.name, on_read) as stream:
        blocks = read_blocks(stream, member.name)
    repository = opened(blocks, member.name)
    accounts = _accounts(blocks, repository)
    yield from (Owner(handle) for handle in _own_handles(repository.did, owner, accounts))
    reader = RecordReader(repository.did, shown, accounts)
    missing: Counter[str] = Counter()
    for kept in (True, False):
        paths = [(path, cid) for path, cid in repository.records if path.startswith(f"{FOLLOWS}/") is kept]
        yield from _each(blocks, paths, reader, missing)
        if kept:
            yield from reader.people()
    yield from reader.left_out()
    yield from _lost(blocks, repository, missing, Origin(shown))


def _each(
    blocks: Blocks, records: list[tuple[str, Cid]], reader: RecordReader, missing: Counter[str]
) -> Iterator[Record]:
    """Yield what these records say; counts those that are missing by their collection."""
    for path, cid in records:
        block = blocks.by_cid.get(cid)
        if block is None:
            missing[path.partition("/")[0]] += 1
            continue
        try:
            record = map_in(block)
        except BadBlock as problem:
            yield LeftOut(Origin(reader.file), Fate.FAILED, f"{shown_path(path)}: {problem.sentence}")
        else:
            yield from reader.read(path, record)


def _accounts(blocks: Blocks, repository: Repository) -> Accounts:
    """Gather the handles that posts mention, so that everything else can be read with them."""
    accounts = Accounts()
    for path, cid in repository.records:
        block = blocks.by_cid.get(cid, b"")
        if _MENTION_MARK not in block or not path.startswith(f"{POSTS}/"):
            continue
        try:
            post = map_in(block)
        except BadBlock:
            # The second pass reports it.
            continue
        if at := instant(text_at(post, "createdAt")):
            for did, words in mentions(post):
                accounts.note(did, words, at)
    return accounts


def _own_handles(did: str, given: Handle | None, accounts: Accounts) -> Iterator[Handle]:
    """Yield the handles of the user's account: as the user says, as posts mention it, and its DID."""
    if given is not None and (given.network != BLUESKY_NETWORK or (given.stable_id or did) != did):
        raise UsageProblem(
            f"“{given.shown}” is not the account of this repository, which is that of {shown_name(did)}. "
            "Import the repository of your own account."
        )
    bare = accounts.bare(did)
    called = (given and replace(given, stable_id=did), accounts.handle(did), bare)
    yield from {handle.key: handle for handle in called if handle is not None}.values()


def _lost(blocks: Blocks, repository: Repository, missing: Counter[str], origin: Origin) -> Iterator[LeftOut]:
    """Yield what the file should hold and does not, and what it holds and should not."""
    lost = {f"The block of this record is missing: {shown_path(kind)}.": count for kind, count in missing.items()}
    lost |= {
        MISSING_PART: repository.missing_nodes,
        BROKEN_PART: repository.broken_nodes,
        DAMAGED: blocks.damaged,
        CUT_OFF: int(blocks.cut_off),
    }
    for reason, count in lost.items():
        if count:
            yield LeftOut(origin, Fate.FAILED, reason, count)
    if repository.unreached:
        yield LeftOut(origin, Fate.SKIPPED, UNREACHED, repository.unreached)


def _lines(files: ExportFiles, member: Member, on_read: OnRead) -> int:
    """Count the lines of a file that are not blank, however long they are."""
    count, blank = 0, True
    with files.open(member.name, on_read) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            *whole, last = chunk.split(b"\n")
            for line in whole:
                count += bool(line.strip()) or not blank
                blank = True
            blank = blank and not last.strip()
    return count + (not blank)


BLUESKY = BlueskyFormat()
