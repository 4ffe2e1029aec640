"""내 보고서 in conversation: the dashboard, and everything that can be done with a report."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from engine.members.store import REPORTS_AT_MOST
from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


def make(person: Talker, keyword: str, name: str) -> Talker:
    """From the question for keywords to a report with this name."""
    occupation = next(one for one in person.say(keyword).ids if one.startswith("occ:"))
    return person.tap(occupation).tap(occupation.replace("occ:", "pick:")).say(name).tap("make")


@pytest.fixture
def reader(member: Talker) -> Talker:
    """Somebody who reads a report called 봄의 계획, about 간호사."""
    return make(member, "간호사", "봄의 계획")


def choice(person: Talker, label: str) -> str:
    """The id of a choice offered last."""
    return person.ids[person.labels.index(label)]


def test_no_report_yet_says_so_and_leads_to_one(member: Talker) -> None:
    # GIVEN somebody without reports  WHEN they ask for theirs
    member.say("내 보고서")
    # THEN they are told so as the guide does, and can begin
    assert "보고서가 없어요. 데이터를 입력하고 보고서를 만들어 주세요." in member.text
    member.tap("rp:new")
    assert "관심 있는 말을 넣어 주세요" in member.text


def test_card_rename_main_and_pdf(reader: Talker) -> None:
    # GIVEN a report  WHEN the list is asked for
    reader.say("내 보고서 목록 보여줘")
    # THEN its card shows what the guide's dashboard shows, and as the first it is the main one
    card = reader.table("봄의 계획")
    assert card["caption"].startswith("대표 · 간편 · 봄의 계획 · 20")
    told = dict(card["rows"])
    assert list(told) == ["선택직종", "필요 역량", "일자리", "자격증", "직업훈련", "전공", "연령"]
    assert "간호사" in told["선택직종"]
    assert "구인배수" in told["일자리"]
    assert "1/10" in reader.text
    # WHEN it is renamed in words from the open report, first with a name that is too long
    reader.tap(choice(reader, reader.labels[0])).say("보고서 이름 바꿔 줘")
    assert "봄의 계획" in reader.text
    reader.say("가" * 101)
    assert "200" in reader.text
    reader.say("여름의 계획")
    # THEN the report bears the new name at once
    assert "이름을 「여름의 계획」으로 바꿨어요." in reader.text
    assert "「여름의 계획」 · 대표 보고서" in reader.text
    # WHEN it is asked for as PDF
    reader.say("pdf로 받을 수 있어요?")
    sent = next(reply for reply in reader.replies if reply["type"] == "document")
    # THEN a PDF of this name is sent to this person only
    assert sent["name"].startswith("여름의 계획 20")
    assert sent["name"].endswith(".pdf")
    fetched = reader.fetch(f"/documents/{sent['id']}")
    assert fetched.status_code == 200
    pdf = PdfReader(io.BytesIO(fetched.content))
    assert "여름의 계획" in pdf.pages[0].extract_text()
    # AND one part of it alone
    reader.tap(next(one for one in reader.ids if one.startswith("rp:pdf-market:")))
    part = next(reply for reply in reader.replies if reply["type"] == "document")
    shorter = PdfReader(io.BytesIO(reader.fetch(f"/documents/{part['id']}").content))
    assert len(shorter.pages) < len(pdf.pages)


def test_nobody_else_reaches_a_report(reader: Talker, stack: Stack) -> None:
    # GIVEN somebody's report and PDF, and another member
    reader.tap("rp:pdf")
    sent = next(reply for reply in reader.replies if reply["type"] == "document")
    report = choice(reader, "보고서로 돌아가기")
    with Talker(stack.url) as other:
        make(other.consent(), "요리사", "남의 보고서")
        # WHEN the other asks for the file  THEN it is not there for them
        assert other.fetch(f"/documents/{sent['id']}").status_code == 404
        # AND an id that was never offered to them is refused
        assert other.post(choice=report).status_code == 409
        assert other.post(choice=f"rp:delyes:{report.removeprefix('rep:')}").status_code == 409


def test_delete_asks_first_and_can_be_undone(reader: Talker) -> None:
    # GIVEN a report  WHEN deleting is asked for and declined  THEN it stays
    reader.say("이 보고서 지워 줘")
    assert "「봄의 계획」을 삭제할까요?" in reader.text
    reader.say("그대로 두기")
    assert "그대로 두었어요." in reader.text
    # WHEN it is confirmed  THEN it is gone from the list
    reader.say("보고서 삭제", "삭제하기")
    assert "「봄의 계획」을 삭제했어요." in reader.text
    undo = choice(reader, "삭제 되돌리기")
    reader.say("내 보고서")
    assert "보고서가 없어요" in reader.text
    # WHEN the deletion is undone from above  THEN it opens again, as the main one
    reader.tap(undo)
    assert "「봄의 계획」을 되돌렸어요." in reader.text
    reader.say("보고서 열기")
    assert "「봄의 계획」 · 대표 보고서" in reader.text
    # AND undoing once more changes nothing
    reader.tap(undo)
    assert "되돌릴 수 없어요" in reader.text


def test_made_anew_the_same_day_nothing_has_changed(reader: Talker) -> None:
    # GIVEN a report of today  WHEN it is made anew  THEN it is said that nothing differs
    reader.say("새 자료로 다시 만들어 줘")
    assert "달라진 것이 없어요" in reader.text
    # WHEN it is kept beside the old one  THEN there are two, the old one still the main one
    reader.say("새 보고서로 남기기", "내 보고서 목록")
    assert "2/10" in reader.text
    assert sum(reply["type"] == "table" and "대표" in reply["caption"] for reply in reader.replies) == 1


def test_the_eleventh_asks_which_to_give_up(reader: Talker) -> None:
    # GIVEN ten reports
    for _ in range(REPORTS_AT_MOST - 1):
        reader.say("새 자료로 다시 만들어 줘", "새 보고서로 남기기", "보고서 열기")
    reader.say("내 보고서 목록")
    assert "10/10" in reader.text
    # WHEN one more is made anew  THEN there is no room beside, only in place of it
    reader.tap(reader.ids[0]).say("새 자료로 다시 만들어 줘")
    assert reader.labels == ["이 보고서와 바꾸기", "그대로 두기"]
    # WHEN another is made by the walk  THEN it is asked which one to give up
    make(reader.tap("rp:new"), "요리사", "열한 번째")
    assert "지울 보고서를 하나 골라 주세요" in reader.text
    offered = [one for one in reader.ids if one.startswith("rep:")]
    assert len(offered) == REPORTS_AT_MOST
    # WHEN one is chosen  THEN the new one stands in its place
    reader.tap(offered[-1])
    assert "「열한 번째」" in reader.text
    reader.say("내 보고서 목록")
    assert "10/10" in reader.text


def test_the_guides_four_questions_are_answered(member: Talker) -> None:
    # GIVEN a member  WHEN the guide's questions are asked in words  THEN each is answered with what helps
    for asked, told in (
        ("직무역량이 생각했던 것과 다르게 나온 것 같아요. 어떻게 하는 게 좋을까요?", "직업심리검사"),
        ("처음 취업을 준비하는데 어떤 도움을 받을 수 있나요?", "관심 키워드만으로도"),
        ("회사원인데 이직을 고민 중이에요. 어떻게 활용할 수 있을까요?", "상세 보고서"),
        ("50대인데 재취업에 도움을 받을 수 있나요?", "1350"),
    ):
        assert told in member.say(asked).text
