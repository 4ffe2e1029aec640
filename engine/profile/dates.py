"""Dates and periods in Korean text: 2018년 3월부터 4년간, 18.03~22.02, '18년 봄, 재작년, 작년 말, 3년 전, 현재까지, 재직 중.

What a person says is often vague. A vague date keeps its earliest and latest meaning until it is known whether it begins
or ends something; a month without a year is returned as such, to be asked about.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from engine.profile.model import PartialDate

EARLIEST_YEAR = 1930
"""Nothing in the life of somebody who looks for work began before."""

YEARS_AHEAD = 10
"""A later year than so many from now is a slip of the pen, not a plan."""

_SHORT_YEARS_AHEAD = 5
"""A two-digit year up to so many from now is of this century (27년 졸업예정), a greater one of the last."""

_LONGEST_YEARS = 60
"""More years than a working life are no duration."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A date or period in a text.

    Attributes:
        begin, finish: its place in the text.
        start, end: first and last date as far as told.
        current: still going on.
        moment: one date that is neither a beginning nor an end (2016년에 땄어요); then start and end are None.
        months: a duration that was told, in months; with neither start nor end, only it is known (4년 일했어요).
        problem: "impossible" (no such day, month or year) or "year_missing" (a month alone); then all dates are None.
        written: the words themselves.
    """

    begin: int
    finish: int
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    moment: PartialDate | None = None
    months: int | None = None
    problem: str = ""
    written: str = ""

    @property
    def any_date(self) -> PartialDate | None:
        """The moment, else the end, else the start: for what has only one date."""
        return self.moment or self.end or self.start


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "point", "duration", "now"
    begin: int
    finish: int
    year: int | None = None
    month: int | None = None
    last_month: int | None = None
    day: int | None = None
    approximate: bool = False
    months: int = 0
    ongoing: bool = False
    problem: str = ""

    def as_start(self) -> PartialDate | None:
        return PartialDate(self.year, self.month, self.day, self.approximate) if self.year else None

    def as_end(self) -> PartialDate | None:
        return PartialDate(self.year, self.last_month or self.month, self.day, self.approximate) if self.year else None


_PARTS = {
    "봄": (3, 5), "여름": (6, 8), "가을": (9, 11), "겨울": (12, 12), "상반기": (1, 6), "하반기": (7, 12),
    "초반": (1, 4), "연초": (1, 2), "초": (1, 2), "중반": (5, 8), "중순": (6, 7), "중": (6, 7),
    "후반": (9, 12), "연말": (12, 12), "말": (12, 12), "1학기": (3, 8), "2학기": (9, 12),
}  # fmt: skip
"""Parts of a year: first and last month that they mean. Winter is taken to begin in December of the year named."""

_RELATIVE = {
    "올해": 0, "올": 0, "금년": 0, "이번해": 0, "작년": -1, "지난해": -1, "전년": -1, "재작년": -2, "지지난해": -2,
    "내년": 1, "내후년": 2,
}  # fmt: skip
_NATIVE = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "스무": 20, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10,
    "십오": 15, "이십": 20, "이십오": 25, "삼십": 30,
}  # fmt: skip

_SINO = ("일", "이", "삼", "사", "오", "육", "칠", "팔", "구", "십", "십오", "이십", "이십오", "삼십")

_SP = r"[ \t]*"
_PART = r"(?P<part>봄|여름|가을|겨울|상반기|하반기|초반|연초|중반|후반|연말|중순|[12]학기|초(?!등|급|봉|보)|말(?!고|하|씀|로|을|은|이))(?:까지만)?"
_ABOUT = rf"(?P<about>{_SP}(?:쯤|경(?=[에부까\s,.)~]|$)|즈음|무렵|정도|인가))?"
_YEAR4 = r"(?P<year>(?:1[0-9]|2[0-9]|3[0-9])\d{2})"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NATIVE, key=len, reverse=True))}|몇)"
_QUOTE = r"['’‘`´]"

# Every way to write one date; tried in this order at each place, the first that fits wins.
_POINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "full",
        re.compile(
            rf"{_YEAR4}{_SP}년도?{_SP},?{_SP}(?P<month>\d{{1,2}}){_SP}월(?:달)?(?:{_SP}(?P<day>\d{{1,2}}){_SP}일)?"
            rf"(?:{_SP}(?:초|말|중순|하순|상순)(?![가-힣])(?<!까지))?{_ABOUT}"
        ),
    ),
    (
        "dotted",
        re.compile(
            rf"(?<![\d.]){_YEAR4}{_SP}(?P<sep>[./-]){_SP}(?P<month>\d{{1,2}})"
            rf"(?:{_SP}(?P=sep){_SP}(?P<day>\d{{1,2}})(?!\d))?\.?(?!\d)월?{_ABOUT}"
        ),
    ),
    ("eight", re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>\d{2})(?!\d)")),
    ("six", re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?![\d,]|[명원개건])")),
    ("part", re.compile(rf"{_YEAR4}{_SP}년?도?{_SP}{_PART}{_ABOUT}")),
    ("decade", re.compile(rf"{_YEAR4}{_SP}년대(?:{_SP}(?P<decade>초반|초|중반|후반|말))?")),
    ("year", re.compile(rf"(?<!\d){_YEAR4}{_SP}년(?:도|생(?!산))?{_ABOUT}(?!{_SP}(?:간|동안|차))")),
    (
        "bare",
        re.compile(
            r"(?<![\d.,])(?P<year>19[3-9]\d|20[0-4]\d)(?=\s*(?:~|-|–|—|∼|〜|부터|까지|에\s|학번|졸업|입학|입사|수료|퇴사|취득|[.,)\]]?\s*$))"
            rf"{_ABOUT}"
        ),
    ),
    (
        "short_full",
        re.compile(
            rf"(?<![\d.])(?:{_QUOTE})?{_SP}(?P<short>\d{{2}}){_SP}년도?{_SP}(?P<month>\d{{1,2}}){_SP}월(?:{_SP}(?P<day>\d{{1,2}}){_SP}일)?{_ABOUT}"
        ),
    ),
    (
        "short_dotted",
        re.compile(
            rf"(?<![\d.])(?:{_QUOTE})?(?P<short>\d{{2}})(?P<sep>[./-])(?P<month>0[1-9]|1[0-9]|[1-9])"
            rf"(?:(?P=sep)(?P<day>\d{{1,2}}))?(?![\d%])(?!\.\d)(?!{_SP}(?:점|%|배|만|kg|㎏|cm|m\b|학점)){_ABOUT}"
        ),
    ),
    ("short_part", re.compile(rf"(?<!\d)(?:{_QUOTE})?(?P<short>\d{{2}}){_SP}년도?{_SP}{_PART}{_ABOUT}")),
    ("class", re.compile(r"(?<!\d)(?P<short>\d{2})\s*학번")),
    ("quoted", re.compile(rf"{_QUOTE}(?P<short>\d{{2}})(?!\d)(?:{_SP}년도?)?{_ABOUT}")),
    (
        "short",
        re.compile(
            rf"(?<!\d)(?P<short>\d{{2}}){_SP}년(?:도{_ABOUT}|(?={_SP}(?:~|-|–|∼|부터|까지|에(?!{_SP}걸)|졸업|입사|입학|퇴사|수료|취득)))"
        ),
    ),
    ("old", re.compile(rf"(?<!\d)(?P<short>0\d|[6-9]\d){_SP}년(?!{_SP}(?:간|동안|째|차|전|넘)){_ABOUT}")),
    ("short_range", re.compile(rf"(?<![\d.])(?P<short>\d{{2}})(?={_SP}(?:~|∼){_SP}\d{{2}}{_SP}년)")),
    (
        "ago",
        re.compile(
            rf"(?:약{_SP}|한{_SP}|대략{_SP})?(?<![가-힣\d]){_COUNT}{_SP}(?:여{_SP})?(?P<unit>년|해|개월|달|주)(?P<half>{_SP}반)?(?:{_SP}(?:정도|쯤))?{_SP}전"
        ),
    ),
    (
        "relative",
        re.compile(
            rf"(?<![가-힣])(?P<relative>재작년|작년|지지난{_SP}해|지난{_SP}해|전년|올해|금년|이번{_SP}해|내후년|내년|올(?={_SP}(?:초|봄|여름|가을|겨울|\d)))"
            rf"(?:도)?(?:{_SP}(?:(?P<month>\d{{1,2}}){_SP}월|{_PART}))?{_ABOUT}"
        ),
    ),
    ("month_ago", re.compile(rf"(?<![가-힣])(?P<relmonth>지지난{_SP}달|지난{_SP}달|저번{_SP}달|이번{_SP}달|이달)")),
    (
        "month",
        re.compile(rf"(?<![\d.]){_SP}(?P<month>\d{{1,2}}){_SP}월(?:{_SP}(?P<day>\d{{1,2}}){_SP}일)?(?!급){_ABOUT}"),
    ),
)

_DURATION = re.compile(
    rf"(?:(?P<before>약|대략|거의|총){_SP})?(?<![가-힣\d]){_COUNT}{_SP}(?P<many>여{_SP})?(?P<unit>년|해|개월|달|학기|주)"
    rf"(?:(?P<half>{_SP}반)(?![가-힣])|(?:{_SP}(?P<more>\d{{1,2}}|{'|'.join(sorted(_NATIVE, key=len, reverse=True))}){_SP}(?:개월|달)))?"
    rf"(?:{_SP}(?P<about>정도|쯤|가량|남짓|가까이|넘게|이상))?"
    rf"(?:{_SP}(?P<ongoing>째|차(?![가-힣])))?"
    rf"(?:{_SP}(?:간(?![가-힣])|동안))?(?:{_SP}(?P<about2>정도|쯤|가량))?"
    rf"(?!{_SP}(?:제(?![가-힣])|생|마다|뒤|후|이내|에{_SP}한|과정|월|졸|교육))"
)
_NOW = re.compile(
    r"현재까지|현재|지금까지|지금도|지금|재직\s*중|재직중|근무\s*중(?!에|이던)|재학\s*중(?!에|이던)|수강\s*중(?!에|이던)|진행\s*중(?!에|이던)|하는\s*중|"
    r"다니는\s*중|다니고\s*있(?!었)|일하고\s*있(?!었)|하고\s*있(?!었)|근무하고\s*있(?!었)|맡고\s*있(?!었)|운영하고\s*있(?!었)|배우고\s*있(?!었)|다닙니다|다녀요|ing\b"
)
_RANGE = re.compile(
    rf"{_SP}\.?{_SP}(?:에?{_SP}(?:입사|시작|입학){_SP}(?=[~–—∼〜-]))?"
    rf"(?:에서{_SP}부터|부터|에서|~|-|–|—|∼|〜|→|이후로?|이래로?|에?{_SP}(?:입사|시작|입학)(?:해서|하여|해|하고|,)?(?:{_SP}부터)?)?{_SP},?{_SP}"
)
_SIGN_OF_RANGE = re.compile(r"부터|에서|~|-|–|—|∼|〜|→|이후|이래|입사|시작|입학")
_FROM = re.compile(rf"{_SP}\.?{_SP}(?:부터|이후|이래|~|에?{_SP}(?:입사|입학|시작))")
_UNTIL = re.compile(rf"{_SP}\.?{_SP}(?:까지|에?{_SP}(?:퇴사|퇴직|졸업|수료|그만|전역|제대|은퇴|폐업|명예퇴직|정년))")
_STOPS = re.compile(
    r"[\n!?;,]|(?<![\d\s])\.(?:\s|$)|다가\s|그만|퇴사|퇴직|[했었았]\S*(?:고|는데|다가|지만|어요|습니다)\s"
)
"""Between a date and 지금 or 다니고 있어요 these say that the latter is about something else."""


def find_periods(text: str, today: date) -> tuple[FoundPeriod, ...]:
    """The dates and periods of a text, in its order; what is relative (작년, 3년 전, 지금) is reckoned from `today`."""
    tokens = _tokens(text, today)
    found: list[FoundPeriod] = []
    at = 0
    while at < len(tokens):
        period, used = _period(text, tokens, at, today)
        if period is not None:
            found.append(period)
        at += used
    return tuple(found)


def read_date(text: str, today: date) -> PartialDate | None:
    """The one date that a short answer names; None when there is none, several, or it is impossible."""
    found = [period for period in find_periods(text, today) if not period.problem]
    dates = [period.any_date for period in found if period.any_date]
    return dates[0] if len(dates) == 1 else None


def _period(text: str, tokens: list[_Token], at: int, today: date) -> tuple[FoundPeriod | None, int]:
    """The period that begins with the token at this place, and how many tokens it took."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind == "now":
        return None, 1
    if token.kind == "duration":
        return _from_duration(text, token, following, today)
    if following is not None and _joined(text, token, following):
        return _range(text, tokens, at, today)
    if token.problem:
        return _found(text, token.begin, token.finish, problem=token.problem), 1
    if _UNTIL.match(text, token.finish):
        return _found(text, token.begin, token.finish, end=token.as_end()), 1
    if _FROM.match(text, token.finish):
        still = _still(text, tokens, at)
        return _found(text, token.begin, token.finish, start=token.as_start(), current=still), 1
    return _found(text, token.begin, token.finish, moment=token.as_start(), current=_still(text, tokens, at)), 1


def _joined(text: str, token: _Token, following: _Token) -> bool:
    """Whether the words between make one period of the two."""
    between = text[token.finish : following.begin]
    if following.kind == "now":
        return bool(_RANGE.fullmatch(between)) and bool(_SIGN_OF_RANGE.search(between))
    if following.kind == "duration" and _UNTIL.match(text, token.finish):
        return bool(re.fullmatch(rf"{_SP}까지{_SP}", between))
    return bool(_RANGE.fullmatch(between)) and bool(_SIGN_OF_RANGE.search(between))


def _range(text: str, tokens: list[_Token], at: int, today: date) -> tuple[FoundPeriod, int]:
    first, last = tokens[at], tokens[at + 1]
    used, finish = 2, last.finish
    extra = tokens[at + 2] if at + 2 < len(tokens) else None
    if (
        extra is not None
        and extra.kind != "point"
        and re.fullmatch(r"[\s(~]*(?:까지)?[\s(]*", text[last.finish : extra.begin])
    ):
        # "2018년부터 2022년까지 4년간", "2018년부터 현재까지 재직 중": the second says the same again
        used, finish = 3, extra.finish
    if problem := first.problem or last.problem:
        if problem == "year_missing" and first.year and last.month and not first.problem:
            last = _with_year(last, first.year + (1 if last.month < (first.month or 1) else 0))
        elif problem == "year_missing" and last.year and first.month and not last.problem:
            first = _with_year(first, last.year)
        else:
            return _found(text, first.begin, finish, problem=problem), used
    if last.kind == "now":
        return _found(text, first.begin, finish, start=first.as_start(), current=True), used
    if last.kind == "duration" and _UNTIL.match(text, first.finish):
        end = first.as_end()
        start = shifted(end, 1 - last.months, last.approximate) if end else None
        return _found(text, first.begin, finish, start=start, end=end, months=last.months), used
    if last.kind == "duration":
        start = first.as_start()
        if last.ongoing or start is None:
            return _found(text, first.begin, finish, start=start, current=last.ongoing, months=last.months), used
        end = shifted(start, last.months - 1, last.approximate)
        return _found(text, first.begin, finish, start=start, end=end, months=last.months), used
    current = extra is not None and used == 3 and extra.kind == "now"
    return _found(text, first.begin, finish, start=first.as_start(), end=last.as_end(), current=current), used


def _from_duration(text: str, token: _Token, following: _Token | None, today: date) -> tuple[FoundPeriod, int]:
    near_now = (
        following is not None and following.kind == "now" and not _STOPS.search(text, token.finish, following.begin)
    )
    if token.ongoing or near_now:
        start = shifted(PartialDate(today.year, today.month), -token.months, True)
        return _found(text, token.begin, token.finish, start=start, current=True, months=token.months), 1
    return _found(text, token.begin, token.finish, months=token.months), 1


def _still(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether the sentence goes on with 지금, 다니고 있어요 and the like, no other date coming between."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "now":
        return False
    return not _STOPS.search(text, tokens[at].finish, tokens[at + 1].begin)


def _found(
    text: str,
    begin: int,
    finish: int,
    start: PartialDate | None = None,
    end: PartialDate | None = None,
    current: bool = False,
    moment: PartialDate | None = None,
    months: int | None = None,
    problem: str = "",
) -> FoundPeriod:
    return FoundPeriod(begin, finish, start, end, current, moment, months, problem, text[begin:finish].strip())


def _with_year(token: _Token, year: int) -> _Token:
    return _Token("point", token.begin, token.finish, year, token.month, token.last_month, token.day, token.approximate)


def shifted(when: PartialDate, months: int, approximate: bool = False) -> PartialDate:
    """So many months later (or earlier); a bare year moves by whole years."""
    if when.month is None:
        years = round(months / 12) if months < 0 else (months + 1) // 12
        return PartialDate(when.year + years, None, None, True)
    total = when.year * 12 + when.month - 1 + months
    return PartialDate(total // 12, total % 12 + 1, None, when.approximate or approximate)


def _tokens(text: str, today: date) -> list[_Token]:
    """Dates, durations and words for now, in the order of the text, none overlapping another."""
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        token = _token_at(text, at, today)
        if token is None:
            at += 1
            continue
        tokens.append(token)
        at = token.finish
    return tokens


def _token_at(text: str, at: int, today: date) -> _Token | None:
    for form, pattern in _POINTS:
        if (match := pattern.match(text, at)) and match.end() > at and (point := _point(form, match, today)):
            return point
    if match := _DURATION.match(text, at):
        return _duration(match)
    if match := _NOW.match(text, at):
        return _Token("now", at, match.end())
    return None


def _point(form: str, match: re.Match[str], today: date) -> _Token | None:
    groups = match.groupdict()
    begin, finish = match.start(), match.end()
    about = bool(groups.get("about"))
    if form == "ago":
        return _ago(groups, begin, finish, today)
    if form == "relative":
        year = today.year + _RELATIVE[re.sub(r"\s", "", groups["relative"])]
        return _dated(begin, finish, year, groups, about, today)
    if form == "month_ago":
        back = {"지지": 2, "지난": 1, "저번": 1}.get(groups["relmonth"][:2], 0)
        month = shifted(PartialDate(today.year, today.month), -back, False)
        return _Token("point", begin, finish, month.year, month.month)
    if form == "month":
        month_number = int(groups["month"])
        problem = "year_missing" if 1 <= month_number <= 12 else "impossible"
        day = int(groups["day"]) if groups.get("day") else None
        return _Token("point", begin, finish, None, month_number, day=day, approximate=about, problem=problem)
    if form == "decade":
        first = {"중반": 4, "후반": 7, "말": 8}.get(groups.get("decade") or "", 0)
        return _Token("point", begin, finish, int(groups["year"]) + first, approximate=True)
    year = int(groups["year"]) if groups.get("year") else _century(int(groups["short"]), today)
    if form == "class":
        return _Token("point", begin, finish, year, 3)
    return _dated(begin, finish, year, groups, about, today)


def _dated(begin: int, finish: int, year: int, groups: dict[str, str | None], about: bool, today: date) -> _Token:
    month_text, day_text, part = groups.get("month"), groups.get("day"), groups.get("part")
    month = int(month_text) if month_text else None
    day = int(day_text) if day_text else None
    if not _possible(year, month, day, today):
        return _Token("point", begin, finish, problem="impossible")
    if part:
        first, last = _PARTS[part]
        return _Token("point", begin, finish, year, first, last, approximate=True)
    return _Token("point", begin, finish, year, month, day=day, approximate=about)


def _possible(year: int, month: int | None, day: int | None, today: date) -> bool:
    if not EARLIEST_YEAR <= year <= today.year + YEARS_AHEAD:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1]


def _ago(groups: dict[str, str | None], begin: int, finish: int, today: date) -> _Token | None:
    months = _months(groups)
    if months is None:
        return None
    if groups["unit"] in ("년", "해") and not groups.get("half"):
        return _Token("point", begin, finish, today.year - months // 12, approximate=True)
    when = shifted(PartialDate(today.year, today.month), -months, True)
    return _Token("point", begin, finish, when.year, when.month, approximate=True)


def _duration(match: re.Match[str]) -> _Token | None:
    groups = match.groupdict()
    months = _months(groups)
    if months is None or months > _LONGEST_YEARS * 12:
        return None
    about = bool(groups["before"] or groups["many"] or groups["about"] or groups["about2"])
    return _Token(
        "duration", match.start(), match.end(), approximate=about, months=months, ongoing=bool(groups["ongoing"])
    )


def _months(groups: dict[str, str | None]) -> int | None:
    count = _number(groups["count"])
    unit = groups["unit"]
    if count is None or (unit == "해" and groups["count"] in _SINO):
        return None
    if unit == "주":
        return max(1, round(count / 4.345))
    each = {"년": 12, "해": 12, "학기": 6}.get(str(unit), 1)
    more = _number(groups.get("more")) or 0
    return count * each + (6 if groups.get("half") else 0) + more or None


def _number(written: str | None) -> int | None:
    if not written or written == "몇":
        return None
    return int(written) if written.isdigit() else _NATIVE[written]


def _century(short: int, today: date) -> int:
    century = today.year // 100 * 100
    return century + short if short <= today.year % 100 + _SHORT_YEARS_AHEAD else century - 100 + short
