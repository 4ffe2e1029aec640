"""The reply contract: what builders make is valid, and every breach is named."""

import json
from typing import Any

import pytest

from bot.replies import contract
from bot.replies.contract import Choice, ReplyError


def a_choices_reply(**change: Any) -> dict[str, Any]:
    return {
        "type": "choices",
        "multiple": False,
        "choices": [{"label": "예", "id": "yes", "selected": False, "disabled": False} | change],
    }


@pytest.mark.parametrize(
    "reply",
    [
        contract.text("안녕하세요\n반가워요"),
        contract.table("비교", ["항목", "간호사"], [["교육", "대졸"], ["임금", ""]], "한국고용정보원 2020"),
        contract.table("아직 없음", ["항목"], []),
        contract.choices(
            [Choice("예", "yes", selected=True), Choice("아니요", "consent:no.1/2", disabled=True)], multiple=True
        ),
        contract.image("a1B2_-", "레벨별 능력단위 수 막대그래프"),
        contract.document("a1B2.pdf", "간호사 보고서.pdf"),
        contract.progress("상세입력", ["동의", "프로필"], 2, [("학력", True), ("자격증", False)]),
        contract.progress("", [], 0),
        contract.link("보고서 대시보드 열기", "/reports"),
        contract.link("보고서 페이지에서 보기", f"/reports/{'0a' * 16}"),
    ],
)
def test_built_replies_survive_the_wire(reply: dict[str, Any]) -> None:
    # GIVEN a reply made by a builder
    # WHEN it travels as JSON
    received = json.loads(json.dumps(reply, ensure_ascii=False))
    # THEN it arrives unchanged and valid
    contract.validate(received)
    assert received == reply


def test_choices_keep_order_and_state() -> None:
    # GIVEN two choices of which one is selected and one disabled
    # WHEN they are built into a reply
    reply = contract.choices([Choice("둘", "b", selected=True), Choice("하나", "a", disabled=True)])
    # THEN order, labels, ids and states are on the wire
    assert reply["choices"] == [
        {"label": "둘", "id": "b", "selected": True, "disabled": False},
        {"label": "하나", "id": "a", "selected": False, "disabled": True},
    ]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (None, "object"),
        ({"type": "video"}, "video"),
        ({"type": ["text"], "text": "x"}, "unknown reply type"),
        ({"type": "text"}, "lacks text"),
        ({"type": "text", "text": " \n"}, "blank"),
        ({"type": "text", "text": 3}, "string"),
        ({"type": "text", "text": "x", "html": "y"}, "unknown html"),
        (
            {"type": "table", "caption": "c", "columns": ["a", "b"], "rows": [["1"]], "note": ""},
            "1 cells for 2 columns",
        ),
        ({"type": "table", "caption": "c", "columns": ["a"], "rows": [[1]], "note": ""}, "rows[0][0]"),
        ({"type": "table", "caption": "c", "columns": [], "rows": [], "note": ""}, "columns is empty"),
        ({"type": "table", "caption": "c", "columns": ["a"], "rows": ["x"], "note": ""}, "rows[0]"),
        ({"type": "table", "caption": "", "columns": ["a"], "rows": [], "note": ""}, "caption"),
        (a_choices_reply(id="직업"), "outside"),
        (a_choices_reply(id='a"}'), "outside"),
        (a_choices_reply(id="x" * 65), "64 bytes"),
        (a_choices_reply(id=""), "blank"),
        (a_choices_reply(label="  "), "label is blank"),
        (a_choices_reply(selected="no"), "selected"),
        ({"type": "choices", "multiple": 0, "choices": [{}]}, "multiple"),
        ({"type": "choices", "multiple": False, "choices": []}, "empty"),
        ({"type": "choices", "multiple": False, "choices": ["예"]}, "choices[0]"),
        ({"type": "image", "id": "../secret", "alt": "x"}, "outside"),
        ({"type": "image", "id": "a", "alt": ""}, "alt"),
        ({"type": "document", "id": "a", "name": ""}, "name"),
        ({"type": "progress", "title": "가", "steps": ["나"], "step": 2, "sections": []}, "progress.step"),
        ({"type": "progress", "title": "가", "steps": ["나"], "step": 0, "sections": []}, "progress.step"),
        ({"type": "link", "label": "가", "path": "//evil.example"}, "link.path"),
        ({"type": "link", "label": "가", "path": "/reports/../images"}, "link.path"),
        ({"type": "link", "label": " ", "path": "/reports"}, "link.label"),
        ({"type": "progress", "title": " ", "steps": ["나"], "step": 1, "sections": []}, "progress.title"),
        ({"type": "progress", "title": "가", "steps": ["나"], "step": 1, "sections": [{"label": "다"}]}, "done"),
    ],
)
def test_a_breach_is_refused_and_named(broken: object, named: str) -> None:
    # GIVEN a value that breaks the contract in one way
    # WHEN it is validated
    # THEN it is refused and the message names the breach
    with pytest.raises(ReplyError) as refusal:
        contract.validate(broken)
    assert named in str(refusal.value)


def test_an_id_twice_is_refused() -> None:
    # GIVEN two choices of one id
    # WHEN they are built
    # THEN the builder refuses them
    with pytest.raises(ReplyError, match="twice"):
        contract.choices([Choice("가", "same"), Choice("나", "same")])


def test_an_id_of_exactly_64_bytes_is_accepted() -> None:
    # GIVEN an id as long as the limit allows
    # WHEN it is built
    reply = contract.choices([Choice("가", "x" * 64)])
    # THEN it stands
    assert reply["choices"][0]["id"] == "x" * 64
