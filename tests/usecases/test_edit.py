"""Edits of a contact, its handles and its tags."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.cadence import read_cadence
from netbook.errors import NobodyMatches, UsageProblem
from netbook.usecases import edit

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_an_edit_of_an_old_version_is_refused(desk: Desk) -> None:
    """An edit that began before another was written changes nothing and says so."""
    version = desk.add("@ada Ada Lovelace").card.version
    edited = desk.book.do(edit.edit, "ada", {"sector": "press", "notes": " two\nlines "}, TODAY, version=version)
    assert (edited.sector, edited.notes, edited.version > version) == ("press", " two\nlines ", True)
    with pytest.raises(edit.ChangedMeanwhile, match="was changed meanwhile"):
        desk.book.do(edit.edit, "ada", {"sector": "law"}, TODAY, version=version)
    with pytest.raises(UsageProblem, match="no field “shoe size”"):
        desk.book.do(edit.edit, "ada", {"shoe size": "9"}, TODAY)
    assert desk.book.do(edit.edit, "ada", {"name": None}, TODAY).called == "@ada"
    desk.add("Grace Hopper")
    with pytest.raises(UsageProblem, match="needs its name"):
        desk.book.do(edit.edit, "grace", {"name": ""}, TODAY)


def test_a_renamed_handle_still_finds_its_contact(desk: Desk) -> None:
    """An old handle finds the contact, is no longer among the active ones, and somebody else may take it."""
    first = desk.add("@ada Ada Lovelace").card
    desk.book.do(edit.change_handles, "ada", TODAY, add=["@countess"], retire=["@ada"])
    assert desk.card("@ada").id == first.id
    assert [(each.shown, each.status) for each in desk.card("@countess").handles] == [
        ("@countess", "active"),
        ("@ada", "renamed"),
    ]
    with pytest.raises(NobodyMatches, match="has no handle"):
        desk.book.do(edit.change_handles, "ada lovelace", TODAY, retire=["@nobody"])


def test_a_tag_s_cadence(desk: Desk) -> None:
    """A tag's cadence is in force for all who bear it, the shortest of several; one's own goes before it."""
    desk.met("Ada Lovelace #press #law on 1 Nov 2026")
    desk.met("Grace Hopper #press every 3 months")
    assert desk.book.do(edit.set_tag_cadence, "press", read_cadence("6w")) == 2
    desk.book.do(edit.set_tag_cadence, "#law", read_cadence("2w"))
    ada, grace = desk.card("ada"), desk.card("grace")
    assert ada.cadence is not None
    assert (ada.cadence.days, ada.cadence_tag, ada.due_on) == (14, "law", date(2026, 11, 15))
    assert (grace.cadence is not None, grace.cadence_tag) == (True, None)
    (untagged,) = desk.book.do(edit.change_tags, ["ada"], TODAY, remove=["law"])
    assert (untagged.tags, untagged.cadence_tag) == (("press",), "press")
    with pytest.raises(NobodyMatches, match="nobody bears the tag"):
        desk.book.do(edit.change_tags, ["#none"], TODAY, add=["x"])


def test_a_birthday(desk: Desk) -> None:
    """A birthday is read in words, kept in one form, refused where it is none, and cleared by nothing."""
    desk.add("@ada")
    assert desk.book.do(edit.edit, "ada", {"birthday": "10 Dec 1815"}, TODAY).birthday == "1815-12-10"
    with pytest.raises(UsageProblem, match="not a birthday"):
        desk.book.do(edit.edit, "ada", {"birthday": "31 feb"}, TODAY)
    assert desk.book.do(edit.edit, "ada", {"birthday": "dec 10"}, TODAY).birthday == "--12-10"
    assert desk.book.do(edit.edit, "ada", {"birthday": " "}, TODAY).birthday is None
