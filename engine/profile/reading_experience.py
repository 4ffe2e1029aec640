"""One job, project, activity or award in a piece of told text."""

from __future__ import annotations

import re
from typing import Any

from engine.language.morphemes import morphemes
from engine.profile import cues
from engine.profile.fields import fields_of_kind
from engine.profile.model import Experience, ExperienceKind, OverseasKind
from engine.profile.pieces import Piece
from engine.profile.told import Proposal, Question

_LEAD = re.compile(
    r"^(?:\s|[,.·-]|저는|제가|전에는|전에|예전에|처음에는?|그\s?(?:뒤|후|다음)에?는?|이후에?는?|그리고|그러다가?|지금은|현재는?|주로|원래는?|또|다음에는?|(?:결혼|출산|입대|졸업)\s?(?:전|후)에?는?|(?:[가-힣]+\s)?(?:다닐|다니던|학생)\s?(?:때|시절)(?:에|는)?|부터|까지|에는|에(?=\s)|동안|간(?=\s)|약\s)+"
)
_FRAME = re.compile(
    r"\s*(?:으로서?|로서?|을|를|도|은|는|이|가|에서|에)?\s*(?:계속|쭉|좀|조금|많이|열심히|같이|함께|주로)?\s*"
    r"(?:일을?\s?했|일했|일하|일해|일합|근무|재직|다녔|다니|입사|퇴사|퇴직|종사|활동|참여|했|(?<=[\s을를])(?:하고|하다|하는|하며|하면서)|해\s?왔|해왔|해요|합니다|함$|있었|있어|이었|였|입니다|이에요|예요|받았|탔|운영했|운영하).*$"
)
_KEEPS = re.compile(
    r"(?P<noun>담당|운영|관리|개발|제작|판매|설계|지도|상담|응대|복무|조리|운전|정비|청소|간호|보조|분석|기획|생산|검사|포장|조립|배송|영업|진행|수리|설치|시공|교육)(?:을|를)?\s*(?:했|하|맡|해|합|함).*$"
)
_IN_CHARGE = re.compile(r"(?P<what>.+?)(?:을|를)?\s*맡[았고아겼].*$")
_COLLOQUIAL = re.compile(r"(?P<stem>[가-힣]+)(?:었|았|였|했)(?:고|는데|다가|으며|어요|습니다|음|었).*$")
_OBJECT = re.compile(r"(?:을|를)\s*$")
_TOPIC = re.compile(r"\s*(?P<name>[가-힣A-Za-z0-9][가-힣A-Za-z0-9 ]{1,18}?)(?:은|는|엔|에는)\s")
"""전자회사는 2015년부터 다녔어요: the company stands as the topic."""

_AT = ("에서", "에서는", "에서도")
_JOINS = re.compile(r"(?:입사|다녔|다니|취직|취업|근무|재직)")
_AWARD = re.compile(r"(?P<name>[가-힣A-Za-z0-9 ]{2,30}?(?:대회|공모전|경진대회|콘테스트|올림픽|전국대회))")
_PROJECT = re.compile(r"(?P<name>[가-힣A-Za-z0-9·/ ]{2,40}?)\s*프로젝트")
_CLUB = re.compile(r"(?P<name>[가-힣A-Za-z0-9 ]{0,20}?\s?(?:동아리|학생회|학회))")


def read_experience(piece: Piece) -> Proposal:
    """The experience that the piece tells about; its kind by its words, a job when nothing says otherwise."""
    text = piece.text
    kind = _kind(text)
    bare = piece.without_periods()
    organisation, rest = _organisation(bare)
    department = cues.DEPARTMENT.search(organisation + " " + rest) if kind is ExperienceKind.CAREER else None
    position = cues.POSITION.search(rest) if kind is ExperienceKind.CAREER else None
    period, questions = period_fields(piece)
    if (
        kind is ExperienceKind.CAREER
        and not organisation
        and (department or position or cues.COMPANY.search(rest.strip()))
    ):
        organisation, rest = _as_in_a_list(rest, department, position)
    if not organisation and (topic := _TOPIC.match(rest)) and cues.COMPANY.search(topic["name"]):
        organisation, rest = topic["name"].strip(), rest[topic.end() :]
    content = _without_kind(tidy(rest))
    if period["months"] and not period["start"] and not period["end"] and (content or organisation):
        duration = next(p.written for p in piece.periods if p.months)
        content = f"{content} ({duration})" if content else f"{duration} 일함"
    values: dict[str, Any] = {
        "kind": kind,
        "start": period["start"] or period["moment"],
        "end": period["end"],
        "current": period["current"],
        "organisation": organisation,
        "content": content,
    }
    if kind is ExperienceKind.CAREER:
        if department and department["name"] != organisation:
            values["department"] = department["name"]
            values["organisation"] = organisation.removesuffix(department["name"]).strip()
        values["position"] = position["name"] if position else ""
        if position:
            values["content"] = _without_position(content, position["name"])
    elif kind is ExperienceKind.OVERSEAS:
        overseas = cues.first(cues.OVERSEAS, text)
        values["overseas"] = overseas if isinstance(overseas, OverseasKind) else OverseasKind.OTHER
        country = cues.COUNTRY.search(text)
        values["country"] = country[0] if country else ""
        if country and organisation == country[0]:
            values["organisation"] = ""
    else:
        values["title"] = _title(kind, bare)
        if values["title"] and values["title"] in organisation:
            values["organisation"] = ""
    allowed = {field.name for field in fields_of_kind(kind)} | {"kind"}
    return Proposal(
        Experience("", **{k: v for k, v in values.items() if k in allowed}), text, questions, period["months"]
    )


def period_fields(piece: Piece) -> tuple[dict[str, Any], tuple[Question, ...]]:
    """start, end, current, moment and months of the piece's period, and what is open about it."""
    fields: dict[str, Any] = {"start": None, "end": None, "current": False, "moment": None, "months": None}
    questions: list[Question] = []
    for period in piece.periods:
        if period.problem:
            reason = "year" if period.problem == "year_missing" else "impossible"
            questions.append(Question("start", reason, period.written))
            continue
        fields["months"] = fields["months"] or period.months
        fields["moment"] = fields["moment"] or period.moment
        fields["start"], fields["end"] = fields["start"] or period.start, fields["end"] or period.end
        fields["current"] = fields["current"] or period.current
    if fields["end"]:
        fields["current"] = False
    return fields, tuple(questions)


def joined_content(former: str, more: str) -> str:
    """Two descriptions as one."""
    return ", ".join(part for part in (former, more) if part)


def tidy(words: str) -> str:
    """What was done, without 저는 … 일했어요 around it."""
    core = _LEAD.sub("", re.sub(r"\s+", " ", words).strip(" ,.()~-"))
    while (shorter := _LEAD.sub("", core)) != core:
        core = shorter
    if found := _IN_CHARGE.match(core):
        core = f"{found['what'].strip()} 담당"
    elif found := _KEEPS.search(core):
        core = _OBJECT.sub(" ", core[: found.start()]) + found["noun"]
    else:
        core = _FRAME.sub("", core)
    core = re.sub(r"(?:(?<=[가-힣])이요|(?<=[가-힣])요|을|를|은|는|도)$", "", core.strip(" ,.~-"))
    return core.strip()


def _kind(text: str) -> ExperienceKind:
    if cues.SOLDIER_BY_TRADE.search(text):
        return ExperienceKind.CAREER
    found = cues.first(cues.KINDS, text)
    if isinstance(found, ExperienceKind):
        return found
    return ExperienceKind.OVERSEAS if _abroad(text) else ExperienceKind.CAREER


def _abroad(text: str) -> bool:
    return bool(re.search(rf"(?:{cues.COUNTRY.pattern})에서", text))


_INCORPORATED = re.compile(r"(?P<name>(?:\(주\)|㈜|주식회사\s)\S+|\S+(?:\(주\)|㈜))\s+(?P<work>.+)")
_COMPANY_AND_WORK = re.compile(
    r"(?P<name>\S+)\s(?P<work>\S*(?:관리|영업|개발|설계|생산|회계|총무|인사|구매|기획|디자인|정비|운영|상담|지원|연구|마케팅|"
    r"검사|가공|용접|조립|운전|간호|조리|사무|경리|시공|배송))"
)
"""한빛정밀 생산관리: what ends like a kind of work is none of the company's name."""


def _organisation(text: str) -> tuple[str, str]:
    """Where it was (the words before 에서), and the text without that."""
    parsed = morphemes(text)
    for at, morpheme in enumerate(parsed):
        here = morpheme.tag == "JKB" and morpheme.form in _AT
        into = morpheme.tag == "JKB" and morpheme.form == "에" and _JOINS.match(text[morpheme.end :].lstrip())
        if not (here or into):
            continue
        begin = 0
        for earlier in parsed[:at]:
            if earlier.tag in ("JX", "JKS", "JKO", "EC", "EF", "SP", "SF") and earlier.end <= morpheme.start:
                begin = earlier.end
        segment = text[begin : morpheme.start]
        name = _LEAD.sub("", _without_loose_ends(segment.split("  ")[-1])).strip()
        name = re.sub(r"(?:이?라는)\s*(?:회사|곳|데)$", "", name)
        rest = text[:begin] + " " + text[morpheme.end :]
        if not name or name in cues.NO_ORGANISATION or cues.COUNTRY.fullmatch(name):
            more, left = _organisation(text[morpheme.end :])
            return (more, left) if more else ("", rest)
        if cues.PLACES.fullmatch(name) and name not in cues.SERVICES:
            more, left = _organisation(text[morpheme.end :])
            return (f"{name} {more}", left) if more else ("", text)
        return name, rest
    return "", text


def _as_in_a_list(text: str, department: re.Match[str] | None, position: re.Match[str] | None) -> tuple[str, str]:
    """한빛물류 물류관리팀 대리 재고 관리 담당: the company stands first, then 부서 and 직급, then the work."""
    words = _LEAD.sub("", text.strip(" ~-,."))
    first = [match["name"] for match in (department, position) if match and match["name"] in words]
    if not first:
        return (match["name"], match["work"]) if (match := _INCORPORATED.match(words)) else (words, "")
    before = min(words.index(word) for word in first)
    after = max(words.index(word) + len(word) for word in first)
    name = words[:before].strip(" ,·/-")
    if not name or len(name.split()) > 3 or re.search(r"(?:을|를|으?로|에서|하고|에)(?:\s|$)", name):
        return "", text
    if match := _COMPANY_AND_WORK.fullmatch(name):
        return match["name"], f"{match['work']} {words[after:]}"
    return name, words[after:]


def _without_loose_ends(name: str) -> str:
    """(주)한빛 keeps its brackets, one that stands alone goes."""
    bare = name.strip(" ,.~-")
    return bare if bare.count("(") == bare.count(")") else bare.strip("()")


def _without_kind(content: str) -> str:
    """알바만 해 봤어요 describes nothing."""
    bare = r"(?:아르바이트|알바|인턴|자원\s?봉사|봉사|봉사활동|프로젝트|동아리)\S*(?:\s\S*[해하봤했]\S*)*"
    return "" if re.fullmatch(bare, content) else content


def _without_position(content: str, position: str) -> str:
    return re.sub(rf"\s*{re.escape(position)}(?:까지|로|으로|급)?\s*$", "", content).strip()


def _title(kind: ExperienceKind, text: str) -> str:
    if kind is ExperienceKind.OTHER:
        return "군 복무" if re.search(r"복무|군대|병장|전역|제대|[가-힣]병으로|의경", text) else ""
    pattern = {ExperienceKind.AWARD: _AWARD, ExperienceKind.PROJECT: _PROJECT, ExperienceKind.CLUB: _CLUB}.get(kind)
    found = pattern.search(text) if pattern else None
    if found is None:
        return ""
    return _LEAD.sub("", re.sub(r"^.*?에서\s+", "", found["name"])).strip()
