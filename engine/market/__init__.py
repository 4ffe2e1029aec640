"""Labour-market queries: what is known about the market of one occupation, each figure with what it rests on."""

from engine.market.areas import COUNTRY_CODE, Area, AreaReading, area_of_code, areas_to_choose, read_area
from engine.market.basis import ENOUGH_FOR_PERCENT, Basis, Distribution, Share
from engine.market.certificates import CertificateMarket, certificate_market, exam_series, most_held_in
from engine.market.openings import Openings, openings
from engine.market.people import PeopleShares, ages, education, majors
from engine.market.periods import Period, read_period
from engine.market.training import TrainingOutcomes, training_outcomes

__all__ = [
    "COUNTRY_CODE",
    "ENOUGH_FOR_PERCENT",
    "Area",
    "AreaReading",
    "Basis",
    "CertificateMarket",
    "Distribution",
    "Openings",
    "PeopleShares",
    "Period",
    "Share",
    "TrainingOutcomes",
    "ages",
    "area_of_code",
    "areas_to_choose",
    "certificate_market",
    "education",
    "exam_series",
    "majors",
    "most_held_in",
    "openings",
    "read_area",
    "read_period",
    "training_outcomes",
]
