"""Tables, engine and migrations; portable to SQLite and PostgreSQL, the dialects' differences in one file each."""
