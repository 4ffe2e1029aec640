"""Stamps: small files that say from what something was made, written last, so that it is not made again in vain."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Iterable, List, Set

IGNORED_PARTS = frozenset({"__pycache__", ".ipynb_checkpoints"})


def digest(root: Path, inputs: Iterable[Path], extra: str = "") -> str:
    """SHA-256 over the names (relative to `root`) and contents of files, and of all files in folders.

    A missing path counts as such, so that its appearance changes the digest. `extra` is hashed too.
    """
    result = hashlib.sha256(extra.encode())
    for path in _files(inputs):
        result.update(b"\0" + os.path.relpath(str(path), str(root)).encode() + b"\0")
        result.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"missing")
    return result.hexdigest()


def _files(inputs: Iterable[Path]) -> List[Path]:
    found: Set[Path] = set()
    for path in inputs:
        if path.is_dir():
            found.update(
                file for file in path.rglob("*") if file.is_file() and not IGNORED_PARTS.intersection(file.parts)
            )
        else:
            found.add(path)
    return sorted(found)


def matches(stamp: Path, value: str) -> bool:
    """Whether the stamp was written for `value`."""
    try:
        return stamp.read_text(encoding="ascii").strip() == value
    except (OSError, UnicodeDecodeError):
        return False


def write(stamp: Path, value: str) -> None:
    """Write the stamp in one step, so that it is never seen half written."""
    part = stamp.with_name(stamp.name + ".part")
    part.write_text(value + "\n", encoding="ascii")
    os.replace(str(part), str(stamp))
