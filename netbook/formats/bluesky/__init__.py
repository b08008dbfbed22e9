"""The export of a Bluesky account: the repository (repo.car), as one file, in a folder or in a zip."""

from netbook.formats.bluesky.export import BLUESKY

__all__ = ["BLUESKY"]
