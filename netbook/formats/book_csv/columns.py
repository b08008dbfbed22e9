"""The columns of the table, in their order; they stay as they are, and new ones come at the end."""

from __future__ import annotations

COLUMNS = (
    "name",
    "email",
    "phone",
    "handles",
    "former_handles",
    "organisation",
    "position",
    "sector",
    "location",
    "tags",
    "birthday",
    "met_online",
    "met_online_on",
    "met_in_person",
    "met_in_person_on",
    "last_contact",
    "cadence",
    "notes",
    "added_on",
    "place",
    "uid",
)
TELLING = frozenset({"former handles", "met online on", "met in person on", "last contact", "uid"})
"""Headings, as they are compared, by which the table is known again."""
