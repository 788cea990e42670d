"""Notifications: what somebody has to answer or may want to know, and how it reaches them."""
