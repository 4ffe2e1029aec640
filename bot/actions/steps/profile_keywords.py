"""키워드 추천: from what somebody wrote about their work, 능력단위 and skills to choose from and add."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.actions._engine import duty_search
from bot.actions.profiling import profile_of, remember, take_common, take_telling
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.profile import keyword_choices, short_title
from engine.profile import Experience, Skill
from engine.profile.checks import problems_of
from engine.profile.keywords import Suggested, suggest


class ProfileKeywords:
    name = "profile_keywords"

    def ask(self, turn: Turn) -> None:
        entry = self._entry(turn)
        if entry is None:
            self._ask_which(turn)
            return
        found = self._found(turn, entry)
        if not found.units and not found.skills:
            turn.say("utter_no_keywords_found", about=short_title(entry))
            turn.offer([Choice("프로필로 돌아가기", "p:hub")])
            return
        turn.say("utter_prompt_keywords", about=short_title(entry), content=entry.content)
        turn.offer(keyword_choices([(unit.code, unit.name) for unit in found.units], found.skills), multiple=True)

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        kind, _, rest = (said.choice or "").partition(":")
        if kind == "kx":
            remember(turn, entry=rest)
            return self.name
        entry = self._entry(turn)
        if entry is None:
            return take_common(turn) or take_telling(turn, "experiences")
        found = self._found(turn, entry)
        offered = [choice for _, choice in turn.state.offered]
        ids = [said.choice] if kind in ("ku", "ks") else []
        if not said.choice and said.only_numbers:
            ids = [offered[number - 1] for number in said.numbers if number <= len(offered)]
        chosen = [one for one in ids if one and one.partition(":")[0] in ("ku", "ks")]
        if chosen:
            return self._add(turn, entry, found, chosen)
        return take_common(turn) or take_telling(turn)

    def _add(self, turn: Turn, entry: Experience, found: Suggested, ids: list[str]) -> str:
        names = {f"ku:{unit.code}": unit.name for unit in found.units}
        words = [names[one] for one in ids if one in names and names[one] not in entry.content]
        skills = [
            found.skills[int(one[3:])] for one in ids if one.startswith("ks:") and int(one[3:]) < len(found.skills)
        ]
        if words:
            changed = replace(entry, content=", ".join([entry.content, *words]))
            if problem := next(iter(problems_of(changed, date.today())), None):
                turn.say("utter_refused_value", message=problem.message)
                turn.offer_again()
                return ANSWERED
            turn.engine.members.profiles.change(turn.member, changed)
        have = {skill.name for skill in profile_of(turn).skills}
        if new := [Skill("", name) for name in skills if name not in have]:
            turn.engine.members.profiles.add(turn.member, new)
        turn.say("utter_keywords_added", names=", ".join([*words, *skills]) or "없음")
        return self.name

    def _entry(self, turn: Turn) -> Experience | None:
        found = profile_of(turn).entry(str(turn.state.profile.get("entry")))
        return found if isinstance(found, Experience) and found.content else None

    def _found(self, turn: Turn, entry: Experience) -> Suggested:
        have = {skill.name for skill in profile_of(turn).skills}
        return suggest(duty_search(), entry.content, entry.content, have)

    def _ask_which(self, turn: Turn) -> None:
        described = [entry for entry in profile_of(turn).experiences if entry.content]
        if not described:
            turn.say("utter_keywords_need_content")
            turn.offer([Choice("경력/경험 더하기", "ps:experiences"), Choice("프로필로 돌아가기", "p:hub")])
            return
        turn.say("utter_keywords_for_which")
        options = [Choice(f"{short_title(entry)}: {entry.content}"[:60], f"kx:{entry.id}") for entry in described[:10]]
        turn.offer([*options, Choice("프로필로 돌아가기", "p:hub")])
