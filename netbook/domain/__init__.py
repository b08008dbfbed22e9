"""What netbook knows without a database, a clock, a file or a screen: plain Python and dateutil."""
