"""What a person is interested in, read from a message and searched: keywords, wishes, refusals, words to ask back about.

The matcher knows names and meanings of work; around it stand the talk in which people wrap them, wishes that name no work
(see `wishes`), and words that mean several things (see `homonyms`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.language.clauses import clauses, content_words, has_predicate, without_talk
from engine.language.descriptions import is_description, is_written_description
from engine.language.hangul import is_initials_only, is_syllable
from engine.language.near_words import NearWords
from engine.language.normalise import clean, compact
from engine.matching.homonyms import TYPO, Homonym, homonym_of, mistyped, told_apart
from engine.matching.matcher import Matcher
from engine.matching.profile import WorkProfile
from engine.matching.results import Match, MatchResult, Reason
from engine.matching.wish_evidence import WishBook, WishEvidence
from engine.matching.wishes import Wish, said_wishes, wish_of
from knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from engine.language.gazetteer import Kind
    from engine.language.recogniser import Mention, Recogniser

_MOST_LETTERS = 500
_SEPARATORS = " ,.!?~·…/"
_PAPER = re.compile(r"\s*(?:자격증|자격|면허증|면허)$")
_IN_A_ROW = re.compile(r"[가-힣](?<!이)[고며]\s*$")
"""물건을 팔고 손님을 만나는 일 is one description, no wish after a keyword."""

_OTHER_WORK = re.compile(r"(?:다른|딴)\s*(?:일|직업|직종|거|것|걸|분야|쪽|데)(?!\s*말고)")
_EMPTY_ALONE = frozenset({"돈", "꿈", "사람", "학교", "집"})
"""Nouns that say something with others (돈 세는 일), but nothing next to a name."""

_LONGEST_NOUN_PHRASE = 3
_LONGEST_HELD = 30
_MOST_GRADES = 3
_ENTRY_OF_KIND = {"certificate": "certificates", "major": "major", "skill": "tools", "tool": "tools"}
"""Recognised kinds of names, and the entry of a profile that such a name is."""
_WIDER_SEARCH = 4
_FLOOR_WITHOUT_EVIDENCE = 0.25
_MOST_OF_ONE_UNIT = 2
_REFUSED_UNITS = 3
_MOST_MEANT = 4
_FROM_SURVEY = ("pay", "older", "any_school")


@dataclass(frozen=True, slots=True)
class Interests:
    """wanted: keywords and labels of wishes, in order. excluded: the same, refused. unclear: words to ask back about.

    corrected: mistyped words with what they were taken for (which is what stands in `wanted` where it is one word for sure).
    """

    wanted: tuple[str, ...]
    excluded: tuple[str, ...]
    unclear: tuple[Homonym, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.wanted or self.excluded or self.unclear)


@dataclass(frozen=True, slots=True)
class InterestResult(MatchResult):
    """A search result. unanswered: wishes that nothing here can answer. refused_only: nothing was wanted yet.

    told: whether a wish was answered from the project's own descriptions, which are no survey. unclear: words of several
    meanings in a message that was answered at once (outcome `ambiguous`); the matches are those of all their meanings.
    corrected: as in `Interests`, of such a message.
    """

    unanswered: tuple[Wish, ...] = ()
    refused_only: bool = False
    told: bool = False
    unclear: tuple[Homonym, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


def _is_one_letter(word: str) -> bool:
    """일일일일: a key that was held down, not a word."""
    return len(word) > 3 and len(set(word)) == 1


class InterestSearch:
    """Reads messages and searches. Load one and share it; safe to use from several threads."""

    def __init__(self, kb: KnowledgeBase, matcher: Matcher, recogniser: Callable[[], Recogniser]) -> None:
        """`recogniser` is called when a sentence first needs it."""
        self._kb = kb
        self._matcher = matcher
        self._recogniser = recogniser
        self._book = WishBook(kb)
        self._near: NearWords | None = None

    def read(self, message: str) -> Interests:
        """What the message asks for. Known names stay whole; talk around them is left out."""
        text = clean_lines(message[:_MOST_LETTERS])
        wanted: dict[str, None] = {}
        excluded: dict[str, None] = {}
        unclear: dict[str, Homonym] = {}
        for line in text:
            for part, wish in self._parts(line):
                if wish is not None:
                    (excluded if part == "refused" else wanted)[wish.label] = None
                else:
                    self._read_part(part, wanted, excluded, unclear)
        kept = [word for word in wanted if word not in excluded and not _is_one_letter(word)]
        corrected: dict[str, str] = {}
        for place, word in enumerate(kept):
            if len(meant := self.meant(word)) == 1:
                corrected[word] = kept[place] = meant[0]
            elif meant:
                unclear[f"{TYPO}:{word}"] = mistyped(word, meant)
        kept = [word for word in kept if f"{TYPO}:{word}" not in unclear]
        return Interests(tuple(dict.fromkeys(kept)), tuple(excluded), tuple(unclear.values()), tuple(corrected.items()))

    def meant(self, word: str) -> tuple[str, ...]:
        """What a keyword was meant to be that is mistyped or typed on the other layout; empty when it stands as it is.

        Names of work go before other names.
        """
        form = compact(word)
        if wish_of(word) or self._is_name(word) or " " in word or len(form) < 2:
            return ()
        if not is_syllable(form[0]):
            read = self._matcher.read_as(word)
            return (read,) if read and is_syllable(read[0]) else ()
        names = self._recogniser().names
        if form in names:
            return ()
        if self._near is None:
            self._near = NearWords((*self._matcher.names(), *names))
        near = sorted(self._near.meant(form), key=lambda name: (not self._is_name(name), name))
        return tuple(near[:_MOST_MEANT])

    def kinds(self, keywords: Sequence[str]) -> tuple[tuple[Kind, str], ...]:
        """What each keyword was recognised as: its kind and its name in the base.

        A certificate without its grade (컴활) has the names of all grades; what also names work (전기기사) is told as
        work, as which it is searched. Wishes, and words in which no name is all that is said, are left out.
        """
        found: dict[tuple[Kind, str], None] = {}
        for keyword in keywords:
            mention = None if wish_of(keyword) else self._whole(keyword)
            as_work = mention.as_kind("occupation") if mention is not None and self._is_name(keyword) else None
            if as_work is not None:
                found[as_work.kind, as_work.name] = None
            elif mention is not None:
                several = mention.kind == "certificate" and len(mention.ids) > 1
                name = " 또는 ".join(mention.ids[:_MOST_GRADES]) if several else mention.name
                found[mention.kind, name] = None
        return tuple(found)

    def search(self, keywords: Sequence[str], limit: int = 10, exclude: Sequence[str] = ()) -> InterestResult:
        """Occupations for keywords (labels of wishes among them), without what is refused; best first."""
        wishes = [wish for keyword in keywords if (wish := wish_of(keyword))]
        words = [keyword for keyword in keywords if wish_of(keyword) is None]
        refused_words = [word for word in exclude if wish_of(word) is None]
        refused = self._occupations_of([wish for word in exclude if (wish := wish_of(word))])
        answerable = [wish for wish in wishes if self._book.evidence(wish)]
        if words:
            wider = _WIDER_SEARCH if answerable or refused else 1
            found = self._matcher.search(words, limit * wider, refused_words, self._held(words))
            matches = [match for match in found.matches if match.occupation not in refused]
            matches = self._with_wishes(matches, answerable)
            outcome, notice = found.outcome, found.notice
        else:
            matches = self._by_wishes(answerable, refused | self._named(refused_words))
            outcome, notice = "found", None
        return InterestResult(
            outcome=outcome if matches else "not_found",
            keywords=tuple(keywords),
            excluded=tuple(exclude),
            matches=tuple(matches[:limit]),
            notice=notice,
            unanswered=tuple(wish for wish in wishes if wish not in answerable),
            refused_only=bool(exclude) and not keywords,
            told=any(wish.evidence == "told" for wish in answerable),
        )

    def answer(self, message: str, limit: int = 10) -> InterestResult:
        """What a message asks for, read and searched at once, where nobody can be asked back."""
        read = self.read(message)
        if not read.unclear:
            return replace(self.search(read.wanted, limit, read.excluded), corrected=read.corrected)
        meanings = [sense.keyword for homonym in read.unclear for sense in homonym.senses]
        found = self.search((*read.wanted, *meanings), limit, read.excluded)
        return replace(found, outcome="ambiguous", keywords=read.wanted, unclear=read.unclear, corrected=read.corrected)

    def units(self, message: str, result: InterestResult, limit: int) -> list[str]:
        """The units for a message and its answer, best first; for a message that names nothing the nearest in letters."""
        meanings = [sense.keyword for homonym in result.unclear for sense in homonym.senses]
        keywords = [*result.keywords, *meanings]
        words = [keyword for keyword in keywords if wish_of(keyword) is None]
        if len(words) == len(keywords) and not result.excluded:
            return [unit for unit, _ in self._matcher.rank_units(words or message, limit, self._held(words))]
        found = self.search(keywords, len(self._kb.occupations), result.excluded).matches
        refused = self._refused(result.excluded)
        units = self._kb.occupation_units
        rest = [unit for unit, _ in self._matcher.rank_units(words or message, len(units), self._held(words))]
        allowed = [unit for unit in rest if not refused.issuperset(units[unit].occupation_codes)]
        return list(dict.fromkeys([*(match.unit for match in found), *allowed]))[:limit]

    def named(self, text: str) -> str | None:
        """The occupation that a text surely names, whatever else is said in it (용접사 월급 얼마예요?), or None."""
        read = self.read(text)
        words = [word for word in read.wanted if wish_of(word) is None]
        found = self.search(words, 1, read.excluded) if words and not read.unclear else None
        return found.matches[0].occupation if found and found.outcome == "found" else None

    def _parts(self, line: str) -> Iterable[tuple[str, Wish | None]]:
        """The line cut at its wishes: (text, None) or (`wanted` or `refused`, wish)."""
        if self._is_name(line) or is_written_description(line):
            yield line, None
            return
        if (whole := wish_of(line)) is not None:
            yield "wanted", whole
            return
        place = 0
        for said in said_wishes(line):
            if _IN_A_ROW.search(line, place, said.start):
                continue
            yield line[place : said.start].strip(_SEPARATORS), None
            yield "refused" if said.refused else "wanted", said.wish
            place = said.end
        yield line[place:].strip(_SEPARATORS), None

    def _read_part(
        self, part: str, wanted: dict[str, None], excluded: dict[str, None], unclear: dict[str, Homonym]
    ) -> None:
        if self._is_name(part) or is_description(part) or is_initials_only(part):
            self._take(part, wanted, unclear)
            return
        for clause in clauses(part):
            split = self._matcher.split(clause)
            for keyword in split.excluded:
                excluded.update(dict.fromkeys(self._refined(keyword)))
            for keyword in split.wanted:
                for word in self._refined(keyword):
                    self._take(word, wanted, unclear)
            if _OTHER_WORK.search(clause) and not split.excluded:
                excluded.update(dict.fromkeys(self._work_named(wanted)))

    def _take(self, word: str, wanted: dict[str, None], unclear: dict[str, Homonym]) -> None:
        homonym = homonym_of(word)
        if homonym is not None:
            unclear[homonym.id] = homonym
        else:
            wanted[told_apart(word)] = None

    def _refined(self, keyword: str) -> list[str]:
        """The keywords that a part of a message holds, without talk and particles."""
        if self._is_name(keyword) or (len(keyword) <= _LONGEST_HELD and self._whole(keyword)):
            return [keyword]
        core = without_talk(keyword)
        if not core:
            return []
        if core != keyword:
            again = self._matcher.split(core)
            if len(again.wanted) != 1:
                return [word for part in again.wanted for word in self._refined(part)]
            core = again.wanted[0]
        if self._is_name(core) or (not has_predicate(core) and len(core.split()) <= _LONGEST_NOUN_PHRASE):
            return [core]
        return self._named_in(core) or [core]

    def _named_in(self, phrase: str) -> list[str]:
        """The names in a longer phrase, when they are most of what it says; otherwise nothing."""
        mentions = self._recogniser().recognise(phrase)
        rest = [
            word
            for start, end, word in content_words(phrase)
            if word not in _EMPTY_ALONE and not any(mention.start < end and start < mention.end for mention in mentions)
        ]
        if len(rest) > len(mentions) or any(word.endswith("~") for word in rest):
            return []
        return list(dict.fromkeys([*(mention.text for mention in mentions), *rest])) if mentions else []

    def _work_named(self, words: Iterable[str]) -> list[str]:
        """The occupations that words name: somebody who has them and wants other work wants other work than these."""
        found = []
        for word in words:
            for mention in self._recogniser().recognise(_PAPER.sub("", word)):
                if mention.as_kind("occupation"):
                    found.append(mention.text)
        return found

    def _held(self, words: Sequence[str]) -> dict[str, tuple[WorkProfile, ...]]:
        """The words that name what people hold, studied or use and no work, each as the profile of somebody who has it.

        A certificate without its grade (컴활) is one of several. Majors and tools stay in the person's own words, as the
        incumbents' answers do.
        """
        held = {}
        for word in words:
            if len(word) > _LONGEST_HELD or self._is_name(word) or (mention := self._whole(word)) is None:
                continue
            if (entry := _ENTRY_OF_KIND.get(mention.kind)) is not None:
                grades = mention.ids[:_MOST_GRADES] if entry == "certificates" else ()
                held[word] = tuple(WorkProfile.of(entry, text) for text in grades or (mention.text,))
        return held

    def _whole(self, word: str) -> Mention | None:
        """The name that the word as a whole is, or None."""
        mentions = self._recogniser().recognise(word)
        return mentions[0] if len(mentions) == 1 and compact(mentions[0].text) == compact(word) else None

    def _is_name(self, text: str) -> bool:
        return self._matcher.knows(text)

    def _with_wishes(self, matches: list[Match], wishes: Sequence[Wish]) -> list[Match]:
        """Found occupations ordered by how well they fit the wishes too, each fitting one with that reason."""
        if not wishes:
            return matches
        fitted = []
        for match in matches:
            evidence = self._evidence_of(match.occupation, wishes)
            strength = sum(item.strength for _, item in evidence) / len(wishes)
            factor = _FLOOR_WITHOUT_EVIDENCE + (1 - _FLOOR_WITHOUT_EVIDENCE) * strength
            reasons = _shared([*match.reasons[:2], *_reasons(evidence)])
            fitted.append(replace(match, score=round(match.score * factor, 4), reasons=reasons))
        return sorted(fitted, key=lambda match: (-match.score, match.occupation))

    def _by_wishes(self, wishes: Sequence[Wish], without: frozenset[str]) -> list[Match]:
        """All occupations that fit the wishes: every one of them if there are such, a few of each unit."""
        scored: list[tuple[int, float, int, str]] = []
        for code, occupation in self._kb.occupations.items():
            evidence = self._evidence_of(code, wishes)
            if evidence and code not in without:
                strength = sum(item.strength for _, item in evidence) / len(wishes)
                scored.append((-len(evidence), -strength, -self._people(occupation.unit), code))
        scored.sort()
        most = 1 if any(wish.evidence in _FROM_SURVEY for wish in wishes) else _MOST_OF_ONE_UNIT
        of_unit: dict[str, int] = {}
        matches = []
        for _, strength, _, code in scored:
            unit = self._kb.occupations[code].unit
            of_unit[unit] = of_unit.get(unit, 0) + 1
            reasons = _shared(_reasons(self._evidence_of(code, wishes)))
            if of_unit[unit] <= most and reasons:
                matches.append(Match(code, unit, round(-strength, 4), reasons))
        return matches

    def _evidence_of(self, code: str, wishes: Sequence[Wish]) -> list[tuple[Wish, WishEvidence]]:
        return [(wish, found) for wish in wishes if (found := self._book.evidence(wish).get(code))]

    def _refused(self, excluded: Sequence[str]) -> frozenset[str]:
        """All occupations that refused words and wishes keep away."""
        wishes = [wish for word in excluded if (wish := wish_of(word))]
        return self._occupations_of(wishes) | self._named([word for word in excluded if wish_of(word) is None])

    def _occupations_of(self, wishes: Sequence[Wish]) -> frozenset[str]:
        """Occupations that have what is refused; a figure of the survey refuses nothing."""
        told: list[Mapping[str, WishEvidence]] = [
            self._book.evidence(wish) for wish in wishes if wish.evidence == "told"
        ]
        return frozenset(code for evidence in told for code in evidence)

    def _named(self, words: Sequence[str]) -> frozenset[str]:
        """Occupations that refused words name."""
        found: set[str] = set()
        for word in words:
            form = compact(word)
            units = dict.fromkeys(match.unit for match in self._matcher.search([word], limit=5).matches)
            found |= {
                code
                for unit in list(units)[:_REFUSED_UNITS]
                for code in self._kb.occupation_units[unit].occupation_codes
            }
            found |= {
                code
                for code, occupation in self._kb.occupations.items()
                if len(form) > 1 and form in compact(occupation.name)
            }
        return frozenset(found)

    def _people(self, unit: str) -> int:
        return sum(row.respondents for row in self._kb.survey_occupations(unit))


def clean_lines(message: str) -> list[str]:
    """The message line by line, in the form in which it is read."""
    return [line for part in message.splitlines() if (line := clean(part))]


def _reasons(evidence: Iterable[tuple[Wish, WishEvidence]]) -> list[Reason]:
    return [Reason(item.kind, wish.label, item.told, item.strength) for wish, item in evidence if item.told]


def _shared(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons with their parts of the whole."""
    total = sum(reason.share for reason in reasons) or 1.0
    return tuple(replace(reason, share=round(reason.share / total, 3)) for reason in reasons)
