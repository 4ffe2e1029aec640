"""Entry of the console script: finds the subcommand, runs it, and turns errors into one line."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

from jobcare import commands
from jobcare.commands import CommandError

USAGE = 2
FAILED = 1
INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"명령을 알아볼 수 없어요: {message}. 쓰는 법은 `{self.prog} --help`로 볼 수 있어요.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line (without the program's name) and returns the exit code.

    0: done; 1: not possible, with one line on standard error; 2: the command line is wrong; 130: interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(given).parse_args(given)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except CommandError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; without this the interpreter would complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return _failed(f"예상하지 못한 문제로 멈췄어요 ({type(error).__name__}: {error})")
    return code


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the subcommand that was asked for, or of all of them if none was."""
    parser = _Parser(prog="jobcare", description="잡케어봇 명령")
    subparsers = parser.add_subparsers(dest="command", metavar="명령", required=True)
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    asked = given[0].replace("-", "_") if given else ""
    wanted = [asked] if asked in names else names
    for name in wanted:
        importlib.import_module(f"jobcare.commands.{name}").register(subparsers)
    return parser


def _failed(message: str) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return FAILED
