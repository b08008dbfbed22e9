"""Which files of a Meta export hold conversations, lists of people and web pages, wherever an era put them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from netbook.domain.records import Fate, LeftOut, Origin
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member

PAGES = "This is a web page (HTML); netbook reads the same from the JSON files of an export."
BARE_LIST = ""
"""What a list is called that stands in nothing."""

_IN_SECTION = re.compile(
    r"(?:^|/)(inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)"
    r"/([^/]{1,255})/message_([0-9]{1,6})\.(json|html)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"message_([0-9]{1,6})\.json", re.IGNORECASE)
_PAGE_OF_PEOPLE = re.compile(r"(?:your_friends|friends|followers(?:_[0-9]{1,4})?|following)\.html", re.IGNORECASE)
_PEOPLE_NAMED = re.compile(
    r"friend|follow|block|restrict|unfollow|suggestion|request|hide_story|favorited", re.IGNORECASE
)
_ABOUT_NAMED = re.compile(r"profile_information|personal_information|signup", re.IGNORECASE)
_FIRST_LIST = re.compile(rb"\s*\{\s*\"([A-Za-z0-9_]{1,80})\"\s*:\s*([\[{])")
_THREAD_MARKS = (b'"messages"', b'"participants"')
_SENDER_MARKS = (b'"sender_name"', b'"senderName"', b'"threadName"', b'"thread_path"')
_PAGE_MARKS = (b"participants:", b"_a6-g", b"_a706", b"_3-95", b"uiboxwhite")
_PAGE_BEGINNINGS = (b"<!doctype html", b"<html")
_FOLDERS_OF_PEOPLE = frozenset({"followers_and_following", "friends_and_followers", "connections", "friends"})
_INSTAGRAM_FOLDERS = frozenset({"your_instagram_activity", "followers_and_following"})
_INSTAGRAM_MARKS = (b'"original_content_owner"', b'"your_instagram_activity/', b'"your_instagram_activity\\/')
"""What a conversation has in it that was taken out of an Instagram export: a shared post's owner, the paths of media."""
_INSTAGRAM_LISTS = ("relationships_", "text_post_app_", "profile_user", "account_history_registration_info")
_COMMON_NAMES = frozenset({"friends", "profile"})
"""What other programs call their lists too; Facebook's have dates."""
_MOST_HEADS = 20_000
"""How many files of one export are looked into because their names do not say what they hold."""


class Kept(Enum):
    """In which part of the export a conversation lies."""

    PLAIN = auto()
    ENCRYPTED_LATER = auto()
    """What was said before the conversation was encrypted."""
    ENCRYPTED = auto()
    """The separate archive of what was said since."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation: the name of its folder, and its files in the order of their numbers."""

    folder: str
    kept: Kept
    members: tuple[Member, ...]


@dataclass(slots=True)
class Layout:
    """The files of an export that say something of people."""

    threads: list[Thread] = field(default_factory=list)
    lists: dict[str, Member] = field(default_factory=dict)
    """By name of the member, the files with a list of people; what each list is called stands in ``called``."""
    called: dict[str, str] = field(default_factory=dict)
    pages: list[Member] = field(default_factory=list)
    of_instagram: bool = False


def layout_of(files: ExportFiles) -> Layout:
    """Look at the names of all files, and into those whose names do not tell."""
    return _Sorter(files).layout


class _Sorter:
    """Sorts the files of one export."""

    def __init__(self, files: ExportFiles) -> None:
        self._files = files
        self._heads = 0
        self._by_folder: dict[tuple[str, str], list[tuple[int, Member]]] = {}
        self._kept: dict[tuple[str, str], Kept] = {}
        self.layout = Layout()
        for member in files.members:
            if not _is_shadow(member):
                self._sort(member)
        for (parent, folder), numbered in self._by_folder.items():
            members = tuple(member for _number, member in sorted(numbered, key=_numerically))
            self.layout.threads.append(Thread(folder, self._kept[parent, folder], members))

    def _sort(self, member: Member) -> None:
        folders = member.name.casefold().split("/")[:-1]
        if not _INSTAGRAM_FOLDERS.isdisjoint(folders):
            self.layout.of_instagram = True
        found = _IN_SECTION.search(member.name)
        if found and found[4].casefold() == "json":
            kept = Kept.ENCRYPTED_LATER if found[1].casefold() == "e2ee_cutover" else Kept.PLAIN
            self._add(member, member.name[: found.start(2)], found[2], kept, int(found[3]))
        elif member.base.casefold().endswith((".json", ".html")) or len(self._files.members) == 1:
            self._look_into(member, folders, in_section=found is not None)

    def _look_into(self, member: Member, folders: list[str], *, in_section: bool) -> None:
        alone = len(self._files.members) == 1
        page = member.base.casefold().endswith(".html")
        if page and not alone and not in_section and not _PAGE_OF_PEOPLE.fullmatch(member.base):
            return
        numbered = _NUMBERED.fullmatch(member.base)
        flat = not folders or folders[-1] == "messages"
        lists = (
            _PEOPLE_NAMED.search(member.base)
            or _ABOUT_NAMED.search(member.base)
            or "followers_and_following" in folders
        )
        if not (alone or page or numbered or flat or lists):
            return
        head = self._head(member, needed=alone or bool(numbered or lists))
        if page or _is_page(head):
            self._add_page(member, head, told_by_name=in_section or not _FOLDERS_OF_PEOPLE.isdisjoint(folders))
        elif _is_thread(head):
            self.layout.of_instagram |= alone and any(mark in head for mark in _INSTAGRAM_MARKS)
            self._add_loose(member, head, numbered)
        elif (called := list_name(head)) is not None and (lists or alone):
            self._add_list(member, called, head)

    def _add_page(self, member: Member, head: bytes, *, told_by_name: bool) -> None:
        if _is_page(head) and (told_by_name or any(mark in head.lower() for mark in _PAGE_MARKS)):
            self.layout.pages.append(member)

    def _add_list(self, member: Member, called: str, head: bytes) -> None:
        if called.startswith(_INSTAGRAM_LISTS):
            self.layout.of_instagram = True
        elif called == BARE_LIST:
            followers = member.base.casefold().startswith("followers") or len(self._files.members) == 1
            if not followers or b'"string_list_data"' not in head:
                return
            self.layout.of_instagram = True
        elif called in _COMMON_NAMES and b'"timestamp"' not in head:
            return
        self.layout.lists[member.name] = member
        self.layout.called[member.name] = called

    def _add_loose(self, member: Member, head: bytes, numbered: re.Match[str] | None) -> None:
        """Take in a conversation that lies in none of the usual folders."""
        flat = b'"threadName"' in head or b'"senderName"' in head
        parent, _, folder = member.name.rpartition("/")[0].rpartition("/")
        if numbered and folder and not flat:
            self._add(member, parent, folder, Kept.PLAIN, int(numbered[1]))
        else:
            self._add(member, parent, member.base, Kept.ENCRYPTED if flat else Kept.PLAIN, 0)

    def _add(self, member: Member, parent: str, folder: str, kept: Kept, number: int) -> None:
        self._by_folder.setdefault((parent, folder), []).append((number, member))
        self._kept[parent, folder] = kept

    def _head(self, member: Member, *, needed: bool) -> bytes:
        self._heads += 1
        if self._heads > _MOST_HEADS:
            return b""
        try:
            return self._files.head(member.name)
        except UnreadableFile:
            if needed:
                raise
            return b""


def _numerically(numbered: tuple[int, Member]) -> tuple[int, str]:
    return numbered[0], numbered[1].name


def list_name(head: bytes) -> str | None:
    """Return what the first thing in a JSON file is called, empty for a bare list, or None if it is neither."""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"["):
        return BARE_LIST
    found = _FIRST_LIST.match(plain)
    return found[1].decode("ascii") if found else None


def page_refused(files: ExportFiles) -> UnreadableFile:
    """Return the error for an export that was asked for as web pages."""
    return UnreadableFile(
        f"“{shown_name(files.label)}” holds web pages (HTML), from which people cannot be read reliably. "
        "Ask for the export again and choose JSON as its format."
    )


def pages_left_out(layout: Layout) -> Iterator[LeftOut]:
    """Yield one record for all web pages that lie beside JSON files."""
    for page in layout.pages[:1]:
        yield LeftOut(Origin(shown_name(page.name)), Fate.SKIPPED, PAGES, len(layout.pages))


def _is_thread(head: bytes) -> bool:
    return any(mark in head for mark in _THREAD_MARKS) and any(mark in head for mark in _SENDER_MARKS)


def _is_page(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGE_BEGINNINGS)


def _is_shadow(member: Member) -> bool:
    """Say whether this is the twin file that a Mac puts beside the real one in a zip."""
    return member.base.startswith("._") or member.name.startswith("__MACOSX/")
