"""What the first person would have to wait for, done in the background when the action server starts."""

from __future__ import annotations

from bot.actions._engine import duty_search, engine, prepare_profiles
from bot.replies import charts
from engine.competency.occupations import related_occupations
from engine.competency.owned import analyse
from engine.profile import Certificate, Experience, Profile
from engine.reports.making import make_snapshot

_SOMEBODY = Profile(
    certificates=(Certificate("c", "용접기능사"),), experiences=(Experience("e", content="조선소에서 용접을 했어요"),)
)
"""Made up: their analysis needs everything that one needs."""


def prepare() -> None:
    """Loads what reads telling, draws and prints (some 8 s of computing). Nothing of it is kept for anybody."""
    charts.prepare()
    prepare_profiles()
    prepare_reports()


def prepare_reports() -> None:
    """Analyses a profile, makes a report of it and prints it: tables are read, caches filled, the printer is loaded."""
    from bot.replies.pdf import print_report

    kb = engine().kb
    owned = analyse(duty_search(), _SOMEBODY)
    found = related_occupations(duty_search(), _SOMEBODY, owned).occupations
    print_report(make_snapshot(kb, found[0].code if found else min(kb.occupations), "준비"))
