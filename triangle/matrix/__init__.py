"""The responsibility matrix: who answers for what in all deals, at any moment, and where the holes are."""
