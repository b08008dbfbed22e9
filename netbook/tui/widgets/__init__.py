"""The small widgets that pages are made of."""
