"""Records of JSON lists, a piece at a time: every way of writing, every accident, and never more than asked for."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from typing import Any

import msgspec
import pytest

from netbook.formats import json_window
from netbook.formats.json_stream import BEHIND_THE_END, NEVER_CLOSED, NO_LIST, BrokenItem, Item, JsonItems
from netbook.formats.json_window import CUT_OFF, TOO_DEEP, TOO_LARGE

_NOTES = [
    {"note": {"id": str(number), "tags": [{"note": "a"}, {"note": "b"}], "text": "é }, {"}} for number in range(9)
]


class _Inner(msgspec.Struct):
    id: str


class _Note(msgspec.Struct):
    note: _Inner


def _read(data: bytes | str, kind: Any = Any, member: str | None = None) -> list[Item[Any] | BrokenItem]:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return list(JsonItems(io.BytesIO(raw), kind, member))


def _values(found: list[Item[Any] | BrokenItem]) -> list[Any]:
    return [item.value for item in found if isinstance(item, Item)]


def _broken(found: list[Item[Any] | BrokenItem]) -> list[tuple[int, int, str]]:
    return [(item.number, item.line, item.reason) for item in found if isinstance(item, BrokenItem)]


def _two_spaces(records: list[Any]) -> str:
    return "window.YTD.note.part0 = " + json.dumps(records, indent=2, ensure_ascii=False)


def _bracket_on_first_line(records: list[Any]) -> str:
    pieces = (json.dumps(record, indent=2, separators=(",", " : ")) for record in records)
    return f"window.YTD.note.part0 = [ {', '.join(pieces)} ]\n"


def _all_to_the_left(records: list[Any]) -> str:
    return json.dumps(records, indent=0)


def _one_line(records: list[Any]) -> str:
    return json.dumps(records, separators=(",", ":"))


def _spaced_line(records: list[Any]) -> str:
    return f"x = {json.dumps(records)};"


def _within_an_object(records: list[Any]) -> str:
    return json.dumps({"a": 1, "list": records, "z": {"note": []}}, indent=1)


def _pages(records: list[Any]) -> str:
    return f"{json.dumps(records[:4])}\n{json.dumps(records[4:])}"


_WAYS = [_two_spaces, _bracket_on_first_line, _all_to_the_left, _one_line, _spaced_line, _within_an_object, _pages]


@pytest.fixture(params=[40, 300, None])
def _window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold so few bytes in memory that records lie across the edge."""
    if request.param:
        monkeypatch.setattr(json_window, "CHUNK_BYTES", request.param)


@pytest.mark.usefixtures("_window")
@pytest.mark.parametrize("written", _WAYS)
@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_every_way_of_writing_gives_the_same_records(written: Any, count: int) -> None:
    """Indents, spaces, names of variables, objects around and pages put together make no difference."""
    found = _read(written(_NOTES[:count]))
    assert _values(found) == _NOTES[:count]
    assert [item.number for item in found] == list(range(1, count + 1))


@pytest.mark.usefixtures("_window")
@pytest.mark.parametrize("written", _WAYS)
def test_records_are_read_as_their_kind(written: Any) -> None:
    """A Struct takes what it asks for, whether records are read many at once or one by one."""
    assert [value.note.id for value in _values(_read(written(_NOTES), _Note))] == list("012345678")


@pytest.mark.usefixtures("_window")
@pytest.mark.parametrize("written", [_two_spaces, _bracket_on_first_line, _within_an_object])
def test_the_line_of_every_record(written: Any) -> None:
    """A record stands at the line of its first bracket, which is what an editor shows."""
    text = written(_NOTES)
    ids = [text.count("\n", 0, text.index(f'"{number}"')) + 1 for number in range(9)]
    assert [item.line for item in _read(text)] == [line - 2 for line in ids]


def test_what_stands_around_the_list_is_kept() -> None:
    """The variable's name and the other parts of the object are there, those behind the list once it is read."""
    items = JsonItems(io.BytesIO(b'{"title": "t", "other": [1], "list": [{"a": 1}], "after": [2]}'), dict, "list")
    assert _values(list(items)) == [{"a": 1}]
    assert items.members == {"title": "t", "other": [1], "after": [2]}
    named = JsonItems(io.BytesIO(b"Grailbird.data.tweets_2012_01 = \n [1]"), int)
    assert _values(list(named)) == [1]
    assert named.variable == "Grailbird.data.tweets_2012_01"


def test_lists_of_texts_and_of_numbers() -> None:
    """Records need not be objects."""
    addresses = [f"https://example.org/{number}" for number in range(9)]
    assert _values(_read(_one_line(addresses), str)) == addresses
    assert _values(_read("[1, 2.5, null, 12345678]")) == [1, 2.5, None, 12345678]


@pytest.mark.usefixtures("_window")
@pytest.mark.parametrize("written", [_two_spaces, _bracket_on_first_line, _one_line, _within_an_object])
@pytest.mark.parametrize("which", [(0,), (1,), (8,), (0, 1, 2), (3, 4, 8)])
@pytest.mark.parametrize("damage", ["?", "{{", "\\x", '":'])
def test_broken_records_do_not_hide_the_others(written: Any, which: tuple[int, ...], damage: str) -> None:
    """Of n records with k broken, n - k are read, and the k are named by their numbers."""
    text = written(_NOTES)
    for number in which:
        text = text.replace(f'"{number}"', f'"{number}{damage}' if damage[0] in '\\"' else f'{damage}"{number}"')
    found = _read(text)
    assert [value["note"]["id"] for value in _values(found)] == [str(n) for n in range(9) if n not in which]
    assert [number for number, _line, _reason in _broken(found)] == [number + 1 for number in which]


@pytest.mark.parametrize("written", [_two_spaces, _one_line])
def test_a_record_of_another_shape_is_named(written: Any) -> None:
    """What a Struct cannot take is a broken record."""
    found = _read(written([*_NOTES[:2], {"note": {"id": 3}}, {"other": 1}, *_NOTES[2:4]]), _Note)
    assert [value.note.id for value in _values(found)] == list("0123")
    assert [number for number, _line, _reason in _broken(found)] == [3, 4]
    assert all("not written as in other files" in reason for _number, _line, reason in _broken(found))


@pytest.mark.usefixtures("_window")
@pytest.mark.parametrize("written", [_two_spaces, _bracket_on_first_line, _one_line])
def test_cut_off_at_every_byte(written: Any) -> None:
    """Whole records before the cut are read, and that something is missing is always said."""
    whole = written(_NOTES[:3]).encode().rstrip()
    for length in range(len(whole)):
        found = _read(whole[:length])
        values = _values(found)
        assert values == _NOTES[: len(values)]
        assert len(_broken(found)) == 1, whole[:length]
    assert {reason for _n, _l, reason in _broken(_read(whole[:-1]))} == {NEVER_CLOSED}
    assert {reason for _n, _l, reason in _broken(_read(whole[:-9]))} == {CUT_OFF}


def test_signs_that_are_none() -> None:
    """Lone surrogates and bytes that are no UTF-8 are replaced, and the record is kept."""
    found = _read(b'[{"a": "\\ud800!"}, {"a": "x\xff"}, {"a": "\\ud83d\\ude00"}, {"\\udc00": "\xc3\xa9"}]', dict)
    assert _values(found) == [{"a": "\ufffd!"}, {"a": "x\ufffd"}, {"a": "😀"}, {"\ufffd": "é"}]


def test_small_slips_are_forgiven() -> None:
    """A mark of UTF-8, a comma too many or too few and a semicolon change nothing."""
    assert _values(_read(b'\xef\xbb\xbf[{"a": 1}, {"a": 2} {"a": 3},,\n];\n', dict)) == [{"a": 1}, {"a": 2}, {"a": 3}]


@pytest.mark.parametrize(
    "text", ["", "  ", "{}", '{"a": {}}', '"a"', "x = 1", "nothing", '{"a": 1', '{"list": {"b": 1}}']
)
def test_a_file_without_a_list_says_so(text: str) -> None:
    """There is one sentence and no record."""
    assert [reason for _number, _line, reason in _broken(_read(text))] == [NO_LIST]


def test_what_stands_behind_the_end_is_named() -> None:
    """Nothing that was not read goes without saying."""
    assert _broken(_read('[{"a": 1}]\nwindow.b = [2]')) == [(2, 2, BEHIND_THE_END)]


def test_what_is_too_deep_or_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record cannot take more memory, or more depth, than there is room for."""
    deep = f'{{"a": {"[" * 50_000}{"]" * 50_000}}}'
    assert _broken(_read(f'[{{"a": 1}}, {deep}, {{"a": 2}}]'))[0][2] == TOO_DEEP
    assert _values(_read(f'[{{"a": 1}}, {deep}, {{"a": 2}}]')) == [{"a": 1}, {"a": 2}]
    monkeypatch.setattr(json_window, "CHUNK_BYTES", 100)
    monkeypatch.setattr(json_window, "LARGEST_VALUE_BYTES", 1_000)
    long = json.dumps({"a": "x" * 5_000})
    found = _read(f'[{{"a": 1}}, {long}, {{"a": 2}}]')
    assert (_values(found), [reason for *_, reason in _broken(found)]) == ([{"a": 1}, {"a": 2}], [TOO_LARGE])


def test_random_bytes_end_in_a_sentence() -> None:
    """No file of any content ends in anything but records and sentences."""
    chance = random.Random(1)
    signs = [
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b",",
        b":",
        b"\\",
        b"\n",
        b" ",
        b"1",
        b"a",
        b"\xff",
        b'{"a":',
        b"},\n  {",
        b"=",
    ]
    for _ in range(800):
        data = b"".join(chance.choices(signs, k=chance.randrange(60)))
        for found in (
            _read(data),
            _read(b'[{"a": 1},' + data),
            _read(b'x = [\n  {\n    "a": 1\n  },\n  {' + data, dict),
        ):
            assert all(isinstance(item, Item | BrokenItem) for item in found)


def test_memory_does_not_grow_with_the_file() -> None:
    """A file of 16 MiB is read with less than that, in either way of writing."""

    class _Endless(io.RawIOBase):
        def __init__(self, record: bytes, count: int) -> None:
            self._left = [b"[", *[record * 1_000] * count, b'{"a": "end"}]']

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            if not self._left:
                return 0
            piece = self._left[0][: len(buffer)]
            self._left[0] = self._left[0][len(piece) :]
            if not self._left[0]:
                self._left.pop(0)
            buffer[: len(piece)] = piece
            return len(piece)

    for record in (b'{"a": "%s"},' % (b"x" * 1_000), b'\n  {\n    "a": "%s"\n  },' % (b"x" * 1_000)):
        stream = io.BufferedReader(_Endless(record, 16))
        tracemalloc.start()
        count = sum(1 for _ in JsonItems(stream, dict))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 16_001
        assert peak < 10 * 2**20


def test_no_file_takes_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much is read again to find where records end is bounded, and what follows is then read as it comes."""
    monkeypatch.setattr(json_window, "REREAD_BYTES", 10_000)
    hostile = b'[{"a":1},' + b'{"a":[{"b":1},' * 500
    found = _read(hostile + b'{"a":2}]')
    assert _values(found)[0] == {"a": 1}
    assert _broken(found)
