"""What can go wrong with a source. Every message is one Korean sentence for a person and never holds a key or a URL."""

from __future__ import annotations


class SourceError(Exception):
    """A source gave no data. `source` is its short name, as in `jobcare sync <source>`."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(message)
        self.source = source


class SourceOff(SourceError):
    """The source is not switched on."""


class SourceDown(SourceError):
    """The source did not answer, or not with what can be read, however often it was asked."""


class SourceRefused(SourceError):
    """The source answered with an error of its own. `code` is the code that it gave."""

    def __init__(self, source: str, code: str, message: str) -> None:
        super().__init__(source, message)
        self.code = code


class QuotaSpent(SourceError):
    """Today's calls are used up."""


class Unreadable(SourceError):
    """A reply is cut off or not of the documented form; worth another try."""


class DataRefused(SourceError):
    """What was fetched looks wrong, so it was not put in the place of what is there."""
