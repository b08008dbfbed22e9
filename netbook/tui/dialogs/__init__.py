"""Dialogs: each saves itself, says what is wrong under its field, and keeps what was typed."""
