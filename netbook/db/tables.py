"""Every mapped class, imported so that the metadata is whole."""

from netbook.db import ledger, meetings, people, promises, sources, standing, synced, tombstones
from netbook.db.base import Base

METADATA = Base.metadata

__all__ = ["METADATA", "ledger", "meetings", "people", "promises", "sources", "standing", "synced", "tombstones"]
