"""Deals and their rooms."""
