"""After something was stored: asks what is missing and matters, one thing at a time; everything can be skipped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.actions.pending import filled
from bot.actions.profiling import profile_of, remember, skips, take_common, take_control, take_telling, told
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import Choice
from bot.replies.profile import gap_asked, skip_choices, term_choices
from engine.profile import Education, Entry, Experience, SchoolLevel
from engine.profile.checks import problems_of
from engine.profile.cues import LEVELS, first
from engine.profile.dates import find_periods
from engine.profile.fields import fields_of, section_of, with_fields
from engine.profile.gaps import Gap, gaps_of, next_gap
from engine.profile.reading_experience import tidy
from engine.profile.reading_names import typed_list

COURSES_SHOWN = 12


class ProfileQuestion:
    name = "profile_question"

    def ask(self, turn: Turn) -> None:
        gap = self._gap(turn)
        if gap is None:
            turn.state.step = "profile"
            from bot.actions.steps.profile import ProfileHub

            ProfileHub().ask(turn)
            return
        turn.show(gap_asked(gap))
        if gap.field == "level":
            field = next(field for field in fields_of(gap.entry) if field.name == "level")
            turn.offer([*term_choices(field), *skip_choices()])
        elif gap.field == "courses":
            courses = _courses(turn, gap)
            options = [Choice(course, f"pc:{number}") for number, course in enumerate(courses)]
            turn.offer([*options, *skip_choices()], multiple=True)
        else:
            turn.offer(skip_choices())

    def take(self, turn: Turn) -> str | None:
        gap = self._gap(turn)
        if gap is None:
            return take_common(turn) or take_telling(turn)
        if turn.said.choice == "p:enough" or re.search(r"(?:나머지|이제|질문)\S*\s?그만", turn.said.text):
            profile = profile_of(turn)
            asked = [*turn.state.profile.get("asked", [])]
            gaps = [gap.key for gap in gaps_of(profile, turn.engine.kb)]
            remember(turn, asked=list(dict.fromkeys([*asked, *gaps])))
            return "profile"
        if skips(turn):
            return self._done(turn, gap)
        answered = take_control(turn)
        if answered is None:
            answered = self._answer(turn, gap)
        if answered is None:
            answered = take_common(turn)
        return take_telling(turn) if answered is None else answered

    def _gap(self, turn: Turn) -> Gap | None:
        return next_gap(profile_of(turn), turn.engine.kb, turn.state.profile.get("asked", []))

    def _done(self, turn: Turn, gap: Gap) -> str:
        remember(turn, asked=[*turn.state.profile.get("asked", []), gap.key])
        return self.name

    def _answer(self, turn: Turn, gap: Gap) -> str | None:
        said = turn.said
        if said.choice and said.choice.partition(":")[0] not in ("pt", "pc"):
            return None
        if not said.choice and _about_something_else(turn, gap):
            return None
        entry = self._filled(turn, gap)
        if entry is None:
            return None
        problem = next(iter(problems_of(entry, date.today())), None)
        if problem is not None:
            turn.say("utter_refused_value", message=problem.message)
            turn.offer_again()
            return ANSWERED
        turn.engine.members.profiles.change(turn.member, entry)
        return self._done(turn, gap)

    def _filled(self, turn: Turn, gap: Gap) -> Entry | None:
        said, entry = turn.said, gap.entry
        if gap.field == "period":
            return _with_period(entry, said.text)
        if gap.field == "level" and isinstance(entry, Education):
            if said.choice:
                return replace(entry, level=list(SchoolLevel)[int(said.choice.partition(":")[2])])
            level = first(LEVELS, said.text)
            return replace(entry, level=level) if isinstance(level, SchoolLevel) else None
        if gap.field == "courses" and isinstance(entry, Education):
            chosen = self._chosen_courses(turn, gap)
            return replace(entry, courses=tuple(chosen)) if chosen else None
        if said.choice or said.only_numbers or len(said.text.strip()) < 2:
            return None
        words = " ".join(said.text.split())
        if gap.field == "content" and isinstance(entry, Experience):
            text = tidy(words) if len(words) < 80 else words
            return replace(entry, content=f"{entry.content}, {text}" if entry.content else text)
        if gap.field == "major" and isinstance(entry, Education):
            same = [
                p.entry for p in told(turn, "educations").proposals if isinstance(p.entry, Education) and p.entry.major
            ]
            return replace(entry, major=same[0].major if same else typed_list(words)[0] if typed_list(words) else words)
        if gap.field == "course":
            return with_fields(entry, **{gap.field: words})
        return None

    def _chosen_courses(self, turn: Turn, gap: Gap) -> list[str]:
        said, courses = turn.said, _courses(turn, gap)
        if said.choice:
            return [courses[int(said.choice.partition(":")[2])]]
        if said.only_numbers:
            return [courses[number - 1] for number in said.numbers if number <= len(courses)]
        by_form = {squeeze(course): course for course in courses}
        return [by_form.get(squeeze(item), item) for item in typed_list(said.text)]


def _courses(turn: Turn, gap: Gap) -> tuple[str, ...]:
    """The 교과목 of the major, as the knowledge base has them."""
    major = turn.engine.kb.major_named(gap.entry.major) if isinstance(gap.entry, Education) else None
    return major.courses[:COURSES_SHOWN] if major else ()


def _about_something_else(turn: Turn, gap: Gap) -> bool:
    """아 그리고 컴활도 있어요: told besides, and no answer to what was asked."""
    if gap.field == "courses" and len(typed_list(turn.said.text)) > 1:
        return False
    read = told(turn)
    asked = section_of(gap.entry).name
    return bool(read.proposals or read.nothing) and all(section_of(p.entry).name != asked for p in read.proposals)


def _with_period(entry: Entry, words: str) -> Entry | None:
    periods = [period for period in find_periods(words, date.today()) if not period.problem]
    if not periods or not isinstance(entry, Experience):
        return None
    period = periods[0]
    second = periods[1] if len(periods) > 1 else None
    start = period.start or (period.moment if period.moment else None)
    end = period.end or (second.any_date if second and not period.current else None)
    if start is None and end is None:
        return None
    return filled(entry, Experience("", entry.kind, start=start, end=end, current=period.current and end is None))
