"""The interface on a real book, driven by keys; no terminal is needed, and the day is Mon 23 Nov 2026."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netbook.book import Book
from netbook.config import load
from netbook.paths import find_paths
from netbook.plain_book import open_plainly
from netbook.tui.app import NetbookApp
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.workplace import Workplace
from netbook.usecases.demo import fill_demo_book

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot
    from textual.worker import Worker

    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SNAPSHOTS = Path(__file__).parent / "snapshots"
HERE = Path(__file__).resolve().parent
SIZES = ((120, 36), (80, 24), (60, 16))
_SIGNS = {" ": "space", "\n": "enter"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave further sizes and hostile names to the long run: each test keeps one case in the short one."""
    seen: set[tuple[str, str, str]] = set()
    for item in items:
        call = getattr(item, "callspec", None)
        if call is None or HERE not in item.path.parents:
            continue
        size = call.params.get("size")
        if size is not None and size != (80, 24):
            item.add_marker(pytest.mark.long)
        for repeated in ("name", "text", "theme", "hostile"):
            if repeated in call.params and item.path.parent != HERE:
                key = (item.nodeid.partition("[")[0], str(call.params.get("key", "")), repeated)
                if key in seen:
                    item.add_marker(pytest.mark.long)
                seen.add(key)


async def nothing_at_hand(*_seconds: float) -> None:
    """Wait until all that is left to the loop is to wait: for a thread, for a timer, for a key."""
    loop: Any = asyncio.get_running_loop()
    for _ in range(10_000):
        await asyncio.sleep(0)
        if not loop._ready:
            return
    message = "the interface never comes to rest"
    raise AssertionError(message)


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as soon as a key has been dealt with, and draw once then.

    Textual's pilot looks fifty times a second whether the processor is idle, and Textual draws sixty times a second.
    """
    monkeypatch.setattr("textual.app.wait_for_idle", nothing_at_hand)
    monkeypatch.setattr("textual.pilot.wait_for_idle", nothing_at_hand)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 60.0)


class Ui:
    """One user at the keyboard."""

    def __init__(self, app: NetbookApp, pilot: Pilot[Any], desk: Desk) -> None:
        """Sit down; ``desk`` works on the same book beside the interface."""
        self.app = app
        self.pilot = pilot
        self.desk = desk

    async def settle(self) -> None:
        """Wait until nothing is read, written or drawn any more; a page that waits for a dialog is at rest."""
        for _ in range(5_000):
            await nothing_at_hand()
            if self.at_work() or self.app._resize_timer is not None or getattr(self.app.screen, "resting", None):
                await asyncio.sleep(0.002)
            elif self.to_draw():
                self.app.screen._on_timer_update()
            else:
                return
        message = f"still at work: {self.at_work()}, or still to be drawn"
        raise AssertionError(message)

    def to_draw(self) -> bool:
        """Say whether the screen in sight has changed since it was drawn, or something waits until it is."""
        here: Any = self.app.screen
        changed = here._layout_required or here._scroll_required or here._repaint_required or here._recompose_required
        return bool(changed or here._dirty_widgets or here._callbacks)

    def at_work(self) -> list[Worker[Any]]:
        """Give the work that goes on in the screen in sight, or in the program itself."""
        here = self.app.screen
        return [
            worker
            for worker in self.app.workers
            if worker.is_running and (worker.node is self.app or worker.node.screen is here)
        ]

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each once the one before has been dealt with."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def quick(self, *keys: str) -> None:
        """Press keys as fast as they come."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the field that has the focus."""
        await self.quick(*(_SIGNS.get(sign, sign) for sign in text))

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def text(self) -> str:
        """Everything on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.app.said[0]

    @property
    def footer(self) -> str:
        """The last line of the screen."""
        return self.text.splitlines()[-1]

    @property
    def status(self) -> StatusLine:
        """The status line itself."""
        return self.app.screen.query_one(StatusLine)


Scenario = "Callable[[Ui], Awaitable[None]]"


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill the demo book once; tests work on copies."""
    file = tmp_path_factory.mktemp("demo") / "netbook.db"
    book = Book(str(file), lambda: NOW)
    book.reverse(fill_demo_book, TODAY)
    book.close()
    return file


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home, with no setting of the developer's own in force."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NETBOOK_BOOK", "NETBOOK_CONFIG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def ui(home: Path, demo_file: Path, empty_book: Path, desk_at: Callable[[Book], Desk]) -> Callable[..., None]:
    """Give a function that plays a scenario on a copy of the demo book, or on an empty one.

    ``ui(scenario, size=(120, 36), demo=False, prepare=…)``: ``prepare`` is given a desk before the interface starts.
    """

    def play(
        scenario: Callable[[Ui], Awaitable[None]],
        *,
        size: tuple[int, int] = (120, 36),
        demo: bool = True,
        prepare: Callable[[Desk], None] | None = None,
        **settings: Any,
    ) -> None:
        paths = find_paths({"HOME": str(home)})
        paths.book.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy(demo_file if demo else empty_book, paths.book)
        book = Book(str(paths.book), lambda: NOW)
        if prepare is not None:
            prepare(desk_at(book))
        work = Workplace(
            paths=paths,
            load_settings=lambda: replace(load(paths.config, {})[0], **settings),
            open_book=lambda: book,
            open_plainly=lambda: open_plainly(str(paths.book)),
            book_shown="~/.local/share/netbook/netbook.db",
            day=lambda: TODAY,
            now=lambda: NOW,
        )
        try:
            asyncio.run(_play(NetbookApp(work), scenario, size, desk_at(book)))
        finally:
            work.close()
            book.close()

    return play


async def _play(app: NetbookApp, scenario: Callable[[Ui], Awaitable[None]], size: tuple[int, int], desk: Desk) -> None:
    async with app.run_test(size=size) as pilot:
        here = Ui(app, pilot, desk)
        for _ in range(1_000):
            await pilot.pause()
            if app.current_mode == "review":
                break
            await asyncio.sleep(0.005)
        await here.settle()
        await scenario(here)


@pytest.fixture
def same_as_kept(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a function that compares a screen's text with the one kept under a name; NETBOOK_KEEP=1 keeps it anew."""

    def compare(name: str, text: str) -> None:
        import os

        file = SNAPSHOTS / f"{name}.txt"
        if os.environ.get("NETBOOK_KEEP") == "1":
            file.parent.mkdir(exist_ok=True)
            file.write_text(text + "\n", encoding="utf-8")
        assert file.exists(), f"no picture is kept under {name}: NETBOOK_KEEP=1 keeps it"
        assert text + "\n" == file.read_text(encoding="utf-8")

    return compare
