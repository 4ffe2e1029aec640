"""What a conversation remembers between two turns, kept in the Rasa slot `state`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

FORM_OF_STEP = {
    "menu": "menu_form",
    "consent_personal": "consent_form",
    "consent_sensitive": "consent_form",
    "interest": "interest_form",
    "results": "interest_form",
    "occupation": "interest_form",
    "comparison": "interest_form",
    "report_name": "interest_form",
    "report_confirmed": "interest_form",
    "report": "report_form",
    "report_rename": "report_form",
    "profile": "profile_form",
    "profile_section": "profile_form",
    "profile_confirm": "profile_form",
    "profile_question": "profile_form",
    "profile_list": "profile_form",
    "profile_entry": "profile_form",
    "profile_field": "profile_form",
    "profile_keywords": "profile_form",
    "owned": "analysis_form",
    "owned_add": "analysis_form",
    "related": "analysis_form",
    "related_add": "analysis_form",
    "related_compare": "analysis_form",
}
"""Every step of the walk and the Rasa form it belongs to; a step's name is also the slot that the form requests."""

TRAIL_AT_MOST = 20
"""How many steps back 이전으로 can go."""


@dataclass(slots=True)
class State:
    """`step`: where the person is; `trail`: the steps behind. `offered`: the choices last shown, as (label, id);
    `several`: whether more than one of them may be chosen together; `aside`: choices of a side matter (a list of
    questions), which go before them until the step is taken up again. `pending`: interest words said before there was consent. `occupation`: the one looked at or chosen.
    `unclear`: ids of words that are being asked back about (`typo:` and the word for a mistyped one). `comparing`: occupation codes in the comparison. `duties`: 직무 chosen in the report. `misses`: turns in a row that
    nothing was understood of. `closing`: the person said 그만, so the menu opens with a goodbye. `topic`: the part of 취업시장 or
    추천 정보 shown last, so that 부산은요? can be understood, and `about` the occupation it was about; `area`: code of the area
    named last. `jobs`: filters of the job posts looked at, `jobs_page` the page of them. `detailed`: on the way to
    the profile (상세입력). `profile`: where the profile form is – `section`, `entry` and `field` looked at, `pending`
    proposals, questions already `asked`. `side`: a side matter of several turns that goes before the step (bot/actions/counsel.py):
    `at` which of its questions, what was answered to the others, and the choices `offered` (`several` may be chosen). `joining`: how far joining with another conversation is – `asking` for a code, the
    `claim` of one and where it is `from`, what to `keep` of each section, reports to `drop`."""

    step: str = "menu"
    trail: list[str] = field(default_factory=list)
    offered: list[list[str]] = field(default_factory=list)
    several: bool = False
    aside: list[list[str]] = field(default_factory=list)
    pending: str | None = None
    keywords: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    page: int = 0
    occupation: str | None = None
    comparing: list[str] = field(default_factory=list)
    report_name: str | None = None
    report: str | None = None
    duties: list[str] = field(default_factory=list)
    misses: int = 0
    closing: bool = False
    topic: str | None = None
    about: str | None = None
    area: str | None = None
    jobs: dict[str, Any] = field(default_factory=dict)
    jobs_page: int = 0
    detailed: bool = False
    profile: dict[str, Any] = field(default_factory=dict)
    side: dict[str, Any] = field(default_factory=dict)
    joining: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_slot(cls, value: dict[str, Any] | None) -> State:
        known = {f.name for f in fields(cls)}
        return cls(**{key: kept for key, kept in (value or {}).items() if key in known})

    def to_slot(self) -> dict[str, Any]:
        """Only what differs from a fresh state: the slot travels with every turn."""
        fresh = asdict(State())
        return {key: value for key, value in asdict(self).items() if value != fresh[key]}

    def remember_step(self) -> None:
        self.trail = [*self.trail, self.step][-TRAIL_AT_MOST:]

    def draft(self) -> dict[str, Any]:
        """What the person entered, as it is kept in the member store."""
        return {
            "keywords": self.keywords,
            "excluded": self.excluded,
            "occupation": self.occupation,
            "comparing": self.comparing,
            "report_name": self.report_name,
        }

    def take_up(self, draft: dict[str, Any]) -> None:
        """Goes on with a draft from the member store."""
        self.keywords, self.excluded = list(draft.get("keywords", [])), list(draft.get("excluded", []))
        self.occupation, self.comparing = draft.get("occupation"), list(draft.get("comparing", []))
        self.report_name = draft.get("report_name")

    def forget_search(self) -> None:
        """Back to an empty search: words, choice and name."""
        self.keywords, self.excluded, self.page = [], [], 0
        self.occupation, self.comparing, self.report_name = None, [], None
