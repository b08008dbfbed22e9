"""The pictures of the documentation, drawn from the demo book: ``python tests/house/pictures.py`` writes them anew."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from netbook.book import Book
from netbook.config import Settings
from netbook.paths import find_paths
from netbook.tui.app import NetbookApp
from netbook.tui.workplace import Workplace
from netbook.usecases.demo import fill_demo_book

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PICTURES: dict[str, tuple[str, ...]] = {
    "review": (),
    "add": ("a", *"@alan_t Alan Turing ", "#", *"crypto at PyCon DE every 4w"),
    "met": ("m", *"hop, zoe at leeds meetup yesterday"),
    "people": ("2",),
    "contact": ("2", "enter"),
    "events": ("3",),
}
"""The name of each picture, and the keys pressed before it is taken."""
_NAMED = {" ": "space"}
_HOST = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def draw(name: str) -> str:
    """Draw one picture as SVG, in a window of 100×30; it names no font of another host."""
    return asyncio.run(_draw(PICTURES[name]))


@cache
def _demo_book() -> bytes:
    """Fill the demo book once; every picture works on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "netbook.db"
        book = Book(str(file), lambda: NOW)
        book.reverse(fill_demo_book, TODAY)
        book.close()
        return file.read_bytes()


async def _draw(keys: tuple[str, ...]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "netbook.db"
        file.write_bytes(_demo_book())
        book = Book(str(file), lambda: NOW)
        work = Workplace(
            paths=find_paths({"HOME": folder}),
            load_settings=Settings,
            open_book=lambda: book,
            book_shown="~/.local/share/netbook/netbook.db",
            day=lambda: TODAY,
            now=lambda: NOW,
        )
        app = NetbookApp(work)
        try:
            async with app.run_test(size=(100, 30)) as pilot:
                await _rest(app, pilot)
                for key in keys:
                    await pilot.press(_NAMED.get(key, key))
                await _rest(app, pilot)
                return _HOST.sub("", app.export_screenshot(title="netbook"))
        finally:
            book.close()


async def _rest(app: NetbookApp, pilot: object) -> None:
    """Wait until nothing is read or drawn any more; a page that waits for a dialog is at rest."""
    quiet = 0
    for _ in range(2_000):
        await asyncio.sleep(0.01)
        await pilot.pause()  # type: ignore[attr-defined]  # Textual's pilot
        here = app.screen
        busy = [worker for worker in app.workers if worker.is_running]
        busy = [worker for worker in busy if worker.node is app or worker.node.screen is here]
        quiet = 0 if busy or app.current_mode == "_default" else quiet + 1
        if quiet > 5:
            return
    message = "the interface never came to rest"
    raise RuntimeError(message)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        (FOLDER / f"{name}.svg").write_text(draw(name), encoding="utf-8")
        sys.stdout.write(f"docs/pictures/{name}.svg\n")


if __name__ == "__main__":
    main()
