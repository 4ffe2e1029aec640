"""How a Telegram bot is reached: apart from the channel, which brings a large library with it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TelegramBot:
    """How the bot is reached.

    Attributes:
        token: from BotFather.
        api: address of the Bot API, without the token.
        webhook_secret: Telegram's secret token; empty: long polling.
        patience: seconds to wait for the Bot API.
    """

    token: str = field(repr=False)
    api: str = "https://api.telegram.org"
    webhook_secret: str = field(default="", repr=False)
    patience: float = 10.0
