"""What holds for every command: options, exit codes, streams, errors, imports, hostile text."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.book import Book
from netbook.domain.text import norm_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Netbook, Result


ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / ".." / "shared" / "golden" / "hostile_strings.jsonl"
SHARES = 8  # the samples are dealt out over as many books, which several workers can try at once
LIGHT = ("sqlalchemy", "alembic", "textual", "rich", "dateutil", "tomlkit", "rapidfuzz")


def book_file(home: Path) -> Path:
    """Give the place of the book."""
    return home / ".local" / "share" / "netbook" / "netbook.db"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give what a program needs, in an empty home under LANG=C."""
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C", "TERM": "dumb", **more}


def shell(home: Path, line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $NETBOOK is the program; it must end within 20 seconds."""
    program = f'"{sys.executable}" -m netbook'
    return subprocess.run(
        ["sh", "-c", line.replace("$NETBOOK", program)],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        check=False,
        timeout=20,
        stdin=subprocess.DEVNULL,
    )


def modules_after(home: Path, *arguments: str) -> set[str]:
    """Run a command line in a new process, and name the modules that were imported for it."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: sys.stderr.write(chr(10) + ' '.join(sys.modules)))\n"
        "from netbook.cli.app import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 3), ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["-V"], ["review", "--help"]], ids=" ".join)
def test_help_and_version_import_click_alone(tmp_path: Path, arguments: list[str]) -> None:
    """Help and version load neither the ORM nor anything else that is slow, and write nothing."""
    modules = modules_after(tmp_path, *arguments)
    assert modules.isdisjoint(LIGHT)
    assert list(tmp_path.iterdir()) == []


def test_add_and_check_import_little(tmp_path: Path) -> None:
    """Adding, also when it makes the book, loads no Alembic and no screens; --check not even SQLAlchemy."""
    for handle in ("@ada", "@grace"):
        assert modules_after(tmp_path, "add", handle).isdisjoint({"textual", "alembic", "rich"})
    assert modules_after(tmp_path, "review", "--check").isdisjoint({"sqlalchemy", "alembic", "rapidfuzz"})


def test_only_the_data_folder_is_written(tmp_path: Path) -> None:
    """In an empty home under LANG=C, add and review succeed and write only below the data folder, privately."""
    ran = shell(tmp_path, "$NETBOOK add @ada && $NETBOOK review")
    assert ran.returncode == 0
    assert b"\x1b" not in ran.stdout + ran.stderr
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(path.is_relative_to(book_file(tmp_path).parent) for path in files)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert book_file(tmp_path).parent.stat().st_mode & 0o777 == 0o700


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    """A reader that stops reading, and streams that are closed, end the program quietly."""
    names = "".join(f"@ada{number} Ada Number {number}\\n" for number in range(150))
    assert shell(tmp_path, f"printf '{names}' | $NETBOOK add - -q").returncode == 0
    for line in (
        "$NETBOOK list --json | head -c 10",
        "$NETBOOK list | head -n 1",
        "$NETBOOK history --json -n 99 | true",
        "$NETBOOK list >&-",
        "$NETBOOK list 2>&- >&- <&-",
        "$NETBOOK nonsense 2>&- >&- <&- || true",
    ):
        ran = shell(tmp_path, line)
        assert ran.returncode == 0, line
        assert ran.stderr == b"", line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """Output that cannot be written ends with exit 1 and one sentence."""
    shell(tmp_path, "$NETBOOK add @ada")
    ran = shell(tmp_path, "$NETBOOK list > /dev/full")
    assert ran.returncode == 1
    assert ran.stderr.decode() == "netbook: the output cannot be written: no space left on device.\n"


@pytest.mark.parametrize(
    "more",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"}, {"PYTHONIOENCODING": "latin-1"}],
    ids=str,
)
def test_any_encoding_will_do(tmp_path: Path, more: dict[str, str]) -> None:
    """Names and help are printed in any encoding, without an escape code."""
    for line in (
        "$NETBOOK add @zoe 'Zoë Ünïcode' '#日本' && $NETBOOK show zoe && $NETBOOK review",
        "$NETBOOK list --help",
    ):
        ran = shell(tmp_path, line, **more)
        assert ran.returncode == 0, ran.stderr
        assert b"\x1b" not in ran.stdout + ran.stderr


def test_input_that_is_no_text(netbook: Netbook) -> None:
    """Bytes that are not UTF-8 become U+FFFD in what is stored; nothing breaks."""
    assert netbook("add", "-", stdin=b"@ada Ad\xff\xfea\n").code == 0
    assert "\ufffd" in netbook("show", "@ada", "--json").json["name"]


def test_an_unknown_command_names_the_nearest(netbook: Netbook) -> None:
    """An unknown command or option ends with exit 2 and names what may be meant, in the one form of errors."""
    wrong = netbook("shwo", "ada")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "netbook: there is no command “shwo”. Did you mean “show”?\n  netbook show --help\n"
    option = netbook("review", "--al")
    assert option.code == 2
    assert option.err.startswith("netbook: no such option “--al”. Did you mean “--all”?")
    assert netbook("show").err == "netbook: missing argument “WHO”.\n  netbook show --help\n"


@pytest.mark.parametrize("arguments", [["shwo"], ["show", "nobody"], ["review", "--al"], ["show"], ["list", "is:x"]])
def test_errors_as_json(netbook: Netbook, arguments: list[str]) -> None:
    """With --json, before or after the command, an error is one object on standard error."""
    for typed in (["--json", *arguments], [*arguments, "--json"]):
        refused = netbook(*typed)
        assert refused.out == ""
        form = json.loads(refused.err)
        assert set(form) == {"error", "exit_code"}
        assert form["exit_code"] == refused.code


def test_quiet_leaves_out_confirmations_only(netbook: Netbook) -> None:
    """-q leaves out confirmations, before or after the command, and keeps errors."""
    assert netbook("-q", "add", "@ada").err == ""
    assert netbook("add", "@grace", "-q").err == ""
    assert netbook("undo", "-q").err == ""
    assert netbook("-q", "show", "nobody").err != ""


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31", "\x1b[2J"])
def test_a_wrong_today_is_refused(netbook: Netbook, day: str) -> None:
    """NETBOOK_TODAY that is no date of our age ends with exit 2 and names the variable."""
    refused = netbook("review", today=day)
    assert refused.code == 2
    assert refused.err.startswith("netbook: NETBOOK_TODAY is ")
    assert "\x1b" not in refused.err


def test_no_home(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home folder, exit 2 and a sentence that says so."""
    monkeypatch.delenv("HOME")
    refused = netbook("list")
    assert refused.code == 2
    assert "HOME is not set" in refused.err


def test_a_book_in_use(netbook: Netbook, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, a change waits, gives up with exit 5, and nothing is changed; reading goes on."""
    netbook("add", "@ada")
    monkeypatch.setattr("netbook.book.Book", partial(Book, busy_milliseconds=50))
    other = sqlite3.connect(book_file(home), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = netbook("add", "@grace")
    assert (refused.code, refused.out) == (5, "")
    assert "another netbook is writing" in refused.err
    assert netbook("list").code == 0
    other.execute("ROLLBACK")
    other.close()
    assert len(netbook("list", "--json").json) == 1


def broken_books(home: Path) -> Iterator[tuple[str, Path]]:
    """Make books that cannot be used, each with what is wrong with it."""
    whole = book_file(home)
    other = home / "other"
    other.mkdir()
    text = other / "text.db"
    text.write_text("Dear diary, " * 1000)
    yield "no database", text
    stranger = other / "stranger.db"
    with sqlite3.connect(stranger) as connection:
        connection.execute("CREATE TABLE cake (layers INTEGER)")
    connection.close()
    yield "another program's", stranger
    newer = other / "newer.db"
    with sqlite3.connect(whole, isolation_level=None) as connection:
        connection.execute("VACUUM INTO ?", (str(newer),))
    connection.close()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    yield "newer", newer
    damaged = other / "damaged.db"
    damaged.write_bytes(newer.read_bytes()[:4096] + b"\xff" * 40_000)
    yield "damaged", damaged
    yield "a folder", other
    behind = other / "file"
    behind.write_text("")
    yield "below a file", behind / "netbook.db"


def test_a_book_that_cannot_be_used(netbook: Netbook, home: Path) -> None:
    """A newer, damaged or foreign book ends with exit 5 and one sentence; its file is left as it was."""
    netbook("add", "@ada")
    for what, file in broken_books(home):
        before = file.read_bytes() if file.is_file() else b""
        for arguments in (["add", "@grace"], ["review"], ["review", "--check"], ["show", "ada"]):
            refused = netbook("--book", str(file), *arguments)
            assert refused.code == 5, (what, arguments, refused)
            assert refused.out == ""
            assert refused.err.startswith("netbook: ")
            assert len(refused.err.splitlines()) <= 3
        assert (file.read_bytes() if file.is_file() else b"") == before, what
        assert netbook("--book", str(file), "info").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anything")
def test_a_read_only_book(netbook: Netbook, home: Path) -> None:
    """A book that may not be written ends with exit 5."""
    netbook("add", "@ada")
    book_file(home).chmod(0o400)
    assert netbook("add", "@grace").code == 5


def test_a_bug_goes_to_the_log(netbook: Netbook, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program writes its traceback to the log, says where, and ends with exit 70."""

    def broken(*_arguments: object, **_options: object) -> None:
        message = "out of \x1b[2J cheese"
        raise ValueError(message)

    monkeypatch.setattr("netbook.cli.commands.list.list_contacts", broken)
    failed = netbook("list")
    log = home / ".local" / "state" / "netbook" / "netbook.log"
    assert (failed.code, failed.out) == (70, "")
    assert (
        failed.err == f"netbook: this is a bug in netbook; its details are in {log}. Nothing you did before is lost.\n"
    )
    assert "cheese" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert json.loads(netbook("list", "--json").err)["exit_code"] == 70


def test_an_interrupt(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with exit 130 and no traceback."""

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("netbook.cli.commands.list.list_contacts", interrupted)
    stopped = netbook("list")
    assert (stopped.code, stopped.out, stopped.err) == (130, "", "\n")


def test_many_contacts_are_streamed(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON list is printed as it is read, page by page."""
    netbook("add", "-", stdin="".join(f"@ada{number:03}\n" for number in range(25)))
    monkeypatch.setattr("netbook.cli.commands.list._PAGE", 10)
    assert [form["name"] for form in netbook("list", "--json").json] == [f"@ada{number:03}" for number in range(25)]


def harmless(result: Result) -> bool:
    """Say whether neither stream holds a control character but the line feed."""
    return not any((sign < " " and sign != "\n") or "\x7f" <= sign <= "\x9f" for sign in result.out + result.err)


@pytest.mark.skipif(not GOLDEN.exists(), reason="the samples lie beside the project")
@pytest.mark.parametrize("share", range(SHARES))
def test_every_hostile_string(netbook: Netbook, monkeypatch: pytest.MonkeyPatch, share: int) -> None:
    """Every sample, as a name and as a note, is stored whole, or refused with exit 2, and never harms a terminal."""
    rows = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()][share::SHARES]
    assert rows
    kept = {}
    for row in rows:
        text = row["s"] if "s" in row else row["pre"] + row["repeat"][0] * row["repeat"][1] + row["post"]
        handle = f"@hostile{row['id']}"
        noted = netbook("add", handle, "--note", text)
        named = netbook("edit", handle, "--name", text)
        assert {named.code, noted.code} <= {0, 2}, row
        assert harmless(named), row
        assert harmless(noted), row
        if named.code == 0 and norm_line(text):
            kept[handle] = norm_line(text)
    forms = netbook("list", "--json").json
    names = {form["handles"][0]["handle"]: form["name"] for form in forms}
    assert {handle: names[handle] for handle in kept} == kept
    monkeypatch.setenv("NETBOOK_CAP", "999")
    for arguments in (["list"], ["review"], ["history", "-n", "999"], ["review", "--json"], ["history", "--json"]):
        shown = netbook(*arguments, today="2026-12-20")
        assert shown.code == 0
        assert harmless(shown)
    for handle in list(kept)[::8]:
        assert harmless(netbook("show", handle))
