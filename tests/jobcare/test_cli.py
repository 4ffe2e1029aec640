"""The console script: finds commands, and turns every error into one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from jobcare import commands
from jobcare.cli import main
from knowledge.paths import ROOT

_COMMAND = """
from jobcare.commands import CommandError

def register(subparsers):
    parser = subparsers.add_parser("sample", help="본보기 명령")
    parser.add_argument("what")
    parser.set_defaults(run=run)

def run(options):
    if options.what == "fails":
        raise CommandError("할 수 없어요.\\n다시 해 주세요.")
    if options.what == "breaks":
        raise RuntimeError("없던 일")
    if options.what == "stops":
        raise KeyboardInterrupt
    print(options.what)
    return 0
"""


@pytest.fixture
def _sample_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more command, `sample`, found like the others."""
    (tmp_path / "sample.py").write_text(_COMMAND, encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "jobcare.commands.sample", raising=False)


@pytest.mark.usefixtures("_sample_command")
@pytest.mark.parametrize(
    ("what", "code", "out", "err"),
    [
        ("works", 0, "works\n", ""),
        ("fails", 1, "", "할 수 없어요. 다시 해 주세요.\n"),
        ("breaks", 1, "", "예상하지 못한 문제로 멈췄어요 (RuntimeError: 없던 일)\n"),
        ("stops", 130, "", ""),
    ],
)
def test_a_command_ends_with_a_code_and_at_most_one_line(
    what: str, code: int, out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a command that works, fails, breaks or is interrupted
    # WHEN it is run
    result = main(["sample", what])

    # THEN code and output say how it went, never a traceback
    assert result == code
    captured = capsys.readouterr()
    assert captured.out == out
    assert captured.err == err


@pytest.mark.usefixtures("_sample_command")
def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN the installed commands and one more
    # WHEN help is asked for
    result = main(["--help"])

    # THEN each is listed with what it does
    assert result == 0
    shown = capsys.readouterr().out
    assert "본보기 명령" in shown
    assert "knowledge" in shown


@pytest.mark.parametrize(
    "given", [[], ["nosuch"], ["knowledge"], ["knowledge", "compile"], ["knowledge", "build", "-x"]]
)
def test_a_wrong_command_line_is_one_line_and_code_2(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a command line that is not complete or not known
    # WHEN it is run
    result = main(given)

    # THEN one line points to the help
    assert result == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "--help" in lines[0]


def test_help_imports_nothing_heavy() -> None:
    # GIVEN a fresh interpreter
    code = "import sys; from jobcare.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"

    # WHEN it shows help
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    # THEN neither the database library nor the engine was imported
    loaded = set(done.stderr.split())
    assert "jobcare.commands.knowledge" in loaded
    assert loaded.isdisjoint({"sqlalchemy", "numpy", "torch", "kiwipiepy", "spacy", "knowledge.base"})


def test_a_reader_that_goes_away_is_no_error() -> None:
    # GIVEN a command whose output nobody reads to the end
    code = "import sys; from jobcare.cli import main; sys.exit(main(['knowledge', 'check', '--json']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None

        # WHEN the reader closes before it writes
        process.stdout.close()
        complaint = process.stderr.read()

    # THEN nothing is complained about
    assert complaint == ""
