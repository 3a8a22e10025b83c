"""The real program in a real pseudo-terminal: opened, resumed, resized, hung up and killed."""

import random
import re
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.benchmarks.terminal import CTRL_Q, ENTER, ESCAPE, RIGHT, SECONDS, Terminal, environment
from tutor.record.place import usual_learner
from tutor.record.state import Given
from tutor.record.store import Record

COMMAND = (sys.executable, "-m", "tutor")
HOME = ("lessons read", "Only the ratio matters", "enter Choose", "palette")
TALL = (100, 60)
"""All of a page is in sight, so that its question has the keys at once."""
COLOUR = re.compile(r"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The learner's record, not there yet."""
    return tmp_path / "record.sqlite"


def opened(record: Path, size: tuple[int, int] = (80, 24), **variables: str) -> Terminal:
    """The tutor on its way to home."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(record), **variables)
    return Terminal(COMMAND, env, size=size)


def predict(terminal: Terminal) -> None:
    """From home into lesson 1, and answer the prediction on its first page."""
    terminal.until(*HOME)
    terminal.send(ENTER)
    terminal.until("The claim", "page 1 of", "Predict", "Choose")
    terminal.send("2")
    terminal.until("How sure are you?", "fairly sure")
    terminal.send("3")
    terminal.until("(sure)", "Proof:", "saved")


def answers(record: Path) -> list[Given]:
    """The answers in the record, as the tutor finds them when it is opened again."""
    kept = Record(str(record), usual_learner(), lambda: datetime.now(UTC))
    kept.start()
    assert kept.loaded.wait(30)
    assert kept.close() == 0
    return kept.state.answers


def hues(output: str) -> set[tuple[str, ...]]:
    """The colours of an output that are no greys."""
    return {colour for colour in COLOUR.findall(output) if len(set(colour)) > 1}


def test_a_learner_answers_leaves_and_finds_the_page_again(record: Path) -> None:
    """Lesson 1 by Enter, its prediction, the next page, ctrl+q; home then offers that page."""
    with opened(record, TALL) as terminal:
        predict(terminal)
        terminal.send(RIGHT)
        terminal.until("page 2 of")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.restored
    with opened(record) as terminal:
        terminal.until(*HOME, "Go on with enter: lesson 1, The claim, page 2.")
        terminal.send(ENTER)
        terminal.until("page 2 of")


def test_a_kill_loses_no_answer_that_was_shown_as_saved(record: Path) -> None:
    """Killed at the very moment at which it says so, three times over."""
    for times in (1, 2, 3):
        with opened(record, TALL) as terminal:
            predict(terminal)
            terminal.process.kill()
            assert terminal.wait() == -signal.SIGKILL
        kept = answers(record)
        assert len(kept) == times
        assert (kept[-1].question, kept[-1].confidence) == ("claim-prediction", 3)
    with opened(record) as terminal:
        terminal.until(*HOME, "Go on with enter: lesson 1")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_and_leaves_the_terminal_usable(record: Path, name: str) -> None:
    """The shell that comes back has its echo, its screen and its cursor, and no mouse reports."""
    with opened(record) as terminal:
        terminal.until(*HOME)
        terminal.until_quiet(0.1)
        assert not terminal.restored
        terminal.process.send_signal(signal.Signals[name])
        terminal.wait()
        assert terminal.restored
        assert "Traceback" not in terminal.output


def test_a_terminal_that_goes_away_ends_the_program(record: Path) -> None:
    """A window shut while a perceptron runs leaves no process behind that nobody sees."""
    with opened(record, (120, 40)) as terminal:
        terminal.until(*HOME)
        terminal.send("l")
        terminal.until("iris", "epoch 0 of 10")
        terminal.send("r")
        terminal.until("steps a second")
        terminal.hang_up()
        assert terminal.process.wait(SECONDS) is not None


@pytest.mark.parametrize("size", [(20, 5), (5, 25), (2, 20), (1, 1)])
def test_a_tiny_terminal_is_told_so_and_grows(record: Path, size: tuple[int, int]) -> None:
    """Down to one cell nothing breaks; home is there again as soon as there is room."""
    with opened(record) as terminal:
        terminal.until(*HOME)
        terminal.resize(*size)
        assert terminal.read(SECONDS)
        terminal.until_quiet(0.2)
        terminal.resize(59, 24)
        terminal.until("This terminal is 59x24", "^q")
        terminal.resize(80, 24)
        terminal.until(*HOME)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.output


def test_a_terminal_that_is_tiny_from_the_start_is_told_so(record: Path) -> None:
    """20 columns and 5 rows hold one sentence, and ctrl+q leaves."""
    with opened(record, (20, 5)) as terminal:
        terminal.until("20x5", "^q")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("way", "shown", "key", "answer"),
    [
        ((), HOME, "l", "iris: 100 samples"),
        ((ENTER, "page 1 of"), ("The claim", "page 1 of"), ESCAPE, "lessons read"),
        (("l", "epoch 0 of 10"), ("iris: 100 samples", "epoch 0 of 10"), ESCAPE, "lessons read"),
        (("?", "Dark or light"), ("The lessons lead", "Dark or light"), ESCAPE, "Scale, not"),
    ],
    ids=["home", "lesson", "lab", "help"],
)
def test_a_storm_of_resizes_breaks_nothing(
    record: Path, way: tuple[str, ...], shown: tuple[str, ...], key: str, answer: str
) -> None:
    """Fifty sizes from 1x1 to 300x100, faster than the terminal reads; then all is as before."""
    chance = random.Random(1)
    with opened(record) as terminal:
        terminal.until(*HOME)
        if way:
            terminal.send(way[0])
            terminal.until(way[1])
        for _ in range(50):
            terminal.resize(chance.randint(1, 300), chance.randint(1, 100))
            terminal.read(0.02)
        terminal.until_quiet(0.1)
        terminal.resize(20, 5)
        terminal.until("20x5")
        terminal.resize(80, 24)
        terminal.until(*shown)
        terminal.send(key)
        terminal.until(answer)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        assert "Traceback" not in terminal.output


def test_no_color_is_honoured(record: Path) -> None:
    """Greys only where NO_COLOR is set, and all that the words say is still there."""
    with opened(record) as terminal:
        terminal.until(*HOME)
        assert hues(terminal.output)
    with opened(record, NO_COLOR="1") as terminal:
        terminal.until(*HOME)
        assert "›" in terminal.output
        assert not hues(terminal.output)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.parametrize("term", ["xterm", "vt100", "linux", "screen-256color", "no-such-terminal"])
def test_other_terminals_show_home(record: Path, term: str) -> None:
    """Whatever TERM says that is not known to be unable to draw; in ASCII fewer keys have room."""
    with opened(record, TERM=term, COLORTERM="") as terminal:
        terminal.until(*HOME[:-1])
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.restored
