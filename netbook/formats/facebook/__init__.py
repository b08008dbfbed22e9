"""The Facebook export in JSON, as a zip, a folder, or single files out of it, of every era."""

from netbook.formats.facebook.export import FACEBOOK

__all__ = ["FACEBOOK"]
