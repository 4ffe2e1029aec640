"""What is prepared at start: the first report finds everything loaded."""

from __future__ import annotations

import sys

from bot.actions import _engine
from bot.actions.preparing import prepare_reports
from bot.replies.pdf import print_report
from engine.members.store import MemberStore
from engine.reports.making import make_snapshot


def test_the_first_report_reads_no_table_and_loads_no_printer(members: MemberStore) -> None:
    # GIVEN what is prepared in the background
    prepare_reports()
    kb = _engine.engine().kb
    read, loaded = set(vars(kb)), {name for name in sys.modules if name.startswith(("typst", "matplotlib", "engine"))}
    assert "typst" in loaded
    # WHEN the first report of another occupation is made and printed
    code = next(code for code in kb.occupations if code.startswith("30"))
    printed = print_report(make_snapshot(kb, code, "첫 보고서", ["간호"]))
    # THEN it is there, and nothing had to be read or loaded for it
    assert printed.startswith(b"%PDF")
    assert set(vars(kb)) == read
    assert {name for name in sys.modules if name.startswith(("typst", "matplotlib", "engine"))} == loaded
