"""자격증: which ones incumbents hold, how their examinations went, in which occupations they are held, who asks for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from os.path import commonprefix
from weakref import WeakKeyDictionary

from engine.market.basis import EXAMINEES, POSTS, Basis, Share
from engine.market.people import survey_basis
from knowledge.base import ExamCount, KnowledgeBase, Occupation, OccupationUnit, QuotedFigure
from knowledge.naming import bare_certificate_key

TOP = 5
_SHORTEST_COMMON = 2
_DEMAND_TOPIC = "구인공고_자격수요"
_COUNTED = "건"


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate that incumbents named. `known`: the name is one of the catalogue; else it stands as people wrote it,
    or as the common part of several that it may mean (컴퓨터활용능력)."""

    name: str
    known: bool
    share: Share


@dataclass(frozen=True, slots=True)
class ExamYear:
    """One year's examination. A stage that was not held is None."""

    year: int
    written: ExamCount | None
    practical: ExamCount | None

    @property
    def last_stage(self) -> ExamCount:
        """The stage that decides: 실기, or 필기 where there is no other."""
        stage = self.practical or self.written
        assert stage is not None
        return stage

    @property
    def pass_rate(self) -> float | None:
        """Passes among those who sat the deciding stage, in percent; None if nobody sat."""
        stage = self.last_stage
        return 100 * stage.passed / stage.sat if stage.sat else None


@dataclass(frozen=True, slots=True)
class ExamSeries:
    """Yearly examinations of one certificate, ascending."""

    certificate: str
    years: tuple[ExamYear, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class HeldIn:
    """A unit of occupations in which a certificate is held: by how many of those asked."""

    unit: OccupationUnit
    share: Share


@dataclass(frozen=True, slots=True)
class CertificateUse:
    """Where a certificate is most held, best first (empty: nobody in the survey named it), and the press's figures of job
    posts that ask for it, by year."""

    certificate: str
    held_in: tuple[HeldIn, ...]
    demand: tuple[QuotedFigure, ...]


@dataclass(frozen=True, slots=True)
class CertificateMarket:
    """`outcome`: "found", "none_named" (people were asked, nobody named one) or "not_asked".

    `top`: at most five, most held first. `respondents`: everybody asked; who wrote nothing may still hold one.
    `series`: of those in `top` that have examination statistics. `demand`: of those in `top`. `own`: the person's own.
    """

    outcome: str
    occupation: Occupation
    unit_name: str
    respondents: int
    top: tuple[HeldCertificate, ...]
    series: tuple[ExamSeries, ...]
    demand: tuple[QuotedFigure, ...]
    own: tuple[CertificateUse, ...]
    basis: Basis
    demand_basis: Basis


def certificate_market(kb: KnowledgeBase, occupation_code: str, own: Iterable[str] = ()) -> CertificateMarket:
    """Everything about certificates in an occupation; `own` are names of certificates that the person holds.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    survey = kb.survey(occupation.unit)
    held = held_certificates(kb, occupation.unit)
    top = held[:TOP]
    outcome = "not_asked" if survey is None else "found" if top else "none_named"
    names = [certificate.name for certificate in top if certificate.known]
    found = (exam_series(kb, name) for name in names)
    return CertificateMarket(
        outcome=outcome,
        occupation=occupation,
        unit_name=kb.occupation_units[occupation.unit].name,
        respondents=survey.respondents if survey else 0,
        top=top,
        series=tuple(series for series in found if series is not None),
        demand=tuple(figure for name in names for figure in post_demand(kb, name)),
        own=tuple(CertificateUse(name, most_held_in(kb, name), post_demand(kb, name)) for name in own),
        basis=survey_basis(kb, occupation_code),
        demand_basis=Basis(kb.source("quoted_figures"), kb.source("quoted_figures").period, POSTS, _COUNTED),
    )


def held_certificates(kb: KnowledgeBase, unit: str) -> tuple[HeldCertificate, ...]:
    """The certificates that incumbents of a unit named, brought onto known names, most people first."""
    survey = kb.survey(unit)
    if survey is None:
        return ()
    people: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    known: set[str] = set()
    for answer, count in survey.distributions.get("certificate", ()):
        meant = kb.certificate_names.find_in_answer(answer)
        for names in meant:
            name = names[0] if len(names) == 1 else _family(names, answer)
            people[name] += count
            if len(names) == 1:
                known.add(name)
        if not meant:
            spellings[bare_certificate_key(answer) or answer][answer] += count
    for written in spellings.values():
        people[written.most_common(1)[0][0]] += written.total()
    ranked = sorted(people.items(), key=lambda item: (-item[1], item[0] not in known, item[0]))
    return tuple(HeldCertificate(name, name in known, Share(name, count, survey.respondents)) for name, count in ranked)


def exam_series(kb: KnowledgeBase, certificate: str) -> ExamSeries | None:
    """Examinations by year, or None if the statistics do not hold the certificate."""
    counts = kb.exam_counts.get(certificate, ())
    by_year: dict[int, dict[str, ExamCount]] = defaultdict(dict)
    for count in counts:
        by_year[count.year][count.stage] = count
    if not by_year:
        return None
    years = tuple(ExamYear(year, stages.get("필기"), stages.get("실기")) for year, stages in sorted(by_year.items()))
    source = kb.source("certificate_exams")
    return ExamSeries(certificate, years, Basis(source, f"{years[0].year}~{years[-1].year}년", EXAMINEES, "명"))


def post_demand(kb: KnowledgeBase, certificate: str) -> tuple[QuotedFigure, ...]:
    """Job posts that ask for the certificate, as the press quoted them, by year. Few certificates have any."""
    found = (
        figure
        for figure in kb.quoted_figures
        if figure.topic == _DEMAND_TOPIC and figure.item == certificate and figure.unit == _COUNTED
    )
    return tuple(sorted(found, key=lambda figure: figure.year))


def most_held_in(kb: KnowledgeBase, certificate: str, most: int = TOP) -> tuple[HeldIn, ...]:
    """The units in which most people named the certificate, most first."""
    return _holders(kb).get(certificate, ())[:most]


_by_base: WeakKeyDictionary[KnowledgeBase, dict[str, tuple[HeldIn, ...]]] = WeakKeyDictionary()


def _holders(kb: KnowledgeBase) -> dict[str, tuple[HeldIn, ...]]:
    """Certificate → units, for all units at once: the first call reads the whole survey."""
    known = _by_base.get(kb)
    if known is None:
        units: dict[str, list[HeldIn]] = defaultdict(list)
        for unit in kb.occupation_units.values():
            for held in held_certificates(kb, unit.code):
                if held.known:
                    units[held.name].append(HeldIn(unit, held.share))
        known = _by_base[kb] = {
            name: tuple(sorted(found, key=lambda one: (-one.share.count, one.share.total, one.unit.code)))
            for name, found in units.items()
        }
    return known


def _family(names: tuple[str, ...], answer: str) -> str:
    common = commonprefix(list(names)).rstrip("( ")
    return common if len(common) >= _SHORTEST_COMMON else answer
