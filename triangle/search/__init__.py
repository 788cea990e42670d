"""Finding accounts, deals, people and nodes by what somebody remembers of their names."""
