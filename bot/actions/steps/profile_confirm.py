"""Shows what was understood; only what is accepted here is stored. Open points are asked first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.actions._engine import teller
from bot.actions.pending import Pending, filled, keep_pending, open_question, pending
from bot.actions.profiling import profile_of, remember, skips, take_common, take_telling
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import agrees, squeeze
from bot.replies.contract import Choice, text
from bot.replies.profile import entry_line, proposal_choices, proposals_table, short_title, stored_line
from engine.profile import Certificate, Education, Entry, Experience, Training
from engine.profile.dates import find_periods, read_date
from engine.profile.fields import section_of, with_fields
from engine.profile.model import PartialDate
from engine.profile.told import Question

_DROP = re.compile(r"빼|뺄|지워|삭제|제외|아니(?:에요|야|고|요)|없애")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{2}(?=\s*년|$)")
_POLITE_END = re.compile(r"(?:이(?:요|에요|야)|예요|입니다|요)$")
_RELATIVE_YEARS = {"올해": 0, "작년": -1, "재작년": -2}


class ProfileConfirm:
    name = "profile_confirm"

    def ask(self, turn: Turn) -> None:
        items = pending(turn)
        if not items:
            turn.say("utter_nothing_pending")
            turn.offer([Choice("프로필로 돌아가기", "p:hub")])
            return
        asking = _asking(items)
        if asking is not None:
            self._ask_open(turn, items[asking[0]], asking[1])
            return
        profile = profile_of(turn)
        former = {n: kept for n, item in enumerate(items) if item.replaces and (kept := profile.entry(item.replaces))}
        turn.show(proposals_table([item.entry for item in items], former))
        turn.offer(proposal_choices([item.entry for item in items]))

    def take(self, turn: Turn) -> str | None:
        said, items = turn.said, pending(turn)
        if said.choice == "p:discard":
            keep_pending(turn, [])
            turn.say("utter_discarded")
            return "profile"
        if not items:
            return take_common(turn) or take_telling(turn)
        asking = _asking(items)
        if asking is not None:
            answered = self._answer_open(turn, items, *asking)
            if answered is not None:
                return answered
        elif (settled := self._settle(turn, items)) is not None:
            return settled
        if said.choice and said.choice.startswith("p:") and said.choice not in ("p:view", "p:undo", "p:keywords"):
            return take_common(turn)
        if (following := take_common(turn)) is not None:
            return following
        return take_telling(turn)

    def _settle(self, turn: Turn, items: list[Pending]) -> str | None:
        said = turn.said
        if said.choice == "p:save":
            return self._save(turn, items)
        if said.choice and said.choice.startswith("p:drop:"):
            return self._drop(turn, items, [int(said.choice.rsplit(":", 1)[1])])
        if said.choice:
            return None
        numbers = [number - 1 for number in said.numbers if number <= len(items)]
        if numbers and _DROP.search(said.text):
            return self._drop(turn, items, numbers)
        if (corrected := self._correct(turn, items, numbers)) is not None:
            return corrected
        if agrees(said.text) and (said.means("affirm", at_least=0.4) or len(said.text) <= 12):
            return self._save(turn, items)
        if re.search(r"저장", said.text) and not re.search(r"않|안\s|말", said.text):
            return self._save(turn, items)
        if len(said.text) <= 12 and (said.means("deny") or re.match(r"아니|틀렸|달라", said.text)):
            turn.say("utter_what_is_wrong")
            turn.offer_again()
            return ANSWERED
        return None

    def _save(self, turn: Turn, items: list[Pending]) -> str:
        store = turn.engine.members.profiles
        changed = [replace(item.entry, id=item.replaces) for item in items if item.replaces]
        for entry in changed:
            store.change(turn.member, entry)
        stored = store.add(turn.member, [item.entry for item in items if not item.replaces])
        keep_pending(turn, [])
        remember(turn, section=None)
        turn.show(text(stored_line([*changed, *stored])))
        return "profile_question"

    def _drop(self, turn: Turn, items: list[Pending], numbers: list[int]) -> str:
        left = [item for number, item in enumerate(items) if number not in numbers]
        keep_pending(turn, left)
        turn.say("utter_dropped")
        return self.name if left else "profile"

    def _correct(self, turn: Turn, items: list[Pending], numbers: list[int]) -> str | None:
        """1번은 2019년부터예요; with one proposal, or one that has dates, the number may be left out."""
        words = re.sub(r"^\s*(?:아니(?:요|에요|고)?|음|그게)[,. ]*", "", turn.said.text)
        words = re.sub(r"^\s*\d{1,2}\s*번(?:은|이|을|에서)?\s*", "", words)
        told = teller().tell(words, date.today())
        periods = [period for period in find_periods(words, date.today()) if not period.problem]
        if not numbers and told.proposals and not (len(items) == 1 and _only_dates(words)):
            return None
        dated = [n for n, item in enumerate(items) if not isinstance(item.entry, Certificate | str)]
        if not numbers and periods:
            numbers = [0] if len(items) == 1 else dated if len(dated) == 1 else []
            if not numbers:
                turn.say("utter_which_number")
                turn.offer_again()
                return ANSWERED
        if len(numbers) != 1:
            return None
        item = items[numbers[0]]
        entry = item.entry
        hinted = teller().tell(words, date.today(), section_of(entry).name)
        same = [proposal.entry for proposal in hinted.proposals if type(proposal.entry) is type(entry)]
        if periods:
            first = periods[0]
            entry = _dated(entry, first.start, first.end, first.current, first.moment)
        elif same:
            entry = filled(entry, same[0])
        else:
            return None
        items[numbers[0]] = replace(item, entry=entry, questions=())
        keep_pending(turn, items)
        return self.name

    def _ask_open(self, turn: Turn, item: Pending, question: Question) -> None:
        about = short_title(item.entry)
        if question.reason == "which":
            turn.say("utter_which_is_meant", words=question.words)
            options = [Choice(option, f"q:{number}") for number, option in enumerate(question.options)]
            turn.offer([*options, Choice("그대로 입력", "q:asis"), Choice("빼 주세요", "q:drop")])
        elif question.reason == "year":
            turn.say("utter_which_year", words=question.words, about=about)
            turn.offer(
                [
                    *(Choice(word, f"q:year:{-back}") for word, back in _RELATIVE_YEARS.items()),
                    Choice("모르겠어요", "q:blank"),
                ]
            )
        elif question.reason == "impossible":
            turn.say("utter_impossible_date", words=question.words, about=about)
            turn.offer([Choice("모르겠어요", "q:blank")])
        elif question.reason == "same":
            former = profile_of(turn).entry(question.words)
            turn.say(
                "utter_same_or_new",
                about=about,
                former=entry_line(former) if former else "",
                told=entry_line(item.entry),
            )
            turn.offer(
                [
                    Choice("이것으로 바꿀게요", "q:replace"),
                    Choice("따로 더할게요", "q:new"),
                    Choice("빼 주세요", "q:drop"),
                ]
            )
        else:
            turn.say("utter_problem", about=about, message=question.words)
            turn.offer([Choice("비워 둘게요", "q:blank"), Choice("이 항목은 빼 주세요", "q:drop")])

    def _answer_open(self, turn: Turn, items: list[Pending], at: int, question: Question) -> str | None:
        said, item = turn.said, items[at]
        kind, _, rest = (said.choice or "").partition(":")
        if said.choice and kind != "q":
            return None
        if rest == "drop" or (
            not said.choice and _DROP.search(said.text) and len(said.text) <= 12 and question.reason != "same"
        ):
            return self._drop(turn, items, [at])
        settled: Pending | None = None
        if question.reason == "which":
            settled = _settle_name(turn, item, question, rest)
        elif question.reason == "same":
            settled = _settle_same(turn, item, question, rest)
        else:
            settled = _settle_date(turn, item, question, rest)
        if settled is None:
            return None
        items[at] = settled
        keep_pending(turn, items)
        return self.name


def _asking(items: list[Pending]) -> tuple[int, Question] | None:
    today = date.today()
    for number, item in enumerate(items):
        if question := open_question(item, today):
            return number, question
    return None


def _settle_name(turn: Turn, item: Pending, question: Question, rest: str) -> Pending | None:
    said = turn.said
    name = None
    if rest.isdigit():
        name = question.options[int(rest)]
    elif rest == "asis":
        name = question.words
    elif not said.choice:
        wanted = _POLITE_END.sub("", squeeze(said.text))
        found = [option for option in question.options if wanted and wanted in squeeze(option)]
        grade = re.search(r"([1-6])\s*급", said.text)
        graded = [option for option in question.options if grade and f"{grade[1]}급" in option]
        name = (found if len(found) == 1 else graded)[0] if len(found) == 1 or len(graded) == 1 else None
    if name is None or not isinstance(item.entry, Certificate):
        return None
    described = turn.engine.kb.certificate_texts.get(name)
    entry = replace(item.entry, name=name, issuer=described.body if described else item.entry.issuer)
    return replace(item, entry=entry, questions=item.questions[1:])


def _settle_same(turn: Turn, item: Pending, question: Question, rest: str) -> Pending | None:
    said = turn.said
    former = profile_of(turn).entry(question.words)
    if rest == "new" or (not said.choice and re.search(r"따로|더할|더해|추가|새로|다른", said.text)):
        return replace(item, questions=item.questions[1:])
    if rest == "replace" or (not said.choice and re.search(r"바꿔|바꿀|고쳐|맞아|그걸로|수정", said.text)):
        if former is None:
            return replace(item, questions=item.questions[1:])
        return replace(
            item, entry=filled(replace(former, id=""), item.entry), questions=item.questions[1:], replaces=former.id
        )
    return None


def _settle_date(turn: Turn, item: Pending, question: Question, rest: str) -> Pending | None:
    said, today = turn.said, date.today()
    rest_questions = item.questions[1:] if item.questions else ()
    if rest == "blank" or (not said.choice and skips(turn)):
        return replace(item, entry=_blank(item.entry, question.field), questions=rest_questions)
    if rest.startswith("year:"):
        year: int | None = today.year - int(rest.removeprefix("year:"))
    else:
        found = _YEAR.search(said.text)
        year = _four_digits(int(found[0]), today) if found and question.reason == "year" else None
    if question.reason == "year" and year:
        when = find_periods(f"{year}년 {question.words}", today)
        if when and when[0].any_date:
            entry = _with_date(item.entry, question.field, when[0].any_date)
            return replace(item, entry=entry, questions=rest_questions)
    if said.choice:
        return None
    periods = [period for period in find_periods(said.text, today) if not period.problem]
    if periods and (periods[0].start or periods[0].end):
        first = periods[0]
        return replace(
            item, entry=_dated(item.entry, first.start, first.end, first.current, None), questions=rest_questions
        )
    if single := read_date(said.text, today):
        return replace(item, entry=_with_date(item.entry, question.field, single), questions=rest_questions)
    if (
        question.reason == "problem"
        and question.field == "end"
        and re.search(r"재직|지금|현재|하고\s?있|다니", said.text)
        and isinstance(item.entry, Experience)
    ):
        return replace(item, entry=replace(item.entry, end=None, current=True), questions=rest_questions)
    if question.reason == "problem" and question.field not in ("start", "end", "acquired", ""):
        return replace(
            item, entry=with_fields(item.entry, **{question.field: said.text.strip()}), questions=rest_questions
        )
    return None


def _four_digits(year: int, today: date) -> int:
    if year > 99:
        return year
    return 2000 + year if year <= today.year % 100 + 1 else 1900 + year


def _blank(entry: Entry, field: str) -> Entry:
    present = getattr(entry, field, None)
    empty: object = "" if isinstance(present, str) else () if isinstance(present, tuple) else None
    return with_fields(entry, **{field: empty}) if field else entry


def _with_date(entry: Entry, field: str, when: PartialDate) -> Entry:
    return with_fields(entry, **{field: when})


def _dated(
    entry: Entry, start: PartialDate | None, end: PartialDate | None, current: bool, moment: PartialDate | None
) -> Entry:
    """The entry with the dates that were told; the others stay."""
    if isinstance(entry, Certificate):
        when = moment or end or start
        return replace(entry, acquired=when) if when else entry
    if isinstance(entry, Experience):
        ends = None if current else end or entry.end
        return replace(
            entry, start=start or moment or entry.start, end=ends, current=current or (entry.current and not end)
        )
    if isinstance(entry, Training | Education):
        return replace(entry, start=start or entry.start, end=end or moment or entry.end)
    return entry


def _only_dates(words: str) -> bool:
    rest = words
    for period in find_periods(words, date.today()):
        rest = rest.replace(period.written, "")
    return len(re.sub(r"부터|까지|이?에요|예요|입니다|이요|요|였어요|이었어요|에|[\s.,~!]", "", rest)) <= 2
