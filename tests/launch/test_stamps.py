"""Nothing is installed or trained again in vain, and nothing cut off counts as done."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from launch import stamps
from launch.environments import app_environment, is_current
from launch.settings import ROOT, Settings, read_settings
from launch.training import needs_training, train, training_digest
from tests.launch.tiny_project import write_tiny_project


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """Settings of a small project, with the real environments."""
    write_tiny_project(tmp_path)
    for name in (".venv", ".venv-rasa"):
        (tmp_path / name).symlink_to(ROOT / name)
    base = read_settings({})
    return dataclasses.replace(base, root=tmp_path, var=tmp_path / "var", models=tmp_path / "models")


def test_the_digest_follows_content_names_and_appearance(tmp_path: Path) -> None:
    # GIVEN a folder with one file
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a").write_text("1")
    inputs = [folder, tmp_path / "config"]
    seen = [stamps.digest(tmp_path, inputs)]
    # WHEN its content, its name, or a file that was missing changes
    (folder / "a").write_text("2")
    seen.append(stamps.digest(tmp_path, inputs))
    (folder / "a").rename(folder / "b")
    seen.append(stamps.digest(tmp_path, inputs))
    (tmp_path / "config").write_text("")
    seen.append(stamps.digest(tmp_path, inputs))
    # THEN each digest differs, and compiled files do not count
    assert len(set(seen)) == 4
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert stamps.digest(tmp_path, inputs) == seen[-1]


def test_a_cut_off_installation_does_not_count_as_done(tmp_path: Path) -> None:
    # GIVEN an environment that was completely installed
    environment = dataclasses.replace(app_environment(read_settings({})), folder=tmp_path)
    environment.python.parent.mkdir()
    environment.python.touch()
    stamps.write(environment.stamp, "lock digest")
    assert is_current(environment, "lock digest")
    # WHEN the lock changes, or a later installation was cut off
    # THEN it counts as outdated
    assert not is_current(environment, "digest of another lock")
    environment.unfinished.touch()
    assert not is_current(environment, "lock digest")


@pytest.mark.slow
def test_training_happens_once_per_change_and_a_failure_keeps_the_old_model(project: Settings) -> None:
    # GIVEN a small project without a model
    assert needs_training(project)
    # WHEN it is trained twice
    first, second = train(project), train(project)
    # THEN only the first time did anything
    assert (first, second) == (True, False)
    assert not needs_training(project)
    made = project.model.read_bytes()
    # WHEN the domain is broken
    domain = project.root / "domain.yml"
    good = domain.read_text(encoding="utf-8")
    domain.write_text(good.replace("responses:", "responses: ]"), encoding="utf-8")
    with pytest.raises(Exception, match="Rasa 학습: 실패") as caught:
        train(project)
    # THEN the error names the log, the old model still lies there and training is still due
    assert "train.log" in str(caught.value)
    assert project.model.read_bytes() == made
    assert needs_training(project)
    # WHEN the domain is as before
    domain.write_text(good, encoding="utf-8")
    # THEN the old model is right again
    assert not needs_training(project)


def test_own_components_are_part_of_what_a_model_is_made_of(project: Settings) -> None:
    # GIVEN
    before = training_digest(project)
    # WHEN a component appears
    components = project.root / "bot" / "components"
    components.mkdir()
    (components / "tokenizer.py").write_text("", encoding="utf-8")
    # THEN the model is outdated
    assert training_digest(project) != before


def test_a_stamp_appears_only_whole(tmp_path: Path) -> None:
    # GIVEN / WHEN
    stamp = tmp_path / "stamp"
    stamps.write(stamp, "value")
    # THEN
    assert stamps.matches(stamp, "value")
    assert not stamps.matches(tmp_path / "missing", "value")
    assert os.listdir(tmp_path) == ["stamp"]
