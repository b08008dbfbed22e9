"""Readers of export files: files in, records out, and never a word with the book."""
