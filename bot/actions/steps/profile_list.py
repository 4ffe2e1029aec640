"""프로필 보기: the whole profile, one entry, and one of its fields, to be looked at, changed and removed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.actions.profiling import profile_of, remember, take_common, take_control, take_telling
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import Choice, text
from bot.replies.profile import (
    ENTRIES_PER_PAGE,
    entry_choices,
    entry_table,
    field_asked,
    field_choices,
    profile_table,
    short_title,
    term_choices,
)
from engine.language.normalise import clean
from engine.profile import Certificate, Entry, Skill
from engine.profile.checks import problems_of
from engine.profile.dates import find_periods, read_date
from engine.profile.fields import Field, Shape, fields_of, with_fields
from engine.profile.reading_names import typed_list

_REMOVE = re.compile(r"지워|지울|삭제|빼\s?줘|빼\s?주|없애")
_CHANGE = re.compile(r"(?P<value>.+?)(?:으로|로)\s*(?:바꿔|바꾸|바꿀|고쳐|고칠|수정|변경)\S*.*$")
_CHANGING = re.compile(r"바꿔|바꾸|바꿀|고쳐|고칠|수정|변경")


class ProfileList:
    name = "profile_list"

    def ask(self, turn: Turn) -> None:
        profile = profile_of(turn)
        count = sum(1 for _ in profile.entries())
        if not count:
            turn.say("utter_profile_empty")
            turn.offer([Choice("프로필로 돌아가기", "p:hub"), Choice("되돌리기", "p:undo")])
            return
        turn.state.page = min(turn.state.page, (count - 1) // ENTRIES_PER_PAGE)
        marks = turn.engine.corrections.marks([entry.id for entry in profile.entries()])
        turn.show(profile_table(profile, marks))
        turn.offer(entry_choices(profile, turn.state.page))

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        if said.choice in ("p:next", "p:prev"):
            turn.state.page = max(0, turn.state.page + (1 if said.choice == "p:next" else -1))
            return self.name
        entry = None if said.choice else _named(turn)
        if entry is not None and (_REMOVE.search(said.text) or _CHANGING.search(said.text)):
            remember(turn, entry=entry.id)
            return _remove(turn, entry) if _REMOVE.search(said.text) else "profile_entry"
        return _first(take_common(turn), lambda: take_telling(turn))


class ProfileEntryView:
    name = "profile_entry"

    def ask(self, turn: Turn) -> None:
        entry = _entry(turn)
        if entry is None:
            turn.say("utter_entry_gone")
            turn.offer([Choice("목록으로", "p:view")])
            return
        turn.show(entry_table(entry))
        turn.offer(field_choices(entry))

    def take(self, turn: Turn) -> str | None:
        said, entry = turn.said, _entry(turn)
        if entry is None:
            return take_common(turn) or take_telling(turn)
        if said.choice == "p:delete" or (not said.choice and _REMOVE.search(said.text) and len(said.text) <= 14):
            return _remove(turn, entry)
        if said.choice and said.choice.startswith("pf:"):
            return _open_field(turn, entry, said.choice.removeprefix("pf:"))
        if not said.choice and (field := _field_in(entry, said.text)):
            changed = _CHANGE.search(said.text[said.text.index(field.label) + len(field.label) :])
            if changed:
                value = re.sub(r"^(?:을|를|은|는|이|가)?\s*", "", changed["value"]).strip()
                return set_field(turn, entry, field, value)
            if _CHANGING.search(said.text):
                return _open_field(turn, entry, field.name)
        return _first(take_common(turn), lambda: take_telling(turn))


class ProfileField:
    name = "profile_field"

    def ask(self, turn: Turn) -> None:
        found = _present(turn)
        if found is None:
            turn.say("utter_entry_gone")
            turn.offer([Choice("목록으로", "p:view")])
            return
        entry, field = found
        turn.show(field_asked(entry, field))
        if field.shape is Shape.FLAG:
            options = [Choice("네", "pv:yes"), Choice("아니요", "pv:no")]
        else:
            options = [*term_choices(field), Choice("비우기", "pv:blank")]
        turn.offer([*options, Choice("그대로 둘게요", f"pe:{entry.id}")])

    def take(self, turn: Turn) -> str | None:
        said, found = turn.said, _present(turn)
        if said.choice and said.choice.startswith("pf:") and (entry := _entry(turn)) is not None:
            return _open_field(turn, entry, said.choice.removeprefix("pf:"))
        if found is None or (said.choice and said.choice.partition(":")[0] not in ("pt", "pv")):
            return take_common(turn)
        entry, field = found
        if not said.choice and (following := take_control(turn)) is not None:
            return following
        if said.choice == "pv:blank":
            empty: Any = (
                "" if field.shape in (Shape.TEXT, Shape.DESCRIPTION) else () if field.shape is Shape.LIST else None
            )
            return _store(turn, with_fields(entry, **{field.name: empty}))
        if said.choice in ("pv:yes", "pv:no"):
            return _store(turn, with_fields(entry, **{field.name: said.choice == "pv:yes"}))
        if said.choice and field.terms:
            return _store(turn, with_fields(entry, **{field.name: list(field.terms)[int(said.choice[3:])]}))
        return set_field(turn, entry, field, said.text)


def set_field(turn: Turn, entry: Entry, field: Field, words: str) -> str:
    """Takes typed words as the field's new value, or says what is wrong with them and changes nothing."""
    value: Any = clean(words)
    if field.shape is Shape.DATE:
        dates = [p for p in find_periods(words, date.today()) if p.problem]
        value = None if dates else read_date(words, date.today())
        if value is None:
            turn.say("utter_no_date", words=clean(words)[:40])
            turn.offer_again()
            return ANSWERED
    elif field.shape is Shape.TERM and field.terms:
        value = next((term for term in field.terms if squeeze(str(term)) == squeeze(words)), None)
        value = value or next(
            (term for term in field.terms if squeeze(words) and squeeze(words) in squeeze(str(term))), None
        )
        if value is None:
            turn.say("utter_no_term", terms=", ".join(field.terms))
            turn.offer_again()
            return ANSWERED
    elif field.shape is Shape.LIST:
        value = tuple(dict.fromkeys(typed_list(words)))
    elif field.shape is Shape.FLAG:
        value = bool(re.match(r"\s*(?:네|예|응|맞|그래|아직)", words))
    return _store(turn, with_fields(entry, **{field.name: value}))


def _store(turn: Turn, entry: Entry) -> str:
    problem = next(iter(problems_of(entry, date.today())), None)
    if problem is not None:
        turn.say("utter_refused_value", message=problem.message)
        turn.offer_again()
        return ANSWERED
    turn.engine.members.profiles.change(turn.member, entry)
    remember(turn, field=None)
    turn.say("utter_changed")
    return "profile_entry"


def _remove(turn: Turn, entry: Entry) -> str:
    turn.engine.members.profiles.remove(turn.member, entry.id)
    remember(turn, entry=None, field=None)
    turn.show(text(f"지웠어요: ‘{short_title(entry)}’. ‘되돌리기’라고 하면 되살릴 수 있어요."))
    return "profile_list"


def _open_field(turn: Turn, entry: Entry, name: str) -> str | None:
    if name not in {field.name for field in fields_of(entry)}:
        return None
    remember(turn, field=name)
    return "profile_field"


def _entry(turn: Turn) -> Entry | None:
    return profile_of(turn).entry(str(turn.state.profile.get("entry")))


def _present(turn: Turn) -> tuple[Entry, Field] | None:
    entry = _entry(turn)
    field = next((f for f in fields_of(entry) if f.name == turn.state.profile.get("field")), None) if entry else None
    return (entry, field) if entry and field else None


def _field_in(entry: Entry, words: str) -> Field | None:
    """The field named in the words; the longest name counts."""
    named = [field for field in fields_of(entry) if field.label in words]
    return max(named, key=lambda field: len(field.label), default=None)


def _named(turn: Turn) -> Entry | None:
    """The entry that the message names, by number of the list or by its words."""
    profile = profile_of(turn)
    for number in turn.said.numbers:
        if number <= len(turn.state.offered) and turn.state.offered[number - 1][1].startswith("pe:"):
            return profile.entry(turn.state.offered[number - 1][1].removeprefix("pe:"))
    words = squeeze(turn.said.text)
    named = [e for e in profile.entries() if len(squeeze(_key(e))) >= 2 and squeeze(_key(e)) in words]
    return max(named, key=lambda entry: len(_key(entry)), default=None)


def _key(entry: Entry) -> str:
    return entry.name if isinstance(entry, Certificate | Skill) else short_title(entry)


def _first(following: str | None, otherwise: Any) -> str | None:
    return following if following is not None else otherwise()
