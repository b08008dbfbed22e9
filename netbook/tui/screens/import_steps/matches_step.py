"""Step 3 of an import: the people who may be contacts already, one by one, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, Vertical
from textual.message import Message

from netbook.domain.text import pad
from netbook.queries.cards import cards
from netbook.queries.doubts import Doubt, FieldPair, field_by_field
from netbook.tui.beside import start_beside
from netbook.tui.keys import ON_MATCHES
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.usecases.match_answers import SURE, Answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from netbook.queries.cards import ContactCard
    from netbook.tui.workplace import Workplace

DOUBTFUL, SAME, DIFFERENT, SKIPPED = "?", "✓", "+", "×"
_TURN = {DOUBTFUL: "same", SAME: "other", DIFFERENT: "leave_out", SKIPPED: "forget"}
_ROLES = {DOUBTFUL: "warn", SAME: "good", DIFFERENT: "new", SKIPPED: "gone"}
_FIELD = 14


@dataclass(frozen=True, slots=True)
class Judged:
    """A doubt and the sign of the answer."""

    doubt: Doubt
    sign: str


def sign_of(answers: Answers, doubt: Doubt) -> str:
    """Give the sign of what was answered."""
    key = doubt.record.key
    if key in answers.pass_over:
        return SKIPPED
    if key in answers.same_person:
        return SAME if answers.same_person[key] == doubt.contact_id else DIFFERENT
    return DIFFERENT if (key, doubt.contact_id) in answers.different else DOUBTFUL


class MatchesStep(Container):
    """The doubtful at the left, the one under the cursor at the right."""

    BINDINGS = [*ON_MATCHES]  # noqa: RUF012 — Textual's form

    @dataclass
    class Answered(Message):
        """An answer was given or taken back; ``words`` say what is worth saying of it."""

        words: str = ""

    def __init__(self, work: Workplace) -> None:
        """Begin with no doubts."""
        super().__init__(id="step-3", classes="step")
        self._work = work
        self.answers = Answers()
        self.doubts: Sequence[Doubt] = ()
        self._before: list[tuple[int, Answers]] = []
        self._called: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Put the two panes up."""
        with Vertical(classes="pane main", id="doubts-pane"):
            yield VirtualList(self._fetch, ColumnPainter(_columns()), id="doubts", markable=False)
        yield Reader(id="match-side", classes="pane side")

    @property
    def rows(self) -> VirtualList[Judged]:
        """The list."""
        return self.query_one("#doubts", VirtualList)

    @property
    def decided(self) -> int:
        """How many doubts have an answer."""
        return sum(1 for doubt in self.doubts if self.answers.settled(doubt))

    @property
    def was_answered(self) -> bool:
        """Whether closing would lose an answer."""
        return bool(self._before)

    def begin(self, doubts: Sequence[Doubt], *, afresh: bool) -> None:
        """Show these doubts; ``afresh`` forgets the answers, for they belong to another file."""
        if afresh:
            self.answers, self._before = Answers(), []
        self.doubts = doubts
        self._show()

    def _show(self, on_place: int | None = None) -> None:
        self.rows.show(range(len(self.doubts)), on=on_place)
        pane = self.query_one("#doubts-pane")
        pane.border_title = f"Maybe the same ({len(self.doubts):,})"
        pane.border_subtitle = f"{self.decided:,} decided"

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Judged]:
        found = {number: self.doubts[number] for number in numbers if number < len(self.doubts)}
        return {number: Judged(doubt, sign_of(self.answers, doubt)) for number, doubt in found.items()}

    # Answers

    def _remember(self, place: int) -> None:
        answers = self.answers
        copy = Answers(dict(answers.same_person), set(answers.pass_over), set(answers.different))
        self._before.append((place, copy))

    def action_answer(self, answer: str) -> None:
        """Take an answer on the doubt under the cursor, and go to the next without one."""
        place = self.rows.number
        if place is None:
            return
        doubt = self.doubts[place]
        if answer == "other" and sign_of(self.answers, doubt) == DIFFERENT:
            # Another contact was said to be the person, so this one is not: an answer here must not take that back.
            self._show(self._next_open(place))
            return
        self._remember(place)
        getattr(self.answers, answer)(doubt)
        self._show(self._next_open(place))
        self.post_message(self.Answered())

    def action_change(self) -> None:
        """Go from one answer to the next, and stay."""
        place = self.rows.number
        if place is None:
            return
        doubt = self.doubts[place]
        self._remember(place)
        getattr(self.answers, _TURN[sign_of(self.answers, doubt)])(doubt)
        self._show(place)
        self.post_message(self.Answered())

    def action_answer_sure(self) -> None:
        """Take all above 95 for the same people."""
        self._remember(self.rows.number or 0)
        taken = self.answers.same_where_sure(self.doubts)
        if not taken:
            self._before.pop()
        self._show(self._next_open(self.rows.number or 0))
        words = (
            f"{taken:,} above {SURE} taken for the same · u takes that back" if taken else f"None above {SURE} is open."
        )
        self.post_message(self.Answered(words))

    def action_forget(self) -> None:
        """Take the last answer back."""
        if not self._before:
            self.post_message(self.Answered("There is no answer to take back."))
            return
        place, self.answers = self._before.pop()
        self._show(place)
        self.post_message(self.Answered("The last answer is taken back."))

    def _next_open(self, place: int) -> int:
        count = len(self.doubts)
        order = (number % count for number in range(place + 1, place + count))
        return next((number for number in order if not self.answers.settled(self.doubts[number])), place)

    # The pane

    @on(VirtualList.Highlighted)
    def _show_side(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        start_beside(self, self._read_side, "match-side", exclusive=True)

    async def _read_side(self) -> None:
        place = self.rows.number
        if place is None or place >= len(self.doubts):
            return
        doubt = self.doubts[place]
        found = await self._work.read(cards, [doubt.contact_id], self._work.today)
        self._show_pair(doubt, found[0] if found else None)

    def _show_pair(self, doubt: Doubt, card: ContactCard | None) -> None:
        side = self.query_one("#match-side", Reader)
        origin = doubt.record.origin
        side.border_title = plain(f"{f'Row {origin.line}' if origin.line else 'File'} → {doubt.called}", "bold")
        side.border_subtitle = "y same · n different · x skip"
        if card is None:
            side.show(plain("This contact is gone since the file was read.", "warn"))
            return
        pairs = field_by_field(doubt.record, card, self._work.today)
        side.show(pairs_content(pairs, side.scrollable_content_region.width), from_top=True)

    def on_resize(self) -> None:
        """Lay the pane out anew."""
        if self.display and self.doubts:
            start_beside(self, self._read_side, "match-side", exclusive=True)


def pairs_content(pairs: Sequence[FieldPair], cells: int) -> Content:
    """Put the fields of the file and of the book side by side."""
    room = max(8, (cells - _FIELD - 6) // 2)
    rows = [plain(pad("", _FIELD) + pad("file", room) + pad("netbook", room), "muted")]
    for pair in pairs:
        what = ("+add", "new") if pair.added else ("keep", "muted")
        rows.append(
            line(
                (pad(pair.field, _FIELD - 1) + " ", "muted"),
                pad(pair.in_file or "–", room - 1) + " ",
                pad(pair.in_book or "–", room - 1) + " ",
                what,
            )
        )
    rows += [plain(""), plain("Never overwritten: notes, tags, cadence, timeline.", "muted")]
    return lines(rows)


def _columns() -> tuple[Column[Judged], ...]:
    return (
        Column("", lambda row: (row.sign, _ROLES[row.sign]), 1, 1, gap=1),
        Column("File", lambda row: (row.doubt.record.name or "–", ""), 15, 26),
        Column("netbook", lambda row: (row.doubt.called, ""), 15, 26),
        Column("", lambda row: (f"{row.doubt.score:>3}", "heading"), 3, 3),
        Column("", lambda row: (", ".join(row.doubt.reasons), "muted"), 9, 40),
    )
