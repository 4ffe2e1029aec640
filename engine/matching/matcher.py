"""Search: what a person typed → ranked occupations with the reasons that raised them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast

import numpy as np
from threadpoolctl import threadpool_limits

from engine.language import morphemes
from engine.language.keywords import Keywords, split_keywords
from engine.language.normalise import clean, compact
from engine.matching.belonging import Belonging
from engine.matching.encoder import Encoder, EncoderUnavailable
from engine.matching.fusion import Weights, chances, contributions
from engine.matching.index import Index
from engine.matching.index_store import key_of, load_or_build
from engine.matching.occupations import OccupationOrder, worth_showing
from engine.matching.params import Params, read_params
from engine.matching.profile import WorkProfile, background, read_profile, weighed
from engine.matching.readings import Reading, read_keyword
from engine.matching.reads import Read, as_typed, by_keyword, sure, weakened
from engine.matching.reasons import LEAST_SHARE, find_answers, find_reasons
from engine.matching.results import Match, MatchResult, Outcome, Reason
from engine.matching.signals import how_common, read_signals
from engine.matching.sparse import Floats
from engine.matching.texts import official_name, read_evidence, read_names
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder

_LOG = logging.getLogger(__name__)
_WITHOUT_MEANING = "지금은 뜻이 비슷한 말까지는 찾지 못해서, 글자가 비슷한 이름으로만 찾았어요."
_MOST_REASONS = 3
_MOST_QUERY_LETTERS = 500
_SHARE_OF_HELD = {"certificates": 0.75, "major": 0.75, "tools": 0.5}
"""How much a word that is held counts by who has it; the rest by what work is called like it."""


class Matcher:
    """Searches the knowledge base by meaning and letters. Load one and share it: it is safe to use from several threads."""

    def __init__(self, kb: KnowledgeBase, index: Index, encoder: Encoder | None, params: Params) -> None:
        self._kb = kb
        self._index = index
        self._encoder = encoder
        self._params = params
        block = params.fusion[self._form]
        self._weights = Weights(block["keyword"], block["sentence"])
        self._order = OccupationOrder(kb, index)
        self._number = {unit: number for number, unit in enumerate(index.units)}
        self._belonging = Belonging(kb)

    @classmethod
    def load(cls, kb: KnowledgeBase, var: Path | None = None) -> Matcher:
        """The matcher for this knowledge base; its index is kept under `<var>/index` and rebuilt when something changed.

        A configured encoder that cannot be loaded is logged as an error; the search then goes by letters alone and says
        so in each result's notice.
        """
        threadpool_limits(1)  # more threads make products this small slower, many times so beside other work
        params = read_params()
        try:
            encoder: Encoder | None = Encoder.load()
        except EncoderUnavailable as error:
            _LOG.error("%s; searching without sentence vectors", error)
            encoder = None
        morphemes.load()
        folder = (var or var_folder()) / "index"
        key = key_of(kb.content_hash, params.index, encoder)
        index = load_or_build(folder, key, lambda: _build(kb, params, encoder, folder))
        matcher = cls(kb, index, encoder, params)
        matcher.search("준비")  # what is computed once is computed now, not when the first person waits
        return matcher

    def search(
        self,
        query: str | Sequence[str],
        limit: int = 10,
        exclude: Sequence[str] = (),
        held: Mapping[str, Sequence[WorkProfile]] = MappingProxyType({}),
    ) -> MatchResult:
        """Occupations for a message (split into its keywords) or for keywords as they are.

        limit: at most so many matches. exclude: further keywords whose occupations are not wanted. held: keywords that
        name what people hold, studied or use rather than work, each with the profile of somebody of whom nothing else
        is known (several where it is open which is meant); they are answered by who has them. Never raises for anything
        a person can type: what cannot be searched gives `not_found`.
        """
        wanted, refused = self._keywords(query)
        excluded = tuple(dict.fromkeys([*refused, *(word for word in map(clean, exclude) if word)]))
        reads = self._reads(wanted, held)
        notice = _WITHOUT_MEANING if self._encoder is None else None
        if not reads:
            return MatchResult("not_found", wanted, excluded, (), notice)
        outcome = self._outcome(reads)
        if outcome == "not_found":
            return MatchResult(outcome, wanted, excluded, (), notice)
        scores = self._combine(reads) * self._kept_after(excluded)
        matches: list[Match] = []
        for occupation, unit, score in worth_showing(self._order.rank(reads, scores, excluded, limit)):
            if reasons := self._reasons(reads, occupation, unit):
                matches.append(Match(occupation, unit, round(score, 4), reasons))
            if len(matches) == limit:
                break
        return MatchResult(outcome if matches else "not_found", wanted, excluded, tuple(matches), notice)

    @property
    def index(self) -> Index:
        """What it searches."""
        return self._index

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder that this matcher uses, to be shared; None when it goes by letters alone."""
        return self._encoder

    def match_profile(self, profile: WorkProfile, limit: int = 10) -> MatchResult:
        """Occupations for what a person studied, holds, learnt, can use and did before.

        Each reason's keyword is the entry (or the certificate) that raised the occupation. `unsure` when the first units
        are too unlikely, `not_found` when no entry says anything.
        """
        reads = self._read_entries(profile, self._params.profile[self._form])
        notice = _WITHOUT_MEANING if self._encoder is None else None
        keywords = tuple(read.keyword for read in reads)
        if not reads:
            return MatchResult("not_found", keywords, (), (), notice)
        scores = self._profile_chances(profile, reads)
        matches = []
        for occupation, unit, score in worth_showing(self._order.rank(reads, scores, (), limit))[:limit]:
            matches.append(Match(occupation, unit, round(score, 4), self._reasons(reads, occupation, unit)))
        found = sure(scores) >= self._params.outcome["profile_found"]
        return MatchResult("found" if found else "unsure", keywords, (), tuple(matches), notice)

    def rank_profile(self, profile: WorkProfile, limit: int = 10) -> list[tuple[str, float]]:
        """The units that fit a profile best with their chances, best first. [] for a profile that says nothing."""
        reads = self._read_entries(profile, self._params.profile[self._form])
        return self._best_units(self._profile_chances(profile, reads), limit) if reads else []

    def split(self, message: str) -> Keywords:
        """The keywords of a message and what it excludes; names that the base knows stay whole."""
        return split_keywords(message[:_MOST_QUERY_LETTERS], self._index.by_compact.__contains__)

    def knows(self, text: str) -> bool:
        """Whether the text is a name of work in the base, however it is spaced."""
        return compact(text) in self._index.by_compact

    def names(self) -> Iterable[str]:
        """The compact forms of all names of work."""
        return self._index.by_compact

    def read_as(self, keyword: str) -> str | None:
        """What a keyword that was mistyped or typed on the other layout is read as; None for one that is read as it is."""
        readings = read_keyword(self._index, keyword)
        return next((reading.text for reading in readings if reading.kind in ("layout", "typo")), None)

    def rank_units(
        self,
        query: str | Sequence[str],
        limit: int = 10,
        held: Mapping[str, Sequence[WorkProfile]] = MappingProxyType({}),
    ) -> list[tuple[str, float]]:
        """The units that fit best with their scores (0 to 1), best first; for batches. held: as in `search`. [] for nothing."""
        wanted, _ = self._keywords(query)
        reads = self._reads(wanted, held)
        return self._best_units(self._combine(reads), limit) if reads else []

    def _best_units(self, scores: Floats, limit: int) -> list[tuple[str, float]]:
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(self._index.units[number], round(float(scores[number]), 4)) for number in order]

    def _read_entries(self, profile: WorkProfile, weights: Mapping[str, Mapping[str, float]]) -> list[Read]:
        """The entries that say something, weighed; how common a unit is counts with each where it has a weight there."""
        prior = background(self._index, WorkProfile())["prior"]
        reads = []
        for found in read_profile(self._index, self._encoder, profile, self._official):
            parts = weighed(found.values() | prior, weights[found.entry])
            reads.append(Read(found.text, as_typed(found.text), found.signals, parts, chances(parts), found))
        return reads

    def _profile_chances(self, profile: WorkProfile, reads: Sequence[Read]) -> Floats:
        weights = self._params.profile[self._form]
        added = {
            f"{read.found.entry}.{name}": part for read in reads if read.found for name, part in read.parts.items()
        }
        for block, values in background(self._index, profile).items():
            added |= {f"{block}.{name}": part for name, part in weighed(values, weights[block]).items()}
        return chances(added)

    def _official(self, certificate: str) -> str:
        return official_name(self._kb, certificate)

    @property
    def _form(self) -> str:
        """Which of the weights are used."""
        return "lexical" if self._encoder is None else "full"

    def _keywords(self, query: str | Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if isinstance(query, str):
            keywords = self.split(query)
            return keywords.wanted, keywords.excluded
        cleaned = (clean(keyword[:_MOST_QUERY_LETTERS]) for keyword in query)
        return tuple(dict.fromkeys(keyword for keyword in cleaned if keyword)), ()

    def _reads(self, keywords: Sequence[str], held: Mapping[str, Sequence[WorkProfile]]) -> list[Read]:
        """All readings of the keywords; those of one keyword have weights that add up to 1."""
        reads: list[Read] = []
        for keyword in keywords:
            profiles = held.get(keyword, ())
            as_held = [
                read for profile in profiles for read in self._read_entries(profile, self._params.held[self._form])
            ]
            share = _SHARE_OF_HELD[as_held[0].found.entry] if as_held and as_held[0].found else 0.0
            reads += [replace(weakened(read, share / len(as_held)), keyword=keyword) for read in as_held]
            reads += [weakened(read, 1 - share) for read in self._read(keyword)]
        return reads

    def _read(self, keyword: str) -> list[Read]:
        result = []
        for reading in read_keyword(self._index, keyword):
            signals = read_signals(self._index, self._encoder, reading.text)
            if reading.kind == "initials":
                parts = self._initials_parts(reading)
            else:
                parts = contributions(signals, self._weights)
            result.append(Read(keyword, reading, signals, parts, chances(parts)))
        return result

    def _initials_parts(self, reading: Reading) -> dict[str, Floats]:
        """Initials say nothing but which names have them; of those the more common unit comes first."""
        index = self._index
        hits = np.full(len(index.units), -10.0, dtype=np.float32)
        own = np.array([bool(index.names[number].occupation) for number in reading.names])
        hits[index.name_units[reading.names]] = 0.0
        hits[index.name_units[reading.names[own]]] = 1.0
        return {"initials": hits - hits.mean(), "people": how_common(index)}

    def _combine(self, reads: Sequence[Read]) -> Floats:
        """Chance that at least one of the keywords means the unit; the readings of one keyword share its weight."""
        missing = np.ones(len(self._index.units), dtype=np.float32)
        for part in by_keyword(reads).values():
            missing = missing * (1 - part)
        return cast(Floats, 1 - missing)

    def _outcome(self, reads: Sequence[Read]) -> Outcome:
        """By the surest keyword: the chance that one of its first five units is meant, against the tuned limits.

        What somebody holds or studied is known for what it is, however widely such people work: never `not_found`.
        """
        limits, parts = self._params.outcome, by_keyword(reads)
        held = {read.keyword for read in reads if read.found}
        searched = max((sure(read.chances) for read in reads if read.keyword not in held), default=0.0)
        if searched >= limits["found"] or any(sure(parts[word]) >= limits["profile_found"] for word in held):
            return "found"
        return "unsure" if held or searched >= limits["unsure"] else "not_found"

    def _kept_after(self, excluded: Sequence[str]) -> Floats:
        """Per unit the part (0 to 1) of its score that the refusals leave: none where a refused word fits best."""
        kept = np.ones(len(self._index.units), dtype=np.float32)
        for keyword in excluded:
            reads = self._read(keyword)
            if reads:
                refused = self._combine(reads)
                kept = kept * (1 - refused / refused.max())
        return kept

    def _reasons(self, reads: Sequence[Read], occupation: str, unit: str) -> tuple[Reason, ...]:
        number, is_own = self._number[unit], partial(self._belonging.holds, occupation)
        raised = {
            read: read.reading.weight * sum(max(0.0, float(part[number])) for part in read.parts.values())
            for read in reads
        }
        reasons: list[Reason] = []
        for read, most in sorted(raised.items(), key=lambda item: -item[1]):
            if sum(reason.share >= most for reason in reasons) >= _MOST_REASONS:
                break  # nothing that this one or a later one says can be among the strongest
            reasons += find_reasons(
                self._index, read.keyword, read.reading, read.signals, read.parts, number, occupation, is_own
            )
            if read.found is not None:
                reasons += [
                    replace(reason, keyword=read.keyword) if read.keyword != read.found.text else reason
                    for reason in find_answers(self._index, read.found, read.parts, number, read.reading.weight)
                ]
        return self._told(reasons, occupation)

    def _told(self, found: Sequence[Reason], occupation: str) -> tuple[Reason, ...]:
        """The few strongest reasons; what is not this occupation's own is marked as of its unit."""
        return tuple(
            replace(reason, of_unit=not self._belonging.holds(occupation, reason.kind, reason.target))
            for reason in _strongest(found)
        )


def _build(kb: KnowledgeBase, params: Params, encoder: Encoder | None, folder: Path) -> Index:
    return Index.build(
        [unit for unit, entry in kb.occupation_units.items() if entry.occupation_codes],
        read_names(kb),
        read_evidence(kb),
        {unit: survey.respondents for unit in kb.occupation_units if (survey := kb.survey(unit))},
        params.index,
        encoder,
        folder,
    )


def _strongest(found: Sequence[Reason]) -> tuple[Reason, ...]:
    """The few strongest of the reasons, equal ones added up, their shares of one another; none that hardly counts."""
    merged: dict[tuple[str, str, str], float] = {}
    for reason in found:
        key = (reason.kind, reason.keyword, reason.target)
        merged[key] = merged.get(key, 0.0) + reason.share
    best = sorted(merged.items(), key=lambda item: (-item[1], item[0]))[:_MOST_REASONS]
    enough = LEAST_SHARE * sum(share for _, share in best)
    best = [(key, share) for key, share in best if share >= enough]
    total = sum(share for _, share in best)
    return tuple(Reason(*key, share=round(share / total, 3)) for key, share in best)
