"""Kills at random moments, and many writers at once: the short forms of what is run by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def said(*command: str) -> str:
    """What a run says that found no fault."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_kill_at_any_moment_loses_nothing_that_was_called_saved() -> None:
    """Nor is anything there twice, nor a record damaged."""
    assert "all there, none twice" in said("tests.record.kills", "--count", "20")


@pytest.mark.parametrize("kind", [[], ["--postgres"]], ids=["sqlite", "postgresql"])
def test_many_processes_write_to_one_record(kind: list[str]) -> None:
    """None of their answers is lost, refused or there twice."""
    run = said("tests.record.many_writers", "--processes", "8", "--seconds", "3", *kind)
    assert "24 answers, 24 in the record" in run
    assert "none lost" in run
