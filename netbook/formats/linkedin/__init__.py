"""The LinkedIn export, as a zip, a folder, or a lone Connections.csv or messages.csv, of every era."""

from netbook.formats.linkedin.export import LINKEDIN

__all__ = ["LINKEDIN"]
