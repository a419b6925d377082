"""The door for people with a browser: one process, one vault, keys in memory only."""
