"""Servers that do the same: each reads an event from stdin and emits it to all when one says `shout`."""
