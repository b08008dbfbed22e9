"""Foreign text in a Markdown page: shown as it was written, and never taken for a part of the page."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from netbook.domain.text import clean, clean_block, norm_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~$=^&%]")
_BEGINS_A_LIST = re.compile(r"^(\s{0,1000}\d{0,9})([-+.)])")
_INDENT = re.compile(r"^[ \t]{1,1000}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\`]{1,1000}", re.ASCII)
_OUTSIDE_A_LINK = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]")
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..{0,250})?", re.IGNORECASE)
_LONGEST_NAME_BYTES = 150


def inline(text: str) -> str:
    """Write one line so that no sign in it means anything; web addresses stay links."""
    return _escaped(clean(text))


def quoted(text: str, indent: str = "") -> Iterator[str]:
    """Write a text of several lines as a quotation, which nothing in it can leave."""
    for line in clean_block(text).split("\n"):
        yield f"{indent}> {_escaped(line)}  " if line.strip() else f"{indent}>"


def link(label: str, address: str) -> str:
    """Write a link to a web address; only the label where it is the address of anything else."""
    if not address.startswith(("https://", "http://")):
        return inline(label)
    safe = _OUTSIDE_A_LINK.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), address
    )
    return f"[{inline(label)}](<{safe}>)"


def front_matter_value(value: object) -> str:
    """Write a value of the front matter: JSON, which is YAML too, with everything escaped that a terminal obeys."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def page_name(called: str, uid: str, taken: set[str]) -> str:
    """Give a name that file systems and wikis take, and that no other page has; ``taken`` learns it."""
    name = _NOT_IN_NAMES.sub(" ", clean(norm_line(called)))
    name = " ".join(name.split()).strip(". ")
    while len(name.encode()) > _LONGEST_NAME_BYTES:
        name = name[:-1].rstrip(". ")
    if not name or _RESERVED.fullmatch(name):
        name = f"{name} contact".strip()
    if name.casefold() in taken:
        name = f"{name} ({hashlib.sha256(uid.encode()).hexdigest()[:8]})"
    taken.add(name.casefold())
    return name


def _escaped(text: str) -> str:
    parts = []
    end = 0
    for found in _WEB_ADDRESS.finditer(text):
        parts += [_ACTIVE.sub(r"\\\g<0>", text[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    parts.append(_ACTIVE.sub(r"\\\g<0>", text[end:]))
    # An indented line would be code; spaces that do not break are none.
    indented = _INDENT.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), "".join(parts))
    return _BEGINS_A_LIST.sub(r"\1\\\2", indented)
