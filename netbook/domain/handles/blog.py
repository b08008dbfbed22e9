"""Any other web page of a person: a blog, a home page, a page on a site that is no network known here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.hosts import SHORT_LINKS
from netbook.domain.handles.problems import UnknownHandle, quoted

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_IDENTIFYING = frozenset(
    {
        "p",
        "page_id",
        "page",
        "id",
        "uid",
        "user",
        "userid",
        "user_id",
        "username",
        "u",
        "author",
        "name",
        "profile",
        "person",
        "member",
        "blogid",
        "title",
        "article",
    }
)
"""Names in a query that choose the page; all others, such as utm_source, only count visitors."""


def blog_link(link: Link) -> Handle:
    """Read a web page: the key is the host without www and the path without its closing slash.

    Of the query only the names that choose the page are kept. A page that is plain http stays so.
    """
    bare_host = link.host.removeprefix("www.")
    if bare_host in SHORT_LINKS:
        raise UnknownHandle(
            f"{quoted(link.brief)} is a short link, which does not say where it leads. "
            "Open it, and paste the address it leads to."
        )
    port = f":{link.port}" if link.port else ""
    kept = [(name, value) for name, value in link.query if name.lower() in _IDENTIFYING]
    query = f"?{urlencode(kept, quote_via=quote)}" if kept else ""
    host = bare_host if "." in bare_host else link.host
    url = f"{link.scheme}://{link.host}{port}{link.path or '/'}{query}"
    return Handle("blog", f"{host}{port}{link.path.rstrip('/')}{query}", url, None, url)
