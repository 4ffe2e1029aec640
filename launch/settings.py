"""Where things are and which ports are used: the environment, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Mapping, Optional

from launch.failure import LaunchError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Everything that the launcher decides before it starts anything.

    Attributes:
        root: the checkout.
        var: folder of everything that running makes (databases, logs, caches).
        gateway_host: address on which the gateway listens, the only public one.
        gateway_port: its port.
        rasa_port: port of Rasa on the loopback address.
        actions_port: port of the action server on the loopback address.
        models: folder of the trained model.
    """

    root: Path
    var: Path
    gateway_host: str
    gateway_port: int
    rasa_port: int
    actions_port: int
    models: Path

    @property
    def app_python(self) -> Path:
        """Interpreter of the application environment (Python 3.11)."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def rasa_python(self) -> Path:
        """Interpreter of the Rasa environment (Python 3.10)."""
        return self.root / ".venv-rasa" / "bin" / "python"

    @property
    def logs(self) -> Path:
        """Folder of the logs."""
        return self.var / "log"

    @property
    def model(self) -> Path:
        """The trained Rasa model."""
        return self.models / "jobcare.tar.gz"

    @property
    def url(self) -> str:
        """Address that a browser on this machine opens."""
        host = "127.0.0.1" if self.gateway_host in ("0.0.0.0", "::", "") else self.gateway_host
        return "http://%s:%d" % (host, self.gateway_port)

    @property
    def rasa_url(self) -> str:
        """Address of Rasa."""
        return "http://127.0.0.1:%d" % self.rasa_port

    @property
    def actions_url(self) -> str:
        """Address of the action server."""
        return "http://127.0.0.1:%d" % self.actions_port


def read_settings(environ: Optional[Mapping[str, str]] = None, root: Path = ROOT) -> Settings:
    """Read the settings from `environ` (default: the process environment).

    Raises:
        LaunchError: a port is not a number from 1 to 65535, or two processes were given the same port.
    """
    env = os.environ if environ is None else environ
    settings = Settings(
        root=root,
        var=(root / (env.get("JOBCARE_VAR") or "var")).resolve(),
        gateway_host=env.get("JOBCARE_GATEWAY_HOST") or "127.0.0.1",
        gateway_port=_port(env, "JOBCARE_GATEWAY_PORT", 8000),
        rasa_port=_port(env, "JOBCARE_RASA_PORT", 5005),
        actions_port=_port(env, "JOBCARE_ACTIONS_PORT", 5055),
        models=(root / (env.get("JOBCARE_MODELS") or "models")).resolve(),
    )
    if len({settings.gateway_port, settings.rasa_port, settings.actions_port}) < 3:
        raise LaunchError(
            "gateway, rasa, actions는 서로 다른 포트를 써야 해요 (지금 %d, %d, %d)."
            % (settings.gateway_port, settings.rasa_port, settings.actions_port)
        )
    return settings


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise LaunchError("%s에는 1부터 65535까지의 숫자를 적어 주세요 (지금 '%s')." % (name, value))
    return int(value)


def load_dotenv(path: Path, environ: Optional[Dict[str, str]] = None) -> None:
    """Add the `NAME=value` lines of a `.env` file to `environ`; what is set already wins.

    Blank lines and lines that start with `#` are skipped, one pair of quotes around a value is taken off. A missing file
    is no error.

    Raises:
        LaunchError: a line has no `=`; names the line number and never its content, which may be a secret.
    """
    if not path.is_file():
        return
    target = os.environ if environ is None else environ
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator or not name.strip():
            raise LaunchError(".env %d번째 줄은 '이름=값' 꼴이 아니에요. 고친 다음 다시 시작해 주세요." % number)
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        target.setdefault(name.strip(), value)
