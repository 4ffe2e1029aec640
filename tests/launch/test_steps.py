"""A long step shows that it goes on, and a failed one says what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from launch.failure import LaunchError
from launch.steps import run_step


def test_a_step_is_announced_and_its_output_goes_to_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN / WHEN
    log = tmp_path / "log" / "step.log"
    run_step("준비", [sys.executable, "-c", "print('details')"], log)
    # THEN the terminal shows the step alone
    shown = capsys.readouterr().out
    assert "준비" in shown
    assert "초)" in shown
    assert "details" not in shown
    assert log.read_text() == "details\n"


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("ERROR: [Errno 28] No space left on device", "디스크"),
        ("WARNING: Retrying after NewConnectionError\\nERROR: No matching distribution found for x", "인터넷"),
        ("ERROR: something else", "로그를 확인"),
    ],
)
def test_a_failed_step_gives_the_telling_line_the_log_and_an_advice(tmp_path: Path, output: str, advice: str) -> None:
    # GIVEN a command that fails with this output, followed by noise
    log = tmp_path / "step.log"
    code = f"import sys; print('{output}'); print('done'); sys.exit(3)"
    # WHEN it is run
    with pytest.raises(LaunchError) as caught:
        run_step("설치", [sys.executable, "-c", code], log)
    # THEN
    message = str(caught.value)
    assert output.split("\\n")[-1] in message
    assert advice in message
    assert str(log) in message


def test_what_an_earlier_run_left_in_the_log_is_not_reported_again(tmp_path: Path) -> None:
    # GIVEN a log with an old disk error
    log = tmp_path / "step.log"
    log.write_text("ERROR: No space left on device\n")
    # WHEN a step fails for another reason
    with pytest.raises(LaunchError) as caught:
        run_step("설치", [sys.executable, "-c", "import sys; print('ERROR: other'); sys.exit(1)"], log)
    # THEN only that is told
    assert "other" in str(caught.value)
    assert "space" not in str(caught.value)
