"""Who may import whom (the table in ARCHITECTURE.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "engine": {"rasa", "rasa_sdk", "bot", "jobcare", "launch"},
    "knowledge": {"rasa", "rasa_sdk", "bot", "jobcare", "launch", "engine"},
    "bot/replies": {"rasa", "rasa_sdk", "sqlalchemy"},
    "bot/components": {"engine", "knowledge", "rasa_sdk"},
    "bot/actions": {"rasa", "sqlalchemy"},
}


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_folder_imports_nothing_forbidden(folder: str) -> None:
    # GIVEN all modules of a folder
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    # WHEN their imports are read
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules
        for name in _imported(path)
        if name.split(".")[0] in FORBIDDEN[folder] or name in FORBIDDEN[folder]
    }
    # THEN none is of what the folder must not know
    assert not wrong


def test_guard_sees_imports_inside_functions(tmp_path: Path) -> None:
    # GIVEN a module that imports rasa inside a function
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from rasa.core import agent\n", encoding="utf-8")
    # WHEN its imports are read  THEN it is seen
    assert "rasa.core" in _imported(module)


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names
