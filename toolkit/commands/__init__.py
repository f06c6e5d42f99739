"""One file per command: what it does when called, and what it prints."""
