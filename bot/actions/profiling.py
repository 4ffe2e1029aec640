"""What can be said at every step of the profile form: telling, looking, undoing, putting off, going on."""

from __future__ import annotations

import re
from datetime import date

from bot.actions._engine import teller
from bot.actions.pending import add_told
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import Choice, text
from bot.replies.profile import undone_line
from engine.language.byte_count import guide_bytes
from engine.members.profiles import SectionState
from engine.profile.fields import SECTIONS
from engine.profile.model import Profile
from engine.profile.told import Told

CHOICES = ("p", "ps", "pe", "pf", "pt", "pv", "pc", "q", "ku", "ks", "kx")
"""Kinds of choice ids that the profile form hands out."""

MESSAGE_BYTES = 4000
"""Longest telling that is read in one message; more comes as several messages or as a file."""

_VIEW = re.compile(
    r"(?:프로필|입력한\s?(?:것|내용)|적은\s?(?:것|내용)|넣은\s?(?:것|내용)|내\s?정보)\S*\s?(?:좀\s)?(?:보|확인|볼)|^프로필$"
)
_UNDO = re.compile(
    r"되돌리|되돌려|방금\s?(?:거|것|한\s?것|넣은\s?것|저장한\s?것)?\s*(?:을|은)?\s?(?:취소|지워|삭제)|실행\s?취소|undo",
    re.IGNORECASE,
)
_RESET = re.compile(
    r"(?:입력|프로필)\S*\s?(?:전부|모두|다)?\s?(?:초기화|리셋)|(?:프로필|입력한\s?(?:것|거))\S*\s?(?:전부|모두|다)\s?(?:지워|삭제)"
)
_ANALYSE = re.compile(
    r"분석|연관\s?직종|(?:직종|직업)\S*\s?추천|추천해|다\s?(?:했|적었|썼|말했|넣었)|(?:이제\s)?끝(?:이|났|$)|완료|여기까지|이걸로\s?(?:됐|끝|충분)|더\s?(?:없|쓸\s?게\s?없)"
)
_ANALYSE_ALONE = ("연관직종분석", "연관직종분석하기", "연관직종보기")
_KEYWORDS = re.compile(r"키워드\s?추천")
_SKIP = re.compile(r"나중에|건너\s?뛰|스킵|패스|넘어가|다음에|skip|pass|모르겠|잘\s?모르|기억이?\s?안", re.IGNORECASE)
_NEXT = re.compile(r"^(?:다음|다음으로|다음\s?(?:항목|단계)\S*|계속|이어서|네|응|예|좋아요?|시작|시작할게요)[.!~]*$")
_SECTION_ALONE = {
    "학력": "educations", "학력사항": "educations", "학교": "educations", "직업훈련": "trainings", "훈련": "trainings",
    "자격증": "certificates", "자격": "certificates", "경력": "experiences", "경험": "experiences", "경력경험": "experiences",
    "경력사항": "experiences", "보유기술": "skills", "기술": "skills", "스킬": "skills",
}  # fmt: skip
_ADDING = re.compile(
    r"(?:을|를|은|는|도)?(?:적기|적을게요?|더하기|입력(?:할게요?|하기|할래요?)?|추가(?:할게요?|하기|할래요?)?|쓸게요?|말할게요?)$"
)


def told(turn: Turn, section: str | None = None) -> Told:
    """What the message tells about the person."""
    return teller().tell(turn.said.text, date.today(), section)


def tells_something(turn: Turn) -> bool:
    """Whether the message tells something for the profile (then it is no small talk and no question)."""
    said = turn.said
    if said.choice or said.only_numbers or len(said.text) < 2 or said.text.endswith(("?", "？")):
        return False
    return bool(told(turn, turn.state.profile.get("section")))


def is_profile_matter(turn: Turn) -> bool:
    """Whether the message belongs to the profile form whatever else it could mean: a choice of it, or something told."""
    said = turn.said
    if said.choice:
        return not said.stale and said.choice.partition(":")[0] in CHOICES
    if turn.state.step == "profile_field" or squeeze(said.text) in _SECTION_ALONE:
        return True
    return tells_something(turn)


def asked_section(turn: Turn) -> str | None:
    """The section that a counsellor leads to from wherever the conversation is; None unless that is what was tapped, and
    the member has consented."""
    kind, _, section = (turn.said.choice or "").partition(":")
    if kind != "ps" or section not in SECTIONS or not turn.engine.members.has_consented(turn.member):
        return None
    return section


def profile_of(turn: Turn) -> Profile:
    return turn.engine.members.profiles.profile(turn.member)


def remember(turn: Turn, **values: object) -> None:
    """Sets keys of the profile part of the state; None takes a key away."""
    kept = {**turn.state.profile, **values}
    turn.state.profile = {key: value for key, value in kept.items() if value not in (None, [], "")}


def take_common(turn: Turn) -> str | None:
    """What is the same at every step: choices `p:…` and `ps:…`, and their wording. None when it is none of these."""
    said = turn.said
    if said.choice:
        return _tapped(turn, said.choice)
    if said.only_numbers or not said.text:
        return None
    if (following := take_control(turn)) is not None:
        return following
    words = squeeze(said.text)
    if section := _SECTION_ALONE.get(_ADDING.sub("", words)):
        return open_section(turn, section)
    if len(words) <= 16 and _ANALYSE.search(said.text) and not tells_something(turn):
        return analyse(turn)
    return None


def take_control(turn: Turn) -> str | None:
    """프로필 보기, 되돌리기, 입력 초기화, 키워드 추천, 연관직종 분석: what is meant so even where any words may be an answer."""
    said = turn.said
    if said.choice or len(said.text) > 24:
        return None
    if squeeze(said.text) in _ANALYSE_ALONE:
        return analyse(turn)
    if _RESET.search(said.text):
        return ask_reset(turn)
    if _UNDO.search(said.text):
        return undo(turn)
    if _VIEW.search(said.text):
        return "profile_list"
    return "profile_keywords" if _KEYWORDS.search(said.text) else None


def _tapped(turn: Turn, choice: str) -> str | None:
    kind, _, rest = choice.partition(":")
    if kind == "ps" and rest in SECTIONS:
        return open_section(turn, rest)
    if kind == "pe" and profile_of(turn).entry(rest):
        remember(turn, entry=rest)
        return "profile_entry"
    if kind != "p":
        return None
    if rest in ("hub", "view", "keywords"):
        turn.state.page = 0
        return {"hub": "profile", "view": "profile_list", "keywords": "profile_keywords"}[rest]
    if rest == "undo":
        return undo(turn)
    if rest == "reset":
        return ask_reset(turn)
    if rest == "analyse":
        return analyse(turn)
    if rest == "reset:yes":
        count = turn.engine.members.profiles.reset(turn.member)
        turn.state.profile = {}
        turn.say("utter_profile_reset", count=count)
        return "profile"
    if rest == "reset:no":
        turn.say("utter_kept")
        turn.resume()
        return ANSWERED
    return None


def open_section(turn: Turn, section: str) -> str:
    remember(turn, section=section)
    if turn.engine.members.profiles.section_states(turn.member)[section] is SectionState.NONE:
        turn.engine.members.profiles.answer_section(turn.member, section, SectionState.NOT_ASKED)
    return "profile_section"


def ask_reset(turn: Turn) -> str:
    turn.say("utter_prompt_reset")
    turn.offer_aside([Choice("네, 모두 지울게요", "p:reset:yes"), Choice("아니요, 그대로 둘게요", "p:reset:no")])
    return ANSWERED


def undo(turn: Turn) -> str:
    undone = turn.engine.members.profiles.undo(turn.member)
    if undone is None:
        turn.say("utter_nothing_to_undo")
    else:
        turn.show(text(undone_line(undone)))
    return "profile_list" if turn.state.step in ("profile_list", "profile_entry", "profile_field") else "profile"


def analyse(turn: Turn) -> str | None:
    """On to the analysis, once there is something to analyse."""
    if not any(True for _ in profile_of(turn).entries()):
        turn.say("utter_profile_empty")
        return "profile"
    remember(turn, section=None, entry=None, field=None)
    return "owned"


def take_telling(turn: Turn, section: str | None = None) -> str | None:
    """Reads what was told into proposals; None when it tells nothing."""
    said = turn.said
    if said.choice or said.only_numbers or not said.text:
        return None
    length = guide_bytes(said.text)
    if length > MESSAGE_BYTES:
        turn.say("utter_telling_too_long", length=length, limit=MESSAGE_BYTES)
        turn.offer_again()
        return ANSWERED
    read = told(turn, section)
    for name in read.nothing:
        turn.engine.members.profiles.answer_section(turn.member, name, SectionState.NONE)
        turn.say("utter_section_none", section=SECTIONS[name].label)
    if read.proposals and add_told(turn, read):
        return "profile_confirm"
    if read:
        remember(turn, section=None)
        return "profile"
    return None


def skips(turn: Turn) -> bool:
    """나중에 할게요, 모르겠어요."""
    said = turn.said
    return said.choice == "p:skip" or bool(not said.choice and len(said.text) <= 20 and _SKIP.search(said.text))


def goes_on(turn: Turn) -> bool:
    """다음, 네, 계속."""
    return not turn.said.choice and bool(_NEXT.match(turn.said.text.strip()))
