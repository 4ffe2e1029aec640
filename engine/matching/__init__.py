"""What a person typed in their own words → ranked occupations, each with the reasons that raised it."""

from engine.matching.matcher import Matcher
from engine.matching.profile import WorkProfile
from engine.matching.results import Match, MatchResult, Reason

__all__ = ["Match", "MatchResult", "Matcher", "Reason", "WorkProfile"]
