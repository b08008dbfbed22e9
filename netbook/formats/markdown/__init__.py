"""Markdown: a page for every contact, for notebooks and wikis."""

from netbook.formats.markdown.writer import MARKDOWN

__all__ = ["MARKDOWN"]
