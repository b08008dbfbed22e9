"""The one question a reader may have to ask: which account is the user's own."""

from __future__ import annotations

from netbook.errors import NetbookError


class OwnerUnclear(NetbookError):
    """The export does not say which account is the user's own, and cannot be read without it."""

    exit_code = 2
