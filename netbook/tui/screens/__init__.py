"""The pages: one for each screen of the interface."""
