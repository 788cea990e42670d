"""One's own due days as a calendar that other programs subscribe to."""
