"""The locks pin everything that is asked for, exactly and without this or that machine's specifics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from launch.failure import LaunchError
from launch.locks import direct, normalised, pinned
from launch.settings import ROOT

REQUIREMENTS = ROOT / "requirements"


@pytest.mark.parametrize("name", ["rasa", "app", "dev"])
def test_every_direct_dependency_is_pinned(name: str) -> None:
    # GIVEN the direct dependencies and the lock
    wanted, pins = direct(REQUIREMENTS / f"{name}.in"), pinned(REQUIREMENTS / f"{name}.lock")
    # WHEN / THEN each has a pin (development tools may be pinned by the application's lock already)
    if name == "dev":
        pins |= pinned(REQUIREMENTS / "app.lock")
    assert wanted
    assert [dependency for dependency in wanted if dependency not in pins] == []


@pytest.mark.parametrize("name", ["rasa", "app", "dev"])
def test_every_direct_dependency_has_a_reason(name: str) -> None:
    # GIVEN / WHEN / THEN
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.match(r"\S+ +# \S+", line)] == []


def test_the_locks_hold_no_cuda_package_no_build_suffix_and_no_address() -> None:
    # GIVEN
    for lock in sorted(REQUIREMENTS.glob("*.lock")):
        names = pinned(lock)
        # WHEN / THEN
        assert [name for name in names if name.startswith(("nvidia", "cuda", "triton"))] == []
        assert not re.search(r"\+|://|file:|--", lock.read_text(encoding="utf-8").replace("by `make lock`", ""))
    assert pinned(REQUIREMENTS / "app.lock")["torch"] == "2.13.0"


def test_development_tools_do_not_move_the_application_pins() -> None:
    # GIVEN / WHEN / THEN no name is in both locks
    assert pinned(REQUIREMENTS / "dev.lock").keys() & pinned(REQUIREMENTS / "app.lock").keys() == set()


def test_a_loose_requirement_in_a_lock_is_an_error_with_its_line(tmp_path: Path) -> None:
    # GIVEN
    lock = tmp_path / "x.lock"
    lock.write_text("# comment\na==1\nb>=2\n", encoding="utf-8")
    # WHEN / THEN
    with pytest.raises(LaunchError, match="3번째 줄"):
        pinned(lock)


def test_names_compare_as_package_indexes_do() -> None:
    # GIVEN / WHEN / THEN
    assert normalised("Ruamel_Yaml.clib") == "ruamel-yaml-clib"
