"""Finding interpreters among broken ones."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from launch.failure import LaunchError
from launch.interpreters import find_python, works

VERSION = (3, 11)


def _script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + body + "\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _real(path: Path) -> Path:
    return _script(path, f'exec "{sys.executable}" "$@"')


def _broken_shim(folder: Path) -> Path:
    return _script(folder / "python3.11", "echo 'pyenv: python3.11: command not found' >&2; exit 127")


def test_a_broken_shim_on_path_is_passed_over_for_the_next_folder(tmp_path: Path) -> None:
    # GIVEN a shim that does not run before an interpreter that does
    _broken_shim(tmp_path / "shims")
    good = _real(tmp_path / "bin" / "python3.11")
    path = f"{tmp_path / 'shims'}:{tmp_path / 'bin'}"
    # WHEN Python 3.11 is looked for
    found = find_python(VERSION, {"PATH": path, "HOME": str(tmp_path)})
    # THEN the running one is found
    assert found == good


def test_pyenv_versions_are_found_without_a_working_shim_newest_first(tmp_path: Path) -> None:
    # GIVEN a broken shim and two pyenv versions, of which the newest by number is 3.11.10
    _broken_shim(tmp_path / "shims")
    _real(tmp_path / "pyenv" / "versions" / "3.11.9" / "bin" / "python3.11")
    newest = _real(tmp_path / "pyenv" / "versions" / "3.11.10" / "bin" / "python3.11")
    environ = {"PATH": str(tmp_path / "shims"), "PYENV_ROOT": str(tmp_path / "pyenv"), "HOME": str(tmp_path)}
    # WHEN / THEN
    assert find_python(VERSION, environ) == newest


def test_an_interpreter_that_uv_knows_is_found(tmp_path: Path) -> None:
    # GIVEN a uv that knows one
    known = _real(tmp_path / "uv-pythons" / "python3.11")
    _script(tmp_path / "bin" / "uv", f'[ "$1 $2 $3" = "python find 3.11" ] && echo "{known}"')
    # WHEN / THEN
    assert find_python(VERSION, {"PATH": f"{tmp_path / 'bin'}", "HOME": str(tmp_path)}) == known


def test_uv_is_asked_to_install_what_is_missing(tmp_path: Path) -> None:
    # GIVEN a uv that knows the interpreter only after installing it
    installed = _real(tmp_path / "uv-pythons" / "python3.11")
    marker = tmp_path / "installed"
    _script(
        tmp_path / "bin" / "uv",
        f'case "$2" in install) : > "{marker}";; find) [ -e "{marker}" ] && echo "{installed}";; esac',
    )
    # WHEN / THEN
    assert find_python(VERSION, {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}) == installed


def test_an_interpreter_of_another_version_does_not_count(tmp_path: Path) -> None:
    # GIVEN a python3.10 that is really this interpreter
    wrong = _real(tmp_path / "python3.10")
    # WHEN / THEN
    assert works(wrong, (sys.version_info[0], sys.version_info[1]))
    assert not works(wrong, (3, 10))


def test_without_any_interpreter_one_clear_line_says_what_to_do(tmp_path: Path) -> None:
    # GIVEN nothing but a broken shim
    _broken_shim(tmp_path / "shims")
    # WHEN Python 3.11 is looked for
    with pytest.raises(LaunchError) as caught:
        find_python(VERSION, {"PATH": str(tmp_path / "shims"), "HOME": str(tmp_path)})
    # THEN the message is one line that names the version and a command
    message = str(caught.value)
    assert "\n" not in message
    assert "Python 3.11" in message
    assert "pyenv install 3.11" in message
