"""Which words are handles, and under which keys a word may be stored."""

from __future__ import annotations

import pytest

from netbook.domain.handles import is_handle_word, lookup_keys, parse_handle


@pytest.mark.parametrize(
    "word",
    [
        "@ada",
        "@zoe@hachyderm.io",
        "@ada:matrix.org",
        "@jay.bsky.team",
        "@адам",
        "in/ada",
        "/in/zoë",
        "u/ada",
        "r/python",
        "pub/ada/1/2/3",
        "gh:ada",
        "twitter:@ada",
        "x.com/jane",
        "x.com/jane#top",
        "t.me/ada_l",
        "https://ada.example/#about",
        "HTTPS://x",
        "www.ada.example",
        "ada.blog",
        "Ada.blog",
        "ADA.COM",
        "ada.example",
        "łukasz.dev",
        "ada.blog:8080/x",
        "jay.bsky.team",
        "ada@example.org",
        "<ada@example.org>",
        "mailto:ada@example.org",
        "tel:+442079460000",
        "+442079460000",
        "javascript:alert(1)",
        "did:plc:x",
        "at://ada.blog",
        "\u200b@ada",
        "https://ada.example/" + "a" * 50_000,
    ],
    ids=lambda word: ascii(word[:40]),
)
def test_is_a_handle_word(word: str) -> None:
    """Signs, prefixes, links, addresses, international numbers and plausible domains are meant as handles."""
    assert is_handle_word(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "ada",
        "Ada",
        "J.R.R.",
        "J.R.R",
        "T.J.",
        "Jr.",
        "St.John",
        "St.Paul",
        "Dr.No",
        "dr.no",
        "B.Sc",
        "b.sc",
        "M.Sc.",
        "Ph.D",
        "Smith.md",
        "Smith.MD",
        "J.Lo",
        "O.K.",
        "e.g.",
        "U.S.A",
        "Á.É",
        "Node.js",
        "10.30",
        "10:30",
        "10.am",
        "3.14",
        "v1.0",
        "AC/DC",
        "and/or",
        "he/him",
        "1/2",
        "w/",
        "in/",
        "Re:Ada",
        "x:",
        "::",
        ":)",
        "@",
        "@@",
        "#tag",
        "C++",
        "+3w",
        "+44",
        "a@b",
        "2026-11-24",
        "O'Brien",
        "N!xau",
        "Ada Lovelace",
        "@ada lovelace",
        "a" * 50_000,
        "a." * 30_000,
    ],
    ids=lambda word: ascii(word[:40]),
)
def test_is_a_word_of_a_name(word: str) -> None:
    """Initials, titles, degrees, pronouns, times and ordinary words stay words."""
    assert not is_handle_word(word)


def test_a_bare_word_is_stored_on_any_network() -> None:
    """“ada” and “@Ada” are looked for under the key that each network would give them, each key once."""
    assert lookup_keys("ada")[0] == "ada"
    assert lookup_keys("@Ada") == lookup_keys("ada")
    assert len(set(lookup_keys("ada.l"))) == len(lookup_keys("ada.l"))
    assert {"ada.lovelace", "adalovelace"} <= set(lookup_keys("Ada.Lovelace"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@jay.bsky.team", "jay.bsky.team"),
        ("jay.bsky.team", "jay.bsky.team"),
        ("@zoe@hachyderm.io", "zoe@hachyderm.io"),
        ("Zoe@Hachyderm.io", "zoe@hachyderm.io"),
        ("https://x.com/Ada/status/1", "ada"),
        ("https://ada.blog/", "ada.blog"),
        ("https://example.org/@ada", "ada@example.org"),
        ("https://example.org/@ada", "example.org/@ada"),
        ("in/ZOË", "zoë"),
        ("zoë", "zoë"),
        ("ada-l", "ada-l"),
        ("facebook.com/Ada.L", "adal"),
        ("+44 20 7946 0000", "+442079460000"),
        ("x:id:12", "id:12"),
    ],
)
def test_links_and_addresses_are_found(text: str, key: str) -> None:
    """Whatever form a handle is typed in, the key it is stored under is among those looked for."""
    assert key in lookup_keys(text)


@pytest.mark.parametrize("text", ["", "Ada Lovelace", "x.com/home", "\x00", "@" * 50_000, "javascript:x"])
def test_nothing_to_look_up(text: str) -> None:
    """What is no handle has no keys, and asking raises nothing."""
    assert lookup_keys(text) == ()


def test_the_key_of_a_handle_is_looked_up() -> None:
    """What a card shows of a handle finds it again."""
    for text in ("@ada", "gh:Ada", "in/zoë", "u/ada", "@ada:m.example", "ada@b.example", "https://ada.example/x"):
        handle = parse_handle(text)
        assert handle.key in lookup_keys(handle.shown)
