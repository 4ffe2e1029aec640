"""Subcommands of `jobcare`, one module each.

The module's name is the subcommand's name (match_profile is `match-profile`). It exposes `register(subparsers)`, which adds its parser and sets `run`, a
function from the parsed options to the exit code, as a default. A module imports what is slow to import inside `run`
only, so that help stays quick. It raises `CommandError` for whatever the person at the terminal has to know.
"""


class CommandError(Exception):
    """A command cannot do what it was asked for. The message is one Korean sentence that says what to do."""
