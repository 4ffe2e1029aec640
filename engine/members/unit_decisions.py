"""What members decided about 능력단위 (mine, not mine, added), kept apart from what an analysis infers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Literal, cast, get_args

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from engine.members.models import UnitDecision
from engine.moments import now

Choice = Literal["keep", "drop", "add"]


class UnitDecisionStore:
    """Decisions by member id and unit code. Made by `MemberStore`; every call is one short transaction."""

    def __init__(self, engine: Engine, writing: Callable[[str], AbstractContextManager[Session]]) -> None:
        self._engine = engine
        self._writing = writing

    def decisions(self, member_id: str) -> dict[str, Choice]:
        """Unit code → the newest decision of the member."""
        with Session(self._engine) as session:
            rows = session.execute(
                select(UnitDecision.unit, UnitDecision.decision)
                .where(UnitDecision.member_id == member_id)
                .order_by(UnitDecision.unit)
            )
            return {unit: cast(Choice, decision) for unit, decision in rows}

    def decide(self, member_id: str, decisions: Mapping[str, Choice]) -> None:
        """Stores decisions; a former one about the same unit is replaced.

        Raises:
            ValueError: one of them is no decision; then none is stored.
        """
        if wrong := sorted(set(decisions.values()) - set(get_args(Choice))):
            raise ValueError(f"no decision: {', '.join(wrong)}")
        with self._writing(member_id) as session:
            for unit, decision in decisions.items():
                row = session.get(UnitDecision, (member_id, unit))
                if row is None:
                    session.add(UnitDecision(member_id=member_id, unit=unit, decision=decision, decided_at=now()))
                else:
                    row.decision, row.decided_at = decision, now()

    def take_back(self, member_id: str, units: Iterable[str]) -> None:
        """Forgets what was decided about these units: what is inferred counts again."""
        with self._writing(member_id) as session:
            session.execute(
                delete(UnitDecision).where(UnitDecision.member_id == member_id, UnitDecision.unit.in_(list(units)))
            )
