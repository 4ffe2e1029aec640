"""`python3 -m launch COMMAND`: set up, train, run, test."""

from __future__ import annotations

import argparse
import os
import sys
from typing import List, Optional

from launch import checks, environments, knowledge, locks, training
from launch.child_environment import child_environment
from launch.cleaning import clean
from launch.failure import LaunchError
from launch.preflight import SERVE_BYTES, require_free_ports, require_space
from launch.settings import ROOT, Settings, load_dotenv, read_settings

PORT_OPTIONS = (
    ("--port", "JOBCARE_GATEWAY_PORT", "port of the gateway, the only public door (default 8000)"),
    ("--rasa-port", "JOBCARE_RASA_PORT", "loopback port of Rasa (default 5005)"),
    ("--actions-port", "JOBCARE_ACTIONS_PORT", "loopback port of the action server (default 5055)"),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m launch", description="Start and develop the JobCare bot.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="set up what is missing, then start rasa, actions and gateway")
    for option, variable, text in PORT_OPTIONS:
        run.add_argument(option, dest=variable, metavar="N", help=text)
    run.add_argument("--no-setup", action="store_true", help="start at once: no installation, no build, no training")

    setup = commands.add_parser("setup", help="make or update both environments")
    setup.add_argument("--dev", action="store_true", help="also what tests and linting need")

    train = commands.add_parser("train", help="train Rasa if its configuration, domain, data or components changed")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")

    commands.add_parser("validate", help="rasa data validate")
    commands.add_parser("lint", help="ruff and mypy")
    commands.add_parser("knowledge", help="load the knowledge tables into the database if they changed")
    commands.add_parser("lock", help="make the locks in requirements/ anew")
    commands.add_parser("clean", help="remove environments, models and everything that running made")
    test = commands.add_parser("test", help="everything that CI runs")
    test.add_argument("pytest_arguments", nargs="*", help="passed on to pytest (after --)")
    module = commands.add_parser("module", help="run a Python module in the application environment")
    module.add_argument("name")
    module.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def run(settings: Settings, set_up: bool) -> int:
    """Start the bot, having prepared what is missing; replaces this process by `launch.serve`."""
    require_free_ports(settings)
    require_space(settings.var, SERVE_BYTES, "실행")
    if set_up:
        environments.set_up(settings)
        knowledge.build_knowledge(settings)
        if not training.train(settings):
            print("Rasa 모델은 그대로 써요(바뀐 것이 없어요).", flush=True)
    app = environments.app_environment(settings)
    environments.require(app)
    environments.require(environments.rasa_environment(settings))
    os.chdir(str(settings.root))
    sys.stdout.flush()
    os.execv(str(app.python), [str(app.python), "-m", "launch.serve"])


def dispatch(arguments: argparse.Namespace) -> int:
    """Do what the command line asks for; returns the exit code."""
    load_dotenv(ROOT / ".env")
    if arguments.command == "run":
        for _, variable, _ in PORT_OPTIONS:
            if getattr(arguments, variable) is not None:
                os.environ[variable] = getattr(arguments, variable)
    settings = read_settings()
    if arguments.command == "run":
        return run(settings, set_up=not arguments.no_setup)
    if arguments.command == "setup":
        environments.set_up(settings, development=arguments.dev)
    elif arguments.command == "lock":
        locks.make_locks(settings)
    elif arguments.command == "clean":
        clean(settings)
    elif arguments.command == "test":
        return checks.test(settings, arguments.pytest_arguments)
    elif arguments.command == "lint":
        return checks.lint(settings)
    else:
        environments.set_up(settings)
        if arguments.command == "knowledge":
            knowledge.build_knowledge(settings)
        elif arguments.command == "validate":
            training.validate(settings)
        elif arguments.command == "train":
            if not training.train(settings, force=arguments.force):
                print("바뀐 것이 없어서 다시 학습하지 않았어요.")
        else:
            app = environments.app_environment(settings)
            command = ["-m", arguments.name, *arguments.arguments]
            return environments.run_in(app, command, settings.root, child_environment(settings))
    return 0


def main(argv: Optional[List[str]] = None) -> int:
    """Entry point; every expected failure is one short text on standard error."""
    arguments = _parser().parse_args(argv)
    try:
        return dispatch(arguments)
    except LaunchError as error:
        print("\n%s" % error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\n멈췄어요. 다시 시작하면 끝나지 않은 것부터 이어서 해요.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
