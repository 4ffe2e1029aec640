"""The fixture `stack`: the real three processes, started once for all tests that ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from launch.knowledge import build_knowledge
from launch.settings import read_settings
from launch.stack import Stack
from launch.training import train


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """rasa, actions and gateway on free ports with a fresh `var` folder; knowledge and model are made if outdated.

    Tests that use it carry the marker `stack`. It is shared: each test talks in a session of its own.
    """
    settings = read_settings()
    build_knowledge(settings)
    train(settings)
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running
