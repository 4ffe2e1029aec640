"""What about counsellors a message asks for, in words: to talk to one, to show them something, to see or end either."""

from __future__ import annotations

import re

from bot.actions.understanding import Reading, squeeze

LONGEST_WISH = 60
"""Characters; who writes more tells something else."""

_COUNSELLOR = r"(?:상담사|상담원|상담\s?선생님|상담자|담당자|직원|사람)(?:님|분)?"
_WORK = re.compile(
    r"[가-힣](?:는|던)\s*(?:일|직업|직종|직무|업무|회사|분야|곳|과정)|되고\s?싶|되려면|될래|자격|전망|연봉|월급|(?:으)?로\s*일|"
    + _COUNSELLOR
    + r"(?:는|란|의|로)\s"
)
"""Words with which 상담 is work that somebody asks about."""

_MATTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("end", re.compile(r"상담\s?(?:요청|신청)?(?:을|은)?\s?(?:취소|철회|없던)|상담\s?(?:요청|신청)(?:을|은)?\s?그만")),
    ("withdraw", re.compile(r"(?:공유|보여\s?주기|보여\s?주는\s?(?:거|것))(?:를|을|는|은)?\s?(?:그만|중지|중단|취소|철회|끊|닫|안\s?할|멈)|그만\s?(?:보여\s?줄|공유)|상담사\S*\s?(?:그만|못)\s?보")),
    ("view", re.compile(r"(?:공유|보여\s?준|보여\s?주는)(?:한|된|하는|하고\s?있는|\s?중인)?\s?(?:것|거|내용|게)?(?:을|를)?\s*(?:좀\s*)?(?:보기|보여|볼래|볼게|확인|뭐|무엇)|(?:뭘|뭐|무엇을)\s?공유|상담사\S*\s?(?:뭘|뭐를?|무엇을)\s?(?:보|볼)")),
    ("request", re.compile(r"(?:내|제|나의)?\s?상담\s?(?:요청|신청)(?:한\s?(?:것|거))?\s?(?:보기|보여|볼래|확인|상태|어떻게)|상담사?\s?(?:답|답변|답장)\S*\s?(?:왔|언제|확인|보)")),
    ("reply", re.compile(r"상담사(?:님)?(?:에게|한테|께)?\s?(?:답|답장|답변|회신|더\s?(?:말|얘기|이야기))(?:을|를)?\s?(?:하|할|보내|쓸|쓰|드)|^답장\s?하기$")),
    ("show", re.compile(r"상담사(?:님)?(?:에게|한테|께|랑|와)?\s?(?:\S+\s){0,3}?\S*(?:보여|공유)|(?:공유|상담)\s?코드")),
)  # fmt: skip
_TALK = re.compile(
    _COUNSELLOR
    + r"\s?(?:이랑|랑|하고|과|와|에게|한테|께|을|를)?\s*(?:직접\s*|좀\s*|한번\s*|진짜\s*)*(?:이야기|얘기|말|대화|통화|상담|연결|연락|만나|바꿔|불러)"
)
_WISH = re.compile(
    r"싶|[가-힣]래|할게|[해꿔러]\s?(?:줘|주|줄)|나눌|부탁|연결|신청|요청|바꿔|될까|되나|돼|수\s?있|하기$|가능|하자|원해|필요"
)
_COUNSELLING = re.compile(
    r"상담(?:을|도)?\s?(?:좀\s?)?(?:받고\s?싶|받을래|받을게|받을\s?수\s?있|받기|신청|요청|예약|해\s?줘|해\s?주|원해|부탁)|"
    r"^(?:저|나|혹시|저기요?|취업|진로|직업|커리어)?\s*상담(?:을)?\s?(?:좀\s?)?하고\s?싶"
)
_MY_DATA = re.compile(
    r"(?:내|제|나의|저의)\s?(?:개인\s?)?(?:정보|데이터)(?:를|을)?\s?(?:다\s|좀\s|모두\s|전부\s)*(?:보기|보여|볼래|볼게|확인|조회)|나에\s?대해\s?(?:뭘|무엇을)\s?(?:저장|알고)|저장(?:된|한)\s?(?:내\s?)?정보\s?(?:보|확인)"
)
_ELSEWHERE = re.compile(r"번호|전화\s?번호|어디|센터|고용24|기관")
"""Words with which somebody asks where else to turn to."""

EXACTLY = {
    "상담사에게보여주기": "show", "상담사와이야기하기": "talk", "상담사와이야기하고싶어요": "talk", "상담사에게답하기": "reply",
    "공유한것보기": "view", "공유그만하기": "withdraw", "내상담요청": "request", "상담요청취소하기": "end", "내정보보기": "mydata",
}  # fmt: skip
"""What is shown to be said, squeezed: it means that even where any words may be an answer."""


def counsel_matter(said: Reading, only_exact: bool = False) -> str | None:
    """`talk`, `show`, `view`, `withdraw`, `request`, `end`, `reply` or `mydata`; None when the message is about something
    else.

    Args:
        only_exact: any words may be the answer to what was asked, so that nothing but the words of a button counts.
    """
    text = said.text
    if said.choice == "faq:counsellor":
        return "talk"
    if said.choice or not text or len(text) > LONGEST_WISH:
        return None
    if exact := EXACTLY.get(squeeze(text)):
        return exact
    if only_exact or _WORK.search(text):
        return None
    if _MY_DATA.search(text):
        return "mydata"
    for matter, words in _MATTERS:
        if words.search(text):
            return matter
    if _ELSEWHERE.search(text):
        return None
    wishes = (_TALK.search(text) and _WISH.search(text)) or _COUNSELLING.search(text)
    return "talk" if wishes else None
