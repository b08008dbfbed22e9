"""The words of a post that is written in HTML."""

from __future__ import annotations

import re
from html import unescape

_LOOKED_AT = 200_000
_LINE_BREAK = re.compile(r"<br\s{0,10}/?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|li|blockquote|h[1-6]|pre)\s{0,10}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,4000}>")
_MANY_BREAKS = re.compile(r"\n[ \t]{0,40}\n\s{1,400}")


def words_of_html(html: str) -> str:
    """Return the text without tags, with a line for a line break and an empty one between paragraphs."""
    text = _LINE_BREAK.sub("\n", html[:_LOOKED_AT].replace("\r", ""))
    text = _TAG.sub("", _BLOCK_END.sub("\n\n", text))
    return _MANY_BREAKS.sub("\n\n", unescape(text)).strip()
