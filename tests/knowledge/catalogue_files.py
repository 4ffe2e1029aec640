"""One sound entry of each kind of the catalogue, as data to spoil and to write as YAML."""

import copy
from pathlib import Path
from typing import Any

import yaml

DUTY, CERTIFICATE, MAJOR, SKILL = (
    "duties/20.yml",
    "certificates/national_technical.yml",
    "majors.yml",
    "skills/data.yml",
)
"""The file of each kind, below the authored folder."""

_SOUND: dict[str, dict[str, Any]] = {
    DUTY: {
        "duty": "20010105",
        "definition": "쌓인 기록에서 되풀이되는 모습을 찾아 쓸모 있는 답을 내놓는 일이에요.",
        "knowledge": ["통계 분석 방법", "기계 학습", "데이터 품질", "표본 조사"],
        "skills": ["데이터 전처리", "SQL 작성", "보고서 작성", "시각화"],
        "tools": ["파이썬", "R", "엑셀", "태블로"],
        "majors": ["통계학", "산업공학"],
        "certificates": ["빅데이터분석기사"],
        "training": ["데이터 분석"],
    },
    CERTIFICATE: {
        "name": "빅데이터분석기사",
        "kind": "국가기술",
        "body": "한국데이터산업진흥원",
        "description": "많은 자료를 모으고 분석하는 실력을 증명하며 분석 부서에 들어갈 때 써요.",
        "also_called": ["빅분기"],
        "duties": ["20010105"],
        "occupations": ["134102"],
        "required_for": ["134100"],
    },
    MAJOR: {
        "major": "통계학",
        "description": "자료를 모으고 정리해 어림하고 판단하는 방법을 배워요.",
        "departments": ["통계학과", "응용통계학과", "데이터과학과"],
        "courses": [f"통계 과목 {letter}" for letter in "가나다라마바사아자차"],
        "occupations": ["134100", "134102", "133200"],
        "duties": ["20010105", "20010107"],
    },
    SKILL: {"name": "파이썬", "also_called": ["Python", "파이선"], "duties": ["20010105"]},
}


def sound(file: str) -> dict[str, Any]:
    """An entry of the file's kind that nothing is wrong with, to change freely."""
    return copy.deepcopy(_SOUND[file])


def write(authored: Path, file: str, *entries: Any) -> Path:
    """Writes entries as one file and returns it."""
    path = authored / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def write_all(authored: Path) -> None:
    """Writes one sound entry of each kind."""
    for file in _SOUND:
        write(authored, file, sound(file))
