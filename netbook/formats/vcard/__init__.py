"""vCards of every version, as address books, phones and mail programs write them."""

from netbook.formats.vcard.export import VCARD

__all__ = ["VCARD"]
