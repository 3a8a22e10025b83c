"""From the command to the first full frame of home, beside a bare Textual app."""

import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bare import LAST_LINE
from tests.benchmarks.row import Row
from tests.benchmarks.terminal import CTRL_Q, Terminal, environment
from tutor.course.library import Library

ROUNDS = 15
BOUND = 1.5
BARE = Path(__file__).with_name("bare.py")


def rows() -> list[Row]:
    """Both started by turns, so that whatever else the machine does meets both alike."""
    last = Library.open().entries[-1].title
    home = ([*command()], ("lessons read", last, "enter Choose", "palette"))
    bare = ([sys.executable, str(BARE)], ("bare", LAST_LINE, "palette"))
    with tempfile.TemporaryDirectory() as folder:
        env = environment(
            PERCEPTRON_TUTOR_RECORD=str(Path(folder) / "record.sqlite"),
            # Both find their byte code, as after any first start, and leave none in the checkout.
            PYTHONPYCACHEPREFIX=str(Path(folder) / "byte-code"),
        )
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        rounds = [(_start(*home, env), _start(*bare, env)) for _ in range(ROUNDS + 1)][1:]
    ours, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
    return [
        Row("start-up, from the command to all of home's first frame: median", ours),
        Row("start-up of a bare app with Header, Markdown and Footer: median", theirs),
        Row("ratio of the two medians", ours / theirs, "", BOUND),
    ]


def command() -> tuple[str, ...]:
    """The installed command, or the module where there is none beside this Python."""
    script = Path(sysconfig.get_path("scripts")) / "perceptron-tutor"
    return (str(script),) if script.exists() else (sys.executable, "-m", "tutor")


def _start(program: Sequence[str], texts: Sequence[str], env: dict[str, str]) -> float:
    """Milliseconds until all texts are there; the program is then quit."""
    with Terminal(program, env) as terminal:
        terminal.until(*texts)
        taken = (terminal.last - terminal.began) * 1000
        terminal.send(CTRL_Q)
        terminal.wait()
    return taken
