"""A card with something in every field, for the tests of what writes cards."""

from __future__ import annotations

from datetime import date

from netbook.domain.handles import Handle, handle_on, parse_handle
from netbook.domain.portable import PortableMet
from netbook.domain.visiting_card import VisitingCard

HANDLES = (
    Handle("x", "ada", "@Ada", None, "https://x.com/Ada"),
    Handle("mastodon", "ada@b.social", "@ada@b.social", "https://b.social/users/ada", "https://b.social/@ada"),
    handle_on("email", "Ada@example.org"),
    handle_on("phone", "+44 20 7946 0000"),
    parse_handle("https://ada.example/blog?p=1"),
    handle_on("linkedin", "ada-lovelace"),
    handle_on("bluesky", "ada.bsky.social"),
    handle_on("matrix", "@ada:b.org"),
    handle_on("youtube", "@ada.l"),
    handle_on("telegram", "ada_l"),
    Handle("x", "id:123", "x.com/i/user/123", "123", "https://x.com/i/user/123"),
    Handle("github", "id:7", "gh:id:7", "7", None),
)
FULL = VisitingCard(
    name="Ada Lovelace",
    handles=HANDLES,
    organisation="Engines; Ltd, \\London",
    position="Analyst",
    location="London, United Kingdom",
    birthday="1815-12-10",
    tags=("maths", "a,b", "x;y", "My Contacts"),
    notes="one\n\ntwo \u2028 \x1b[31m\r\nthree",
    sector="computing",
    cadence="6w",
    met_online=PortableMet("x", None, "#libchat", date(2026, 1, 2)),
    met_in_person=PortableMet(None, None, "PyCon; UK", None),
    former=(Handle("x", "old", "@old", "9", "https://x.com/old"),),
)
