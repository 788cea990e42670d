"""The socket engine: how entries reach browsers."""
