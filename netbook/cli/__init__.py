"""The command line: words in, plain text or JSON out; one module a command, imported when it is called."""
