"""How much of a member is kept."""

from __future__ import annotations

REPORTS_AT_MOST = 10
"""The guide keeps at most ten reports of one member."""


class TooManyReports(Exception):
    """The member already has as many reports as are kept."""
