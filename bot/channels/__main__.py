"""``python -m bot.channels [--wait]``: run the gateway; with ``--wait`` listen only when rasa and actions answer."""

import argparse
import asyncio
import logging
import sys

import uvicorn

from bot.channels import settings as configuration
from bot.channels.gateway import create_app
from bot.channels.health import wait_until_ready

_log = logging.getLogger("jobcare.gateway")

KEEP_ALIVE_SECONDS = 75
"""How long a browser's connection stays open between two messages: longer than most people read and think."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.channels", description=__doc__)
    parser.add_argument("--wait", action="store_true", help="listen only after rasa and actions answer")
    wait = parser.parse_args().wait
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    for chatty in ("httpx", "httpcore", "uvicorn.access"):  # httpx logs addresses with the API token in them
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # its errors show addresses with the bot's token
    try:
        settings = configuration.read()
    except configuration.SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        if wait:
            asyncio.run(wait_until_ready(settings, lambda name: _log.info("ready process=%s", name)))
        uvicorn.run(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=5,
            ws="none",
        )
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
