"""A résumé sent in the chat: proposed entry by entry, stored only after a yes, every fault told, the conversation goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.members.store import MemberStore
from engine.profile import Profile
from tests.actions.desk import Desk
from tests.engine.resume import files

RESUME = "\n".join(
    [
        "이력서",
        "성명: 홍길동",
        "[학력]",
        "2010.03 ~ 2014.02 한국대학교 컴퓨터공학과 졸업",
        "[경력사항]",
        "2014.03 ~ 2019.12 한빛전자 품질관리 담당",
        "[자격증]",
        "정보처리기사 (2013.08 취득)",
        "[보유기술]",
        "파이썬, 엑셀",
    ]
)
FILE_ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def send(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Puts a file where the gateway puts it and tells the bot of it."""
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path))

    def send_one(content: bytes) -> Desk:
        folder = tmp_path / "uploads" / desk.member
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE_ID).write_bytes(content)
        return desk.tap(f"file:{FILE_ID}")

    return send_one


def test_a_resume_is_proposed_and_stored_after_a_yes(desk: Desk, members: MemberStore, send) -> None:  # type: ignore[no-untyped-def]
    # GIVEN a résumé in text
    # WHEN it is sent
    send(RESUME.encode())
    # THEN its entries are shown and nothing is stored
    assert "utter_file_read" in desk.text
    for word in ("한국대학교", "한빛전자", "정보처리기사", "파이썬"):
        assert word in desk.text
    assert members.profiles.profile(desk.member) == Profile()
    # WHEN it is accepted
    desk.say("저장")
    # THEN the profile holds what the file told
    kept = members.profiles.profile(desk.member)
    assert [education.school for education in kept.educations] == ["한국대학교"]
    assert [certificate.name for certificate in kept.certificates] == ["정보처리기사"]
    assert [(one.start.year, one.start.month) for one in kept.experiences if one.start] == [(2014, 3)]
    assert "한빛전자" in f"{kept.experiences[0].organisation} {kept.experiences[0].content}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (files.scanned_pdf(), "스캔"),
        (files.encrypted_pdf("secret"), "암호"),
        (b"%PDF-1.7 broken", "손상"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "PDF, DOCX, HWPX, TXT"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    desk: Desk,
    members: MemberStore,
    send,  # type: ignore[no-untyped-def]
    content: bytes,
    told: str,
) -> None:
    # GIVEN somebody filling in their profile
    step = desk.step
    # WHEN they send a file that cannot be read
    send(content)
    # THEN the reason is said and they stay where they were
    assert told in desk.text
    assert desk.step == step
    assert members.profiles.profile(desk.member) == Profile()
    # AND the conversation goes on
    desk.say("정보처리기사 있어요")
    assert "정보처리기사" in desk.text


def test_a_file_without_anything_to_tell(desk: Desk, send) -> None:  # type: ignore[no-untyped-def]
    # GIVEN a text that is no résumé
    # WHEN it is sent
    send("오늘은 날씨가 맑았다. 산책을 했다.".encode())
    # THEN that is said
    assert "utter_file_told_nothing" in desk.text


def test_a_file_that_is_gone_is_asked_for_again(desk: Desk) -> None:
    # GIVEN the id of a file that is not there
    # WHEN it is named
    desk.tap(f"file:{FILE_ID}")
    # THEN it is asked for again
    assert "다시 보내 주세요" in desk.text


def test_before_consent_nothing_is_read(members: MemberStore, send, desk: Desk) -> None:  # type: ignore[no-untyped-def]
    # GIVEN somebody who has not consented
    for kind in ("personal", "sensitive"):
        members.record_consent(desk.member, kind, False)
    # WHEN they send a résumé
    send(RESUME.encode())
    # THEN it is not taken, and the way is told
    assert "utter_file_before_consent" in desk.text
    assert "한빛전자" not in desk.text
    assert members.profiles.profile(desk.member) == Profile()
