"""One account of a person on one network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handle:
    """An account: ``key`` is what is compared, ``shown`` what people read, ``url`` what a browser opens.

    ``key`` is unique within its network, without spaces or control characters; it is ``id:12345`` where only the
    stable id (account id, DID, channel id) is known. ``guess`` says that the reading may be wrong.
    """

    network: str
    key: str
    shown: str
    stable_id: str | None = None
    url: str | None = None
    guess: bool = False
