"""One résumé file → its text, or the reason why it cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BYTES_MAX = 10 * 1024 * 1024
"""Largest file in bytes (10 MB)."""

PAGES_MAX = 30
"""Most pages of a PDF."""

LETTERS_MAX = 60_000
"""Most characters that are read: thirty pages as full as pages are."""

_SECONDS = 30.0
_ROOT = Path(__file__).resolve().parents[2]

REASONS = {
    "empty": "파일이 비어 있어요. 내용이 있는 파일을 보내 주세요.",
    "too_large": f"파일이 너무 커요. {BYTES_MAX // 1024 // 1024}MB까지 읽을 수 있어요.",
    "too_many_pages": f"쪽수가 너무 많아요. {PAGES_MAX}쪽까지 읽을 수 있어요.",
    "too_long": "글이 너무 길어요. 이력서 부분만 따로 저장해서 보내 주세요.",
    "encrypted": "암호가 걸린 파일이라 열 수 없어요. 암호를 풀고 저장해서 다시 보내 주세요.",
    "scanned": "글자가 아니라 그림(스캔)으로 된 파일이라 읽을 수 없어요. 글자로 저장한 파일을 보내거나 대화로 알려 주세요.",
    "damaged": "파일이 손상되어 열 수 없어요. 다시 저장해서 보내 주세요.",
    "unsafe": "압축을 풀면 지나치게 커지는 파일이라 열지 않았어요. 다시 저장해서 보내 주세요.",
    "old_format": "이 형식(.hwp, .doc)은 아직 읽지 못해요. HWPX, DOCX나 PDF로 저장해서 보내 주세요.",
    "unknown_format": "읽을 수 없는 형식이에요. PDF, DOCX, HWPX, TXT 파일을 보내 주세요.",
    "too_slow": "파일을 여는 데 너무 오래 걸려서 그만두었어요. 다른 형식으로 저장해서 보내 주세요.",
}


class ResumeError(ValueError):
    """A file that cannot be read.

    Attributes:
        reason: key of ``REASONS``; the message is its Korean sentence.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


def read_resume(content: bytes) -> str:
    """The text of a résumé, line by line; the cells of a table's row stand in one line.

    What kind of file it is is seen from its content, never from its name.

    Raises:
        ResumeError: it cannot be read; ``reason`` and message say why.
    """
    if not content.strip():
        raise ResumeError("empty")
    if len(content) > BYTES_MAX:
        raise ResumeError("too_large")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "engine.resume.worker"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ResumeError("too_slow") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise ResumeError("damaged") from None  # the process was ended by its limits, or crashed on the file
    if reason := answer.get("reason"):
        raise ResumeError(reason)
    return str(answer["text"])
