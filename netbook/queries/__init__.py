"""Questions that read the book; each gives frozen rows, never live objects."""
