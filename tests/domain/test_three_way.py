"""Two sides of a card and what both had: nothing that either side has changed is lost, and nothing comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.card_text import card_text, read_card_text
from netbook.domain.handles import Handle, handle_on
from netbook.domain.portable import PortableMet
from netbook.domain.three_way import PLAIN_FIELDS, FieldConflict, Side, is_same, merged, needs_telling
from netbook.domain.visiting_card import VisitingCard

MAIL, WORK, PHONE = handle_on("email", "a@b.org"), handle_on("email", "w@b.org"), handle_on("phone", "+44 20 7946 0000")
X, MASTODON = handle_on("x", "ada"), handle_on("mastodon", "ada@b.social")
BARE = Handle("github", "id:7", "gh:id:7", "7", None)
BASE = VisitingCard("Ada", (MAIL, X), organisation="Engines", tags=("maths",), notes="one", sector="looms")
MET = PortableMet("x", None, None, date(2026, 1, 2))
WORDS = st.sampled_from([None, "a", "b", "c"])
SETS = st.lists(st.sampled_from(["p", "q", "r", "s"]), unique=True, max_size=4).map(tuple)


@pytest.mark.parametrize("field", PLAIN_FIELDS)
@pytest.mark.parametrize("side", list(Side))
def test_what_one_side_changes_counts(field: str, side: Side) -> None:
    """A field that one side has changed, or emptied, is that on both."""
    for value in ("new", None):
        changed = replace(BASE, **{field: value})  # type: ignore[arg-type]  # all of these are texts
        found = merged(BASE, changed if side is Side.OURS else BASE, BASE if side is Side.OURS else changed, {})
        assert found.ours == found.theirs == found.remembered == changed
        assert found.conflicts == ()


def test_different_fields_of_one_card() -> None:
    """What both sides have changed in different places is put together."""
    found = merged(BASE, replace(BASE, notes="two"), replace(BASE, name="Ada King"), {})
    assert found.ours == found.theirs == replace(BASE, notes="two", name="Ada King")


def test_a_conflict_is_kept_by_both() -> None:
    """A field changed on both sides stays as it is on each, is told, and is told again until it is settled."""
    ours, theirs = replace(BASE, notes="ours", name="Ada K."), replace(BASE, notes="theirs", organisation="Acme")
    found = merged(BASE, ours, theirs, {})
    assert found.conflicts == (FieldConflict("notes", "one", "ours", "theirs"),)
    assert (found.ours.notes, found.theirs.notes, found.remembered.notes) == ("ours", "theirs", "one")
    assert (found.ours.name, found.theirs.name) == ("Ada K.", "Ada K.")
    assert (found.ours.organisation, found.theirs.organisation) == ("Acme", "Acme")
    again = merged(found.remembered, found.ours, found.theirs, {})
    assert again == found
    for side, text in ((Side.OURS, "ours"), (Side.THEIRS, "theirs")):
        settled = merged(found.remembered, found.ours, found.theirs, {"notes": side})
        assert (settled.ours.notes, settled.theirs.notes, settled.conflicts) == (text, text, ())


def test_both_changed_alike() -> None:
    """The same change on both sides is no conflict."""
    changed = replace(BASE, notes="two")
    assert merged(BASE, changed, changed, {}).conflicts == ()


def test_a_first_meeting() -> None:
    """Sides that meet for the first time fill each other's gaps, and differ where both say something."""
    ours = VisitingCard("Ada", (MAIL,), notes="n", tags=("a",), sector="looms")
    theirs = VisitingCard("Ada King", (X,), birthday="--12-10", tags=("b",))
    found = merged(None, ours, theirs, {})
    assert [conflict.field for conflict in found.conflicts] == ["name"]
    assert set(found.ours.handles) == {MAIL, X}
    assert set(found.theirs.tags) == {"a", "b"}
    assert (found.theirs.notes, found.ours.birthday, found.theirs.sector) == ("n", "--12-10", "looms")


def test_accounts_and_tags_one_by_one() -> None:
    """Of accounts and tags each side's additions and removals all count."""
    ours = replace(BASE, handles=(X, WORK), tags=("maths", "new"))
    theirs = replace(BASE, handles=(MAIL, X, PHONE), tags=())
    found = merged(BASE, ours, theirs, {})
    assert set(found.ours.handles) == set(found.theirs.handles) == {X, WORK, PHONE}
    assert found.ours.tags == ("new",)
    assert is_same(found.ours, found.theirs)


def test_an_account_taken_out_there_is_a_former_one() -> None:
    """An account that the other side takes out still finds the contact."""
    found = merged(BASE, BASE, replace(BASE, handles=(X,)), {})
    assert found.ours.handles == (X,)
    assert found.ours.former == (MAIL,)


@pytest.mark.parametrize(
    ("before", "theirs", "left"),
    [
        ((MAIL, X, MASTODON), (MAIL,), {MAIL, X, MASTODON}),
        ((MAIL, X, MASTODON), (MAIL, X), {MAIL, X}),
        ((MAIL, BARE, X), (MAIL, X), {MAIL, BARE, X}),
        ((MAIL, X), (X,), {X}),
    ],
)
def test_what_a_program_drops_is_not_taken_out(
    before: tuple[Handle, ...], theirs: tuple[Handle, ...], left: set[Handle]
) -> None:
    """Accounts that a program has no word for, or all profiles at once, were dropped when it saved, not decided."""
    base = replace(BASE, handles=before)
    there = replace(base, handles=theirs, sector=None)
    found = merged(base, base, there, {})
    assert set(found.ours.handles) == left
    assert found.ours.sector == "looms"
    assert needs_telling(base, there, found.theirs) == (left != set(before))


def test_when_the_other_side_is_told() -> None:
    """It is told of what is new, and of everything at a first meeting; the order of accounts is no news."""
    assert not needs_telling(BASE, BASE, BASE)
    assert needs_telling(BASE, BASE, replace(BASE, notes="new"))
    assert needs_telling(BASE, BASE, replace(BASE, sector="press"))
    assert needs_telling(BASE, BASE, replace(BASE, handles=(*BASE.handles, WORK)))
    assert needs_telling(None, replace(BASE, sector=None), BASE)
    assert not needs_telling(BASE, replace(BASE, sector=None), BASE)
    assert not needs_telling(BASE, replace(BASE, handles=BASE.handles[::-1], tags=("Maths",)), BASE)


@given(st.tuples(WORDS, WORDS, WORDS), st.tuples(SETS, SETS, SETS))
def test_nothing_is_lost_and_all_settles(words: tuple[str | None, ...], sets: tuple[tuple[str, ...], ...]) -> None:
    """Whatever each side did, what only one side said is on both afterwards, and doing it again changes nothing."""
    base, ours, theirs = (VisitingCard(name=word, tags=tags) for word, tags in zip(words, sets, strict=True))
    found = merged(base, ours, theirs, {})
    for side, other in product((ours, theirs), repeat=2):
        for tag in set(side.tags) - set(base.tags):
            assert tag in found.ours.tags
            assert tag in found.theirs.tags
        if side.name != base.name and other.name == base.name:
            assert found.ours.name == found.theirs.name == side.name or ours.name == theirs.name
    assert {found.ours.name, found.theirs.name} >= {found.ours.name}
    again = merged(found.remembered, found.ours, found.theirs, {})
    assert (again.ours, again.theirs) == (found.ours, found.theirs)
    swapped = merged(base, theirs, ours, {})
    assert is_same(swapped.ours, found.theirs)


def test_a_card_as_text() -> None:
    """What is remembered of a card is read back as it was."""
    full = replace(BASE, met_online=MET, former=(BARE,), birthday="--12-25", cadence="6w", notes="a\n\x1b“ü”")
    for card in (full, VisitingCard(), VisitingCard(name="x", tags=("a,b", "ü"))):
        assert read_card_text(card_text(card)) == card
    assert card_text(VisitingCard()) == "{}"
