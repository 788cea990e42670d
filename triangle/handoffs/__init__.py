"""Hand-offs: offered, accepted, returned, withdrawn."""
