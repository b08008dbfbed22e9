"""Accounts on networks, in all the ways that address books have found to write them into a vCard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from netbook.domain.handles import Handle, UnknownNetwork, handle_on, network_named, parse_handle
from netbook.errors import UsageProblem
from netbook.formats.vcard.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.vcard.lines import Property


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that no account can be made of; it is kept as words: what it is, and what it says."""

    label: str
    text: str


_LABELS = {
    "aim": "AIM",
    "discord": "Discord",
    "facetime": "FaceTime",
    "flickr": "Flickr",
    "gadugadu": "Gadu-Gadu",
    "gamecenter": "Game Center",
    "gitlab": "GitLab",
    "googletalk": "Google Talk",
    "groupwise": "GroupWise",
    "gtalk": "Google Talk",
    "icq": "ICQ",
    "irc": "IRC",
    "jabber": "Jabber",
    "kakaotalk": "KakaoTalk",
    "line": "LINE",
    "msn": "MSN",
    "msnim": "MSN",
    "myspace": "Myspace",
    "pinterest": "Pinterest",
    "qq": "QQ",
    "sametime": "Sametime",
    "sgnl": "Signal",
    "signal": "Signal",
    "sinaweibo": "Sina Weibo",
    "sip": "SIP",
    "skype": "Skype",
    "slack": "Slack",
    "snapchat": "Snapchat",
    "teams": "Teams",
    "tencentweibo": "Tencent Weibo",
    "tumblr": "Tumblr",
    "twitch": "Twitch",
    "viber": "Viber",
    "vk": "VK",
    "wechat": "WeChat",
    "whatsapp": "WhatsApp",
    "xing": "XING",
    "xmpp": "Jabber",
    "yahoo": "Yahoo",
    "ymsgr": "Yahoo",
    "zoom": "Zoom",
}
"""Services that are no networks of netbook's, by their name in small letters without spaces and signs."""

_FEDIVERSE = frozenset(
    {"activitypub", "friendica", "gotosocial", "lemmy", "misskey", "peertube", "pixelfed", "pleroma"}
)
_SCHEMES = frozenset({"acct", "mailto", "tel"})
_BY_NUMBER = frozenset({"whatsapp", "signal", "sgnl", "viber"})
_NOT_SERVICES = frozenset(
    {"blog", "cell", "custom", "element", "email", "home", "internet", "meta", "other", "phone", "pref", "work"}
)
_SIGNS = re.compile(r"[^a-z0-9]")
_PREFIXED_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.\- ]{0,40}:(https?://.{1,4000})", re.DOTALL | re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):(.{1,4000})", re.DOTALL)
_APPLE = "x-apple:"
_KDE = re.compile(r"X-MESSAGING/([A-Z0-9 _-]{1,40})-ALL")
_NAMED_FOR_SERVICE = re.compile(r"X-([A-Z0-9 _-]{1,40}?)(?:-USERNAME|-USER|-ID|-URL|-IM)?")
_KDE_BETWEEN = "\ue000"
_MATRIX_USER = re.compile(r"u/([^:/\s]{1,200}:[^/\s?]{1,200})")
_SOCIAL = frozenset({"X-SOCIALPROFILE", "SOCIALPROFILE"})
_MESSAGING = frozenset({"IMPP", "X-IMPP"})
_BLOGS = frozenset({"X-EVOLUTION-BLOG-URL", "X-KADDRESSBOOK-BLOGFEED"})


@lru_cache(maxsize=1_024)
def holds_account(name: str) -> bool:
    """Say whether a property of this name, in capitals, tells of an account on some network or service."""
    if name in _SOCIAL or name in _MESSAGING:
        return True
    return name.startswith("X-") and _service_of(name) is not None


def accounts(prop: Property, label: str) -> Iterator[Handle | Kept]:
    """Give the accounts that one property tells of; ``label`` is the user's own word for it, or empty."""
    name = prop[0].name
    if name in _SOCIAL:
        yield from _social_profile(prop, label)
    elif name in _MESSAGING:
        service = prop[0].get("X-SERVICE-TYPE") or prop[0].get("SERVICE-TYPE")
        yield from _account((service, *_kinds(prop), label), plain(prop), "")
    else:
        for text in plain(prop).split(_KDE_BETWEEN):
            yield from _account((_service_of(name) or "",), text, "")


def web_page(text: str, label: str) -> Handle | Kept | None:
    """Read the text of a URL property: a profile on a network, else a web page; None if it is empty."""
    found = _link_in(text.strip())
    if not found:
        return None
    if "://" not in found and ":" not in found.partition("/")[0]:
        found = f"https://{found}"
    # Without a dot there is no page: parse_handle would take a single word for an account.
    read = _read(found) if "." in found or "@" in found else None
    return read or Kept(label or "Link", text.strip())


def _social_profile(prop: Property, label: str) -> Iterator[Handle | Kept]:
    """Read Apple's X-SOCIALPROFILE and the SOCIALPROFILE of RFC 9554, 3.5."""
    head = prop[0]
    service = head.get("SERVICE-TYPE") or head.get("X-SERVICE-TYPE")
    user = head.get("USERNAME") or head.get("X-USER") or head.get("X-USERNAME")
    yield from _account((service, *_kinds(prop), label), plain(prop), user)


def _kinds(prop: Property) -> list[str]:
    return sorted(kind for kind in prop[0].kinds if kind not in _NOT_SERVICES)


def _account(services: tuple[str, ...], text: str, user: str) -> Iterator[Handle | Kept]:
    """Read one account, or keep it as words."""
    text = _link_in(text.strip())
    services = tuple(service for service in services if service.strip())
    if not text and not user:
        return
    if text.lower().startswith(("http://", "https://")):
        read = _by_link(services, text, user)
        text = user or text
    else:
        scheme, text = _without_scheme(text)
        services = services or ((scheme,) if scheme else ())
        read = _by_name((*services, scheme), text, user) or _read_scheme(scheme, text)
    yield read or Kept(_label(services), text or user)


def _by_link(services: tuple[str, ...], text: str, user: str) -> Handle | None:
    """Read an account by its link, else by its name on a service."""
    network = _first_network(services)
    return _on(network, text) or _read(text) or _on(network, user)


def _by_name(services: tuple[str, ...], text: str, user: str) -> Handle | None:
    """Read an account by its name on a service; some services know people by their telephone number."""
    network = _first_network(services)
    found = _on(network, text) or _on(network, user)
    return found or (_on("phone", text) if _key(services[0]) in _BY_NUMBER else None)


def _first_network(services: tuple[str, ...]) -> str | None:
    return next((found for service in services if (found := network_of(service)) is not None), None)


def _without_scheme(text: str) -> tuple[str, str]:
    """Split ``twitter:@ada`` and its like into the service and what follows; the first is empty if there is none."""
    match = _SCHEME.fullmatch(text)
    if match is None:
        return "", text
    scheme, rest = match[1].lower(), match[2]
    if scheme == "matrix" and (user := _MATRIX_USER.match(rest.lstrip("/"))):
        return scheme, f"@{user[1]}"
    if scheme == "tg":
        return "telegram", f"//{rest.lstrip('/')}"
    known = _key(scheme) in _LABELS or scheme in _SCHEMES or network_of(scheme) is not None
    return (scheme, rest) if known else ("", text)


def _read_scheme(scheme: str, text: str) -> Handle | None:
    return _read(f"{scheme}:{text}") if scheme in _SCHEMES else None


def _link_in(text: str) -> str:
    """Take what stands before a link without being part of it: ``twitter:https://…``, ``x-apple:ada``."""
    if match := _PREFIXED_LINK.fullmatch(text):
        return match[1]
    return unquote(text[len(_APPLE) :]) if text.lower().startswith(_APPLE) else text


def _on(network: str | None, text: str) -> Handle | None:
    if network is None or not text:
        return None
    try:
        return handle_on(network, text)
    except UsageProblem:
        return None


def _read(text: str) -> Handle | None:
    try:
        return parse_handle(text)
    except UsageProblem:
        return None


@lru_cache(maxsize=1_024)
def network_of(service: str) -> str | None:
    """Return the network that a service's name means, or None if it is none that netbook knows."""
    key = _key(service)
    if key in _FEDIVERSE:
        return "mastodon"
    if key in _NOT_SERVICES or (len(key) < 3 and key not in ("x", "fb")):
        return None
    try:
        return network_named(key).name
    except UnknownNetwork:
        return None


@lru_cache(maxsize=1_024)
def _service_of(name: str) -> str | None:
    """Return the service that a property is named for, such as X-SKYPE; None if it is named for something else."""
    if name in _BLOGS:
        return "website"
    match = _KDE.fullmatch(name) or _NAMED_FOR_SERVICE.fullmatch(name)
    service = match[1] if match else ""
    known = _key(service) in _LABELS or network_of(service) is not None
    return service.lower() if known or name.startswith("X-MESSAGING/") else None


def _label(services: tuple[str, ...]) -> str:
    """Return the name of a service as people write it."""
    if not services:
        return "Profile"
    return _LABELS.get(_key(services[0]), services[0].strip())


def _key(service: str) -> str:
    return _SIGNS.sub("", service.lower())
