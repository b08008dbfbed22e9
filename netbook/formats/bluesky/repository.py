"""The repository in a CAR: a signed commit, and under it a search tree from record paths to records.

The format is https://atproto.com/specs/repository; commits of versions 2 and 3 are read alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.formats.bluesky.cbor import BadBlock, Cid, Value, map_in
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from netbook.formats.bluesky.car import Blocks

LONGEST_PATH = 1_024
"""Characters of a record's path (collection and key) by the specification."""

_Step = Cid | tuple[str, Cid]
"""A node of the tree still to be walked, or a record with its path."""


@dataclass(slots=True)
class Repository:
    """The records of one account: ``records`` has path and identifier of each, in the order of the paths."""

    did: str
    records: list[tuple[str, Cid]] = field(default_factory=list)
    missing_nodes: int = 0
    broken_nodes: int = 0
    unreached: int = 0
    """Blocks to which nothing leads: deleted and older records, or such as are below a missing node."""


def opened(blocks: Blocks, name: str) -> Repository:
    """Walk the tree of a repository; raises UnreadableFile if its commit is not there."""
    commit = _commit(blocks)
    did, tree = commit.get("did"), commit.get("data")
    if not isinstance(did, str) or not isinstance(tree, Cid):
        raise UnreadableFile(
            f"“{shown_name(name)}” has no commit that says whose repository it is: it is damaged, or made by something "
            "other than Bluesky. Download it again."
        )
    repository = Repository(did)
    walked = _walk(blocks, tree, repository)
    reached = {bytes(blocks.roots[0]), *walked, *(bytes(cid) for _path, cid in repository.records)}
    repository.unreached = len(blocks.by_cid.keys() - reached)
    return repository


def _walk(blocks: Blocks, tree: Cid, repository: Repository) -> set[bytes]:
    """List the records below a node in order; gives the nodes, each of which is walked once."""
    walked: set[bytes] = set()
    steps: list[_Step] = [tree]
    while steps:
        step = steps.pop()
        if isinstance(step, tuple):
            repository.records.append(step)
        elif step not in blocks.by_cid:
            repository.missing_nodes += 1
        elif bytes(step) not in walked:
            walked.add(bytes(step))
            try:
                steps.extend(reversed(_below(map_in(blocks.by_cid[step]))))
            except BadBlock:
                repository.broken_nodes += 1
    return walked


def _commit(blocks: Blocks) -> dict[str, Value]:
    """Return the commit that is the root, empty if it is not there or is broken."""
    try:
        return map_in(blocks.by_cid.get(blocks.roots[0], b""))
    except BadBlock:
        return {}


def _below(node: dict[str, Value]) -> list[_Step]:
    """List what a node leads to: paths are written as what they add to the one before."""
    left = node.get("l")
    steps: list[_Step] = [left] if isinstance(left, Cid) else []
    path = b""
    entries = node.get("e")
    if not isinstance(entries, list):
        raise BadBlock("The block is no part of the tree.")
    for entry in entries:
        fields = entry if isinstance(entry, dict) else {}
        shared, rest, record, below = (fields.get(key) for key in ("p", "k", "v", "t"))
        if not isinstance(shared, int) or not isinstance(rest, bytes) or not isinstance(record, Cid):
            raise BadBlock("An entry of the tree is not complete.")
        if not 0 <= shared <= len(path) or shared + len(rest) > LONGEST_PATH:
            raise BadBlock("An entry of the tree has an impossible path.")
        path = path[:shared] + rest
        steps.append((path.decode("utf-8", "replace"), record))
        if isinstance(below, Cid):
            steps.append(below)
    return steps
