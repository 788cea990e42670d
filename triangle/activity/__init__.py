"""Streams and entries: the one history everything reads."""
