"""Dates as people write and read them: “last tue”, “3 weeks ago”, “24 nov”; and “a year ago” in return."""

from netbook.domain.dates.reading import DateRead, Prefer, UnreadableDate, closed_date_suffix, read_date
from netbook.domain.dates.wording import ago, describe_date, short_date

__all__ = [
    "DateRead",
    "Prefer",
    "UnreadableDate",
    "ago",
    "closed_date_suffix",
    "describe_date",
    "read_date",
    "short_date",
]
