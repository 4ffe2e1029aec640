"""Training the Rasa model, only when something that it is made of has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Dict, List

from launch import stamps
from launch.child_environment import child_environment
from launch.failure import LaunchError
from launch.preflight import MEGABYTE, require_space
from launch.settings import Settings
from launch.steps import run_step

TRAIN_BYTES = 1000 * MEGABYTE
"""Room for the training cache, the unpacked model and the packed one."""
CONFIG, DOMAIN, DATA = "config.yml", "domain.yml", "bot/data"


def training_digest(settings: Settings) -> str:
    """Digest of everything that a model depends on: configuration, domain, examples, own components, library versions."""
    root = settings.root
    inputs = [root / CONFIG, root / DOMAIN, root / "domain", root / DATA, root / "bot" / "components"]
    return stamps.digest(root, inputs + [root / "requirements" / "rasa.lock"])


def needs_training(settings: Settings) -> bool:
    """Whether there is no model, or one made from something else than what lies here now."""
    return not (settings.model.is_file() and stamps.matches(_stamp(settings), training_digest(settings)))


def train(settings: Settings, force: bool = False) -> bool:
    """Train if needed; a failed training leaves the old model in place.

    Returns:
        Whether a model was trained.

    Raises:
        LaunchError: the training failed, or the disk is full.
    """
    if not force and not needs_training(settings):
        return False
    require_space(settings.var, TRAIN_BYTES, "학습")
    value = training_digest(settings)
    workshop = settings.var / "train"
    shutil.rmtree(str(workshop), ignore_errors=True)
    workshop.mkdir(parents=True)
    log = _fresh_log(settings, "train.log")
    command = _rasa(settings, "train", "--data", DATA, "--config", CONFIG, "--out", str(workshop))
    run_step("Rasa 학습", command + ["--fixed-model-name", "jobcare"], log, settings.root, _environment(settings))
    made = workshop / "jobcare.tar.gz"
    if not made.is_file():
        raise LaunchError("Rasa 학습: 모델이 만들어지지 않았어요. 로그를 확인해 주세요: %s" % log)
    settings.models.mkdir(parents=True, exist_ok=True)
    part = settings.models / "jobcare.tar.gz.part"
    shutil.move(str(made), str(part))
    os.replace(str(part), str(settings.model))
    stamps.write(_stamp(settings), value)
    shutil.rmtree(str(workshop), ignore_errors=True)
    return True


def validate(settings: Settings) -> None:
    """Run `rasa data validate`.

    Raises:
        LaunchError: the examples, rules, stories or the domain contradict each other.
    """
    log = _fresh_log(settings, "validate.log")
    command = _rasa(settings, "data", "validate", "--data", DATA, "--config", CONFIG)
    run_step("Rasa 데이터 검사", command, log, settings.root, _environment(settings))


def _rasa(settings: Settings, *arguments: str) -> List[str]:
    domain = "domain" if (settings.root / "domain").is_dir() else DOMAIN
    return [str(settings.rasa_python), "-m", "rasa", *arguments, "--domain", domain]


def _environment(settings: Settings) -> Dict[str, str]:
    environment = child_environment(settings)
    for folder in ("RASA_CACHE_DIRECTORY", "MPLCONFIGDIR"):
        Path(environment[folder]).mkdir(parents=True, exist_ok=True)
    return environment


def _fresh_log(settings: Settings, name: str) -> Path:
    log = settings.logs / name
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    return log


def _stamp(settings: Settings) -> Path:
    return settings.models / "jobcare.stamp"
