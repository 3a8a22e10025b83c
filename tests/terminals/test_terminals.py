"""Each kind of terminal, each size: what stands on it can be read, and is whole."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminals.tmux import Tmux, needs_tmux

pytestmark = needs_tmux
TERMS = ("xterm-256color", "tmux-256color", "screen", "linux", "vt100", "vt220")
SIZES = {"60x20": (60, 20), "80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}
UTF_8 = {"LANG": "C.UTF-8"}
QUIZ = ("quiz", "--seed", "2")
"""Its first question is a choice."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")


def walked(folder: Path, env: Mapping[str, str], size: tuple[int, int]) -> list[str]:
    """Go over home, a page, the lab and a quiz, each of which has to be whole; gives all lines."""
    with Tmux(folder, size=size, env=env) as terminal:
        seen = terminal.whole("perceptron-tutor", "The claim", "The tour")
        terminal.press("Escape")
        seen += terminal.whole("perceptron-tutor", "Begin with enter")
        terminal.press("Enter")
        seen += terminal.whole("1 The claim", "page 1 of")
        terminal.press("Escape")
        terminal.whole("Go on with enter")
        terminal.press("l")
        terminal.whole("Lab", "iris", "epoch 0 of 10")
        terminal.press("s", "s")
        seen += terminal.whole("Lab", "step 2")
        terminal.press("v")
        seen += terminal.whole("Lab: weight space")
        terminal.press("Escape")
        terminal.whole("Go on with enter")
        terminal.press("C-q")
        assert terminal.left() == 0
    return seen


@pytest.mark.parametrize("term", TERMS)
def test_every_kind_of_terminal_shows_whole_screens(tmp_path: Path, term: str) -> None:
    """At 80x24, home, a page of a lesson and the lab; ctrl+q leaves."""
    walked(tmp_path, {"TERM": term, **UTF_8}, SIZES["80x24"])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_size_shows_whole_screens(tmp_path: Path, size: tuple[int, int]) -> None:
    """From 60x20 on."""
    walked(tmp_path, {"TERM": "tmux-256color", **UTF_8}, size)


@pytest.mark.parametrize("term", TERMS)
def test_a_quiz_is_answered_on_every_kind_of_terminal(tmp_path: Path, term: str) -> None:
    """A choice and how sure one is; then the verdict stands there."""
    with Tmux(tmp_path, *QUIZ, size=SIZES["80x24"], env={"TERM": term, **UTF_8}) as terminal:
        terminal.whole("Quiz", "question 1 of 10", "Question")
        terminal.press("1")
        terminal.whole("How sure are you?")
        terminal.press("3")
        terminal.whole("Your answer", "(sure)", "Next")
        terminal.press("Q")
        assert terminal.left() == 0


def test_a_terminal_of_another_language_gets_ascii_alone(tmp_path: Path) -> None:
    """With LANG=C no symbol is written that is not in ASCII; it is as whole."""
    seen = walked(tmp_path, {"TERM": "xterm-256color", "LANG": "C"}, SIZES["80x24"])
    assert [line for line in seen if not line.isascii()] == []
    assert any("eta" in line for line in seen)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "vt100"}], ids=["NO_COLOR", "vt100"])
def test_where_no_colour_is_wanted_none_is_sent(tmp_path: Path, env: Mapping[str, str]) -> None:
    """And the pointer of a list is seen nevertheless."""
    given = {"TERM": "xterm-256color", **UTF_8, **env}
    with Tmux(tmp_path, size=SIZES["80x24"], env=given) as terminal:
        terminal.whole("perceptron-tutor", "The claim", "The tour")
        terminal.press("Escape")
        terminal.whole("Begin with enter")
        assert not _COLOUR.search(terminal.painted)
        terminal.press("l")
        terminal.whole("Lab", "epoch 0 of 10")
        assert not _COLOUR.search(terminal.painted)


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_be_drawn_on_gets_lines(tmp_path: Path, term: str) -> None:
    """The plain mode opens by itself, says so, and `quit` leaves it."""
    with Tmux(tmp_path, size=SIZES["80x24"], env={"TERM": term, **UTF_8}) as terminal:
        terminal.sees("--plain", ": ")
        terminal.press("-l", "quit")
        terminal.press("Enter")
        assert terminal.left() == 0


def test_a_window_below_the_least_size_says_so_in_a_line_and_comes_back(tmp_path: Path) -> None:
    """One column or one row too few; enlarged again, all is there."""
    env = {"TERM": "tmux-256color", **UTF_8}
    with Tmux(tmp_path, size=(59, 20), env=env) as terminal:
        terminal.sees("This terminal is 59x20; the tutor needs 60x20.")
        terminal.resize(60, 19)
        terminal.sees("This terminal is 60x19")
        terminal.resize(60, 20)
        terminal.whole("perceptron-tutor", "The claim")
        terminal.press("Q")
        assert terminal.left() == 0
