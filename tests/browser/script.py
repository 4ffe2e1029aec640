"""What the played Rasa says in browser tests: every type of reply. Names and figures are placeholders of the tests."""

from bot.replies import contract
from bot.replies.contract import Choice, Reply
from tests.channels.loopback import tap

GREETING = "안녕하세요, 잡케어봇이에요.\n관심 있는 일을 함께 찾아 드려요. 어떻게 시작할까요?"
MARKUP = '<img src=x onerror="document.title=1"><b>굵게</b>'

LEVELS = [str(level) for level in range(1, 9)]

SCRIPT: dict[str, list[Reply]] = {
    "/greet": [
        {"text": GREETING},
        contract.choices(
            [
                Choice("간편입력", "mode:simple"),
                Choice("상세입력", "mode:detail"),
                Choice("준비 중", "mode:soon", disabled=True),
            ]
        ),
    ],
    tap("mode:simple"): [
        contract.text("관심 있는 전공, 자격증, 직업, 기술 같은 낱말을 알려 주세요."),
        contract.choices(
            [
                Choice("직종 가", "occ:1"),
                Choice("이름이 꽤 긴 직종이라서 휴대전화 화면에서는 두 줄로 보이는 것", "occ:2"),
                Choice("직종 나", "occ:3"),
            ]
        ),
    ],
    "여러 개": [
        contract.text("비교할 직종을 골라 주세요."),
        contract.choices([Choice("가", "c:1", selected=True), Choice("나", "c:2"), Choice("다", "c:3")], multiple=True),
    ],
    "표": [
        contract.table(
            "직무별 능력단위 수",
            ["직무", *(f"{level}수준" for level in LEVELS)],
            [["빅데이터 분석", *LEVELS], ["인공지능 서비스 기획", *reversed(LEVELS)]],
            "시험용 표 (2026년)",
        ),
        contract.table("작은 표", ["항목", "값"], [["교육", "대졸"]]),
    ],
    "비교표": [
        contract.table(
            "직종 비교",
            ["항목", "네트워크 시스템 개발자", "전기공학 기술자 및 연구원", "반도체공학 기술자 및 연구원"],
            [["일에 필요한 학력", *["대졸 52%(124명 중 64명)"] * 3], ["임금", *["연 3,600만~4,000만 원"] * 3]],
        )
    ],
    "그림": [
        contract.image("chart.png", "수준별 능력단위 수를 나타낸 막대그래프"),
        contract.document("report.pdf", "나의 보고서.pdf"),
        contract.link("보고서 대시보드 열기", "/reports"),
    ],
    "마크업": [
        contract.text(MARKUP),
        contract.table(MARKUP, [MARKUP], [[MARKUP]], MARKUP),
        contract.choices([Choice(MARKUP, "m:1")]),
    ],
    "길게": [contract.text("\n".join(f"{line}번째 줄이에요." for line in range(1, 61)))],
}
