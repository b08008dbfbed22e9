"""Who the user is, from profile_information.json: the name, and the accounts that Facebook knows to be the user's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import Owner
from netbook.errors import UsageProblem
from netbook.formats.meta.mended import name_in, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member

PROFILES = ("profile_v2", "profile")
LARGEST_PROFILE_BYTES = 16 * 2**20
"""More than this (16 MiB) no profile has ever held."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The user's name as others see it, and the user's accounts."""

    name: str | None = None
    accounts: tuple[Owner, ...] = ()


def profile_in(files: ExportFiles, member: Member) -> Profile:
    """Return what a profile says; one that cannot be read says nothing, since others may show whose export it is."""
    with files.open(member.name) as stream:
        data = stream.read(LARGEST_PROFILE_BYTES)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Profile()
    found_in = document if isinstance(document, dict) else {}
    said: dict[str, Any] = next((found_in[key] for key in PROFILES if isinstance(found_in.get(key), dict)), {})
    name = _full_name(said.get("name"))
    found = {(handle.network, handle.key): Owner(handle, name) for handle in _handles(said)}
    return Profile(name, tuple(found.values()))


def _full_name(said: Any) -> str | None:
    if isinstance(said, dict):
        said = said.get("full_name")
    return name_in(said) or None


def _handles(said: dict[str, Any]) -> Iterator[Handle]:
    """Yield the accounts of the user: the one on Facebook first."""
    written = [("facebook", said.get("profile_uri")), ("facebook", said.get("username"))]
    mail = said.get("emails")
    written += [("email", address) for address in _list(mail.get("emails") if isinstance(mail, dict) else mail)]
    for service in _dicts(said.get("screen_names")):
        network = text_in(service.get("service_name"))
        written += [(network, each.get("name")) for each in _dicts(service.get("names"))]
    for network, word in written:
        try:
            handle = handle_on(network, text_in(word))
        except UsageProblem:
            # A service netbook has no name for, or a name that is none there: it marks nobody.
            continue
        yield handle


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]
