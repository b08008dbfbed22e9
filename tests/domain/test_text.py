"""Text is stored whole, shown harmless, and measured in cells."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.text import ascii_only, clean, clean_block, fold, norm, norm_line, pad, plain, shorten, width

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FAMILY = "👩\u200d👩\u200d👦"
HONEST = (
    "Zoë Ünïcode",
    "Siobhán O’Connor",
    "Nguyễn Thị Hạnh",
    "Jose\u0301",
    "سارا قاسمی",
    "نیلوفر می\u200cآید",
    "דָּוִד בֶּן־גּוּרִיּוֹן",
    "श्रीकृष्ण",
    "ක්\u200dයෝ",
    "ကြွေး",
    "王小明",
    "葛\U000e0100城",
    "강민서",
    "ทิพย์สุดา",
    "Mara 🦊",
    FAMILY,
    "❤\ufe0f\u200d🔥",
    "🇳🇱 🇯🇵",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "2\ufe0f\u20e3",
    "👋🏽",
    "[bold]Kim[/bold] (she/they)",
    "R&D <lab> 100 % $HOME `x`",
    "…",
    "‹Ann›",
)
HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "a\x00b\x7f",
    "one\r\ntwo\rthree\nfour\x0bfive\u2028six\u2029seven\x85",
    "report\u202etxt.exe",
    "\u2066x\u2069\u200e\u200f\u061c",
    "z\u200bw\u2060j\ufeff",
    "\u3164\u115f\uffa0\u2800\u00ad",
    "A\u200dB",
    "A\ufe0fB\ufe00\U000e0101",
    "\U000e0041\U000e0042",
    "\ud800x\udfff",
    "\ufdd0\uffff\U0010ffff",
    "e" + "\u0301" * 300,
    "a" + "\u0301\u034f\u0323" * 50,
    "क" + "\u200d\u093f" * 50,
    "\u0301alone",
    "\u200c\u200d\ufe0f",
    "❤" + "\ufe0f" * 20,
)


def assert_harmless(shown: str, keeping: str = "") -> None:
    """Fail if a terminal could obey, or an eye could miss, a character of the text."""
    for character in shown:
        if character not in keeping:
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp"), ascii(shown)
        assert character not in BIDI_CONTROLS, ascii(shown)


@pytest.mark.parametrize("name", HONEST)
def test_honest_text_is_left_as_it_is(name: str) -> None:
    """Names in any script, and emoji of many parts, are shown as stored."""
    assert clean(name) == name
    assert clean_block(name) == name
    assert clean(norm(name)) == norm(name)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_made_visible_once(text: str) -> None:
    """What is harmful or hidden is shown by signs, and cleaning again changes nothing."""
    shown = clean(text)
    assert_harmless(shown)
    assert shown != text
    assert clean(shown) == shown
    assert_harmless(clean_block(text), keeping="\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\tb", "a␉b"),
        ("a\r\nb", "a␊b"),
        ("\x7f", "␡"),
        ("\x9b", "‹U+009B›"),
        ("x\u202ey", "x‹U+202E›y"),
        ("A\u200dB", "A‹U+200D›B"),
        ("\U000e0041", "‹U+E0041›"),
        ("\u0301", "◌\u0301"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 6 + "‹…›"),
        ("", ""),
    ],
)
def test_signs_for_the_invisible(text: str, shown: str) -> None:
    """Controls become pictures of one cell; everything else its code point in angle quotes."""
    assert clean(text) == shown


def test_notes_keep_their_lines() -> None:
    """In a note line feeds stay, CR LF is one of them, tabs become spaces, and a lone CR is shown."""
    assert clean_block("one\r\n\ttwo\n\rthree\x1b") == "one\n    two\n␍three␛"
    assert clean_block("a\n\u0301") == "a\n◌\u0301"


def test_no_format_character_slips_through() -> None:
    """Of all characters Unicode calls format, control or separator, only visible ones are shown as they are."""
    visible_formats = {0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x600, 0x606)}
    hidden = [
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and code not in visible_formats
    ]
    kept = [hex(code) for code in hidden if clean(f"x{chr(code)}!") == f"x{chr(code)}!"]
    assert kept == []


@given(st.text())
def test_cleaning_any_text(text: str) -> None:
    """Whatever is typed, what is shown is harmless, and cleaning is done after one time."""
    shown = clean(text)
    assert_harmless(shown)
    assert clean(shown) == shown
    block = clean_block(text)
    assert_harmless(block, keeping="\n")
    assert clean_block(block) == block


TRICKY = st.text(
    st.sampled_from(
        "a1é\u0301\u0323\u034f\u200c\u200d\ufe0f\ufe0e\U000e0100क्\u093fس葛❤🏴🇪👋🏽\u20e3\U000e0067\U000e007f\n\r\t\x1b\u1820\u180bᅠ각\u1161\u115f "
    )
)


@given(TRICKY, st.integers(min_value=-1, max_value=12))
def test_joiners_marks_and_selectors_in_any_order(text: str, cells: int) -> None:
    """Cleaning stays stable, and cutting exact, for the characters whose meaning hangs on their neighbours."""
    shown = clean(text)
    assert clean(shown) == shown
    block = clean_block(text)
    assert clean_block(block) == block
    short = shorten(text, cells)
    assert clean(short) == short
    assert width(short) <= max(cells, 0)
    assert width(pad(text, cells)) == max(cells, 0)


@given(st.text(), st.integers(min_value=-1, max_value=60))
def test_width_shorten_and_pad_agree(text: str, cells: int) -> None:
    """A shortened text fits, one that fits is not cut, and a padded one is exactly as wide as asked."""
    short = shorten(text, cells)
    assert width(short) <= max(cells, 0)
    assert (short == clean(text)) == (width(text) <= max(cells, 0))
    assert width(pad(text, cells)) == max(cells, 0)


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_what_is_stored(text: str) -> None:
    """Stored text is NFC without NUL and lone surrogates, can be written as UTF-8, and normalising it is done once."""
    stored = norm(text)
    assert norm(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert "\x00" not in stored
    stored.encode()
    line = norm_line(text)
    assert norm_line(line) == line
    assert line == line.strip()
    assert len(line.splitlines()) <= 1


@given(TRICKY, st.integers(min_value=20, max_value=60))
def test_long_runs_of_marks_normalise_as_the_standard_says(text: str, times: int) -> None:
    """The quick way through long runs of marks gives exactly NFC."""
    run = text + "a" + "\u0301\u0323\u0f73\u0344" * times + text
    assert norm(run) == unicodedata.normalize("NFC", run)


def test_whole_names_are_stored() -> None:
    """Nothing but NUL and surrogates is taken from a name, and trimming is left to ``norm_line``."""
    assert norm(" \u202eA\x1b\u200b\n ") == " \u202eA\x1b\u200b\n "
    assert norm("a\x00\ud800") == "a\ufffd\ufffd"
    assert norm_line("  Grace\r\n  Hopper\t\n") == "Grace Hopper"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("Ada", 3),
        ("王小明", 6),
        ("Jose\u0301", 4),
        (FAMILY, 2),
        ("🇳🇱", 2),
        ("🇳🇱🇯🇵", 4),
        ("🇳", 2),
        ("2\ufe0f\u20e3", 2),
        ("❤\ufe0f", 2),
        ("👋🏽", 2),
        ("각", 2),
        ("\u1100\u1161\u11a8", 2),
        ("ｶﾅ", 2),
        ("سارا", 4),
        ("\x1b", 1),
        ("…·✓→×", 5),
    ],
)
def test_cells(text: str, cells: int) -> None:
    """Wide characters and emoji sequences take two cells, marks none, pictures of controls one."""
    assert width(text) == cells


def test_cutting() -> None:
    """A cut is marked, never splits a letter from its marks, and leaves no space before the sign."""
    assert shorten("Grace Hopper", 7) == "Grace…"
    assert shorten("Grace Hopper", 12) == "Grace Hopper"
    assert shorten("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert shorten("王小明", 4) == "王…"
    assert shorten(FAMILY * 2, 3) == FAMILY + "…"
    assert shorten("Ada", 1) == "…"
    assert shorten("Ada", 0) == ""
    assert pad("王小明", 4) == "王… "
    assert pad("Ada", 5) == "Ada  "


def test_terminals_without_utf8() -> None:
    """Signs and quotes get plain equivalents; a letter that has none is a question mark."""
    assert ascii_only("“Zoë” · 3–4 … → × ✓ ✗") == '"Zo?" - 3-4 ... > x v x'
    assert ascii_only(clean("\x1b[2J\u202e")) == "^[[2J<U+202E>"
    assert ascii_only("王e\u0301\n" + FAMILY) == "??\n?"
    assert ascii_only("╭─╮ │ ╰─╯") == "+-+ | +-+"


@given(st.text())
def test_plain_ascii_for_any_text(text: str) -> None:
    """Nothing but printable ASCII and line feeds comes out."""
    shown = ascii_only(text)
    assert all(character == "\n" or " " <= character <= "~" for character in shown)


def test_keys_to_compare_and_search_by() -> None:
    """Case and hidden characters never tell two names apart; accents do when comparing and do not when searching."""
    assert fold("STRASSE") == fold("Straße")
    assert fold("A\u200bnn\u202e") == "ann"
    assert fold("JOSE\u0301") == fold("josé") != fold("jose")
    assert fold("می\u200cآید") == fold("میآید")
    assert plain("  José\tMARÍA 🦊 ") == "jose maria"
    assert plain("Ødegård Łukasz Þór") == "odegard lukasz thor"
    assert plain("O’Neill") == plain("O'Neill")
    assert plain("Ａｎｎ") == "ann"
    assert plain("がく 강") == "がく 강"
    assert plain("श्रीकृष्ण") == "श्रीकृष्ण"
    assert plain("🦊") == "🦊"
    assert plain("İstanbul") == "istanbul"
    assert plain("") == ""


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    """A key is its own key, and what is equal folded is equal plain."""
    assert fold(fold(text)) == fold(text)
    assert plain(fold(text)) == plain(text)
    assert plain(plain(text)) == plain(text)
    assert plain(text) == " ".join(plain(text).split())


@pytest.mark.parametrize(
    "function",
    [
        norm,
        norm_line,
        clean,
        clean_block,
        fold,
        plain,
        ascii_only,
        width,
        lambda text: shorten(text, 40),
        lambda text: pad(text, 40),
    ],
)
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "\n",
        "\x1b",
        "\u0301",
        "\u0301\u0323",
        "\u0f73",
        "क\u200d",
        "王",
        FAMILY,
        "\U0001f3f4\U000e0067",
        "\ufdfa",
        "\u202e",
    ],
)
def test_long_text_is_made_harmless(function: Callable[[str], object], piece: str) -> None:
    """A hundred thousand characters of the worst kinds are answered; work that grew with their square would not end."""
    text = piece * (100_000 // len(piece))
    function(text)


@pytest.mark.skipif(not GOLDEN.exists(), reason="the folder of hostile strings is not beside the project")
def test_the_golden_hostile_strings() -> None:
    """Every string of the shared collection is shown harmless and stable; the honest ones unchanged."""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["s"] if "s" in row else row["pre"] + row["repeat"][0] * row["repeat"][1] + row["post"]
        shown = clean(text)
        assert_harmless(shown)
        assert clean(shown) == shown, row["id"]
        assert_harmless(clean_block(text), keeping="\n")
        norm(text).encode()
        assert width(pad(text, 20)) == 20, row["id"]
        if row["cls"] in ("honest", "emoji", "wide") or "honest" in row["why"]:
            assert shown == text, row["id"]
