"""A knowledge base for the commands, built once."""

from __future__ import annotations

import pytest

from knowledge.build import build


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLAlchemy URL of a base of the committed tables."""
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=url)
    return url
