"""취업시장 정보와 추천 정보 as asked for: tapped in the report, or asked freely at any step after consent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions._engine import recogniser
from bot.actions.analysing import owned_now
from bot.actions.jobs import TOPIC, is_jobs_choice, narrows_jobs, occupation_looked_at, show_jobs
from bot.actions.occupations import occupations_in_words
from bot.actions.pictures import send_chart
from bot.actions.profiling import profile_of
from bot.actions.reporting import snapshot_of
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies import market as market_replies
from bot.replies import recommend as recommend_replies
from bot.replies.contract import Choice
from engine.competency.coverage import coverage
from engine.market import (
    Area,
    AreaReading,
    CertificateMarket,
    Period,
    ages,
    area_of_code,
    areas_to_choose,
    certificate_market,
    education,
    majors,
    openings,
    read_area,
    read_period,
    training_outcomes,
)
from engine.market.areas import COUNTRY
from engine.recommend.certificates import recommend_certificates
from engine.recommend.courses import recommend_courses
from engine.recommend.next_steps import next_steps
from engine.reports.snapshot import Snapshot
from engine.reports.views import MarketAnswerPart, market_part
from knowledge.live.moments import KOREA

ASKING_INTENTS = ("ask_market", "ask_recommend")
SURE_OF_ASKING = 0.6

WITHOUT_TOPICS = ("menu", "consent_personal", "consent_sensitive", "report_name", "report_confirmed")
"""Steps where nothing but their own matter is talked about."""

_BY_AREA = ("mk:openings", "mk:training", "rec:training", "rec:jobs")
"""Topics that an area makes a difference to."""

_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mk:certificates", re.compile(r"합격률|(?:자격증?|면허|기사|기능사|관리사|능력).{0,14}(?:어느|어떤|무슨|어디).{0,4}(?:직종|직업|일자리|데서|에서)|(?:자격증?|면허).{0,8}(?:많이|수요|통계|현황|인기|연도별|추이|보유|가진|딴)|많이.{0,6}(?:자격증|면허)")),
    ("rec:certificates", re.compile(r"자격증|자격\s*(?:추천|이\s*필요)|면허")),
    ("mk:training", re.compile(r"(?:훈련|교육|과정).{0,10}(?:취업|수료|결과|성과|통계|현황)|취업률")),
    ("rec:training", re.compile(r"훈련|학원|국비|부트캠프|배울\s*(?:곳|데|수)|교육\s*과정|내일배움|배우려면")),
    ("rec:next", re.compile(r"다음\s*(?:한\s*)?(?:걸음|단계는|에\s*(?:뭐|무엇|할))|(?:뭐|무엇|뭘|어디)부터|(?:어떻게|뭘|뭐를|무엇을)\s*준비|(?:되|하)려면\s*(?:뭘|뭐|어떻게|무엇)")),
    ("mk:education", re.compile(r"학력|고졸|대졸|대학을?\s*(?:나와|안|꼭)")),
    ("mk:majors", re.compile(r"전공|무슨\s*(?:과|학과)|어떤\s*(?:과|학과)|학과")),
    ("mk:ages", re.compile(r"연령|나이|몇\s*살|또래|(?:[1-7]0대|청년|중장년|젊은\s*사람).{0,8}(?:많|일하|해요|있어|가능|할\s*수)")),
    ("rec:jobs", re.compile(r"채용\s*(?:공고|정보)|구인\s*(?:공고|정보|글)|공고|일자리\s*(?:추천|정보|보여|찾|있|소개|알려)|지원할")),
    ("mk:openings", re.compile(r"구인|구직|일자리|채용|취업\s*(?:시장|상황|이?\s*잘|하기|난)|경쟁률|사람을?\s*(?:많이\s*)?뽑")),
)  # fmt: skip
"""Topic → the words that ask for it; the first that fits counts."""

_GENERAL = (
    ("market", re.compile(r"취업\s*시장\s*정보|시장\s*정보")),
    ("recommend", re.compile(r"추천\s*정보")),
)
_FOLLOW_UP = re.compile(
    r"(?:은|는)\s*(?:요|어때|어떤|어떻)?[?？요]*\s*$|[?？]\s*$|비교|기준|보여|알려|으로|로\s*(?:볼|봐|바꿔)"
)
_EVERYTHING = (
    "전체보기",
    "전체",
    "전부",
    "전부다",
    "다보여줘",
    "다보여주세요",
    "더보기",
    "더보여줘",
    "더보여주세요",
    "전부보여줘",
)
"""What is said for the whole list of certificates, squeezed."""
_POINTING = re.compile(r"(?:^|\s)(?:이|그|저)\s?(?:일|직종|직업|분야|쪽)|여기(?:는|서)")
"""Words that point at the occupation looked at: a question with them and with words of a topic is about that."""
_HAVING = re.compile(r"있(?:어|는|으|습|고)|가지고|가진|땄|딴\s|보유|취득")
"""Words with which a certificate that is named is one that the person has."""
_RATIO = re.compile(r"구인\s?배[수율].{0,6}(?:뭐|무엇|무슨|뜻|의미)")
_NEARBY = re.compile("우리\\s*동네|근처|집\\s*앞")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a topic (an id of a choice), about which area and period; None where nothing was said.

    `goes_on`: only another area or period for what was just talked about.
    """

    topic: str
    area: AreaReading | None = None
    period: Period | None = None
    goes_on: bool = False


def today() -> date:
    """The day in Korea."""
    return datetime.now(KOREA).date()


def asked_topic(turn: Turn) -> Asked | None:
    """The topic that was tapped or asked for, or None when the message is about something else."""
    state, said = turn.state, turn.said
    if state.step in WITHOUT_TOPICS:
        return None
    if said.choice:
        kind, _, _ = said.choice.partition(":")
        if is_jobs_choice(said.choice):
            return Asked(TOPIC) if not said.stale else None
        known = kind in ("market", "recommend", "mk", "rec", "rt", "area")
        return Asked(said.choice, goes_on=kind == "area") if known and not said.stale else None
    if not said.text or said.only_numbers:
        return None
    if state.topic == "rec:certificates" and squeeze(said.text) in _EVERYTHING:
        return Asked("rec:all")
    in_report = state.step == "report"
    sure = said.means(*ASKING_INTENTS, at_least=SURE_OF_ASKING) or said.leans_to(*ASKING_INTENTS)
    area = read_area(turn.engine.kb, said.text)
    period = read_period(said.text, today())
    if narrows_jobs(turn) and not _asks_something_else(said.text):
        return Asked(TOPIC, area, period)
    if topic := _follow_up(turn, area, period):
        return Asked(topic, area, period, goes_on=True)
    sure |= state.occupation is not None and bool(_POINTING.search(said.text))
    if not (in_report or (sure and said.is_question)) or (in_report and not said.is_question and _names_a_duty(turn)):
        return None
    if _RATIO.search(said.text):
        return Asked("ratio")
    topic = topic_in(said.text)
    return Asked(topic, area, period) if topic else None


def topic_in(text: str) -> str | None:
    """The topic whose words the text has; the first of the list if there are several."""
    return next((topic for topic, words in (*_GENERAL, *_WORDS) if words.search(text)), None)


def _asks_something_else(text: str) -> bool:
    """Whether words that would filter job posts are rather a question of another topic: 고졸도 할 수 있어요?"""
    filters = (TOPIC, "mk:openings", *(() if "?" in text else ("mk:education",)))
    return any(words.search(text) for topic, words in _WORDS if topic not in filters)


def _names_a_duty(turn: Turn) -> bool:
    """Whether the message names a 직무 of the report's occupation, such as 교육훈련."""
    kb, words = turn.engine.kb, squeeze(turn.said.text)
    links = kb.duty_links.get(str(turn.state.occupation), ())
    return any(squeeze(kb.duties[link.duty].shown_name) in words for link in links)


def _follow_up(turn: Turn, area: AreaReading, period: Period | None) -> str | None:
    """The topic just talked about, if the message only names another area or period for it: 부산은요?"""
    state, text = turn.state, turn.said.text
    if state.topic is None or any(words.search(text) for _, words in _WORDS):
        return None
    named = area.outcome != "not_named" or period is not None or _NEARBY.search(text)
    if not named or state.topic not in _BY_AREA:
        return None
    short = len(squeeze(text)) <= 12 and state.step == "report"
    return state.topic if short or _FOLLOW_UP.search(text) else None


def answer_topic(turn: Turn, asked: Asked) -> None:
    """Answers, and offers what to ask next: in the report its parts, elsewhere the step is taken up again."""
    if asked.topic == "area:list":
        _offer(turn, [*market_replies.area_choices(areas_to_choose()), _back(turn)], "utter_which_area")
        return
    if asked.topic == "ratio":
        turn.say("utter_about_ratio")
        turn.resume()
        return
    code = occupation_looked_at(turn) if asked.topic == TOPIC else None
    code = code or _occupation(turn, asked)
    if code is None:
        turn.say("utter_which_occupation")
        turn.resume()
        return
    turn.state.about = code
    topic, area = _settle(turn, asked)
    if area is None:
        return
    if topic == "market":
        _offer(turn, [*market_replies.section_choices(), _back(turn)], "utter_prompt_market")
    elif topic == "recommend":
        _offer(turn, [*recommend_replies.recommend_choices(), _back(turn)], "utter_prompt_recommend")
    else:
        turn.state.topic = "rec:training" if topic.startswith("rt:") else topic
        first = _show(turn, topic, code, area, asked.period)
        _go_on(turn, topic, code, first)


def _settle(turn: Turn, asked: Asked) -> tuple[str, Area | None]:
    """The topic and the area meant; no area when it has to be asked for first."""
    state, kb = turn.state, turn.engine.kb
    topic = asked.topic
    if topic.startswith("area:"):
        state.area = topic.removeprefix("area:")
        topic = state.topic or "mk:openings"
    remembered = area_of_code(kb, state.area) if state.area else None
    if asked.area is None or asked.area.outcome == "not_named":
        if asked.area is not None and remembered is None and _NEARBY.search(turn.said.text):
            state.topic = topic
            _offer(turn, [*market_replies.area_choices(areas_to_choose()), _back(turn)], "utter_which_neighbourhood")
            return topic, None
        return topic, remembered or COUNTRY
    if asked.area.outcome == "ambiguous" and topic in _BY_AREA:
        state.topic = topic
        _offer(turn, [*market_replies.area_choices(asked.area.areas), _back(turn)], "utter_which_area_of_these")
        return topic, None
    area = asked.area.areas[0]
    state.area = area.code
    return topic, area


def _occupation(turn: Turn, asked: Asked) -> str | None:
    """The occupation that is asked about: named in the message, the one just talked about, or the one looked at."""
    state, text = turn.state, turn.said.text
    named = occupations_in_words(text) if text else []
    if len(named) == 1:
        return named[0]
    if asked.goes_on and state.about is not None:
        return state.about
    if state.occupation is not None:
        return state.occupation
    if not text:
        return state.about
    return turn.engine.interests.named(text)


def _show(turn: Turn, topic: str, code: str, area: Area, period: Period | None) -> list[Choice]:
    """Answers, and returns what the answer itself offers to do next."""
    kind, _, rest = topic.partition(":")
    if topic == TOPIC:
        return show_jobs(turn, code, area)
    if kind == "rt":
        turn.show(*recommend_replies.courses_replies(recommend_courses(turn.engine.kb, code, today(), area, (rest,))))
    elif kind == "rec":
        _show_recommendation(turn, rest, code, area)
    else:
        _show_market(turn, rest, code, area, period)
    return []


def _show_market(turn: Turn, section: str, code: str, area: Area, period: Period | None) -> None:
    """Answers about an open report from what it holds, and says of when the figures are; else from today's data."""
    report = _open_report(turn, code)
    tells_own = section == "certificates" and bool(_HAVING.search(turn.said.text))
    held = market_part(report, section, area, period is None) if report and not tells_own else None
    if report is not None:
        when = market_replies.as_in_report if held is not None else market_replies.not_in_report
        turn.show(when(report.made_at))
    found = held or _market_now(turn, section, code, area, period)
    answer = market_replies.market_answer(found)
    turn.show(*answer.replies)
    send_chart(turn, answer.chart)
    if isinstance(found, CertificateMarket):
        send_chart(turn, market_replies.exam_chart(found))
        send_chart(turn, market_replies.own_chart(found))


def _market_now(turn: Turn, section: str, code: str, area: Area, period: Period | None) -> MarketAnswerPart:
    kb = turn.engine.kb
    if section == "certificates":
        return certificate_market(kb, code, _own_certificates(turn))
    if section == "openings":
        return openings(kb, code, area, period)
    if section == "training":
        return training_outcomes(kb, code, area)
    return {"education": education, "majors": majors, "ages": ages}[section](kb, code)


def _open_report(turn: Turn, code: str) -> Snapshot | None:
    """What the report says that is looked at, if it is about this occupation."""
    if turn.state.step != "report" or not turn.state.report:
        return None
    report = turn.engine.members.report(turn.member, turn.state.report)
    return snapshot_of(report) if report is not None and report.occupation == code else None


def _show_recommendation(turn: Turn, part: str, code: str, area: Area) -> None:
    kb = turn.engine.kb
    report = _open_report(turn, code)
    if report is not None and report.made_at.astimezone(KOREA).date() != today():
        turn.show(recommend_replies.advised_today(report.made_at))
    if part == "training":
        turn.show(*recommend_replies.courses_replies(recommend_courses(kb, code, today(), area)))
    elif part in ("certificates", "all"):
        advice = recommend_certificates(kb, code, _missing(turn, code), _own_certificates(turn))
        turn.show(*recommend_replies.certificates_replies(advice, everything=part == "all"))
    else:
        plan = next_steps(kb, code, today(), _missing(turn, code), _own_certificates(turn), area)
        turn.show(*recommend_replies.next_steps_replies(plan))


def _missing(turn: Turn, code: str) -> list[str] | None:
    """Needed 능력단위 that the profile does not speak for; None when there is no profile."""
    if not any(True for _ in profile_of(turn).entries()):
        return None
    return [unit.code for unit in coverage(turn.engine.kb, code, owned_now(turn).codes).missing]


def _own_certificates(turn: Turn) -> tuple[str, ...]:
    """Names of the certificates that the person entered in the profile or tells to have in the message."""
    find = turn.engine.kb.certificate_names.find
    entered = [find(held.name) for held in turn.engine.members.profiles.profile(turn.member).certificates]
    told = []
    if _HAVING.search(turn.said.text):
        senses = (mention.as_kind("certificate") for mention in recogniser().recognise(turn.said.text))
        told = [find(sense.name) for sense in senses if sense]
    return tuple(dict.fromkeys(names[0] for names in (*entered, *told) if len(names) == 1))


def _go_on(turn: Turn, topic: str, code: str, first: list[Choice]) -> None:
    if turn.state.step != "report":
        if first:
            turn.offer_aside(first)
        else:
            turn.resume()
        return
    kind, _, part = topic.partition(":")
    options = list(first)
    if topic in _BY_AREA:
        options.append(Choice("다른 지역 보기", "area:list"))
        if turn.state.area not in (None, COUNTRY.code):
            options.append(Choice("전국 보기", f"area:{COUNTRY.code}"))
    if topic == "rec:certificates":
        options.append(Choice("자격증 전체보기", "rec:all"))
    if topic == "rec:training":
        duties = recommend_courses(turn.engine.kb, code, today()).duties
        options += recommend_replies.duty_choices(duties)
    if kind == "mk":
        options += [*market_replies.section_choices(part), Choice("추천 정보", "recommend")]
    else:
        options += [*recommend_replies.recommend_choices(part), Choice("취업시장 정보", "market")]
    turn.say("utter_prompt_topic" if topic in _BY_AREA else "utter_prompt_more_topics")
    turn.offer([*options, _back(turn)])


def _offer(turn: Turn, options: list[Choice], prompt: str) -> None:
    """Choices of the topic: in the report they are the step's own, elsewhere a side matter."""
    turn.say(prompt)
    if turn.state.step == "report":
        turn.offer(options)
    else:
        turn.offer_aside([option for option in options if option.id != "head"])


def _back(turn: Turn) -> Choice:
    return Choice("보고서로 돌아가기", "head")
