"""What a name of several kinds means where it stands: 요양보호사 있어요 is the certificate, 요양보호사로 일했어요 the work."""

from __future__ import annotations

import re

from engine.language.gazetteer import Kind, Sense

_FARTHEST = 24
"""Characters after a name in which words may still be about it."""

_SENTENCE_END = re.compile(r"[.!?\n]")
_CUES: tuple[tuple[tuple[Kind, ...], re.Pattern[str]], ...] = (
    (
        ("certificate",),
        re.compile(
            r"자격|면허|[1-6일이삼]급|(?<![가-힣])(?:땄|따고|따서|따려|딴 |딸 |따는|땀)|취득|보유|소지|합격|필기|실기|시험|있(?:는데|어|습|고|음|구|거든|지만)"
        ),
    ),
    (
        ("major",),
        re.compile(
            r"학과|전공|졸업|(?:과를?|를|을)?\s?나(?:왔|와|온)|중퇴|휴학|재학|학부|대학|(?<=다)녔|과\s?출신|^과(?![가-힣])|^과 "
        ),
    ),
    (("training",), re.compile(r"과정|훈련|수료|학원|강의|국비|부트\s?캠프|배웠|배우|들었|교육\s?받")),
    (
        ("occupation",),
        re.compile(r"로\s?(?:일|근무)|일했|일하|근무|되고|하고\s?싶|직업|출신|경력|\d+년|알아보|취업|알바|준비|생활"),
    ),
    (
        ("skill", "tool"),
        re.compile(r"쓸\s?줄|다룰|다루|할\s?줄|잘\s?하|잘\s?해|능숙|사용|만질|할\s?수\s?있|좀\s?해|쳐|짜"),
    ),
)


def sorted_by_context(senses: tuple[Sense, ...], text: str, end: int) -> tuple[Sense, ...]:
    """The senses of a name that ends at `end`, those first that the words after it speak for."""
    if len(senses) < 2:
        return senses
    kinds = {sense.kind for sense in senses}
    after = _SENTENCE_END.split(text[end : end + _FARTHEST], maxsplit=1)[0]
    found = [
        (match.start(), meant)
        for meant, cue in _CUES
        if kinds & set(meant) and (match := cue.search(after)) is not None
    ]
    if not found:
        return senses
    _, meant = min(found, key=lambda item: item[0])
    return tuple(sorted(senses, key=lambda sense: sense.kind not in meant))
