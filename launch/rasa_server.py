"""Rasa as one of the three processes (runs in `.venv-rasa`).

`rasa run` takes its API token only as an argument, which every user of the machine can read in the process list; here the
token comes from the environment. Rasa also logs what a person typed when a turn fails; that is taken out.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Dict

from launch.settings import read_settings

KEPT_KEYS = frozenset({"event", "event_info", "level", "exc_info", "stack_info"})


def without_personal_words(logger: Any, method: str, event: Dict[str, Any]) -> Dict[str, Any]:
    """structlog processor: keep what happened, replace every value that may hold a person's words."""
    return {key: value if key in KEPT_KEYS else "…" for key, value in event.items()}


def main() -> None:
    """Run Rasa with the ports, model and token of the environment."""
    import rasa.__main__
    import rasa.utils.log_utils

    rasa.utils.log_utils._anonymizer = without_personal_words
    settings = read_settings()
    sys.argv = [
        "rasa", "run",
        "--interface", "127.0.0.1",
        "--port", str(settings.rasa_port),
        "--model", str(settings.model),
        "--endpoints", str(settings.root / "endpoints.yml"),
        "--credentials", str(settings.root / "credentials.yml"),
        "--enable-api",
        "--auth-token=" + os.environ["JOBCARE_RASA_TOKEN"],  # one word: a token may begin with a dash
    ]  # fmt: skip
    rasa.__main__.main()


if __name__ == "__main__":
    main()
