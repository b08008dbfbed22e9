"""Text on its way in and out: one form to store, one harmless form to show, and keys to compare and search by.

Shown text never carries anything a terminal obeys or an eye cannot see. A C0 control and DEL become their one-cell
picture (␛, ␊, ␀, ␡); anything else that is harmful or invisible becomes its code point in angle quotes (‹U+202E›).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_NON_JOINER = "\u200c"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_TEXT_STYLE = "\ufe0e"
_REGIONAL = ("\U0001f1e6", "\U0001f1ff")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_DOTTED_CIRCLE = "◌"
_CUT = "‹…›"
_ELLIPSIS = "…"
_SAFE_RUN = 30
"""Marks in a row that no language exceeds; the figure is that of the stream-safe format in UAX #15."""
_MOST_MARKS = 6
"""Marks shown on one letter: Hebrew with cantillation, Burmese and Tibetan need five or six, nobody needs more."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_HARMFUL_LINE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_INVISIBLE}{_NONCHARACTERS}]{{1,64}}")
_HARMFUL_BLOCK = re.compile(
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_INVISIBLE}{_NONCHARACTERS}]{{1,64}}"
)
_VARIATION = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0020-\U000e007f"
_REGION_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{4,6}\U000e007f"
_DEPENDS = re.compile(f"{_REGION_FLAG}|[{_NON_JOINER}{_JOINER}{_VARIATION}{_TAGS}]")
_VARIATIONS = re.compile(f"[{_VARIATION}]")
_MARKS_TO_CHECK = re.compile(rf"(?:\A|\n)[^\w\x00-\u02ff]|[^\w\x00-\u02ff]{{{_MOST_MARKS + 1}}}")
_LONG_RUN = re.compile(rf"[^\w\x00-\u02ff]{{{_SAFE_RUN}}}")
_PICTOGRAPH = re.compile(
    "[©®‼⁉™ℹ\u2190-\u21ff\u2300-\u23ff\u24c2\u25aa-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
_KEYCAP_BASE = frozenset("0123456789#*")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_JOINING_SCRIPT = re.compile(
    "[\u0600-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1bff\ua800-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
_FOLDED_AWAY = re.compile(f"[{_INVISIBLE}{_NON_JOINER}{_JOINER}{_VARIATION}{_TAGS}]")
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]"
)
_EMOJI = re.compile("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001f0ff\U0001f1e6-\U0001faff]")
_PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "‐": "-",
        "‑": "-",
    }
)

_ASCII = str.maketrans(
    {
        "…": "...",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‹": "<",
        "›": ">",
        "·": "-",
        "•": "*",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "×": "x",
        "✗": "x",
        "✓": "v",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "▼": "v",
        "▲": "^",
        "≥": ">=",
        "≤": "<=",
        "▌": "|",
        "\u00a0": " ",
        **dict.fromkeys("─━╌┄┈", "-"),
        **dict.fromkeys("│┃╎", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰", "+"),
        **dict.fromkeys("█▇▆▅▄", "#"),
        **dict.fromkeys("▃▂▁░", "."),
        **{chr(0x2400 + code): f"^{chr(code + 64)}" for code in range(32)},
        "␡": "^?",
    }
)

Form = Literal["NFC", "NFD", "NFKD"]


def norm(text: str) -> str:
    """Give the form text is stored in: NFC, with NUL and lone surrogates as U+FFFD, and nothing else changed."""
    if text.isascii() and "\0" not in text:
        return text
    return _normalised("NFC", _UNSTORABLE.sub("\ufffd", text))


def norm_line(text: str) -> str:
    """Give the stored form of a name, organisation or tag: ``norm``, trimmed, with line breaks inside made spaces."""
    parts = (part.strip() for part in norm(text).splitlines())
    return " ".join(part for part in parts if part)


def clean(text: str) -> str:
    """Give text as one line that is safe to print: what a terminal obeys or an eye cannot see is made visible.

    Letters of any script, accents, and emoji with their joiners stay as they are. More marks than any language puts
    on one letter are cut and shown as ‹…›. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    return _harmless(text.replace("\r\n", "\n"), _HARMFUL_LINE)


def clean_block(text: str) -> str:
    """Do what ``clean`` does for a note: line feeds stay, CR LF is one of them, and a tab becomes four spaces."""
    return _harmless(text.replace("\r\n", "\n").replace("\t", "    "), _HARMFUL_BLOCK)


def width(text: str) -> int:
    """Count the terminal cells ``clean(text)`` takes: wide characters and emoji two, marks none."""
    shown = clean(text)
    return len(shown) if shown.isascii() else sum(_cells(cluster) for cluster in _clusters(shown))


def shorten(text: str, cells: int) -> str:
    """Clean text and cut it to at most so many terminal cells, ending in “…”, never inside a letter with marks."""
    shown = clean(text)
    if len(shown) * 2 > cells and _reaches(shown, cells):
        return _cut(shown, cells)
    return shown


def pad(text: str, cells: int) -> str:
    """Clean text and make it exactly so many terminal cells wide, by cutting or by spaces at its end."""
    shown = shorten(text, cells)
    return shown + " " * (cells - width(shown))


def ascii_only(text: str) -> str:
    """Spell shown text for a terminal that is not UTF-8: signs by a plain equivalent, any other character as “?”.

    Do it before measuring or padding, because “…” becomes three characters. Line feeds stay.
    """
    plainer = text.translate(_ASCII)
    if plainer.isascii() and plainer.isprintable():
        return plainer
    return "".join(
        piece if piece == "\n" or (piece.isascii() and piece.isprintable()) else "?" for piece in _clusters(plainer)
    )


def fold(text: str) -> str:
    """Give a key that is equal for names a reader takes as the same: NFC, case ignored, invisible characters gone.

    Accents are kept, and so are full-width forms: José is not Jose. ``plain`` is the key for searching.
    """
    folded = _normalised("NFD", _FOLDED_AWAY.sub("", norm(text))).casefold()
    return _normalised("NFC", folded)


def plain(text: str) -> str:
    """Give a key to search and sort by: ``fold`` without accents, emoji or repeated white space, full-width as narrow.

    A name of nothing but emoji keeps them, so that it can be found.
    """
    folded = fold(text)
    spelled = _normalised("NFKD", _EMOJI.sub(" ", folded)).casefold()
    spelled = _ACCENTS.sub("", spelled).translate(_PLAIN_LETTERS)
    return " ".join(_normalised("NFC", spelled).split()) or " ".join(folded.split())


def _normalised(form: Form, text: str) -> str:
    """Normalise in linear time: the library sorts a run of marks by insertion, so long runs are handed over sorted."""
    if unicodedata.is_normalized(form, text):
        return text
    if _LONG_RUN.search(text) is None:
        return unicodedata.normalize(form, text)
    apart: Form = "NFKD" if form == "NFKD" else "NFD"
    ordered: list[str] = []
    run: list[str] = []
    for character in text:
        for piece in character if character <= "\u02ff" else unicodedata.normalize(apart, character):
            if unicodedata.combining(piece):
                run.append(piece)
            else:
                ordered += sorted(run, key=unicodedata.combining)
                run = []
                ordered.append(piece)
    ordered += sorted(run, key=unicodedata.combining)
    return unicodedata.normalize(form, "".join(ordered))


def _harmless(text: str, harmful: re.Pattern[str]) -> str:
    """Make visible what ``harmful`` matches, bound the marks, then judge what is harmless only in its place.

    The order matters for cleaning to be stable: each step looks only at what the steps before have left for good.
    """
    shown = harmful.sub(lambda found: "".join(map(_sign, found[0])), text)
    if _MARKS_TO_CHECK.search(shown):
        shown = _bound_marks(shown)
    return _DEPENDS.sub(_in_place, shown)


@lru_cache(maxsize=256)
def _sign(character: str) -> str:
    code = ord(character)
    if code < ord(" "):
        return chr(0x2400 + code)
    return "␡" if character == "\x7f" else f"‹U+{code:04X}›"


def _is_mark(character: str) -> bool:
    if character <= "\u02ff" or not unicodedata.category(character).startswith("M"):
        return False
    return _VARIATIONS.match(character) is None


def _bound_marks(text: str) -> str:
    """Put a mark without a letter on a dotted circle, and cut runs of marks that are longer than a language needs."""
    shown: list[str] = []
    run = 0
    for character in text:
        if _is_mark(character):
            run += 1
            if not shown or shown[-1] == "\n":
                shown.append(_DOTTED_CIRCLE)
            if run <= _MOST_MARKS:
                shown.append(character)
            elif run == _MOST_MARKS + 1:
                shown.append(_CUT)
        else:
            run = 0
            shown.append(character)
    return "".join(shown)


def _in_place(found: re.Match[str]) -> str:
    """Keep a joiner, variation selector or flag tag where writing needs it; elsewhere it only hides: show it."""
    sign, text = found[0], found.string
    if len(sign) > 1:
        return sign
    start = found.start()
    before = text[start - 1] if start else ""
    after = text[found.end() : found.end() + 1]
    if sign == _JOINER:
        kept = _joins_emoji(text[max(0, start - 2) : start], after) or _joins_letters(before, after)
    elif sign == _NON_JOINER:
        kept = _is_letter(before, "LM") and _is_letter(after, "L")
    elif sign in (_TEXT_STYLE, _EMOJI_STYLE):
        kept = before in _KEYCAP_BASE or bool(_PICTOGRAPH.match(before))
    elif sign <= "\u180f":
        kept = bool(_MONGOLIAN.match(before))
    else:
        kept = sign not in _TAGS and bool(_IDEOGRAPH.match(before))
    return sign if kept else _sign(sign)


def _is_letter(character: str, kinds: str) -> bool:
    if not character or _VARIATIONS.match(character):
        return False
    return unicodedata.category(character)[0] in kinds


def _joins_emoji(before: str, after: str) -> bool:
    if len(before) > 1 and before.endswith(_EMOJI_STYLE):
        before = before[:-1]
    return bool(_PICTOGRAPH.match(before[-1:]) and _PICTOGRAPH.match(after))


def _joins_letters(before: str, after: str) -> bool:
    if not _JOINING_SCRIPT.match(before) or not _is_letter(before, "LM"):
        return False
    return not after or (after not in (_JOINER, _NON_JOINER) and not unicodedata.category(after).startswith("M"))


def _clusters(text: str) -> Iterator[str]:
    """Split cleaned text into what a reader sees as one character each."""
    if text.isascii():
        yield from text
        return
    start = 0
    flags = 0
    for end in range(1, len(text)):
        character = text[end]
        before = text[end - 1]
        flags = flags + 1 if _REGIONAL[0] <= before <= _REGIONAL[1] else 0
        if character > "\u02ff" and _continues(before, character, second_flag=flags % 2 == 1):
            continue
        yield text[start:end]
        start = end
    if text:
        yield text[start:]


def _continues(before: str, character: str, *, second_flag: bool) -> bool:
    if _REGIONAL[0] <= character <= _REGIONAL[1]:
        return second_flag
    if before == _JOINER and _PICTOGRAPH.match(character):
        return True
    if _SKIN_TONES[0] <= character <= _SKIN_TONES[1]:
        return bool(_PICTOGRAPH.match(before)) or before == _EMOJI_STYLE
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb":
        return True
    if character in (_JOINER, _NON_JOINER) or "\U000e0020" <= character <= "\U000e007f":
        return True
    return unicodedata.category(character).startswith("M")


def _cells(cluster: str) -> int:
    first = cluster[0]
    if first < "\u0300":
        return 2 if _EMOJI_STYLE in cluster else 1
    if _REGIONAL[0] <= first <= _REGIONAL[1] or _EMOJI_STYLE in cluster:
        return 2
    return 2 if unicodedata.east_asian_width(first) in ("W", "F") else 1


def _reaches(shown: str, cells: int) -> bool:
    if shown.isascii():
        return len(shown) > cells
    total = 0
    for cluster in _clusters(shown):
        total += _cells(cluster)
        if total > cells:
            return True
    return False


def _cut(shown: str, cells: int) -> str:
    room = cells - 1
    if room < 0:
        return ""
    kept: list[str] = []
    for cluster in _clusters(shown):
        room -= _cells(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip(f" {_JOINER}{_NON_JOINER}") + _ELLIPSIS
