"""The card of a report on the dashboard: its few main figures, and what changed between two snapshots."""

from __future__ import annotations

from dataclasses import dataclass

from engine.market import Share
from engine.market.openings import MonthFigure
from engine.market.people import HIGH_SCHOOL, OTHER_ANSWERS
from engine.market.training import TrainingField
from engine.reports.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Card:
    """`owned`: how many of the `needed` units the person has, None when nothing is known. `group`: the 직종 group that
    `openings` (its last known month, whole country) are of. `certificate`, `major`, `age`: the most frequent answers of
    incumbents. `training`: the field with the best employment. None: no data."""

    needed: int
    owned: int | None
    group: str
    openings: MonthFigure | None
    certificate: Share | None
    training: TrainingField | None
    major: Share | None
    age: Share | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two snapshots of one occupation. Names, in the order of the newer (or, if gone, older) one.

    `before`, `after`: their cards. `owned_new`, `owned_gone`: units that the person has now and had not, and the reverse.
    `advised_new`: certificates recommended now that were not. `sources`: names of sources with another period, as (name, before, after).
    """

    before: Card
    after: Card
    duties_new: tuple[str, ...]
    duties_gone: tuple[str, ...]
    units_new: tuple[str, ...]
    units_gone: tuple[str, ...]
    owned_new: tuple[str, ...]
    owned_gone: tuple[str, ...]
    advised_new: tuple[str, ...]
    sources: tuple[tuple[str, str, str], ...]

    @property
    def none(self) -> bool:
        """Whether nothing at all differs."""
        lists = (self.duties_new, self.duties_gone, self.units_new, self.units_gone, self.owned_new, self.owned_gone)
        return self.before == self.after and not any(lists) and not self.advised_new and not self.sources


def card_of(snapshot: Snapshot) -> Card:
    """The main figures of a report."""
    market = snapshot.market
    country = next((part for part in market.openings if part.area.kind == "country"), None) if market else None
    found = country is not None and country.outcome == "found"
    certificates = market.certificates.top if market else ()
    fields = market.training.fields if market else ()
    majors = market.majors.main if market else None
    ages = market.ages.main if market else None
    return Card(
        needed=len(snapshot.units),
        owned=None if snapshot.owned is None else len(snapshot.owned_needed),
        group=country.group.name if country and country.group and found else "",
        openings=country.latest if country and found else None,
        certificate=certificates[0].share if certificates else None,
        training=next((field for field in fields if field.outcome.employment_rate is not None), None),
        major=majors.largest((OTHER_ANSWERS, HIGH_SCHOOL)) if majors else None,
        age=ages.largest() if ages else None,
    )


def changes(before: Snapshot, after: Snapshot) -> Changes:
    """What the newer snapshot says otherwise than the older one."""
    old_duties, new_duties = ({duty.code: duty.name for duty in made.duties} for made in (before, after))
    old_units, new_units = ({unit.code: unit.name for unit in made.units} for made in (before, after))
    old_owned, new_owned = ({unit.code: unit.name for unit in made.owned or ()} for made in (before, after))
    old_advised = {one.name for one in before.advice.certificates.certificates} if before.advice else set()
    new_advised = [one.name for one in after.advice.certificates.certificates] if after.advice else []
    periods = {source.id: source.period for source in before.sources}
    return Changes(
        before=card_of(before),
        after=card_of(after),
        duties_new=_beyond(new_duties, old_duties),
        duties_gone=_beyond(old_duties, new_duties),
        units_new=_beyond(new_units, old_units),
        units_gone=_beyond(old_units, new_units),
        owned_new=_beyond(new_owned, old_owned),
        owned_gone=_beyond(old_owned, new_owned),
        advised_new=tuple(name for name in new_advised if name not in old_advised) if before.advice else (),
        sources=tuple(
            (source.name, periods[source.id], source.period)
            for source in after.sources
            if source.id in periods and periods[source.id] != source.period
        ),
    )


def _beyond(these: dict[str, str], those: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for code, name in these.items() if code not in those)
