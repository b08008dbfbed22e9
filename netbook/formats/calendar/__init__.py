"""Calendars (RFC 5545): past events in as meetings, follow-ups, events and birthdays out."""

from netbook.formats.calendar.reader import CALENDAR
from netbook.formats.calendar.writer import CALENDAR_EXPORT

__all__ = ["CALENDAR", "CALENDAR_EXPORT"]
