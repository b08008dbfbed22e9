"""The folder of examples that stands beside the project, where there is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netbook.domain.handles import handle_on, is_handle_word, lookup_keys, parse_handle
from netbook.domain.text import clean
from netbook.errors import UsageProblem

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
SYNTAX = SHARED / "fixtures" / "identity" / "bluesky-social__atproto-interop-tests" / "syntax"
HOSTILE = SHARED / "golden" / "hostile_strings.jsonl"
READ_METHODS = ("did:plc:", "did:web:")

needs_syntax = pytest.mark.skipif(not SYNTAX.exists(), reason="the folder of examples is not beside the project")
needs_hostile = pytest.mark.skipif(not HOSTILE.exists(), reason="the folder of examples is not beside the project")


def examples(name: str) -> list[str]:
    """Return the lines of a list that are neither comments nor empty, with the spaces that make some invalid."""
    lines = (SYNTAX / name).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


def is_read_on_bluesky(text: str) -> bool:
    """Say whether Bluesky takes a text."""
    try:
        return handle_on("bluesky", text).network == "bluesky"
    except UsageProblem:
        return False


@needs_syntax
def test_every_valid_handle_is_read() -> None:
    """Bluesky's own list of valid handles is read without exception, with and without “@”."""
    for text in examples("handle_syntax_valid.txt"):
        assert is_read_on_bluesky(text), text
        assert is_read_on_bluesky(f"@{text}"), text


@needs_syntax
def test_every_invalid_handle_is_refused() -> None:
    """Bluesky's own list of invalid handles is refused, but for spaces around one, which are trimmed as typing slips."""
    for text in examples("handle_syntax_invalid.txt"):
        if text == text.strip():
            assert not is_read_on_bluesky(text), text


@needs_syntax
def test_dids() -> None:
    """No invalid DID is read; of the valid ones those of the two methods that Bluesky has."""
    for text in examples("did_syntax_invalid.txt"):
        assert not is_read_on_bluesky(f"id:{text}"), text
    read = [text for text in examples("did_syntax_valid.txt") if is_read_on_bluesky(f"id:{text}")]
    assert read
    assert all(text.startswith(READ_METHODS) for text in read)


@needs_hostile
def test_hostile_texts_are_harmless() -> None:
    """No hostile text raises anything but a sentence that is safe to print, nor leaves anything unsafe in a handle."""
    for line in HOSTILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        unit, times = row.get("repeat", ["", 0])
        text = row["s"] if "s" in row else row["pre"] + unit * times + row["post"]
        is_handle_word(text)
        lookup_keys(text)
        try:
            handle = parse_handle(text)
        except UsageProblem as problem:
            left = problem.sentence
        else:
            left = handle.shown
            assert handle.key.isprintable(), row["id"]
            assert " " not in handle.key, row["id"]
        assert clean(left) == left, row["id"]
