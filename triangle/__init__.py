"""Triangle: a live room for every deal, and a record of who answered for what."""
