"""What moves a node on, and what blocks it."""
