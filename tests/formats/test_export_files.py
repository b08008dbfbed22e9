"""The files of an export: one file, a folder, bytes; opened by listed names only and never past a cap."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from netbook.errors import NetbookError
from netbook.formats import files as files_module
from netbook.formats.files import Member
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from pathlib import Path


def test_one_file_is_its_only_member(tmp_path: Path) -> None:
    """A lone file is listed under its own name with its size."""
    (tmp_path / "a.csv").write_bytes(b"12345")
    with open_export(tmp_path / "a.csv") as files:
        assert files.members == (Member("a.csv", 5),)
        assert files.head("a.csv", 3) == b"123"
        with files.open("a.csv") as stream:
            assert stream.read() == b"12345"


def test_a_folder_lists_everything_below_it_in_order(tmp_path: Path) -> None:
    """Folders within the folder are looked into, and the names hold slashes."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.csv").write_bytes(b"b")
    (tmp_path / "a.csv").write_bytes(b"a")
    with open_export(tmp_path) as files:
        assert [member.name for member in files.members] == ["a.csv", "sub/b.csv"]
        assert files.members[1].base == "b.csv"
        assert files.head("sub/b.csv") == b"b"


def test_bytes_are_one_member_named_for_where_they_came_from() -> None:
    """Standard input is read like a file."""
    with open_bytes(b"hello") as files:
        assert files.members == (Member("standard input", 5),)
        assert files.head("standard input") == b"hello"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "b.csv", "", "sub/../a.csv", "./a.csv"])
def test_only_listed_names_can_be_opened(tmp_path: Path, name: str) -> None:
    """Whatever is not in the listing is refused, however it is spelt."""
    (tmp_path / "a.csv").write_bytes(b"a")
    with open_export(tmp_path) as files, pytest.raises(UnreadableFile, match="holds no file named"):
        files.open(name)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A folder cannot make netbook read a file elsewhere."""
    (tmp_path / "outside.csv").write_bytes(b"private")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "messages.csv").symlink_to(tmp_path / "outside.csv")
    with open_export(tmp_path / "export") as files, pytest.raises(UnreadableFile, match="leads out of the folder"):
        files.head("messages.csv")


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    """A link to a file of the same folder is that file."""
    (tmp_path / "real.csv").write_bytes(b"mine")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with open_export(tmp_path) as files:
        assert files.head("link.csv") == b"mine"


def test_a_linked_folder_is_not_entered(tmp_path: Path) -> None:
    """A link to a folder leads nowhere, so that a circle of links cannot hold netbook up."""
    (tmp_path / "a.csv").write_bytes(b"a")
    (tmp_path / "round").symlink_to(tmp_path)
    with open_export(tmp_path) as files:
        assert [member.name for member in files.members] == ["a.csv"]


def test_a_pipe_is_no_member_and_no_export(tmp_path: Path) -> None:
    """Nothing that would make netbook wait for ever is opened."""
    os.mkfifo(tmp_path / "pipe.csv")
    with open_export(tmp_path) as files:
        assert files.members == ()
    with pytest.raises(UnreadableFile, match="neither a file nor a folder"):
        open_export(tmp_path / "pipe.csv")


def test_a_file_that_is_gone_when_opened_is_a_sentence(tmp_path: Path) -> None:
    """A file that vanishes between listing and opening is said to be out of reach."""
    (tmp_path / "a.csv").write_bytes(b"a")
    with open_export(tmp_path) as files:
        (tmp_path / "a.csv").unlink()
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            files.open("a.csv")


@pytest.mark.parametrize("name", ["nothing.csv", "nul\0byte.csv", "x" * 5000])
def test_what_is_not_there_is_refused_with_exit_code_2(tmp_path: Path, name: str) -> None:
    """A missing, impossible or endless name is a sentence, not a traceback."""
    with pytest.raises(UnreadableFile, match="no file or folder") as refused:
        open_export(tmp_path / name)
    assert isinstance(refused.value, NetbookError)
    assert refused.value.exit_code == 2


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """Nothing at all is no export, from a file or from standard input."""
    (tmp_path / "a.csv").touch()
    with pytest.raises(UnreadableFile, match="is empty"):
        open_export(tmp_path / "a.csv")
    with pytest.raises(UnreadableFile, match="“standard input” is empty"):
        open_bytes(b"")


def test_a_file_past_the_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file larger than the cap is refused before a byte is read."""
    (tmp_path / "a.csv").write_bytes(b"123456")
    monkeypatch.setattr(files_module, "MEMBER_CAP", 5)
    with pytest.raises(UnreadableFile, match="more than netbook reads"):
        open_export(tmp_path / "a.csv")


def test_a_file_that_grows_past_the_cap_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is what is read, not the size that was listed."""
    (tmp_path / "a.csv").write_bytes(b"1234")
    (tmp_path / "b.csv").write_bytes(b"1234")
    monkeypatch.setattr(files_module, "MEMBER_CAP", 5)
    with open_export(tmp_path) as files:
        (tmp_path / "a.csv").write_bytes(b"1234567")
        with files.open("a.csv") as stream, pytest.raises(UnreadableFile, match="more than netbook reads"):
            stream.read()


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole disk named by accident does not fill the memory."""
    for name in "abc":
        (tmp_path / name).touch()
    monkeypatch.setattr(files_module, "MOST_MEMBERS", 2)
    with pytest.raises(UnreadableFile, match="holds more than 2 files"):
        open_export(tmp_path)


def test_folders_are_entered_to_a_certain_depth(tmp_path: Path) -> None:
    """A very deep folder ends somewhere."""
    deep = tmp_path.joinpath(*["d"] * (files_module.DEEPEST_FOLDER + 2))
    deep.mkdir(parents=True)
    (deep / "a.csv").touch()
    (deep.parents[3] / "b.csv").touch()
    with open_export(tmp_path) as files:
        assert [member.base for member in files.members] == ["b.csv"]


def test_progress_hears_of_every_byte(tmp_path: Path) -> None:
    """The chunks that a reader is told of add up to the file."""
    (tmp_path / "a.csv").write_bytes(b"x" * 1000)
    heard: list[int] = []
    with open_export(tmp_path / "a.csv") as files, files.open("a.csv", heard.append, 64) as stream:
        stream.read()
    assert sum(heard) == 1000


def test_names_in_sentences_are_harmless_and_short() -> None:
    """Control characters and lone surrogates of a file name never reach a sentence, nor does all of a long one."""
    assert shown_name("a\x1b[31m\udcff\n") == "a\ufffd[31m\ufffd\ufffd"
    assert shown_name("x" * 500 + ".csv").endswith("x.csv")
    assert len(shown_name("x" * 500)) == 80
