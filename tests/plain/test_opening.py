"""The plain mode begins and ends as it should: on a terminal, on pipes, by a signal."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.terminal import SECONDS, Terminal
from tests.plain.program import Talk, command, kept, surroundings
from tests.ui.screens import NOON, SEED, Desk
from tutor.course.library import Library
from tutor.plain.dialogue import Dialogue
from tutor.plain.opening import talk
from tutor.ui.session import Session

BY_ITSELF = "This terminal cannot be drawn on, so the tutor opens in lines, as with --plain."
COMMAND = (sys.executable, "-m", "tutor")
CTRL_C, CTRL_D = "\x03", "\x04"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record that is not there yet."""
    return tmp_path / "record.sqlite"


def env(record: Path, **variables: str) -> dict[str, str]:
    """An environment in which the record is found without an option."""
    named = {"PERCEPTRON_TUTOR_RECORD": str(record), "PERCEPTRON_TUTOR_LEARNER": "ada"}
    return surroundings(record.parent, **named, **variables)


@pytest.mark.parametrize(
    ("arguments", "prompt"),
    [((), "Home: "), (("quiz", "--seed", "7"), "Your answer: "), (("review",), "next or home: ")],
    ids=["tutor", "quiz", "review"],
)
def test_without_a_terminal_it_opens_by_itself_and_says_so(
    record: Path, arguments: tuple[str, ...], prompt: str
) -> None:
    """In the first line; the end of the input ends it, with status 0."""
    with Talk((*COMMAND, *arguments), env(record)) as talk:
        said = talk.heard()
        assert " ".join(said.split()).startswith(BY_ITSELF)
        assert said.endswith(prompt)
        assert talk.end() == 0


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_where_nothing_can_be_drawn_it_opens_by_itself(record: Path, term: str) -> None:
    """In a real terminal, whose own echo shows what is typed: once."""
    with Terminal(COMMAND, env(record, TERM=term)) as terminal:
        terminal.until(" ".join(BY_ITSELF.split()[:6]), "Home: ")
        terminal.send("progress\n")
        terminal.until("Nothing is answered yet", "Progress: ")
        assert terminal.seen.count("progress") == 1
        terminal.send(CTRL_D)
        assert terminal.wait() == 0
        assert "Good-bye; your answers are kept." in terminal.output
        assert "\x1b" not in terminal.output


@pytest.mark.parametrize("term", ["xterm-256color", "linux", "vt100", "dumb"])
def test_on_a_terminal_no_escape_is_written(record: Path, term: str) -> None:
    """Neither by the program nor by what lets a line be edited."""
    with Terminal(command(record), env(record, TERM=term, COLUMNS=""), size=(60, 20)) as terminal:
        terminal.until("Home: ")
        terminal.send("lesson 1\n")
        terminal.until("page 1 of 6", "Your answer: ")
        lines = terminal.seen.replace("\r", "").split("\n")
        assert max(map(len, lines)) <= 60
        terminal.send("quit\n")
        assert terminal.wait() == 0
        assert "\x1b" not in terminal.output
        assert terminal.restored


@pytest.mark.parametrize("size", [(40, 10), (120, 40)])
def test_text_is_as_wide_as_the_terminal_is_now(record: Path, size: tuple[int, int]) -> None:
    """Also after it has become another size."""
    with Terminal(command(record), env(record, COLUMNS=""), size=(80, 24)) as terminal:
        terminal.until("Home: ")
        terminal.resize(*size)
        terminal.send("lesson 1\n")
        terminal.until("Your answer: ")
        widest = max(map(len, terminal.seen.replace("\r", "").split("\n")))
        assert size[0] - 15 < widest <= size[0]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_at_a_prompt_ends_it_with_all_kept(record: Path, name: str) -> None:
    """As the app ends: with 128 and the number of the signal."""
    with Talk(command(record), surroundings(record.parent)) as talk:
        talk.heard()
        for line in ("next", "2", "3"):
            talk.reply(line)
        talk.process.send_signal(signal.Signals[name])
        assert talk.heard().endswith("Good-bye; your answers are kept.\n")
        assert talk.process.wait(SECONDS) == 128 + signal.Signals[name]
    (answer,) = kept(record).answers
    assert (answer.question, answer.confidence) == ("claim-prediction", 3)


def test_a_kill_loses_no_answer_that_was_told_a_moment_ago(record: Path) -> None:
    """At the prompt behind the verdict the answer is kept already."""
    with Talk(command(record), surroundings(record.parent)) as talk:
        talk.heard()
        for line in ("next", "2", "3"):
            talk.reply(line)
        talk.process.kill()
        talk.process.wait(SECONDS)
    assert len(kept(record).answers) == 1


def test_ctrl_c_at_a_prompt_ends_it_with_all_kept(record: Path) -> None:
    """On a terminal, whatever was typed in the line."""
    with Terminal(command(record), env(record)) as terminal:
        terminal.until("Home: ")
        for line, then in (("next", "Your answer: "), ("2", "How sure: "), ("3", "Proof:")):
            terminal.send(f"{line}\n")
            terminal.until(then)
        # What is typed is shown where the line is read, so that it is.
        terminal.send("qzx")
        terminal.until("qzx")
        terminal.send(CTRL_C)
        assert terminal.wait() == 130
        assert "Good-bye; your answers are kept." in terminal.output
        assert "Traceback" not in terminal.output
    assert len(kept(record).answers) == 1


def test_a_window_that_is_shut_ends_it_with_all_kept(record: Path) -> None:
    """No process is left behind that nobody hears."""
    with Terminal(command(record), env(record)) as terminal:
        terminal.until("Home: ")
        terminal.send("lesson 2\n")
        terminal.until("page 1 of")
        terminal.hang_up()
        assert terminal.process.wait(SECONDS) is not None
    place = kept(record).place
    assert place is not None
    assert place.lesson == "one-neuron"


def test_a_pipe_that_nobody_reads_ends_it_quietly(record: Path) -> None:
    """As a pager that was left."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command(record),
        input=b"next\n2\n3\n",
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        env=surroundings(record.parent),
        timeout=SECONDS,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_without_input_at_all_it_ends_cleanly(record: Path) -> None:
    """Where a shell has closed it."""
    line = f"{' '.join(command(record))} <&-"
    done = subprocess.run(
        ("/bin/sh", "-c", line),
        capture_output=True,
        check=False,
        env=surroundings(record.parent),
        timeout=SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().endswith("Good-bye; your answers are kept.\n")


def test_input_that_is_no_text_is_a_wrong_word(record: Path) -> None:
    """Bytes of no encoding, a NUL, a line of a megabyte."""
    done = subprocess.run(
        command(record),
        input=b"\xff\xfe\n\0\n" + b"x" * 1_000_000 + b"\nquit\n",
        capture_output=True,
        check=False,
        env=surroundings(record.parent),
        timeout=SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode()
    assert said.count("There is no lesson") == 2
    assert said.count("That line has 1,000,000 characters") == 1
    assert len(said) < 3_000


def test_plain_is_for_who_learns(record: Path) -> None:
    """Before any other command it is refused in one line."""
    done = subprocess.run(
        (*COMMAND, "--plain", "check", "lessons"), capture_output=True, check=False, env=env(record)
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"--plain is for who learns" in done.stderr


@pytest.mark.parametrize("own", [True, False])
def test_a_fault_tells_no_path_of_another_machine(tmp_path: Path, *, own: bool) -> None:
    """Its details are noted there; on a machine of one's own it is told where."""

    def broken(*_: object) -> None:
        raise ValueError("a fault")

    desk = Desk(Library.open(), tmp_path / "record.sqlite")
    target = io.StringIO()
    with desk.kept() as record:
        file = tmp_path / "settings.toml" if own else None
        session = Session(desk.library, record, lambda: NOON, SEED, settings_file=file)
        noted = record.folder / "fault.txt"
        assert talk(Dialogue(lambda _: "", target, lambda: 1000), session, broken) == 1
    said = target.getvalue()
    assert "a fault of the program ended it; your answers are kept." in said
    assert (str(noted) in said) == own
    assert (str(tmp_path) in said) == own
    assert ("Tell your teacher." in said) != own
    assert "ValueError: a fault" in noted.read_text()
