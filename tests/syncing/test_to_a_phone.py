"""The whole way to a phone and back: netbook's folder, vdirsyncer, and an address book server, all on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.domain.syncing import SyncChoice, Synced
from netbook.sync_files import places, sync
from netbook.usecases.edit import archive, edit
from tests.conftest import NOW, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Desk

PROGRAMS = Path(sys.executable).parent
LONGEST = 60
"""Seconds that a program may take."""
RADIA = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:radia\r\nFN:Radia Perlman\r\nN:Perlman;Radia;;;\r\nX-PHONE-ONLY:keep\r\n"
    "EMAIL:radia@example.org\r\nEND:VCARD\r\n"
)


class Phone:
    """A client of the server, as a phone is one."""

    def __init__(self, port: int) -> None:
        """Know the server by its port."""
        self.port = port

    def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        headers = {"Authorization": "Basic YWRhOng=", "Content-Type": "text/vcard; charset=utf-8", "Depth": "1"}
        connection.request(method, path, None if body is None else body.encode(), headers)
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        assert answer.status < 300, found
        return found

    def cards(self) -> dict[str, str]:
        """Give the content of every card by its address."""
        listed = self._ask("PROPFIND", "/ada/netbook/").decode()
        paths = [part.split("</")[0] for part in listed.split("href>") if part.startswith("/") and ".vcf</" in part]
        return {path: self._ask("GET", path).decode() for path in paths}

    def put(self, path: str, content: str) -> None:
        """Save a card."""
        self._ask("PUT", path, content)

    def delete(self, path: str) -> None:
        """Delete a card."""
        self._ask("DELETE", path)


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    """Start an address book server on a port of its own, for this machine only, and stop it afterwards."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [sys.executable, "-u", "-m", "radicale", "--config", "", "--hosts", f"127.0.0.1:{port}"]
    command += ["--auth-type", "none", "--storage-filesystem-folder", str(tmp_path / "server")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert server.stderr is not None
    for line in server.stderr:
        if b"ready" in line:
            break
    yield Phone(port)
    server.terminate()
    server.stderr.read()
    server.stderr.close()
    server.wait(LONGEST)


@pytest.fixture
def carry(tmp_path: Path, phone: Phone) -> Callable[[], None]:
    """Give a function that lets vdirsyncer carry cards between the folder and the server."""
    settings = tmp_path / "vdirsyncer.conf"
    settings.write_text(
        f"""
[general]
status_path = "{tmp_path / "status"}"
[pair people]
a = "here"
b = "there"
collections = ["netbook"]
[storage here]
type = "filesystem"
path = "{tmp_path / "people"}"
fileext = ".vcf"
[storage there]
type = "carddav"
url = "http://127.0.0.1:{phone.port}/ada/"
username = "ada"
password = "x"
""",
        encoding="utf-8",
    )
    environment = {**os.environ, "HOME": str(tmp_path), "VDIRSYNCER_CONFIG": str(settings), "no_proxy": "127.0.0.1"}

    def vdirsyncer(*words: str) -> None:
        done = subprocess.run(
            [str(PROGRAMS / "vdirsyncer"), *words],
            input=b"y\n" * 10,
            capture_output=True,
            check=False,
            timeout=LONGEST,
            env=environment,
        )
        assert done.returncode == 0, done.stderr.decode()

    vdirsyncer("discover")
    return lambda: vdirsyncer("sync")


@pytest.fixture
def book_name(tmp_path: Path) -> str:
    """Name a book on SQLite: the database has no part in this."""
    return str(tmp_path / "netbook.db")


class Between:
    """A book, a phone, and a folder between them."""

    def __init__(self, desk: Desk, phone: Phone, folder: Path) -> None:
        """Begin with three people, whom the phone does not know yet."""
        self.desk = desk
        self.phone = phone
        self._folder = folder
        self._turns = iter(range(1, 100))
        desk.add("@ada Ada Lovelace #maths :: looms; and, \\ numbers")
        desk.add("grace@example.org Grace Hopper")
        desk.add("@alan Alan Turing")
        self.step()

    def step(self) -> Synced:
        """Bring the folder and the book in step."""
        now = NOW + timedelta(minutes=next(self._turns))
        return sync(self.desk.book, places(str(self._folder), None), TODAY, now, SyncChoice()).cards

    def change_on_the_phone(self) -> None:
        """Change Ada, add Radia, remove Alan."""
        cards = self.phone.cards()
        assert len(cards) == 3
        ada = next(path for path, content in cards.items() if "Ada Lovelace" in content)
        alan = next(path for path, content in cards.items() if "Alan Turing" in content)
        assert "https://x.com/ada" in cards[ada].replace("\r\n ", "")
        self.phone.put(ada, cards[ada].replace("FN:Ada Lovelace", "FN:Ada King\r\nTEL;TYPE=CELL:+44 20 7946 0000"))
        self.phone.put("/ada/netbook/radia.vcf", RADIA)
        self.phone.delete(alan)


@pytest.fixture
def between(desk: Desk, phone: Phone, tmp_path: Path) -> Between:
    """Put a folder between a book and a phone."""
    return Between(desk, phone, tmp_path / "people" / "netbook")


def test_from_a_phone(between: Between, carry: Callable[[], None]) -> None:
    """Cards go to the phone, and what is changed, added and removed there comes into the book."""
    carry()
    between.change_on_the_phone()
    between.desk.book.do(edit, "ada", {"organisation": "Engines"}, TODAY)
    carry()
    done = between.step()
    assert (done.new_here, done.archived_here, done.conflicts) == (("Radia Perlman",), ("Alan Turing",), ())
    card = between.desk.card("ada")
    assert (card.name, card.organisation, card.tags) == ("Ada King", "Engines", ("maths",))
    assert card.notes == "looms; and, \\ numbers"
    assert {handle.network for handle in card.handles} == {"x", "phone"}


@pytest.mark.long
def test_to_a_phone_and_back(between: Between, carry: Callable[[], None]) -> None:
    """What is changed and archived in the book shows on the phone, which keeps what it alone knows; then all is in step."""
    carry()
    between.change_on_the_phone()
    between.desk.book.do(edit, "ada", {"organisation": "Engines"}, TODAY)
    carry()
    between.step()
    between.desk.book.do(edit, "radia", {"position": "Engineer"}, TODAY)
    between.desk.book.do(archive, ["grace"], TODAY)
    between.step()
    carry()
    texts = list(between.phone.cards().values())
    assert len(texts) == 2
    assert any("FN:Ada King" in text and "ORG:Engines" in text for text in texts)
    assert any("TITLE:Engineer" in text and "X-PHONE-ONLY:keep" in text for text in texts)
    carry()
    done = between.step()
    assert (done.changes, done.same, done.left) == (0, 2, ())
