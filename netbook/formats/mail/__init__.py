"""Mail (RFC 5322): mailboxes and single messages, of which nothing but the heads is read."""

from netbook.formats.mail.reader import MAIL

__all__ = ["MAIL"]
