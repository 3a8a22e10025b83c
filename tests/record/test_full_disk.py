"""A disk that takes nothing: the tutor goes on, and says so."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.record.test_record import kept

ROOT = Path(__file__).parents[2]
NOBODY = 65534


LEARN = f"""
import os
import sys
from tests.record.samples import an_answer, recording
from tutor.record import opening

if os.environ.get("AS_NOBODY") and os.geteuid() == 0:
    os.seteuid({NOBODY})  # The permissions of a folder do not bind who is root.

with recording(sys.argv[1]) as record:
    for number in range(int(sys.argv[2])):
        record.add(an_answer(str(number) * 1000))
    saved = record.wait_saved(1.5)
    print(saved, len(record.state.answers), record.notice)
    record.close(0.2)
"""
"""Gives answers, and tells whether they were saved, how many count, and what was said."""


def learn(where: str, answers: int, **how: object) -> str:
    """What another process says that learns."""
    done = subprocess.run(
        [sys.executable, "-c", LEARN, where, str(answers)],
        check=True, capture_output=True, text=True, cwd=ROOT, timeout=60, **how,  # type: ignore[call-overload]
    )  # fmt: skip
    assert done.stderr == ""
    return str(done.stdout).strip()


def nearly_full() -> None:
    """No file can grow beyond 120 KB, as if the disk were full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))


def test_on_a_full_disk_the_tutor_goes_on_and_the_record_stays_whole(file: str) -> None:
    """One line says so; all that was called saved before is there, and room makes it go on."""
    assert learn(file, 10).startswith("True 10 None")
    said = learn(file, 300, preexec_fn=nearly_full)
    assert said.startswith("False 310 what you do cannot be saved (File too large)")
    with closing(sqlite3.connect(file)) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = kept(file)
    assert len(found) == len(set(found)) >= 10
    assert learn(file, 1).endswith("None")
    assert len(kept(file)) >= 11


def test_in_a_home_that_cannot_be_written_the_tutor_still_teaches(tmp_path: Path) -> None:
    """One line says that nothing is saved."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    said = learn(str(home / "tutor" / "record.sqlite"), 3, env={**os.environ, "AS_NOBODY": "1"})
    home.chmod(0o755)
    assert said == "False 3 what you do cannot be saved (Permission denied); the tutor tries again"
    assert list(home.iterdir()) == []
