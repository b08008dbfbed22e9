"""The receipt of an import: opened before anything is written, closed with what became of every record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.journal import describe_step
from netbook.db.ledger import Receipt
from netbook.db.sources import Unresolved
from netbook.domain.records import Fate
from netbook.domain.text import norm_line
from netbook.usecases.import_run import IMPORTED, MATCHED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from netbook.usecases.import_run import Problem, Tally

_COUNTS = ("read", "imported", "matched", "skipped", "failed", "contacts_new", "interactions_new", "unresolved")


@dataclass(frozen=True, slots=True)
class Source:
    """What is imported: the format's name and label, the file's name, and the SHA-256 of its content."""

    format: str
    label: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The receipt of an import; imported + matched + skipped + failed = read."""

    receipt: int
    format: str
    read: int
    imported: int
    matched: int
    skipped: int
    failed: int
    contacts_new: int
    interactions_new: int
    unresolved: int
    problems: tuple[Problem, ...]


def open_receipt(session: Session, source: Source, now: datetime) -> int:
    """Begin a receipt; gives its number, which every row of the import bears."""
    receipt = Receipt(
        format=source.format,
        file=norm_line(source.file),
        digest=source.digest,
        at=now,
        taken_back_at=None,
        problems=[],
        **dict.fromkeys(_COUNTS, 0),
    )
    session.add(receipt)
    session.flush()
    return receipt.id


def close_receipt(session: Session, receipt_id: int, source: Source, tally: Tally, new: tuple[int, int]) -> Imported:
    """Write down what became of the records; ``new`` is how many contacts and interactions are new."""
    fates = tally.fates
    unresolved = session.scalar(select(func.count()).where(Unresolved.receipt_id == receipt_id)) or 0
    outcome = Imported(
        receipt=receipt_id,
        format=source.format,
        read=sum(fates.values()),
        imported=fates[IMPORTED],
        matched=fates[MATCHED],
        skipped=fates[Fate.SKIPPED],
        failed=fates[Fate.FAILED],
        contacts_new=new[0],
        interactions_new=new[1],
        unresolved=unresolved,
        problems=tally.problems,
    )
    receipt = session.get_one(Receipt, receipt_id)
    for name in _COUNTS:
        setattr(receipt, name, getattr(outcome, name))
    receipt.problems = [
        {"file": problem.file, "line": problem.line, "reason": problem.sentence} for problem in outcome.problems
    ]
    session.flush()
    describe_step(session, f"Imported {source.file} ({source.label})")
    return outcome
