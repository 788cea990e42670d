"""Whether this installation is well: what an admin is told in words."""
