"""vCards of every version, as address books, phones and mail programs write them."""

from netbook.formats.vcard.reader import VCARD
from netbook.formats.vcard.writer import VCARD4_EXPORT, VCARD_EXPORT

__all__ = ["VCARD", "VCARD4_EXPORT", "VCARD_EXPORT"]
