"""The X archive, once called the Twitter archive, of every era: as a zip, a folder, or one of its files alone."""

from netbook.formats.x.export import X_ARCHIVE

__all__ = ["X_ARCHIVE"]
