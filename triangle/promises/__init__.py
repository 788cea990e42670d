"""What was promised to customers, and whether delivery has heard of it."""
