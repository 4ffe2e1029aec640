"""Telegram: the same conversation in private chats, by long polling or a webhook."""
