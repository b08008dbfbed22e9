"""What holds for every text."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.domain.handles import NETWORKS, Handle, handle_on, is_handle_word, lookup_keys, parse_handle
from netbook.domain.handles.reach import email_address, phone_number, plain_address, plain_number
from netbook.domain.text import clean
from netbook.errors import UsageProblem

HOSTS = (
    "x.com",
    "mobile.twitter.com",
    "linkedin.com",
    "github.com",
    "ada.github.io",
    "instagram.com",
    "threads.net",
    "youtube.com",
    "facebook.com",
    "tiktok.com",
    "vm.tiktok.com",
    "reddit.com",
    "t.me",
    "web.telegram.org",
    "matrix.to",
    "keybase.io",
    "medium.com",
    "bsky.app",
    "ada.bsky.social",
    "hachyderm.io",
    "www.ada.blog",
    "bücher.example",
)
FOLDERS = ("", "in/", "pub/", "u/", "user/", "users/", "@", "profile/", "channel/", "c/", "i/user/", "ap/users/", "#/@")
ALPHABET = "abzABZ019._-@:/%?&=#+~ '’·éßİǅς😀\u200d\u0301ａжあ\u202e\n\x1b"
PIECES = st.text(ALPHABET, max_size=14) | st.text(max_size=8) | st.from_regex(r"[A-Za-z0-9_.-]{1,20}", fullmatch=True)
PREFIXES = st.sampled_from(
    [f"{network.code}:" for network in NETWORKS.values()] + ["", "@", "@@", "in/", "u/", "acct:"]
)
LINKS = st.builds(
    "{}{}/{}{}{}".format,
    st.sampled_from(["https://", "http://", "", "HTTPS://www."]),
    st.sampled_from(HOSTS),
    st.sampled_from(FOLDERS),
    PIECES,
    st.sampled_from(["", "/", "/x", "?id=1&utm_source=y", "#frag"]),
)
TYPED = st.one_of(
    st.builds("{}{}".format, PREFIXES, PIECES),
    st.builds("{}{}@{}".format, PREFIXES, PIECES, st.sampled_from(HOSTS)),
    st.builds("@{}:{}".format, PIECES, st.sampled_from(HOSTS)),
    LINKS,
    st.text(max_size=60),
    st.from_regex(r"\+?[0-9][0-9 ().-]{4,18}[0-9](;ext=[0-9]{1,3})?", fullmatch=True),
)


def read(text: str, network: str | None = None) -> Handle | None:
    """Read a text, and return None where it is refused."""
    try:
        return parse_handle(text) if network is None else handle_on(network, text)
    except UsageProblem as problem:
        refused = problem.sentence
    assert clean(refused) == refused
    return None


def account(handle: Handle | None) -> tuple[str, str] | None:
    """Return what identifies an account."""
    return None if handle is None else (handle.network, handle.key)


@given(TYPED)
@settings(max_examples=400, deadline=None)
def test_reading_again_changes_nothing(text: str) -> None:
    """What is shown of a handle, and its address, are read as the same account, unless that reading was forced."""
    handle = read(text)
    if handle is None:
        return
    assert account(read(handle.shown, handle.network)) == account(handle)
    for again in filter(None, (handle.shown, handle.url)):
        second = read(again)
        forced = second is not None and second.guess and second.network != handle.network
        assert forced or account(second) == account(handle), again


@given(TYPED, st.sampled_from(sorted(NETWORKS)))
@settings(max_examples=300, deadline=None)
def test_keys_are_plain(text: str, network: str) -> None:
    """A key has no spaces and no control or invisible characters; an address is https, or http for an old blog."""
    for handle in (read(text), read(text, network)):
        if handle is None:
            continue
        kinds = {unicodedata.category(character) for character in handle.key}
        assert handle.key
        assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
        assert handle.shown.isprintable()
        assert handle.network in NETWORKS
        if handle.url is not None:
            assert handle.url.isascii()
            assert handle.url.isprintable()
            assert " " not in handle.url
            assert handle.url.startswith("https://") or handle.network == "blog"


@given(TYPED, st.sampled_from(sorted(NETWORKS)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str, network: str) -> None:
    """No text raises anything but a usage problem, on any default network, and looking up raises nothing."""
    try:
        handle = parse_handle(text, network)
    except UsageProblem:
        handle = None
    assert isinstance(is_handle_word(text), bool)
    keys = lookup_keys(text)
    if handle is not None and handle.network not in ("phone", network):
        assert handle.key in keys


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_case_does_not_matter_to_a_slug(slug: str) -> None:
    """A LinkedIn slug is the same in NFC and NFD, and escaped or not."""
    plain = read(f"in/{slug}")
    if plain is None or "/" in slug or "%" in slug:
        return
    assert account(read(f"in/{unicodedata.normalize('NFD', plain.shown[3:])}")) == account(plain)
    assert plain.url is not None
    assert account(read(plain.url)) == account(plain)


def test_long_texts_are_answered() -> None:
    """A text of up to 100,000 characters is answered, however it is built; squared work would not end here."""
    units = (
        "a",
        "@",
        "a.",
        "-",
        "a-",
        "1",
        "+",
        "/",
        ":",
        "%",
        "a@",
        "\u0301",
        "x:",
        "é",
        "<",
        "a_",
        "<a",
        "( ",
        "a.b@",
    )
    for unit in units:
        for head in (
            "",
            "@",
            "https://",
            "https://x.com/",
            "in/",
            "https://matrix.to/#/@",
            "+44",
            "ada@",
            "fb:",
            "gh:",
        ):
            for size in (4_000, 100_000):
                text = (head + unit * size)[:size]
                read(text)
                is_handle_word(text)
                lookup_keys(text)


@given(
    st.from_regex(r"[A-Za-z0-9_+.-]{1,12}@[a-zA-Z0-9.-]{1,16}\.[a-z]{1,6}", fullmatch=True)
    | st.from_regex(r"\+?[0-9][0-9 ().-]{2,22}", fullmatch=True)
    | st.text("ab.@+1-Z é", max_size=12)
)
def test_quick_readings_are_the_careful_ones(text: str) -> None:
    """An address or a number that is read quickly is read as it would have been with care."""
    for quick, careful in ((plain_address, email_address), (plain_number, phone_number)):
        found = quick(text)
        assert found is None or found == careful(text)


def test_plain_addresses_and_numbers_are_read_quickly() -> None:
    """The quick readings take what nearly all addresses and numbers look like."""
    assert plain_address("Ada.Lovelace+x@mail.some-place.co.uk") is not None
    assert plain_number("+44 20 7946-0000") is not None
