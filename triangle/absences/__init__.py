"""Absences: who is away, from when until when, and which deputy acts for them."""
