"""The export of a Mastodon account, or of another fediverse server's: archive, outbox, and the lists as CSV."""

from netbook.formats.mastodon.export import MASTODON

__all__ = ["MASTODON"]
