"""취업시장 정보 and 추천 정보 in conversation: tapped in the report, asked in words, and asked along the way."""

from __future__ import annotations

import pytest

from launch.stack import Stack
from tests.conversations.talker import Talker

pytestmark = pytest.mark.stack


@pytest.fixture
def reader(member: Talker) -> Talker:
    """Somebody who reads the report about 데이터 분석가."""
    return member.say("데이터 분석가").tap("occ:134102").tap("pick:134102").tap("name:keep").tap("make")


def picture(talker: Talker) -> dict[str, str]:
    found = [reply for reply in talker.replies if reply["type"] == "image"]
    assert found, talker.text
    return dict(found[-1])


def test_six_parts_by_tapping_each_with_source_and_picture(stack: Stack, reader: Talker) -> None:
    # GIVEN the report  WHEN 취업시장 정보 is tapped  THEN the guide's six parts are offered
    reader.tap("market")
    assert reader.labels[:6] == ["지역별 구인/구직", "자격증", "직업훈련", "학력", "전공", "연령"]
    for section in ("openings", "certificates", "training", "education", "majors", "ages"):
        # WHEN each is tapped  THEN a sentence, a table with its source, and a picture that belongs to this person
        reader.tap(f"mk:{section}")
        assert any(r["type"] == "table" and "출처: " in r["note"] for r in reader.replies), reader.text
        shown = picture(reader)
        assert "자료: " in shown["alt"]
        served = reader.fetch(f"/images/{shown['id']}")
        assert served.headers["content-type"] == "image/png"
        assert served.content.startswith(b"\x89PNG")
        with Talker(stack.url) as other:
            assert other.fetch(f"/images/{shown['id']}").status_code == 404


def test_region_and_period_in_words(reader: Talker) -> None:
    # GIVEN the report  WHEN a region is asked in words  THEN its figures, and the group that stands for the occupation
    reader.say("서울 구인 상황은?")
    assert reader.table("서울 구인·구직")["rows"][-1] == ["2026년 7월", "635명", "7,369건", "0.09"]
    assert "상위 직종 ‘연구 및 공학기술’" in reader.text
    # WHEN only another region is named  THEN the same is told of it
    reader.say("부산은요?")
    assert reader.table("부산 구인·구직")
    # WHEN asked to compare with last year  THEN the same area beside the year before
    reader.say("작년이랑 비교해 줘")
    assert [row[0] for row in reader.table("부산 구인·구직")["rows"]] == ["2025년 7월", "2026년 7월"]
    # WHEN a month is asked that nobody has  THEN no figure but what there is
    reader.say("지난달은요?")
    assert "자료는 아직 없어요" in reader.text
    assert "2026년 7월" in reader.text
    assert not [r for r in reader.replies if r["type"] in ("table", "image")]
    # WHEN a name of several places is said  THEN it is asked which, and a tap goes on
    reader.say("중구는?")
    assert "서울 중구" in reader.labels
    reader.say("서울 중구")
    assert reader.table("서울 중구 구인·구직")


def test_neighbourhood_is_asked_for_and_remembered(reader: Talker) -> None:
    # GIVEN the report  WHEN 우리 동네 is said without a name  THEN it is asked where that is
    reader.say("우리 동네 구인 상황은요?")
    assert "어느 동네" in reader.text
    # WHEN it is told  THEN that area is shown, and training is looked for there too
    reader.say("마포요")
    assert reader.table("서울 마포구 구인·구직")
    reader.say("훈련 과정 추천해 주세요")
    assert "서울 마포구" in reader.text


def test_recommendations(reader: Talker) -> None:
    # GIVEN the report  WHEN certificates are asked for in words  THEN five with kind, body, level, pass rate and why
    reader.say("이 일 하려면 무슨 자격증이 좋아요?")
    advised = reader.table("추천 자격증 5개")
    assert advised["columns"] == ["자격증", "종류", "시행기관", "어울리는 수준", "합격률", "추천 이유"]
    # WHEN all are asked for  THEN there are more
    reader.say("자격증 전체보기")
    assert len(reader.table("추천 자격증")["rows"]) > 5
    # WHEN training is asked for  THEN nothing that is over is offered as open, and each has its page
    reader.say("훈련은 뭐가 있어요?")
    assert "모집 중인 과정은 제가 가진 목록에 없어요" in reader.text
    assert "https://" in reader.text
    # WHEN one 직무 is tapped  THEN only its courses
    reader.tap(next(i for i in reader.ids if i.startswith("rt:")))
    assert "직무의" in reader.text
    # WHEN posts are asked for  THEN the official search, opened with the occupation, and an honest word
    reader.say("채용공고 보여줘")
    assert "occupation=134102" in reader.text
    assert "꺼져 있어요" in reader.text
    # WHEN asked where to begin  THEN at most three steps, each with why
    reader.say("뭐부터 준비해야 해요?")
    assert 1 <= len(reader.table("다음 한 걸음")["rows"]) <= 3
    # AND the way back to the report is at hand
    reader.tap("head")
    assert "간편 보고서" in reader.text


def test_question_along_the_way_and_back_to_the_step(seeker: Talker) -> None:
    # GIVEN found occupations, none chosen  WHEN a question names one  THEN it is answered and the list goes on
    offered = seeker.ids
    seeker.say("간호사 하려면 무슨 자격증이 필요해요?")
    assert "꼭 필요해요" in seeker.text
    assert seeker.ids == offered
    # WHEN only a region is named next  THEN it goes on about the one just talked about
    seeker.say("물리치료사는 서울에 구인이 많아요?", "부산은요?")
    assert "물리치료사" in seeker.text
    assert seeker.table("부산 구인·구직")
    # WHEN a word is not understood  THEN it is explained without an occupation
    seeker.say("구인배수가 뭐예요?")
    assert "나눈 값" in seeker.text
    # WHEN a question names no occupation  THEN it is asked which
    seeker.say("서울 구인 상황은?")
    assert "어느 직종" in seeker.text
    assert seeker.ids == offered
    # WHEN one is looked at  THEN it is the one that is meant
    seeker.tap(offered[0]).say("서울 구인 상황은?")
    assert seeker.table("서울 구인·구직")
    seeker.say("이 일 나이 많아도 할 수 있어요?")
    assert seeker.table("재직자의 나이")
    # AND keywords are still keywords
    seeker.say("전산회계 자격증")
    assert "지금 키워드" in seeker.text
