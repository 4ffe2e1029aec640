"""The packaged Korean fonts of charts, table pictures and PDF."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def fonts() -> Path:
    """The folder of the fonts; found without importing its package, which would change matplotlib's settings."""
    found = find_spec("koreanize_matplotlib")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "fonts"
