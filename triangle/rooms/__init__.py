"""The deal room as one reply."""
