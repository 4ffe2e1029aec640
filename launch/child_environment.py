"""The environment variables that every child process is started with."""

from __future__ import annotations

import os
from typing import Dict, Mapping, Optional

from launch.settings import Settings

LOOPBACK = "127.0.0.1,localhost,::1"


def child_environment(settings: Settings, environ: Optional[Mapping[str, str]] = None) -> Dict[str, str]:
    """Return `environ` (default: the process environment) completed for Rasa, the action server and the gateway.

    Ports and folders are always set, since Rasa's YAML has no defaults for variables. What could call home is switched
    off: Rasa's telemetry and the model hub.
    """
    env = dict(os.environ if environ is None else environ)
    env.update(
        JOBCARE_VAR=str(settings.var),
        JOBCARE_MODELS=str(settings.models),
        JOBCARE_GATEWAY_HOST=settings.gateway_host,
        JOBCARE_GATEWAY_PORT=str(settings.gateway_port),
        JOBCARE_RASA_PORT=str(settings.rasa_port),
        JOBCARE_ACTIONS_PORT=str(settings.actions_port),
        RASA_TELEMETRY_ENABLED="false",
        SANIC_HOST="127.0.0.1",
        TF_CPP_MIN_LOG_LEVEL="2",
        CUDA_VISIBLE_DEVICES="-1",
        RASA_CACHE_DIRECTORY=str(settings.var / "cache" / "rasa"),
        MPLCONFIGDIR=str(settings.var / "cache" / "matplotlib"),
        PYTHONUNBUFFERED="1",
        PYTHONUTF8="1",
    )
    env.setdefault("JOBCARE_TRACKER_DB", str(settings.var / "tracker.db"))
    env.setdefault("HF_HUB_OFFLINE", "1")
    env.setdefault("TRANSFORMERS_OFFLINE", "1")
    env.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    for name in ("NO_PROXY", "no_proxy"):
        env[name] = ",".join(part for part in (env.get(name), LOOPBACK) if part)
    env["PYTHONPATH"] = os.pathsep.join(part for part in (str(settings.root), env.get("PYTHONPATH")) if part)
    return env
