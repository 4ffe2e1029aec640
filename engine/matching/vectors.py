"""Sentence vectors of texts, kept in the var folder: a text is encoded once, whatever else in the base changes."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.matching.encoder import Encoder
from engine.matching.sparse import Floats

_LOG = logging.getLogger(__name__)
_AT_ONCE = 2048
_SILENT_SECONDS = 5.0
_KEY_BYTES = 12


def encode_kept(folder: Path | None, encoder: Encoder, texts: Sequence[str]) -> Floats:
    """One row of length 1 (to half precision) for each text; only texts that the folder does not hold are encoded.

    Without a folder nothing is kept. Long work is logged as it goes on. A damaged file counts as an empty one, and one
    that cannot be written (full disk) only costs the time again. Texts that were not asked for this time are forgotten
    when they are more than those that were.
    """
    keys = [_key(text) for text in texts]
    place = folder / f"vectors-{encoder.fingerprint}.npz" if folder else None
    held_keys, held_rows = _read(place) if place else ([], None)
    held = {key: number for number, key in enumerate(held_keys)}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
    fresh = _encoded(encoder, list(new.values())).astype(np.float16)
    rows = fresh if held_rows is None else np.concatenate([held_rows, fresh]) if len(fresh) else held_rows
    number_of = held | {key: len(held) + number for number, key in enumerate(new)}
    if place is not None and new:
        asked = set(keys)
        others = [key for key in held_keys if key not in asked]
        kept = [key for key in number_of if key in asked] + (others if len(others) <= len(asked) else [])
        _write(place, kept, rows[[number_of[key] for key in kept]])
    return rows[[number_of[key] for key in keys]].astype(np.float32)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_KEY_BYTES]


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Floats:
    if not texts:
        return np.zeros((0, encoder.size), dtype=np.float32)
    parts, told = [], time.monotonic()
    for start in range(0, len(texts), _AT_ONCE):
        parts.append(encoder.encode(texts[start : start + _AT_ONCE]))
        if time.monotonic() - told > _SILENT_SECONDS:
            told = time.monotonic()
            _LOG.warning("sentence vectors: %d of %d texts", min(start + _AT_ONCE, len(texts)), len(texts))
    return np.concatenate(parts)


def _read(place: Path) -> tuple[list[bytes], NDArray[np.float16] | None]:
    try:
        with np.load(place, allow_pickle=False) as stored:
            keys, rows = stored["keys"], stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return [], None
    if len(keys) != len(rows) or not len(keys):
        return [], None
    return [key.tobytes() for key in keys], rows


def _write(place: Path, keys: Sequence[bytes], rows: NDArray[np.float16]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, temporary = tempfile.mkstemp(prefix=".making-", suffix=".npz", dir=place.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            table = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), _KEY_BYTES)
            np.savez(file, keys=table, rows=rows)
        os.replace(temporary, place)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
