"""What is no person, no handle, or no harmless text."""

from __future__ import annotations

import pytest

from netbook.domain.handles import NotAPerson, UnknownHandle, UnknownNetwork, handle_on, parse_handle
from netbook.domain.text import clean
from netbook.errors import UsageProblem


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("linkedin.com/company/acme", "a company page"),
        ("https://www.linkedin.com/company/acme/?trk=x", "a company page"),
        ("linkedin.com/school/mit", "a school page"),
        ("linkedin.com/groups/123", "a group"),
        ("linkedin.com/events/123", "an event"),
        ("linkedin.com/feed/update/urn:li:activity:7", "a page of LinkedIn"),
        ("linkedin.com/pub/dir/ada/l", "a page of LinkedIn"),
        ("linkedin.com", "a page of LinkedIn"),
        ("x.com", "a page of X"),
        ("x.com/Home", "a page of X"),
        ("x.com/hashtag/pycon", "a hashtag"),
        ("twitter.com/intent/tweet?text=hello", "a page of X"),
        ("twitter.com/share?url=https://ada.blog", "a page of X"),
        ("x.com/i/web/status/12", "a post"),
        ("help.x.com/en", "a page of X"),
        ("github.com/orgs/acme", "an organisation page"),
        ("github.com/topics/python", "a page of GitHub"),
        ("docs.github.com/en", "a page of GitHub"),
        ("gist.github.com/0123456789abcdef0123456789abcdef", "a gist"),
        ("instagram.com/p/C0", "a post"),
        ("instagram.com/reel/C0", "a video"),
        ("instagram.com/explore/tags/x", "a page of Instagram"),
        ("threads.net/t/C0", "a post"),
        ("youtu.be/x", "a video"),
        ("youtube.com/watch?v=x", "a video"),
        ("youtube.com/playlist?list=x", "a list of videos"),
        ("facebook.com/groups/1", "a group"),
        ("facebook.com/events/1", "an event"),
        ("facebook.com/pages/Acme/1", "a company page"),
        ("facebook.com/sharer/sharer.php?u=x", "a share link"),
        ("fb.watch/x", "a video"),
        ("tiktok.com/tag/x", "a page of TikTok"),
        ("reddit.com/r/python", "a community"),
        ("r/python", "a community"),
        ("reddit.com/r/python/comments/1/x", "a post"),
        ("t.me/+AbCd", "an invitation to a group"),
        ("t.me/joinchat/AbCd", "a group"),
        ("t.me/share/url?url=x", "a share link"),
        ("https://matrix.to/#/#room:m.example", "a room"),
        ("keybase.io/team/acme", "a team"),
        ("medium.com/engines", "a publication"),
        ("bsky.app/search?q=x", "a search"),
        ("bsky.app", "a page of Bluesky"),
    ],
)
def test_pages_are_no_people(text: str, what: str) -> None:
    """A page of something else is refused by what it is, with the form of a person's own profile."""
    with pytest.raises(NotAPerson) as caught:
        parse_handle(text)
    assert f"” is {what}" in caught.value.sentence
    assert "Paste the person's own profile, for example " in caught.value.sentence


def test_the_sentence_for_a_company() -> None:
    """The sentence quotes the link without scheme, says what it is and what to do."""
    with pytest.raises(NotAPerson) as caught:
        parse_handle("https://www.linkedin.com/company/acme/?utm_source=x")
    assert str(caught.value) == (
        "“linkedin.com/company/acme” is a company page, not a person. "
        "Paste the person's own profile, for example linkedin.com/in/ada."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\u200b\u202e",
        "@",
        "@@",
        "@.",
        "@a@b",
        "@a@b@c",
        "@ada@127.0.0.1",
        "@ada@twitter.com",
        "@jo-hn",
        "@twentyoneletters_xxxx",
        "@ａｄａ",
        "@\u0430da",
        "@ada😀",
        "x:",
        "x:ada.l",
        "gh:-ada",
        "gh:a--b",
        "gh:topics",
        "ig:.ada",
        "ig:a..b",
        "ig:explore",
        "fb:..",
        "tg:1ada",
        "yt:ａｄａ",
        "yt:UC/x",
        "in/ab",
        "in/ａｄａ",
        "in/%00ada",
        "in/a%0Ab",
        "in/%FF%FE%FD",
        "pub/ada/../..",
        "handle.invalid",
        "@handle.invalid",
        "192.168.0.142",
        "127.0.0.1",
        "did:plc:short",
        "Ada Lovelace",
        "ada\nlovelace",
        "\x1b[31mada",
        "javascript:alert(1)",
        "JavaScript://x.com/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://ada.example/",
        "//evil.example",
        "https://",
        "http:///x",
        "http://x/",
        "http://localhost:8000/ada",
        "http://169.254.169.254/latest",
        "https://[::1]/",
        "https://ada.example:port/",
        "https://x.com\\@evil.example/ada",
        "https://x/\r\nHeader: y",
        "tel:*%2306%23",
        "mailto:a@b.example,c@d.example",
        "em:ada",
        "em:.a@b.example",
        "em:a..b@b.example",
        "ph:12345",
        "ph:1234567890123456",
        "lnkd.in/abc",
        "https://bit.ly/abc",
        "https://did:plc:x/",
        "blog:https://github.com/ada",
        "github:https://x.com/ada",
        "ms:https://github.com/@ada",
        "foo/bar",
        "a" * 30_000,
        "@" * 50_000,
        "https://ada.example/" + "a" * 30_000,
    ],
    ids=lambda text: ascii(text[:40]),
)
def test_is_refused(text: str) -> None:
    """Garbage, look-alike letters and links that open something else are refused in one harmless, short sentence."""
    with pytest.raises(UnknownHandle) as caught:
        parse_handle(text)
    sentence = str(caught.value)
    assert clean(sentence) == sentence
    assert sentence.endswith(".")
    assert len(sentence) < len("x" * 300)


def test_a_password_is_not_repeated() -> None:
    """A link with a password is refused without showing the password."""
    with pytest.raises(UnknownHandle) as caught:
        parse_handle("https://ada:secret@evil.example/")
    assert "secret" not in str(caught.value)
    assert "evil.example" in str(caught.value)


@pytest.mark.parametrize(
    ("network", "text", "hint"),
    [
        ("mastodon", "@ada", "@ada@mastodon.social"),
        ("bluesky", "Ada", "@ada.bsky.social"),
        ("matrix", "ada", "@ada:matrix.org"),
    ],
)
def test_half_a_handle_is_completed(network: str, text: str, hint: str) -> None:
    """A name without its server is refused with a whole handle to try, also when that network is the default."""
    with pytest.raises(UnknownHandle) as forced:
        handle_on(network, text)
    with pytest.raises(UnknownHandle) as by_default:
        parse_handle(text, network)
    assert forced.value.hints == by_default.value.hints == (hint,)


def test_an_account_of_another_network_is_no_server() -> None:
    """“@ada@twitter.com” is nobody in the fediverse; the form for that network is offered."""
    with pytest.raises(UnknownHandle) as caught:
        parse_handle("@ada@twitter.com")
    assert caught.value.hints == ("x:ada",)


def test_unknown_networks_are_usage_problems() -> None:
    """A network that does not exist is refused, as the one to read on and as the default."""
    with pytest.raises(UnknownNetwork):
        handle_on("myspace", "ada")
    with pytest.raises(UnknownNetwork):
        parse_handle("@ada", "myspace")
    assert all(issubclass(kind, UsageProblem) for kind in (UnknownHandle, NotAPerson, UnknownNetwork))


@pytest.mark.parametrize("text", ["\u202e@ada\u200b", "\ufeff@a\u200dda", "  @ada\t", "@a\u00adda"])
def test_unseen_characters_go(text: str) -> None:
    """Zero-width, bidi and surrounding white characters, which come along when copying, do not count."""
    assert parse_handle(text).key == "ada"
