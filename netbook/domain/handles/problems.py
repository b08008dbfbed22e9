"""What is wrong with a text that names no account, in sentences for the person who typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.text import shorten
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.domain.handles.networks import Network

_QUOTED_CELLS = 60
_LOOKED_AT = 400
_OTHER_THAN_HANDLES = {
    "email": "an e-mail address",
    "phone": "a phone number",
    "blog": "the address of a web page",
}


class UnknownHandle(UsageProblem):
    """The text names no account on any network, or none on the network asked for."""


class NotAPerson(UsageProblem):
    """The link leads to something on a known network that is nobody: a company, a group, an event, a share link."""


def quoted(text: str) -> str:
    """Quote what was typed: harmless to print, and cut at 60 terminal cells."""
    return f"“{shorten(text[:_LOOKED_AT], _QUOTED_CELLS)}”"


def no_handle_on(network: Network, text: str, *hints: str) -> UnknownHandle:
    """Say that the text is no account of this network, and what one looks like."""
    what = _OTHER_THAN_HANDLES.get(network.name, f"a handle on {network.label}")
    return UnknownHandle(
        f"{quoted(text)} is not {what}, which has {network.shape}. Write it like {network.example}.", *hints
    )


def no_person_on(network: Network, text: str, what: str = "") -> NotAPerson:
    """Say that a link leads to a page of the network (``what``: “a group”, “a video”) and not to a person."""
    page = what or f"a page of {network.label}"
    return NotAPerson(
        f"{quoted(text)} is {page}, not a person. Paste the person's own profile, for example {network.example}."
    )
