"""Accounts, their contacts and the seats of their triangle."""
