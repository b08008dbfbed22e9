"""Profiles and posts of the networks on which an account is a name."""

from __future__ import annotations

import pytest

from netbook.domain.handles import parse_handle

CHANNEL = "UCabcdefghijklmnopqrstuv"
MEMBER = "ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"

READ = {
    "x": [
        ("@ada", "ada"),
        ("@Ada_L", "ada_l"),
        ("ada", "ada"),
        ("x:ada", "ada"),
        ("X:@Ada", "ada"),
        ("twitter:ada", "ada"),
        ("tw:https://twitter.com/ada", "ada"),
        ("x.com/jane", "jane"),
        ("X.COM/Jane/", "jane"),
        ("https://www.x.com/@jane", "jane"),
        ("https://mobile.twitter.com/jane/status/123?s=20&t=Ab#m", "jane"),
        ("http://m.twitter.com/jane/with_replies", "jane"),
        ("https://nitter.example/jane/status/1", "jane"),
        ("https://vxtwitter.com/jane/status/1", "jane"),
        ("fixupx.com/jane", "jane"),
        ("https://twitter.com/#!/jane", "jane"),
        ("https://twitter.com/?screen_name=jane", "jane"),
        ("https://twitter.com/intent/follow?region=de&screen_name=jane", "jane"),
        ("https://twitter.com/intent/user?user_id=12345", "id:12345"),
        ("https://x.com/i/user/12345", "id:12345"),
        ("x:id:12345", "id:12345"),
        ("https://x.com/homer", "homer"),
        ("@jobs", "jobs"),
        ("@elevenletters_x20", "elevenletters_x20"),
    ],
    "github": [
        ("gh:Ada", "ada"),
        ("github:@ada-l", "ada-l"),
        ("github.com/ada", "ada"),
        ("https://www.github.com/Ada/?tab=repositories", "ada"),
        ("https://github.com/ada/engine/issues/5#c1", "ada"),
        ("https://gist.github.com/ada/0123456789abcdef0123", "ada"),
        ("https://ada.github.io/notes/", "ada"),
        ("gh:ada.github.io", "ada"),
        ("https://github.com/sponsors/ada", "ada"),
        ("https://raw.githubusercontent.com/ada/engine/main/x", "ada"),
        ("gh:ada_acme", "ada_acme"),
        ("gh:old-", "old-"),
        ("gh:id:77", "id:77"),
    ],
    "instagram": [
        ("ig:@Ada.L", "ada.l"),
        ("https://www.instagram.com/ada_l/?igsh=Ab3&hl=de", "ada_l"),
        ("instagr.am/ada", "ada"),
        ("https://instagram.com/_u/ada/", "ada"),
        ("https://www.instagram.com/stories/ada/3141/", "ada"),
        ("https://www.instagram.com/ada/reel/C0/", "ada"),
        ("m.instagram.com/ada", "ada"),
        ("instagram.com/pat", "pat"),
    ],
    "threads": [
        ("th:ada", "ada"),
        ("https://www.threads.net/@Ada.L/post/C0?xmt=x", "ada.l"),
        ("threads.com/@ada", "ada"),
        ("threads.net/ada/", "ada"),
    ],
    "tiktok": [
        ("tt:@ada", "ada"),
        ("https://www.tiktok.com/@Ada.L/video/71?is_from_webapp=1", "ada.l"),
        ("m.tiktok.com/@ada", "ada"),
        ("https://vm.tiktok.com/ZM8aBcDeF/", "vm.tiktok.com/ZM8aBcDeF"),
        ("https://www.tiktok.com/t/ZT8aBcDeF/", "tiktok.com/t/ZT8aBcDeF"),
    ],
    "reddit": [
        ("u/Ada_L", "ada_l"),
        ("/u/ada", "ada"),
        ("rd:ada", "ada"),
        ("reddit:u/ada", "ada"),
        ("https://old.reddit.com/user/ada/comments/?sort=new", "ada"),
        ("reddit.com/u/ada", "ada"),
        ("https://www.reddit.com/r/u_ada/comments/1/", "ada"),
    ],
    "telegram": [
        ("tg:@ada_l", "ada_l"),
        ("https://t.me/Ada_L", "ada_l"),
        ("t.me/ada_l/42?single", "ada_l"),
        ("https://t.me/s/ada_l", "ada_l"),
        ("telegram.me/ada_l", "ada_l"),
        ("ada-l.t.me".replace("-", "_"), "ada_l"),
        ("tg://resolve?domain=ada_l&post=1", "ada_l"),
        ("https://web.telegram.org/k/#@ada_l", "ada_l"),
    ],
    "keybase": [("kb:Ada", "ada"), ("https://keybase.io/ada/sigs/x", "ada"), ("keybase:ada", "ada")],
    "medium": [
        ("md:@ada", "ada"),
        ("https://medium.com/@Ada/on-engines-1842?source=user", "ada"),
        ("ada.medium.com", "ada"),
        ("https://ada.medium.com/on-engines-1842", "ada"),
        ("https://medium.com/u/0123456789ab", "id:0123456789ab"),
    ],
    "facebook": [
        ("fb:Ada.Lovelace", "adalovelace"),
        ("facebook.com/ada.love.lace/", "adalovelace"),
        ("https://m.facebook.com/AdaLovelace/posts/1?mibextid=x", "adalovelace"),
        ("https://mbasic.facebook.com/adalovelace", "adalovelace"),
        ("https://web.facebook.com/adalovelace", "adalovelace"),
        ("https://de-de.facebook.com/adalovelace", "adalovelace"),
        ("fb.com/adalovelace", "adalovelace"),
        ("https://www.facebook.com/profile.php?id=10001&sk=about", "id:10001"),
        ("https://www.facebook.com/people/Ada-Lovelace/10001/", "id:10001"),
        ("https://facebook.com/10001", "id:10001"),
        ("https://www.facebook.com/story.php?story_fbid=5&id=10001", "id:10001"),
    ],
    "youtube": [
        ("yt:@Ada", "ada"),
        ("https://www.youtube.com/@Ada.L/videos?si=x", "ada.l"),
        ("m.youtube.com/@ada", "ada"),
        ("https://youtube.com/@%E3%82%A2%E3%83%80%E3%81%AE", "アダの"),
        (f"https://www.youtube.com/channel/{CHANNEL}/about", f"id:{CHANNEL}"),
        (f"yt:{CHANNEL}", f"id:{CHANNEL}"),
        ("https://www.youtube.com/c/Ada", "c/ada"),
        ("https://www.youtube.com/user/Ada", "user/ada"),
        ("https://www.youtube.com/Ada", "ada"),
    ],
    "linkedin": [
        ("in/ada", "ada"),
        ("/in/Ada-L/", "ada-l"),
        ("li:ada", "ada"),
        ("linkedin:in/ada", "ada"),
        ("linkedin.com/in/ada", "ada"),
        ("https://de.linkedin.com/in/Ada/en?trk=people", "ada"),
        ("https://www.linkedin.com/in/ada/recent-activity/all/", "ada"),
        ("http://www.linkedin.com/mwlite/in/ada", "ada"),
        ("https://www.linkedin.com/pub/ada-l/1/2a/3b", "pub/ada-l/1/2a/3b"),
        ("https://www.linkedin.com/posts/ada-l_engines-activity-71-x?utm_source=s", "ada-l"),
        (f"https://www.linkedin.com/in/{MEMBER}", f"id:{MEMBER}"),
        ("in/zo%C3%AB", "zoë"),
        ("in/zoë", "zoë"),
        ("in/ZOË", "zoë"),
        ("https://linkedin.com/in/zoe%CC%88/", "zoë"),
        ("in/%E2%9C%94-ada", "✔-ada"),
    ],
}


@pytest.mark.parametrize(
    ("network", "text", "key"), [(network, *case) for network, cases in READ.items() for case in cases]
)
def test_is_read(network: str, text: str, key: str) -> None:
    """Names, prefixes, profiles and posts in every form lead to the account, and its key ignores how it was typed."""
    handle = parse_handle(text)
    assert (handle.network, handle.key) == (network, key)


@pytest.mark.parametrize(
    ("text", "shown", "url"),
    [
        ("https://mobile.twitter.com/Jane/status/1", "@Jane", "https://x.com/Jane"),
        ("@jobs", "@jobs", "https://x.com/intent/user?screen_name=jobs"),
        ("https://x.com/intent/user?user_id=12", "x.com/i/user/12", "https://x.com/i/user/12"),
        ("gh:Ada", "github.com/Ada", "https://github.com/Ada"),
        ("gh:id:77", "gh:id:77", None),
        ("ig:ada", "instagram.com/ada", "https://www.instagram.com/ada/"),
        ("threads.net/@ada", "threads.com/@ada", "https://www.threads.com/@ada"),
        ("in/zoë", "in/zoë", "https://www.linkedin.com/in/zo%C3%AB"),
        ("linkedin.com/pub/ada/1/2/3", "pub/ada/1/2/3", "https://www.linkedin.com/pub/ada/1/2/3"),
        ("fb:id:10001", "facebook.com/profile.php?id=10001", "https://www.facebook.com/profile.php?id=10001"),
        ("u/Ada", "u/Ada", "https://www.reddit.com/user/Ada"),
    ],
)
def test_shown_and_address(text: str, shown: str, url: str | None) -> None:
    """What is shown keeps the case and says by itself which network it is on; the address is the plain profile."""
    handle = parse_handle(text)
    assert (handle.shown, handle.url) == (shown, url)


@pytest.mark.parametrize(
    ("text", "stable"),
    [
        ("https://x.com/i/user/12345", "12345"),
        (f"https://youtube.com/channel/{CHANNEL}", CHANNEL),
        ("https://facebook.com/10001", "10001"),
        (f"in/{MEMBER}", MEMBER),
        ("@ada", None),
    ],
)
def test_stable_id(text: str, stable: str | None) -> None:
    """A number, a channel id or the id of a member is kept with its case, as that which outlives a renaming."""
    assert parse_handle(text).stable_id == stable


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("github.com/ada", False),
        ("github.com/ada/engine", True),
        ("linkedin.com/posts/acme_hiring-activity-7-x", True),
        ("youtube.com/ada", True),
        ("youtube.com/@ada", False),
        ("vm.tiktok.com/ZM8aBcDeF", True),
    ],
)
def test_a_doubtful_reading_is_a_guess(text: str, guess: bool) -> None:
    """A link that may belong to somebody else than the person meant is read as a guess."""
    assert parse_handle(text).guess is guess


def test_names_on_youtube_of_different_kinds_differ() -> None:
    """A handle, a custom name and a user name are of three name spaces and never the same account by themselves."""
    keys = {parse_handle(f"youtube.com/{path}").key for path in ("@ada", "c/ada", "user/ada")}
    assert len(keys) == len(["@", "c", "user"])


@pytest.mark.parametrize(
    ("text", "default", "network", "key"),
    [
        ("@ada", "github", "github", "ada"),
        ("ada", "twitter", "x", "ada"),
        ("@ada", "li", "linkedin", "ada"),
        ("@ada.lovelace", "instagram", "instagram", "ada.lovelace"),
        ("@jay.bsky.team", "instagram", "bluesky", "jay.bsky.team"),
        ("ada.lovelace", "facebook", "facebook", "adalovelace"),
        ("@ada.bsky.social", "bluesky", "bluesky", "ada.bsky.social"),
        ("@zoe@hachyderm.io", "mastodon", "mastodon", "zoe@hachyderm.io"),
        ("x.com/ada", "github", "x", "ada"),
    ],
)
def test_the_default_network(text: str, default: str, network: str, key: str) -> None:
    """A bare name is an account on the default network; whatever says its own network is not touched by it."""
    handle = parse_handle(text, default)
    assert (handle.network, handle.key) == (network, key)
