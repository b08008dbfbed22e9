"""Lines of a card: unfolded before they are decoded, and taken apart whatever program wrote them."""

from __future__ import annotations

import pytest

from netbook.formats.vcard.lines import LONGEST_RAGGED_TEXT, Head, properties
from netbook.formats.vcard.values import birthday, parts, plain, split_at


def _texts(content: bytes) -> list[tuple[str, str]]:
    return [(prop[0].name, plain(prop)) for prop in properties(content)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r\r\n"])
@pytest.mark.parametrize("space", [b" ", b"\t"])
def test_folds_inside_a_letter(end: bytes, space: bytes) -> None:
    """A line may be folded between the bytes of one letter."""
    data = "FN:Zoë 日本".encode()
    for place in range(4, len(data)):
        assert _texts(data[:place] + end + space + data[place:] + end) == [("FN", "Zoë 日本")]


def test_quoted_printable() -> None:
    """Soft breaks end in “=”, with or without a space before the next line; the line after them is read."""
    data = b"NOTE;ENCODING=QUOTED-PRINTABLE:one =\r\ntwo=0D=0A=C3=\r\n=A9 three=\r\n  four\r\nTEL;CELL:1\r\nX;QUOTED-PRINTABLE:=3D\r\n"
    assert _texts(data) == [("NOTE", "one two\né three four"), ("TEL", "1"), ("X", "=")]


def test_a_backslash_and_an_n_in_quoted_printable() -> None:
    """In quoted-printable a line break is =0A, and a backslash before an n is one: a path on Windows has it."""
    assert _texts(b"NOTE;ENCODING=QUOTED-PRINTABLE:C:\\new\\;=0Anext\n") == [("NOTE", "C:\\new;\nnext")]


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("SHIFT_JIS", "安藤ロイド表"),
        ("EUC-JP", "安藤"),
        ("ISO-8859-1", "Universität"),
        ("WINDOWS-1252", "“Universität”"),
        ("KOI8-R", "Анна"),
        ("GB2312", "张三"),
        ("UTF-8", "Zoë"),
    ],
)
@pytest.mark.parametrize("quoted", [True, False])
def test_character_sets(charset: str, text: str, *, quoted: bool) -> None:
    """A property may be in a character set of its own, its neighbours in another."""
    raw = text.encode(charset.lower())
    coded = b"".join(b"=%02X" % byte for byte in raw) if quoted else raw
    encoding = b";ENCODING=QUOTED-PRINTABLE" if quoted else b""
    data = b"FN;CHARSET=" + charset.encode() + encoding + b":" + coded + b"\nNOTE:" + "Zoë".encode() + b"\n"
    assert _texts(data) == [("FN", text), ("NOTE", "Zoë")]


@pytest.mark.parametrize("charset", ["", "no-such-set", "idna", "base64", "\x00", "x" * 50])
def test_what_is_in_no_known_set(charset: str) -> None:
    """Without a character set that can be believed, text that is not UTF-8 is taken for Windows'."""
    data = f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:Reid=92s\n".encode()
    assert _texts(data)[0][1] == "Reid’s"


def test_groups_parameters_and_bare_kinds() -> None:
    """The group, parameters with and without a name, quoted and escaped with carets, are told apart."""
    ((head, text),) = properties(b'item1.TEL;CELL;type=HOME,pref;X-A="a:b;c";X-B=x^ny^^z^\':+1:2\n')
    assert head == Head(
        "TEL",
        "item1",
        (("TYPE", "CELL"), ("TYPE", "HOME,pref"), ("X-A", "a:b;c"), ("X-B", 'x\ny^z"')),
        frozenset({"cell", "home", "pref"}),
    )
    assert text == "+1:2"


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ('ADR;LABEL="a:b":;;c', "ADR", ";;c"),
        ('ADR;LABEL=\\"a b\\":;;c', "ADR", ";;c"),
        ('FN;X="open:a', "FN", "a"),
        ("X-messaging/twitter-All:ada", "X-MESSAGING/TWITTER-ALL", "ada"),
        ("X-GOOGLE TALK;TYPE=WORK:ada", "X-GOOGLE TALK", "ada"),
        (" FN:a", "FN", "a"),
        ("FN ;X=1:a", "FN", "a"),
        ("FN:", "FN", ""),
    ],
)
def test_odd_heads(line: str, name: str, text: str) -> None:
    """Heads that break the rules are read as they were meant."""
    ((head, found),) = properties(line.encode())
    assert (head.name, found) == (name, text)


def test_lines_that_are_none() -> None:
    """A line without a colon, or with words before it, is more of the text above; comments and pictures' lines are not."""
    data = b"stray\nNOTE:one\ntwo\n\n# no\nhe said: three\nPHOTO;ENCODING=b:AAAA\nBBBB\nTEL:1\n"
    assert _texts(data) == [("NOTE", "one\ntwo\nhe said: three"), ("PHOTO", "AAAA"), ("TEL", "1")]


def test_text_without_end_is_bounded() -> None:
    """Lines without number that begin nothing are not gathered without end."""
    ((_, text),) = properties(b"NOTE:x\n" + b"0123456789\n" * 50_000)
    assert len(text) <= LONGEST_RAGGED_TEXT


def test_heads_without_end() -> None:
    """A head of any length is answered at once."""
    assert properties(b"A" * 100_000 + b":x\n") == []
    assert properties(b'FN;X="' + b'a";"' * 20_000 + b":x\n") == []
    assert properties(b"FN" + b";A=b" * 400 + b":x\n")[0][1] == "x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"a\;b;c\\;d\\\;e", [r"a\;b", r"c\\", r"d\\\;e"]),
        ("a;;b", ["a", "", "b"]),
        ("a\\", ["a\\"]),
        ("", [""]),
    ],
)
def test_escaped_separators(text: str, expected: list[str]) -> None:
    """A separator behind an odd number of backslashes separates nothing."""
    assert split_at(text, ";") == expected


def test_escapes() -> None:
    """Every escape that programs write is taken out, and a backslash that escapes nothing stays."""
    head = Head("N")
    assert plain((head, r"http\://a\,b\;c\\d\ne\Nf\"g\h ")) == 'http://a,b;c\\d\ne\nf"g\\h'
    assert parts((head, r"a\;b; c ;\nd")) == ["a;b", "c", "d"]
    assert parts((head, r"a\,b,c"), ",") == ["a,b", "c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1987-09-27", "1987-09-27"),
        ("19870927", "1987-09-27"),
        ("1987-09-27T08:30:00-06:00", "1987-09-27"),
        ("19870927T083000Z", "1987-09-27"),
        (" 1987-09-27 ", "1987-09-27"),
        ("--0203", "--02-03"),
        ("--02-29", "--02-29"),
        ("1604-02-29", "--02-29"),
        ("16040203", "--02-03"),
        ("---03", None),
        ("--02", None),
        ("1987", None),
        ("1987-09", None),
        ("206-12-15", None),
        ("1987-02-30", None),
        ("0000-00-00", None),
        ("circa 1800", None),
        ("١٩٨٧0927", None),
        ("", None),
    ],
)
def test_birthdays(text: str, expected: str | None) -> None:
    """A birthday is a whole day, its year perhaps unknown, as Apple writes it with 1604."""
    assert birthday(text) == expected
