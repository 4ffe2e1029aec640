"""A Rasa project that trains in seconds, for tests of training itself."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "config.yml": """recipe: default.v1
assistant_id: tiny
language: ko
pipeline:
  - name: KeywordIntentClassifier
policies:
  - name: RulePolicy
""",
    "domain.yml": """version: "3.1"
intents: [greet]
responses:
  utter_greet:
    - text: 반가워요
""",
    "bot/data/all.yml": """version: "3.1"
nlu:
  - intent: greet
    examples: |
      - 안녕
      - 안녕하세요
rules:
  - rule: greeting
    steps:
      - intent: greet
      - action: utter_greet
""",
}


def write_tiny_project(root: Path) -> None:
    """Write configuration, domain and data under `root`."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
