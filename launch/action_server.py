"""The action server as one of the three processes (runs in `.venv`).

rasa-sdk's own command keeps a supervising process beside the worker, and both import the engine: twice the memory and
twice the start. Here the same application is served by one process, on the loopback address only.
"""

from __future__ import annotations

import logging
from threading import Thread

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from bot.actions import desk_analysis
from bot.actions._engine import engine, prepare_profiles, profiles_are_quickly_prepared
from bot.actions.preparing import prepare
from launch.settings import read_settings

ACTIONS_PACKAGE = "bot.actions"
KEEP_ALIVE_SECONDS = 120


def main() -> None:
    """Register the actions and serve them until a signal comes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    executor = ActionExecutor()
    executor.register_package(ACTIONS_PACKAGE)
    engine()  # loaded before the port opens, so that the first person does not wait for it
    if not profiles_are_quickly_prepared():
        prepare_profiles()  # at the very first start, so that no turn runs out of time while the index is made
    Thread(target=prepare, name="preparing", daemon=True).start()
    app = create_app(executor, cors_origins=[])
    desk_analysis.add_route(app)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    app.prepare(host="127.0.0.1", port=read_settings().actions_port, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(app)


if __name__ == "__main__":
    main()
