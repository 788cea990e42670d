"""Nodes of a deal, their checklists and evidence."""
