"""The one error that the launcher shows to a person."""

from __future__ import annotations


class LaunchError(Exception):
    """Starting cannot go on; the text is Korean and says what to do about it.

    Attributes:
        exit_code: what the process should exit with.
    """

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class StepError(LaunchError):
    """A long step ended with an error.

    Attributes:
        disk_full: whether it ran out of space, so that what it wrote may be cut off.
    """

    def __init__(self, message: str, disk_full: bool) -> None:
        super().__init__(message)
        self.disk_full = disk_full
