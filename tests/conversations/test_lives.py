"""Six lives told to the bot through the real processes: what was accepted is found again in the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from engine.members.profiles import SectionState
from engine.members.store import MemberStore
from engine.profile import ExperienceKind, PartialDate, Profile, SchoolLevel
from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = [pytest.mark.stack, pytest.mark.slow]


class Life(Talker):
    """Somebody who has begun 상세입력, with a look into the member store."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack.url)
        self.say("상세입력", "동의함", "동의함")
        database = stack.settings.var / "members.db"
        with sqlite3.connect(database) as connection:
            (self.member,) = connection.execute("SELECT member_id FROM consent ORDER BY id DESC LIMIT 1").fetchone()
        self._store = MemberStore.open(f"sqlite:///{database}")

    def __exit__(self, *_: object) -> None:
        self._store.close()
        super().__exit__()

    def accept(self, words: str) -> Life:
        """Tells something and accepts what was understood; questions about what is missing are put off."""
        self.say(words)
        assert "이렇게 알아들었어요" in self.text, self.text
        self.tap("p:save")
        if "p:enough" in self.ids:
            self.tap("p:enough")
        return self

    @property
    def kept(self) -> Profile:
        """The profile as it is stored."""
        return self._store.profiles.profile(self.member)

    @property
    def states(self) -> dict[str, SectionState]:
        return self._store.profiles.section_states(self.member)

    @property
    def reports(self) -> list[str]:
        return [report.kind for report in self._store.reports(self.member)]


@pytest.fixture
def life(stack: Stack) -> Iterator[Life]:
    with Life(stack) as somebody:
        yield somebody


def test_first_job_after_high_school(life: Life) -> None:
    # GIVEN somebody fresh from a technical high school, who forgets and corrects
    life.say("올해 2월에 가람공고 기계과 졸업했어요. 전산응용기계제도기능사 있고 캐드 할 줄 알아요")
    life.say("3번 빼 줘").tap("p:save").tap("p:enough")
    life.say("되돌리기")
    # THEN undoing takes all of it back, and telling it again stores it
    assert life.kept == Profile()
    life.accept("올해 2월에 가람공고 기계과 졸업했어요. 전산응용기계제도기능사 있고 캐드 할 줄 알아요")
    assert life.kept.educations[0].level is SchoolLevel.HIGH_SCHOOL
    assert life.kept.educations[0].major == "기계과"
    assert [c.name for c in life.kept.certificates] == ["전산응용기계제도기능사"]
    assert [s.name for s in life.kept.skills] == ["오토캐드"]
    # AND the analysis is about drawing machines
    life.say("연관직종 분석")
    assert "기계" in life.text


def test_back_after_years_at_home(life: Life) -> None:
    # GIVEN somebody who worked in a bank before the children came, and does not remember the dates at once
    life.say("결혼 전에 가람은행에서 창구 업무를 5년 했고 아이 키우느라 8년 쉬었어요")
    assert "쉬었" not in life.text
    life.tap("p:save")
    assert "언제부터" in life.text
    # WHEN something else comes to mind first, and the dates after it
    life.say("아 컴활 2급도 있어요").tap("p:save").say("2010년 3월부터 2015년 2월까지요")
    # THEN all of it is stored
    (job,) = life.kept.experiences
    assert (job.organisation, job.start, job.end) == ("가람은행", PartialDate(2010, 3), PartialDate(2015, 2))
    assert [c.name for c in life.kept.certificates] == ["컴퓨터활용능력2급"]
    # AND having nothing is kept apart from not wanting to say
    life.tap("ps:trainings").say("없어요")
    assert life.states["trainings"] is SectionState.NONE


def test_changing_jobs_at_35(life: Life) -> None:
    # GIVEN somebody at work, who contradicts an earlier statement
    life.accept("2015년 3월~현재 한빛물류 물류관리팀 대리 재고 관리와 출고 계획 담당")
    (job,) = life.kept.experiences
    assert (job.organisation, job.department, job.position, job.current) == ("한빛물류", "물류관리팀", "대리", True)
    life.say("한빛물류에서 2013년부터 일했어요")
    # THEN it is asked which holds
    assert "q:replace" in life.ids
    life.tap("q:replace").tap("p:save")
    (job,) = life.kept.experiences
    assert job.start == PartialDate(2013)
    assert job.department == "물류관리팀"
    # WHEN the way goes on to the report
    if "p:enough" in life.ids:
        life.tap("p:enough")
    life.say("연관직종 분석").tap("an:related")
    occupations = [choice for choice in life.ids if choice.startswith("ro:")]
    assert occupations
    life.tap(occupations[0]).tap(occupations[0].replace("ro:", "pick:")).tap("name:keep").tap("make")
    # THEN a detailed report stands there with the owned share
    assert "상세 보고서" in life.text
    assert "가진 것으로 추정" in life.text
    assert life.reports == ["detailed"]


def test_looking_for_work_again_at_58(life: Life) -> None:
    # GIVEN somebody who says how long and till when
    life.accept("건설회사에서 현장소장으로 30년 일하고 작년에 퇴직했어요")
    (job,) = life.kept.experiences
    assert job.start is not None
    assert job.start.approximate
    assert "현장소장" in job.content
    # WHEN they leave in the middle and come back
    life.tap("ps:certificates").say("그만")
    assert "resume:detailed" in life.ids
    life.tap("resume:detailed")
    # THEN everything is there and the form goes on
    assert "경력/경험 1개" in life.text
    life.say("건설기술자 자격증 있고 운전면허도 있어요")
    # AND which driving licence it is is asked, as there are two that are called so
    assert "‘운전면허’라고 하셨는데 어느 것인가요?" in life.text
    life.accept("2종 보통이요")
    assert [c.name for c in life.kept.certificates][1:] == ["제2종 보통 자동차운전면허"]
    assert len(life.kept.certificates) == 2


def test_after_military_service(life: Life) -> None:
    # GIVEN a conscript who cooked, with an impossible date first
    life.say("2024년 13월부터 육군에서 취사병으로 복무했어요")
    assert "달력에 없어요" in life.text
    life.say("2024년 3월부터 2025년 9월까지요").tap("p:save")
    if "p:enough" in life.ids:
        life.tap("p:enough")
    (service,) = life.kept.experiences
    assert service.kind is ExperienceKind.OTHER
    assert (service.start, service.end) == (PartialDate(2024, 3), PartialDate(2025, 9))
    # WHEN the entry is looked at and a field changed in words, then taken back
    life.say("프로필 보기").tap(f"pe:{service.id}").say("기관명을 육군 35사단으로 바꿔줘")
    assert life.kept.experiences[0].organisation == "육군 35사단"
    life.say("되돌리기")
    # THEN it is as before
    assert life.kept.experiences == (service,)


def test_changing_over_into_it(life: Life) -> None:
    # GIVEN an editor who learns programming now
    life.accept(
        "국어국문학과 나와서 출판사에서 편집자로 6년 일했어요. 지금은 국비로 자바 백엔드 개발자 과정을 듣고 있어요"
    )
    assert life.kept.trainings[0].course == "자바 백엔드 개발자"
    life.accept("자바, 파이썬 할 줄 알아요")
    assert [s.name for s in life.kept.skills] == ["자바", "파이썬"]
    # WHEN owned units are looked at, one is dropped, and the occupations are asked for
    life.say("연관직종 분석")
    duties = [choice for choice in life.ids if choice.startswith("od:")]
    assert duties
    life.tap(duties[0])
    units = [choice for choice in life.ids if choice.startswith("ud:")]
    assert units
    life.tap(units[0])
    assert units[0] not in life.ids
    # THEN a what-if tells how coverage would change, and the way back to the profile is open
    life.tap("an:owned").tap("an:related").say("정보처리기사를 따면?")
    assert "→" in life.text
    life.tap("p:hub")
    assert "프로필" in life.text
