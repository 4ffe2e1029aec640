"""A sound authored unit with two occupations, as data to spoil and to write as YAML."""

import copy
from pathlib import Path
from typing import Any

import yaml

_UNIT: dict[str, Any] = {
    "unit": "1341",
    "duties": [
        {"duty": "20010105", "weight": 1.0},
        {"duty": "20010107", "weight": 0.7, "only": ["01", "02"]},
    ],
    "occupations": [
        {
            "code": "134100",
            "description": "여러 곳에서 모은 자료를 정리하고 살펴서 회사가 판단에 쓸 수 있게 해요. 은행, 병원, 공장처럼 기록이 쌓이는 곳이면 어디든 일터가 돼요.",
            "tasks": ["어떤 자료를 모을지 계획해요", "자료를 모아 저장소에 쌓아요", "결과를 표와 그림으로 보여 줘요"],
            "examples": ["데이터분석가", "데이터엔지니어", "데이터베이스관리자"],
            "also_called": ["데이터 전문가", "빅데이터 전문가", "DB 전문가"],
            "spoken": ["데이터 다루는 일", "빅데이터 쪽 일", "자료 정리하고 분석"],
            "entry": "통계나 컴퓨터를 배운 사람이 많아요. 작은 과제를 직접 풀어 본 경험이 도움이 돼요.",
            "related": ["133200", "121100"],
        },
        {
            "code": "134102",
            "description": "판매 기록이나 이용 기록에서 되풀이되는 모습을 찾아 무엇을 바꿀지 제안해요. 현업 부서 곁에서 일하며 숫자를 쉬운 말로 옮기는 사람이에요.",
            "tasks": [
                "궁금한 점을 자료로 풀 문제로 바꿔요",
                "예측하는 모형을 만들어 봐요",
                "바꾼 효과를 실험으로 비교해요",
            ],
            "examples": ["데이터분석가", "빅데이터분석가", "제품분석가"],
            "also_called": ["데이터 사이언티스트", "데이터 애널리스트", "빅데이터 분석가"],
            "spoken": ["데이터 분석하는 일", "통계로 예측하기", "숫자로 설득하는 일"],
            "entry": "통계나 경영을 배운 사람이 많고 다른 부서에서 옮겨 오기도 해요.",
            "related": ["134100", "133200"],
            "distinct": "저장소를 만들기보다 담긴 뜻을 읽어 내는 데 힘을 써요.",
            "duties": [{"duty": "20010105", "weight": 1.0}, {"duty": "20010304", "weight": 0.8, "only": ["01"]}],
        },
    ],
}


def sound_unit() -> dict[str, Any]:
    """A unit that nothing is wrong with, to change freely."""
    return copy.deepcopy(_UNIT)


def write_units(authored: Path, units: Any, name: str = "134.yml") -> Path:
    """Writes units (or anything else) as one file of occupations and returns it."""
    path = authored / "occupations" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(units, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
