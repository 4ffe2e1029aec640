"""What a sync tells while it works and when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Progress(Protocol):
    """Hears how far a sync is."""

    def begin(self, steps: int) -> None:
        """So many steps are ahead, as far as known."""

    def step(self, what: str) -> None:
        """The next step begins; `what` is Korean, for a person."""

    def end(self) -> None:
        """No more steps come."""


class Silence:
    """Tells nobody."""

    def begin(self, steps: int) -> None: ...

    def step(self, what: str) -> None: ...

    def end(self) -> None: ...


silent = Silence()


@dataclass
class SyncReport:
    """What a sync did: Korean lines of what was published and what else is to know; `whole`: nothing is left to do."""

    source: str
    published: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: bool = True
