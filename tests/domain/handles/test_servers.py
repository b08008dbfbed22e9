"""Accounts on servers and domains: the fediverse, Bluesky, Matrix, e-mail, phone and blogs."""

from __future__ import annotations

import pytest

from netbook.domain.handles import Handle, handle_on, parse_handle

DID = "did:plc:abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("text", "key", "guess"),
    [
        ("@zoe@hachyderm.io", "zoe@hachyderm.io", False),
        ("@Zoe@Hachyderm.IO", "zoe@hachyderm.io", False),
        ("ms:zoe@hachyderm.io", "zoe@hachyderm.io", False),
        ("mastodon:@zoe@hachyderm.io", "zoe@hachyderm.io", False),
        ("acct:zoe@hachyderm.io", "zoe@hachyderm.io", False),
        ("https://hachyderm.io/@zoe", "zoe@hachyderm.io", True),
        ("hachyderm.io/@zoe/", "zoe@hachyderm.io", True),
        ("https://hachyderm.io/@zoe/1098?utm_source=x#y", "zoe@hachyderm.io", True),
        ("https://hachyderm.io/web/@zoe", "zoe@hachyderm.io", True),
        ("https://hachyderm.io/@zoe@other.example", "zoe@other.example", False),
        ("https://hachyderm.io/users/zoe", "zoe@hachyderm.io", True),
        ("https://hachyderm.io/users/zoe/statuses/7", "zoe@hachyderm.io", True),
        ("https://lemmy.example/u/zoe", "zoe@lemmy.example", True),
        ("web+ap://hachyderm.io/@zoe", "zoe@hachyderm.io", True),
        ("https://hachyderm.io/ap/users/1234", "id:1234@hachyderm.io", False),
        ("@zoe@թութ.հայ", "zoe@xn--69aa8bzb.xn--y9a3aq", False),
        ("@zoe@threads.net", "zoe@threads.net", False),
        ("@a.b-c_d@m.example", "a.b-c_d@m.example", False),
    ],
)
def test_fediverse(text: str, key: str, guess: bool) -> None:
    """An account is a name at a domain; the address of its page is only a guess at that domain."""
    handle = parse_handle(text)
    assert (handle.network, handle.key, handle.guess) == ("mastodon", key, guess)


def test_actor_is_the_stable_id() -> None:
    """The address of an actor is kept as the stable id, and stands for an account without a name."""
    assert parse_handle("https://m.example/users/Zoe").stable_id == "https://m.example/users/Zoe"
    nameless = parse_handle("https://m.example/ap/users/12")
    assert nameless.stable_id == nameless.url == "https://m.example/ap/users/12"


@pytest.mark.parametrize(
    ("text", "key", "guess"),
    [
        ("@ada.bsky.social", "ada.bsky.social", False),
        ("@Jay.Bsky.Team", "jay.bsky.team", False),
        ("@ada.lovelace", "ada.lovelace", True),
        ("jay.bsky.team", "jay.bsky.team", True),
        ("ada.bsky.social", "ada.bsky.social", False),
        ("https://ada.bsky.social/", "ada.bsky.social", False),
        ("bs:ada.blog", "ada.blog", False),
        ("bsky:@ada.blog", "ada.blog", False),
        ("https://bsky.app/profile/Ada.blog/post/3k?ref=x", "ada.blog", False),
        ("deer.social/profile/ada.blog/", "ada.blog", False),
        (f"https://bsky.app/profile/{DID}", f"id:{DID}", False),
        (DID, f"id:{DID}", False),
        (f"at://{DID}/app.bsky.feed.post/3k", f"id:{DID}", False),
        ("at://ada.blog", "ada.blog", False),
        ("did:web:ada.example", "id:did:web:ada.example", False),
    ],
)
def test_bluesky(text: str, key: str, guess: bool) -> None:
    """A handle is a whole domain name in lower case; a bare domain is a guess, a DID alone a stable id."""
    handle = parse_handle(text)
    assert (handle.network, handle.key, handle.guess) == ("bluesky", key, guess)
    assert handle.stable_id == (key.removeprefix("id:") if key.startswith("id:") else None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@Ada:Matrix.org", "ada:matrix.org"),
        ("mx:@ada:matrix.org", "ada:matrix.org"),
        ("matrix:u/ada:matrix.org", "ada:matrix.org"),
        ("@ada:m.example:8448", "ada:m.example:8448"),
        ("https://matrix.to/#/@ada:matrix.org?via=m.example", "ada:matrix.org"),
        ("https://matrix.to/#/%40ada%3Amatrix.org", "ada:matrix.org"),
        ("@a/b+c=d:m.example", "a/b+c=d:m.example"),
    ],
)
def test_matrix(text: str, key: str) -> None:
    """An account is a name on a server, which may have a port."""
    handle = parse_handle(text)
    assert (handle.network, handle.key) == ("matrix", key)


@pytest.mark.parametrize(
    ("text", "shown", "guess"),
    [
        ("Ada@Example.ORG", "Ada@example.org", True),
        ("mailto:Ada@Example.ORG?subject=x", "Ada@example.org", False),
        ("Ada Lovelace <Ada@Example.ORG>", "Ada@example.org", False),
        ("<Ada@Example.ORG>", "Ada@example.org", False),
        ("em:Ada@Example.ORG", "Ada@example.org", False),
        ("mailto:Ada%40Example.ORG", "Ada@example.org", False),
    ],
)
def test_email(text: str, shown: str, guess: bool) -> None:
    """An address is compared without case and opens nothing; a bare one might be an account in the fediverse."""
    assert parse_handle(text) == Handle("email", "ada@example.org", shown, None, None, guess)


def test_email_tags_and_dots_stay() -> None:
    """What some providers ignore, a +tag and dots, is part of the address."""
    assert parse_handle("a.da+news@gmail.com").key == "a.da+news@gmail.com"


@pytest.mark.parametrize(
    ("text", "key", "shown", "guess"),
    [
        ("+44 20 7946 0000", "+442079460000", "+44 20 7946 0000", False),
        ("tel:+44-20-7946-0000;ext=12", "+442079460000;ext=12", "+44-20-7946-0000;ext=12", False),
        ("+1 (555) 010-0200 ext. 7", "+15550100200;ext=7", "+1 (555) 010-0200;ext=7", False),
        ("020.7946.0000", "02079460000", "020 7946 0000", True),
        ("02079460000", "02079460000", "02079460000", True),
        ("ph:020 7946 0000", "02079460000", "020 7946 0000", False),
    ],
)
def test_phone(text: str, key: str, shown: str, guess: bool) -> None:
    """A number is compared by its digits, its “+” and its extension, and a number without “+” is a guess."""
    assert parse_handle(text) == Handle("phone", key, shown, None, None, guess)


@pytest.mark.parametrize(
    ("text", "key", "url"),
    [
        ("https://ada.blog", "ada.blog", "https://ada.blog/"),
        ("https://www.Ada.blog/About/", "ada.blog/About", "https://www.ada.blog/About/"),
        ("http://ada.blog/", "ada.blog", "http://ada.blog/"),
        ("ada.blog/notes?utm_source=x&fbclid=y#top", "ada.blog/notes", "https://ada.blog/notes"),
        ("www.ada.blog", "ada.blog", "https://www.ada.blog/"),
        ("https://ada.blog/?p=7&ref=z", "ada.blog?p=7", "https://ada.blog/?p=7"),
        ("https://ada.blog:8443/x", "ada.blog:8443/x", "https://ada.blog:8443/x"),
        ("https://ada.blog:443/x", "ada.blog/x", "https://ada.blog/x"),
        ("https://bücher.example/ä b".replace(" ", "%20"), "xn--bcher-kva.example/%C3%A4%20b", None),
        ("blog:ada.blog", "ada.blog", "https://ada.blog/"),
        ("https://substack.com/@ada", "substack.com/@ada", "https://substack.com/@ada"),
        ("https://my_pages.example/", "my_pages.example", "https://my_pages.example/"),
        ("https://example.org/users/123", "example.org/users/123", "https://example.org/users/123"),
    ],
)
def test_blog(text: str, key: str, url: str | None) -> None:
    """Any other web page is a blog, compared without www, scheme, fragment and whatever counts visitors."""
    handle = parse_handle(text)
    assert (handle.network, handle.key) == ("blog", key)
    assert handle.url == handle.shown
    assert url in (None, handle.url)


@pytest.mark.parametrize(
    ("network", "text", "key"),
    [
        ("ms", "a@b.example", "a@b.example"),
        ("mastodon", "hachyderm.io/@zoe", "zoe@hachyderm.io"),
        ("linkedin", "https://www.linkedin.com/in/ada", "ada"),
        ("linkedin", "ada", "ada"),
        ("linkedin", "@ada", "ada"),
        ("GitHub", "ada", "ada"),
        ("x", "x:@ada", "ada"),
        ("facebook", "10001", "id:10001"),
        ("email", "Ada@Example.org", "ada@example.org"),
        ("phone", "(020) 7946 0000", "02079460000"),
        ("blog", "https://example.org/@ada", "example.org/@ada"),
        ("bluesky", "ada.blog", "ada.blog"),
        ("medium", "ada.medium.com", "ada"),
    ],
)
def test_a_network_can_be_forced(network: str, text: str, key: str) -> None:
    """On a network that is named, bare, @ and link forms are read as that network's."""
    handle = handle_on(network, text)
    assert handle.key == key
    assert handle_on(handle.network, handle.shown).key == key
