"""The terminal interface: small screens over the book, drawn with Textual."""
