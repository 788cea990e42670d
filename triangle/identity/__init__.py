"""People, teams, sessions, tokens: who is asking."""
