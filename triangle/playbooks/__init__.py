"""Playbooks: immutable versions of how a deal is run."""
