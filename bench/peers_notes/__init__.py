"""Servers of shared notes that keep them in memory: each says its address, and serves until it is ended."""
