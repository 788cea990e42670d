"""Channels: how a message is put for mail, chat bots and webhooks, and what their answers mean."""
