"""The Instagram export in JSON, with what it holds of Threads: a zip, a folder, or single files, of every era."""

from netbook.formats.instagram.export import INSTAGRAM

__all__ = ["INSTAGRAM"]
