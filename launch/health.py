"""Asking the three processes whether they are ready to work."""

from __future__ import annotations

import http.client
import json
import urllib.request
from typing import Callable, Dict, Optional
from urllib.parse import quote

from launch.settings import Settings

_TIMEOUT_SECONDS = 5.0
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def health_checks(settings: Settings, rasa_token: str) -> Dict[str, Callable[[], bool]]:
    """One question per process; each answers True once that process can serve a conversation.

    Rasa binds its port long before its model is loaded, so it is asked to parse a text.
    """
    return {
        "actions": lambda: _answers(settings.actions_url + "/health"),
        "rasa": lambda: _answers(
            settings.rasa_url + "/model/parse?token=" + quote(rasa_token, safe=""), body={"text": "안녕하세요"}
        ),
        "gateway": lambda: _answers(settings.url + "/healthz"),
    }


def _answers(url: str, body: Optional[Dict[str, str]] = None) -> bool:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    try:
        with _opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
            return bool(response.status == 200)
    except (OSError, http.client.HTTPException):
        return False
