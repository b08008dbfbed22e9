"""Lists of GitHub accounts as the command ``gh api`` prints them: whom the user follows, or who follows the user.

The form is that of https://docs.github.com/rest/users/followers, and with names where every account was asked for
by itself. Pages may follow one another, or be gathered in one list.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from netbook.domain.channels import Direction
from netbook.domain.handles import Handle, handle_on, parse_handle
from netbook.domain.records import Fate, LeftOut, Origin, Owner, PersonRecord
from netbook.errors import UsageProblem
from netbook.formats.json_stream import BrokenItem, Item, JsonItems
from netbook.formats.meter import Meter
from netbook.formats.streams import OnRead, UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles, Member

GITHUB_NETWORK = "github"
NO_PERSON = "This is an organisation or a program, not a person."
OWN_ACCOUNT = "This is your own account."
OTHER_SERVER = "This account is on another server than github.com."

_HEAD_BYTES = 16 * 1024
_MOST_CANDIDATES = 1_000
_NO_PEOPLE = frozenset({"Organization", "Bot"})
_SITE = "https://github.com/"
_LARGEST_ID = 10**20


class GithubFormat:
    """Reads accounts as people."""

    name = "github"
    label = "list of GitHub accounts"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a list is there whose first record is a GitHub account."""
        return bool(_lists(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield one record for every account; ``owner`` is left out.

        Raises UsageProblem if ``owner`` is no GitHub account, and UnreadableFile if there is no such list.
        """
        if owner is not None and owner.network != GITHUB_NETWORK:
            raise UsageProblem(f"“{owner.shown}” is not a GitHub account. Give your own, such as --me github.com/ada")
        lists = _lists(files)
        if not lists:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” holds no list of GitHub accounts. Import what this prints: "
                "gh api --paginate user/following"
            )
        if owner is not None:
            yield Owner(owner)
        meter = Meter(progress, lists)
        for member in lists:
            yield from _accounts(files, member, owner, meter.add)
        meter.finish()


def _lists(files: ExportFiles) -> list[Member]:
    members = files.members
    if len(members) > 1:
        members = tuple(member for member in members if member.base.casefold().endswith(".json"))[:_MOST_CANDIDATES]
    return [member for member in members if _begins_with_account(files.head(member.name, _HEAD_BYTES))]


def _begins_with_account(head: bytes) -> bool:
    """Say whether a file is a list, or a list of lists, and its first record an account."""
    text = head.decode("utf-8-sig", "replace").lstrip()
    if not text.startswith("["):
        return False
    text = text[1:].lstrip().removeprefix("[").lstrip()
    try:
        first, _end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(first, dict)
        and isinstance(first.get("login"), str)
        and isinstance(first.get("id"), int)
        and ("html_url" in first or "node_id" in first)
    )


def _accounts(
    files: ExportFiles, member: Member, owner: Handle | None, on_read: OnRead
) -> Iterator[PersonRecord | LeftOut]:
    shown = shown_name(member.name)
    linked = Direction.BY_THEM if "follower" in member.base.casefold() else Direction.BY_ME
    number = 0
    with files.open(member.name, on_read) as stream:
        for item in JsonItems(stream, Any):
            origin = Origin(shown, item.line)
            for value in _of_page(item):
                number += 1
                if isinstance(value, BrokenItem):
                    yield LeftOut(origin, Fate.FAILED, f"Record {number}: {value.reason}")
                else:
                    yield _account(origin, number, value, owner, linked)


def _of_page(item: Item[Any] | BrokenItem) -> list[Any]:
    """Return what an item of the list holds: itself, or all of a page."""
    if isinstance(item, BrokenItem):
        return [item]
    return item.value if isinstance(item.value, list) else [item.value]


def _account(
    origin: Origin, number: int, value: Any, owner: Handle | None, linked: Direction
) -> PersonRecord | LeftOut:
    if not isinstance(value, dict):
        return LeftOut(origin, Fate.FAILED, f"Record {number}: This is no account.")
    link = _text(value, "html_url")
    if link and not link.casefold().startswith(_SITE):
        return LeftOut(origin, Fate.SKIPPED, OTHER_SERVER)
    if value.get("type") in _NO_PEOPLE:
        return LeftOut(origin, Fate.SKIPPED, NO_PERSON)
    try:
        handle = handle_on(GITHUB_NETWORK, _text(value, "login"))
    except UsageProblem as problem:
        return LeftOut(origin, Fate.FAILED, f"Record {number}: {problem.sentence}")
    if owner is not None and owner.key == handle.key:
        return LeftOut(origin, Fate.SKIPPED, OWN_ACCOUNT)
    stable = _stable_id(value)
    return PersonRecord(
        key=f"gh:user:{stable or '~' + handle.key}",
        origin=origin,
        name=_text(value, "name") or None,
        handles=(replace(handle, stable_id=stable), *_other_handles(value)),
        organisation=_text(value, "company").removeprefix("@").strip() or None,
        location=_text(value, "location") or None,
        met_network=GITHUB_NETWORK,
        linked=linked,
    )


def _stable_id(value: dict[str, Any]) -> str | None:
    number = value.get("id")
    usable = isinstance(number, int) and not isinstance(number, bool) and 0 < number < _LARGEST_ID
    return str(number) if usable else None


def _other_handles(value: dict[str, Any]) -> Iterator[Handle]:
    """Yield the accounts elsewhere that somebody names on their profile; what cannot be read there is left out."""
    site = _text(value, "blog")
    named = (
        ("email", _text(value, "email")),
        ("x", _text(value, "twitter_username")),
        (None, site if "://" in site or not site else f"https://{site}"),
    )
    for network, text in named:
        if text:
            try:
                yield handle_on(network, text) if network else parse_handle(text)
            except UsageProblem:
                continue


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""


GITHUB = GithubFormat()
