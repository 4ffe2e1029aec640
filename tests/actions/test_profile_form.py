"""The profile form, its actions called directly: what is stored, asked, corrected, undone."""

from __future__ import annotations

import uuid

import pytest

from bot.actions._engine import engine
from engine.counsel.models import CaseRow, CounsellorRow
from engine.members.consent import KINDS
from engine.members.profiles import SectionState
from engine.members.store import MemberStore
from engine.profile import Experience, PartialDate, Profile, SchoolLevel
from tests.actions.desk import Desk

TELLING = "2018년 3월부터 4년간 전자회사에서 반도체 식각 공정 엔지니어로 일했고 정보처리기사랑 컴활 있어요"


def profile(members: MemberStore, desk: Desk) -> Profile:
    return members.profiles.profile(desk.member)


def test_what_is_open_is_asked_and_only_what_is_accepted_is_stored(desk: Desk, members: MemberStore) -> None:
    # GIVEN a telling in which the grade of a certificate is open
    desk.say(TELLING)
    assert desk.labels[:2] == ["컴퓨터활용능력1급", "컴퓨터활용능력2급"]
    # WHEN it is answered  THEN everything is shown, and nothing stored yet
    desk.say("1급이요")
    assert "컴퓨터활용능력1급" in desk.text
    assert profile(members, desk) == Profile()
    # WHEN a date is corrected and the whole accepted
    desk.say("1번은 2017년 5월부터예요").say("네 저장해 주세요", "affirm", 0.9)
    # THEN both sections hold what was said last
    kept = profile(members, desk)
    assert [c.name for c in kept.certificates] == ["정보처리기사", "컴퓨터활용능력1급"]
    assert kept.experiences[0].start == PartialDate(2017, 5)
    assert kept.experiences[0].end == PartialDate(2022, 2)


@pytest.mark.parametrize("said", ["2종 보통이요", "2종이에요", "제2종 보통 자동차운전면허", "2"])
def test_which_of_several_certificates_is_answered_in_words(desk: Desk, members: MemberStore, said: str) -> None:
    # GIVEN a certificate that is one of two WHEN which it is is said in part, in whole or by number
    desk.say("운전면허 있어요")
    assert desk.labels[:2] == ["제1종 보통 자동차운전면허", "제2종 보통 자동차운전면허"]
    desk.say(said).say("저장")
    # THEN it is kept by its whole name
    assert [one.name for one in profile(members, desk).certificates] == ["제2종 보통 자동차운전면허"]


def test_one_of_several_is_dropped_by_number(desk: Desk, members: MemberStore) -> None:
    # GIVEN three skills understood  WHEN the second is dropped and the rest saved
    desk.say("엑셀, 파이썬, 포토샵 할 줄 알아요").say("2번 빼 줘").say("저장")
    # THEN two are stored
    assert [skill.name for skill in profile(members, desk).skills] == ["엑셀", "포토샵"]


def test_nothing_is_stored_when_refused(desk: Desk, members: MemberStore) -> None:
    # GIVEN a telling  WHEN it is refused  THEN the profile stays empty and the form goes on
    desk.say("엑셀 할 줄 알아요").tap("p:discard")
    assert profile(members, desk) == Profile()
    assert desk.step == "profile"


def test_reversed_dates_are_refused_with_the_reason_and_asked_again(desk: Desk, members: MemberStore) -> None:
    # GIVEN a job that ends before it begins
    desk.say("2022년 5월부터 2020년 3월까지 가람전자에서 일했어요")
    assert "utter_problem" in desk.text
    assert "2020년 3월" in desk.text
    # WHEN told anew  THEN it can be stored
    desk.say("2020년 3월부터 2022년 5월까지요").say("저장")
    (job,) = profile(members, desk).experiences
    assert (job.start, job.end) == (PartialDate(2020, 3), PartialDate(2022, 5))


def test_only_what_is_missing_is_asked(desk: Desk, members: MemberStore) -> None:
    # GIVEN a job without dates
    desk.say("가람은행에서 창구 업무를 했어요").say("저장")
    assert desk.step == "profile_question"
    assert "언제부터" in desk.text
    # WHEN it is answered in free words
    desk.say("2005년부터 2015년까지요")
    # THEN the entry is complete and the next question, if any, is not about dates
    (job,) = profile(members, desk).experiences
    assert (job.start, job.end) == (PartialDate(2005), PartialDate(2015))
    assert "언제부터" not in desk.text


def test_something_else_can_be_told_instead_of_an_answer(desk: Desk, members: MemberStore) -> None:
    # GIVEN a question about dates
    desk.say("가람은행에서 창구 업무를 했어요").say("저장")
    # WHEN a certificate is told instead  THEN it is proposed, and after it the question comes back
    desk.say("아 그리고 정보처리기사 있어요")
    assert "정보처리기사" in desk.text
    desk.say("저장")
    assert "언제부터" in desk.text
    # WHEN it is skipped  THEN it is not asked again
    desk.say("건너뛰기")
    assert "언제부터" not in desk.text
    assert profile(members, desk).experiences[0].start is None


def test_courses_of_the_major_are_proposed_and_others_accepted(desk: Desk, members: MemberStore) -> None:
    # GIVEN a degree
    desk.say("한빛대학교 전자공학과 나왔어요").say("저장")
    assert "회로이론" in desk.labels
    # WHEN one proposed and one unknown course are named  THEN both are kept
    desk.say("회로이론, 우주배관학")
    (school,) = profile(members, desk).educations
    assert school.courses == ("회로이론", "우주배관학")
    assert school.level is SchoolLevel.UNIVERSITY


def test_not_having_and_not_wanting_to_say_are_kept_apart(desk: Desk, members: MemberStore) -> None:
    # GIVEN the question for training  WHEN there is none, and the next section is put off
    desk.tap("ps:trainings").say("없어요")
    desk.tap("ps:certificates").say("나중에요")
    # THEN both are known as what they are
    states = members.profiles.section_states(desk.member)
    assert states["trainings"] is SectionState.NONE
    assert states["certificates"] is SectionState.SKIPPED


def test_looking_changing_removing_and_undoing(desk: Desk, members: MemberStore) -> None:
    # GIVEN a stored job and certificate
    desk.say("2018년부터 2020년까지 가람전자에서 회로 기판 조립을 했고 정보처리기사 있어요").say("저장").say(
        "프로필 보기"
    )
    assert "가람전자" in desk.text
    # WHEN the company is renamed in words
    desk.say("가람전자 고칠게요").say("회사명을 한빛전자로 바꿔줘")
    assert profile(members, desk).experiences[0].organisation == "한빛전자"
    # AND the certificate removed, and both undone
    desk.say("프로필 보기").say("정보처리기사 지워줘")
    assert profile(members, desk).certificates == ()
    desk.say("되돌려줘").say("되돌려줘")
    # THEN all is as it was
    kept = profile(members, desk)
    assert [c.name for c in kept.certificates] == ["정보처리기사"]
    assert kept.experiences[0].organisation == "가람전자"


def test_a_wrong_value_changes_nothing(desk: Desk, members: MemberStore) -> None:
    # GIVEN a stored job  WHEN its end is set to what cannot be
    desk.say("2018년부터 2020년까지 가람전자에서 회로 기판 조립을 했어요").say("저장").say("프로필 보기").say(
        "1번 고칠게요"
    )
    desk.tap("pf:end").say("2015년 3월")
    # THEN the reason is given and the entry is unchanged
    assert "utter_refused_value" in desk.text
    assert profile(members, desk).experiences[0].end == PartialDate(2020)
    # AND a description over 500 bytes is refused with the count
    desk.tap("pf:content").say("가" * 260)
    assert "520바이트" in desk.text


def test_a_contradiction_is_asked_about(desk: Desk, members: MemberStore) -> None:
    # GIVEN a stored job
    desk.say("2018년부터 2020년까지 가람전자에서 회로 기판 조립을 했어요").say("저장")
    # WHEN the same company is told with another beginning
    desk.say("가람전자는 2015년부터 다녔어요")
    assert "utter_same_or_new" in desk.text
    # AND it is to be changed
    desk.say("바꿔 주세요").say("저장")
    # THEN there is one job, with the new beginning and the rest as before
    (job,) = profile(members, desk).experiences
    assert job == Experience(
        job.id, organisation="가람전자", start=PartialDate(2015), end=PartialDate(2020), content="회로 기판 조립"
    )


def test_what_is_there_already_is_not_added_twice(desk: Desk, members: MemberStore) -> None:
    # GIVEN a stored certificate  WHEN it is told again  THEN it stays one
    desk.say("정보처리기사 있어요").say("저장").say("정처기 있어요")
    assert "utter_profile_known" in desk.text
    assert len(profile(members, desk).certificates) == 1


def test_reset_asks_first(desk: Desk, members: MemberStore) -> None:
    # GIVEN a profile  WHEN reset is asked and refused, then asked and confirmed
    desk.say("정보처리기사 있어요").say("저장").say("입력 초기화")
    desk.tap("p:reset:no")
    assert len(profile(members, desk).certificates) == 1
    desk.say("입력 초기화").tap("p:reset:yes")
    # THEN it is empty
    assert profile(members, desk) == Profile()


def test_after_an_hour_the_bot_asks_before_going_on(desk: Desk, members: MemberStore) -> None:
    # GIVEN somebody in the middle of a question
    desk.say("가람은행에서 창구 업무를 했어요").say("저장")
    # WHEN a message comes after more than an hour
    desk.say("2005년부터 2015년까지요", after=3700)
    # THEN it is not taken; the bot offers to go on
    assert "utter_idle" in desk.text
    assert profile(members, desk).experiences[0].start is None
    # WHEN the person goes on  THEN the same question stands
    desk.tap("go_on")
    assert "언제부터" in desk.text


@pytest.mark.parametrize("words", ["회사를 그만뒀어요", "가람전자를 그만두고 쉬고 있어요"])
def test_words_of_a_life_are_no_commands(desk: Desk, words: str) -> None:
    # GIVEN words that Rasa takes for the wish to stop  THEN the profile form is not left
    desk.say(words, "stop", 0.97)
    assert desk.step.startswith("profile")


def test_keywords_of_a_description_are_chosen_and_added(desk: Desk, members: MemberStore) -> None:
    # GIVEN a described job
    desk.say("2018년부터 2020년까지 가람물류에서 창고 재고 관리와 입출고를 했어요").say("저장").say("키워드 추천")
    desk.tap(f"kx:{profile(members, desk).experiences[0].id}")
    units = [label.removeprefix("능력단위: ") for label in desk.labels if label.startswith("능력단위: ")]
    assert units
    # WHEN the first is chosen  THEN the description holds it
    desk.say("1")
    assert units[0] in profile(members, desk).experiences[0].content


@pytest.mark.parametrize("step", ["menu", "interest", "owned", "profile_list", "report_name"])
def test_a_counsellor_leads_to_a_section_from_anywhere(members: MemberStore, step: str) -> None:
    # GIVEN somebody who has consented, anywhere in the conversation
    desk = Desk(uuid.uuid4().hex, step)
    for kind in KINDS:
        members.record_consent(desk.member, kind, True)
    # WHEN the conversation is led to a section that was not offered  THEN that section is asked for
    desk.tap("ps:certificates")
    assert desk.step == "profile_section"
    # AND what is told there is understood as a certificate
    desk.say("용접기능사요").say("저장")
    assert [one.name for one in profile(members, desk).certificates] == ["용접기능사"]


def test_nobody_is_led_to_a_section_before_the_consent(members: MemberStore) -> None:
    # GIVEN somebody who has not consented  WHEN the conversation is led to a section  THEN it stays where it is
    desk = Desk(uuid.uuid4().hex, "menu")
    desk.tap("ps:certificates")
    assert desk.step == "menu"


def test_what_a_counsellor_changed_is_told_to_the_member(desk: Desk, members: MemberStore) -> None:
    # GIVEN an entry that a counsellor corrected in a case of the member
    desk.say("용접기능사 있어요").say("저장")
    (entry,) = profile(members, desk).certificates
    _, share = engine().sharing.offer(desk.member, ["profile"])
    with engine().desk.writing() as db:
        moment = engine().desk.clock()
        names = {"login": uuid.uuid4().hex, "name": "김상담", "role": "counsellor", "password_hash": "none"}
        account = CounsellorRow(**names, must_change=False, active=True, created_at=moment)
        db.add(account)
        db.flush()
        case = CaseRow(
            counsellor_id=account.id, share_id=share.id, label="x", state="open", created_at=moment, updated_at=moment
        )
        db.add(case)
        db.flush()
    engine().corrections.note("kim", case.id, entry.id, "corrected")
    # WHEN the member looks at the profile  THEN it says so
    desk.tap("p:view")
    assert "용접기능사 (상담사가 고침)" in desk.text


def test_going_on_to_the_analysis_is_no_answer_to_a_question(desk: Desk, members: MemberStore) -> None:
    # GIVEN a question about the courses of a school
    desk.say("한빛대학교 전자공학과 2016년 2월 졸업했어요").say("저장")
    assert desk.step == "profile_question"
    # WHEN the person wants the analysis instead, in the words of the button  THEN it is given, and no course is stored
    desk.say("연관직종 분석")
    assert desk.step == "owned"
    assert profile(members, desk).educations[0].courses == ()
