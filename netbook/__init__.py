"""netbook keeps a professional's network alive: whom you met, where, what was said, and who is going stale."""
