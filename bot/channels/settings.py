"""The gateway's configuration, read from the environment once (table in ARCHITECTURE.md)."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.kakao.skill import Skill
from bot.channels.telegram.bot import TelegramBot
from engine.counsel.hours import HoursError, read_hours

REPOSITORY = Path(__file__).resolve().parents[2]

SECRET_MIN_LENGTH = 32
"""Shortest signing secret in characters: 128 bits when written as hex."""

MESSENGER_SECRET_MIN_LENGTH = 16
"""Shortest secret in an address or header that a messenger calls with: about 96 random bits in URL-safe letters."""

_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?")
_URL_SAFE = re.compile(r"[A-Za-z0-9_-]+")


class SettingsError(ValueError):
    """The environment holds something unusable. The message is a Korean sentence that says what to change."""


@dataclass(frozen=True)
class Settings:
    """Where the gateway listens, whom it talks to and where it keeps things. ``rasa_timeout`` is in seconds,
    ``tracker_db`` the SQLite file in which Rasa keeps conversations (``None``: nothing is to be erased there),
    ``public_url`` the address under which others reach the gateway (empty: none), ``embed_origins`` the
    sites in whose pages the chat may stand, ``kakao`` the skill server
    and ``telegram`` the bot (``None``: off)."""

    var: Path
    members_url: str
    host: str
    port: int
    rasa_url: str
    actions_url: str
    secret: str = field(repr=False)
    rasa_token: str = field(default="", repr=False)
    rasa_timeout: float = 25.0
    tracker_db: Path | None = None
    public_url: str = ""
    embed_origins: tuple[str, ...] = ()
    kakao: Skill | None = field(default=None, repr=False)
    telegram: TelegramBot | None = field(default=None, repr=False)


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; makes the ``var`` folder and, if none is given, the signing secret.

    Raises:
        SettingsError: a port is no port, the desk's hours cannot be read, or ``JOBCARE_SECRET`` is too short to sign with.
    """
    try:
        read_hours(environment)  # the actions use them: whoever starts the service is told here what is wrong
    except HoursError as error:
        raise SettingsError(str(error)) from None
    var = Path(environment.get("JOBCARE_VAR") or REPOSITORY / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    return Settings(
        var=var,
        members_url=environment.get("JOBCARE_MEMBERS_URL") or f"sqlite:///{var / 'members.db'}",
        host=environment.get("JOBCARE_GATEWAY_HOST") or "127.0.0.1",
        port=_port(environment, "JOBCARE_GATEWAY_PORT", 8000),
        rasa_url=f"http://127.0.0.1:{_port(environment, 'JOBCARE_RASA_PORT', 5005)}",
        actions_url=f"http://127.0.0.1:{_port(environment, 'JOBCARE_ACTIONS_PORT', 5055)}",
        secret=_secret(environment.get("JOBCARE_SECRET", ""), var / "secret"),
        rasa_token=environment.get("JOBCARE_RASA_TOKEN", ""),
        tracker_db=Path(environment.get("JOBCARE_TRACKER_DB") or var / "tracker.db"),
        public_url=_public_url(environment.get("JOBCARE_PUBLIC_URL", "")),
        embed_origins=_origins(environment.get("JOBCARE_EMBED_ORIGINS", "")),
        kakao=_kakao(environment),
        telegram=_telegram(environment),
    )


def _public_url(written: str) -> str:
    if written and not written.startswith(("https://", "http://")):
        raise SettingsError(
            f"JOBCARE_PUBLIC_URL 값 '{written}'을(를) 쓸 수 없어요. https://로 시작하는 주소를 적어 주세요."
        )
    return written.rstrip("/")


def _origins(written: str) -> tuple[str, ...]:
    origins = tuple(written.replace(",", " ").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"JOBCARE_EMBED_ORIGINS 값 '{origin}'을(를) 쓸 수 없어요. https://www.example.kr처럼 적고, 여럿이면 쉼표로 나눠 주세요."
            )
    return origins


def _kakao(environment: Mapping[str, str]) -> Skill | None:
    path, key = environment.get("JOBCARE_KAKAO_PATH", ""), environment.get("JOBCARE_KAKAO_KEY", "")
    if not path and not key:
        return None
    for name, value in (("JOBCARE_KAKAO_PATH", path), ("JOBCARE_KAKAO_KEY", key)):
        if len(value) < MESSENGER_SECRET_MIN_LENGTH or not _URL_SAFE.fullmatch(value):
            sentence = f"{name}는 영문, 숫자, -, _ 로 {MESSENGER_SECRET_MIN_LENGTH}자 이상이어야 해요."
            raise SettingsError(
                sentence + " 카카오톡을 쓰려면 JOBCARE_KAKAO_PATH와 JOBCARE_KAKAO_KEY를 모두 적어 주세요."
            )
    return Skill(path, key)


def _telegram(environment: Mapping[str, str]) -> TelegramBot | None:
    token, secret = (
        environment.get("JOBCARE_TELEGRAM_TOKEN", ""),
        environment.get("JOBCARE_TELEGRAM_WEBHOOK_SECRET", ""),
    )
    if not token:
        return None
    if secret and (len(secret) < MESSENGER_SECRET_MIN_LENGTH or not _URL_SAFE.fullmatch(secret)):
        raise SettingsError(
            f"JOBCARE_TELEGRAM_WEBHOOK_SECRET은 영문, 숫자, -, _ 로 {MESSENGER_SECRET_MIN_LENGTH}자 이상이어야 해요."
        )
    if secret and not environment.get("JOBCARE_PUBLIC_URL", "").startswith("https://"):
        raise SettingsError("텔레그램 웹훅을 쓰려면 JOBCARE_PUBLIC_URL에 https://로 시작하는 주소를 적어 주세요.")
    api = environment.get("JOBCARE_TELEGRAM_API") or TelegramBot.api
    return TelegramBot(token, api.rstrip("/"), secret)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name) or str(default)
    if not written.isdecimal() or not 0 < int(written) < 65536:
        raise SettingsError(f"{name} 값 '{written}'을(를) 쓸 수 없어요. 1에서 65535 사이의 숫자로 적어 주세요.")
    return int(written)


def _secret(given: str, kept: Path) -> str:
    if given:
        if len(given) < SECRET_MIN_LENGTH:
            raise SettingsError(f"JOBCARE_SECRET이 너무 짧아요. {SECRET_MIN_LENGTH}자 이상으로 적어 주세요.")
        return given
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = kept.read_text("ascii").strip()
        if len(secret) < SECRET_MIN_LENGTH:
            raise SettingsError(f"{kept} 파일이 비었거나 잘렸어요. 지우고 다시 시작해 주세요.") from None
        return secret
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_hex(32)
        file.write(secret + "\n")
    return secret
