"""The networks a person can have an account on, and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from netbook.domain.handles.problems import quoted
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnknownNetwork(UsageProblem):
    """The word names no network."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its name in the book, its label for people, its two-letter code, and what its handles look like.

    ``pages`` are the first parts of a path that lead to no account, each with what it is instead (“a group”), or
    with nothing where it is merely a page of the network. No account can have such a name.
    """

    name: str
    label: str
    code: str
    aliases: tuple[str, ...]
    example: str
    shape: str
    pages: Mapping[str, str] = field(default_factory=dict, hash=False)


def _pages(plain: str, **told: str) -> Mapping[str, str]:
    """Put the names of pages together; ``told`` has what they are, with “_” for spaces, before their names."""
    pages = dict.fromkeys(plain.split(), "")
    for what, names in told.items():
        pages |= dict.fromkeys(names.split(), what.replace("_", " "))
    return MappingProxyType(pages)


_ALL = (
    Network(
        "x",
        "X",
        "x",
        ("twitter", "tw"),
        "x.com/ada",
        "at most 15 letters, digits and _",
        _pages(
            "i home intent share search explore settings messages notifications login logout signup tos privacy about "
            "compose download account oauth who_to_follow",
            a_hashtag="hashtag",
            a_list_of_jobs="jobs",
        ),
    ),
    Network(
        "mastodon",
        "Mastodon",
        "ms",
        ("masto", "fediverse", "fedi"),
        "@ada@mastodon.social",
        "a name and a server",
    ),
    Network("bluesky", "Bluesky", "bs", ("bsky",), "@ada.bsky.social", "a whole domain name"),
    Network(
        "linkedin",
        "LinkedIn",
        "li",
        ("lin",),
        "linkedin.com/in/ada",
        "3 to 100 letters, digits and hyphens",
        _pages(
            "feed mynetwork messaging notifications search learning help legal login signup uas checkpoint psettings "
            "premium sales talent profile home today",
            a_company_page="company companies showcase organization",
            a_school_page="school edu",
            a_group="groups",
            an_event="events event",
            a_job="jobs job",
            a_product_page="products",
            an_article="pulse",
            a_newsletter="newsletters",
            a_share_link="sharearticle sharing share shareArticle",
        ),
    ),
    Network(
        "github",
        "GitHub",
        "gh",
        (),
        "github.com/ada",
        "at most 39 letters, digits and single hyphens",
        _pages(
            "topics features settings apps marketplace explore trending collections login join signup logout search "
            "about pricing notifications issues pulls codespaces sponsors stars dashboard new organizations contact "
            "security site customer-stories enterprise readme users account copilot",
            an_organisation_page="orgs enterprises",
            a_list_of_events="events",
        ),
    ),
    Network(
        "instagram",
        "Instagram",
        "ig",
        ("insta",),
        "instagram.com/ada",
        "at most 30 letters, digits, _ and dots",
        _pages(
            "explore stories _u accounts direct about legal developer web api challenge press directory emails graphql",
            a_post="p tv",
            a_video="reel reels",
            a_share_link="share s",
            a_broadcast_channel="channel j",
        ),
    ),
    Network(
        "threads",
        "Threads",
        "th",
        (),
        "threads.com/@ada",
        "at most 30 letters, digits, _ and dots",
        _pages("search login settings activity saved liked intent explore custom_feed for_you following", a_post="t"),
    ),
    Network(
        "youtube",
        "YouTube",
        "yt",
        (),
        "youtube.com/@ada",
        "3 to 30 letters, digits, _, hyphens and dots",
        _pages(
            "channel c user feed results live gaming premium account about t attribution_link redirect hashtag signin "
            "trending music oembed upload reporthistory",
            a_video="watch shorts embed v e clip",
            a_list_of_videos="playlist",
            a_post="post",
        ),
    ),
    Network(
        "facebook",
        "Facebook",
        "fb",
        ("meta",),
        "facebook.com/ada.lovelace",
        "at most 50 letters, digits and dots",
        _pages(
            "profile.php people home.php login login.php messages notifications settings help search bookmarks gaming "
            "friends policies privacy legal ads business help.php find-friends recover l.php flx dialog plugins tr hashtag",
            a_group="groups",
            an_event="events",
            a_company_page="pages pg p",
            a_share_link="sharer sharer.php share share.php",
            a_video="watch reel video.php",
            a_post="photo photo.php permalink.php story.php stories media",
            a_market="marketplace",
        ),
    ),
    Network(
        "tiktok",
        "TikTok",
        "tt",
        (),
        "tiktok.com/@ada",
        "2 to 24 letters, digits, _ and dots",
    ),
    Network("reddit", "Reddit", "rd", (), "u/ada", "3 to 20 letters, digits, _ and hyphens", _pages("me")),
    Network(
        "telegram",
        "Telegram",
        "tg",
        (),
        "t.me/ada_l",
        "4 to 32 letters, digits and _, a letter first",
        _pages(
            "c iv login proxy socks setlanguage addtheme addemoji confirmphone invoice contact bg giftcode nft boost "
            "addlist m a k z www",
            a_share_link="share",
            a_group="joinchat",
            a_set_of_stickers="addstickers",
        ),
    ),
    Network("matrix", "Matrix", "mx", ("element",), "@ada:matrix.org", "a name and a server"),
    Network(
        "keybase",
        "Keybase",
        "kb",
        (),
        "keybase.io/ada",
        "2 to 16 letters, digits and _",
        _pages("docs download blog account team popular_teams inv login _ jobs", a_team="team"),
    ),
    Network(
        "medium",
        "Medium",
        "md",
        (),
        "medium.com/@ada",
        "at most 50 letters, digits, _, hyphens and dots",
    ),
    Network("email", "e-mail", "em", ("mail", "e-mail"), "ada@example.org", "a name, an @ and a domain"),
    Network("phone", "phone", "ph", ("telephone", "mobile", "cell"), "+44 20 7946 0000", "6 to 15 digits"),
    Network("blog", "blog", "bl", ("web", "website"), "https://ada.example/", "a domain and perhaps a path"),
)

NETWORKS: Mapping[str, Network] = MappingProxyType({network.name: network for network in _ALL})
"""Every network by its name, in the order they are offered."""

WORDS: Mapping[str, Network] = MappingProxyType(
    {
        word.lower(): network
        for network in _ALL
        for word in (network.name, network.label, network.code, *network.aliases)
    }
)
"""Every word that names a network, in lower case."""


def network_named(word: str) -> Network:
    """Return the network that a name, label, code or other common word (“twitter”) means; else ``UnknownNetwork``."""
    network = WORDS.get(word.strip().rstrip(":").lower())
    if network is None:
        known = ", ".join(f"{known.name} ({known.code})" for known in _ALL)
        raise UnknownNetwork(f"{quoted(word)} is not a network that netbook knows. Choose one of these: {known}.")
    return network
