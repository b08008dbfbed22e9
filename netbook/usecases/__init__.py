"""Verbs that change the book: plain functions over an open session, kept or undone as a whole by the caller."""
