"""Matrix: a name on a server, written ``@name:server``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from netbook.domain.handles.domains import account_domain
from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import UnknownHandle, no_handle_on, no_person_on, quoted

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_MATRIX = NETWORKS["matrix"]
_LONGEST = 255  # characters of a whole user id, by the specification
_NAME = re.compile(r"[A-Za-z0-9._=/+-]{1,255}")
_SERVER = re.compile(r"(.{1,253}?)((?::[0-9]{1,5})?)")
_ROOMS = ("#", "!", "+", "r/", "roomid/")


def matrix_name(text: str) -> Handle:
    """Read ``@name:server`` with or without its “@”, or ``u/name:server``; raises ``NotAPerson`` for a room."""
    if text.startswith(_ROOMS):
        raise no_person_on(_MATRIX, text, "a room")
    address = text.removeprefix("@") if text.startswith("@") else text.removeprefix("u/")
    name, colon, server = address.partition(":")
    if not colon and _NAME.fullmatch(name):
        raise UnknownHandle(
            f"{quoted(text)} does not say on which Matrix server the account is. Write it like {_MATRIX.example}.",
            f"@{name}:matrix.org",
        )
    parts = _SERVER.fullmatch(server)
    domain = account_domain(parts[1]) if parts else None
    if not parts or domain is None or not _NAME.fullmatch(name) or len(address) > _LONGEST:
        raise no_handle_on(_MATRIX, text)
    key = f"{name.lower()}:{domain}{parts[2]}"
    shown = f"@{name}:{domain}{parts[2]}"
    return Handle("matrix", key, shown, None, f"https://matrix.to/#/{quote(shown, safe='@:')}")


def matrix_link(link: Link) -> Handle:
    """Read a matrix.to link, which has the account in its fragment."""
    address = unquote(link.raw_fragment.removeprefix("/").partition("?")[0])
    if address.startswith("@"):
        return matrix_name(address)
    raise no_person_on(_MATRIX, f"{link.host}/#/{address}", "a room" if address.startswith(_ROOMS) else "")
