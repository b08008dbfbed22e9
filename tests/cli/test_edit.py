"""``netbook edit``: by flags, from a file, and in an editor that never loses what was typed."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada and Grace."""
    netbook("add", "@ada", "Ada Lovelace", "::", 'likes "looms"\nand \\ signs')
    netbook("add", "@grace", "Grace Hopper")
    return netbook


def shown(netbook: Netbook) -> dict[str, Any]:
    """Read Ada, by her number."""
    form: dict[str, Any] = netbook("show", "#1", "--json").json
    return form


def editor(monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]) -> list[Path]:
    """Sit a person at the terminal whose editor changes the text so; gives the files that were edited."""
    files: list[Path] = []

    def edit(*, filename: str) -> None:
        file = Path(filename)
        files.append(file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.write_text(change(file.read_text("utf-8")), "utf-8")

    monkeypatch.setattr("click.edit", edit)
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda run: not run.wishes.json))
    return files


def test_flags(ada: Netbook) -> None:
    """Every field has a flag; an empty one clears its field; handles are added, renamed and left in the same step."""
    result = ada(
        *("edit", "ada", "--organisation", "Engines", "--position", "Countess", "--sector", "maths"),
        *("--location", "London", "--notes", "", "--add-handle", "ms:@ada@mathstodon.xyz", "--remove-handle", "@ada"),
    )
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ Edited Ada Lovelace")
    form = shown(ada)
    fields = ("organisation", "position", "sector", "location", "notes")
    assert [form[field] for field in fields] == ["Engines", "Countess", "maths", "London", None]
    assert form["handles"][0]["handle"] == "@ada@mathstodon.xyz"
    assert ada("show", "@ada", "--json").json["id"] == 1
    assert (
        ada("edit", "@ada", "--left-handle", "@ada@mathstodon.xyz", "--name", "Ada King", "--json").json["name"]
        == "Ada King"
    )


def test_all_or_nothing(ada: Netbook) -> None:
    """A handle that is unreadable, somebody else's or not there undoes the fields too."""
    before = shown(ada)
    for flag, handle, code in (
        ("--add-handle", "@grace", 2),
        ("--add-handle", "not a handle", 2),
        ("--remove-handle", "@nobody", 4),
    ):
        assert ada("edit", "#1", "--organisation", "Engines", flag, handle).code == code
    assert shown(ada) == before


def test_no_flags_without_a_terminal(ada: Netbook) -> None:
    """Without flags and without a terminal the flags are named, exit 2."""
    result = ada("edit", "ada")
    assert (result.code, result.out) == (2, "")
    assert all(flag in result.err for flag in ("--name", "--organisation", "--notes", "--add-handle"))
    assert ada("edit", "ada", "--name", "x", "--from", "-").code == 2


def test_editor(ada: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor shows the fields as TOML; what was changed is saved in one step, and the file is gone."""
    with monkeypatch.context() as patch:
        files = editor(patch, lambda text: text.replace('sector = ""', 'sector = "maths"').replace("looms", "frames"))
        result = ada("edit", "ada")
    assert result.code == 0, result.err
    assert result.err.startswith("✓ Edited Ada Lovelace")
    assert (shown(ada)["sector"], shown(ada)["notes"]) == ("maths", 'likes "frames"\nand \\ signs')
    assert not files[0].exists()


def test_editor_without_a_change(ada: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text left as it is changes nothing, makes no step, and says so."""
    before = shown(ada)
    with monkeypatch.context() as patch:
        files = editor(patch, lambda text: text)
        assert ada("edit", "ada").err == "Nothing changed: it was so already.\n"
    assert shown(ada) == before
    assert not files[0].exists()


@pytest.mark.parametrize(
    "typed",
    ["name = ", 'colour = "red"', "name = 3", 'handles = ["@grace"]', "handles = 3", 'name = ""\nhandles = []\nx = 1'],
)
def test_typed_text_is_never_lost(ada: Netbook, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """A text that cannot be saved stays in its file; the error names it and the command that takes it up again."""
    before = shown(ada)
    with monkeypatch.context() as patch:
        files = editor(patch, lambda _text: typed)
        result = ada("edit", "ada")
    assert result.code == 2
    kept = re.search(r"your text is kept: netbook edit '#1' --from (\S+)", result.err)
    assert kept is not None
    assert kept[1] == str(files[0])
    assert files[0].read_text("utf-8") == typed
    assert shown(ada) == before
    files[0].unlink()


def test_somebody_else_was_quicker(ada: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contact that was changed while the editor was open is not overwritten; the typed text is kept."""

    def change(_text: str) -> str:
        ada("note", "#1", "changed meanwhile", "--quiet")
        return 'name = "Ada King"'

    with monkeypatch.context() as patch:
        files = editor(patch, change)
        result = ada("edit", "ada")
    assert result.code == 2
    assert "was changed meanwhile; nothing was written" in result.err
    assert files[0].read_text("utf-8") == 'name = "Ada King"'
    assert shown(ada)["name"] == "Ada Lovelace"
    files[0].unlink()


def test_interrupted(ada: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ctrl-c after something was typed leaves the file where it is."""

    def interrupt(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        files = editor(patch, lambda _text: 'name = "Ada King"')
        patch.setattr("netbook.book.Book.keep", interrupt)
        assert ada("edit", "ada").code == 130
    assert files[0].read_text("utf-8") == 'name = "Ada King"'
    files[0].unlink()


def test_editor_that_fails(ada: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that cannot be started is named as the cause, and leaves no file and no change."""
    with monkeypatch.context() as patch:
        patch.setenv("VISUAL", "/nonexistent/editor")
        patch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
        result = ada("edit", "ada")
    assert result.code == 2
    assert "the editor failed" in result.err


def test_from_a_file(ada: Netbook, tmp_path: Path) -> None:
    """--from reads the same text from a file or standard input; a field left out stays."""
    file = tmp_path / "ada.toml"
    file.write_text('organisation = "Engines"\nhandles = ["@countess", "https://x.com/ada"]\n', "utf-8")
    assert ada("edit", "ada", "--from", str(file)).code == 0
    assert ada("show", "@countess", "--json").json["organisation"] == "Engines"
    assert ada("edit", "ada", "--from", "-", "--json", stdin='name = "Ada King"').json["name"] == "Ada King"
    assert shown(ada)["notes"] == 'likes "looms"\nand \\ signs'
    assert ada("edit", "ada", "--from", str(tmp_path / "absent.toml")).code == 2


@pytest.mark.parametrize("name", ["[red]x[/]", "\x1b[2Jx", "\u202eevil", 'q"""q', "back\\slash", "x\x7fy"])
def test_hostile_fields_survive(ada: Netbook, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever a field holds, its text in the editor reads back as the same."""
    ada("edit", "#1", "--name", name, "--notes", f"{name}\n\n{name}")
    before = shown(ada)
    with monkeypatch.context() as patch:
        editor(patch, lambda text: text)
        assert ada("edit", "#1").err == "Nothing changed: it was so already.\n"
    assert shown(ada) == before
