"""What is found out about a terminal, and how it is drawn there."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tutor.capabilities import ABLE, TRUE_COLOURS, Look, Terminal, charset, decided, found
from tutor.classroom.opening import USUAL
from tutor.classroom.seen import STUDENT_LOOK, look_of
from tutor.settings import Settings

NAMED = {"TERM": "xterm-256color"}


def at(environment: dict[str, str], *, terminal: bool = True, encoding: str = "utf-8") -> Terminal:
    """A terminal of this environment."""
    return found(environment, terminal=terminal, encoding=encoding)


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "tmux-256color"}, 256),
        ({"TERM": "xterm-direct"}, TRUE_COLOURS),
        ({"TERM": "rxvt-16color"}, 16),
        ({"TERM": "xterm"}, 8),
        ({"TERM": "screen"}, 8),
        ({"TERM": "linux"}, 8),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "vt220"}, 0),
        ({"TERM": "vt100", "COLORTERM": "truecolor"}, 0),
        ({"TERM": "xterm-mono"}, 0),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUE_COLOURS),
        ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, TRUE_COLOURS),
        ({"TERM": "xterm-256color", "COLORTERM": "1"}, 256),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, TRUE_COLOURS),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, 256),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "x,1,0"}, TRUE_COLOURS),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "no-such-terminal"}, 8),
        ({"TERM": "no-such-terminal", "COLORTERM": "truecolor"}, TRUE_COLOURS),
        ({"TERM": "../../etc/passwd"}, 8),
        ({"OS": "Windows_NT"}, TRUE_COLOURS),
    ],
)
def test_the_colours_are_those_that_a_terminal_has(
    environment: dict[str, str], colours: int
) -> None:
    """By its name, by what it says of itself, and by what its user wants."""
    assert at(environment).colours == colours


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no database of terminals")
@pytest.mark.parametrize(("name", "colours"), [("rxvt", 8), ("hurd", 8), ("sun", 0)])
def test_what_a_name_does_not_tell_the_database_of_terminals_does(name: str, colours: int) -> None:
    """In a process of its own, as Python looks up one name only."""
    code = (
        "import curses, sys; from tutor.capabilities import found\n"
        "try: curses.setupterm(sys.argv[1], 1)\n"
        "except curses.error: sys.exit(3)\n"
        "print(found({'TERM': sys.argv[1]}, terminal=True, encoding='utf-8').colours)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, name], capture_output=True, text=True, check=False
    )
    if ran.returncode == 3:
        pytest.skip(f"the database here has no {name}")
    assert ran.stdout == f"{colours}\n", ran.stderr


@pytest.mark.parametrize(
    ("environment", "encoding", "unicode"),
    [
        ({}, "utf-8", True),
        ({"LANG": "de_DE.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8", True),
        ({"LC_CTYPE": "UTF-8"}, "utf-8", True),
        ({"LANG": "en_US"}, "utf-8", True),
        ({"LANG": "C"}, "utf-8", False),
        ({"LANG": "POSIX"}, "utf-8", False),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "utf-8", False),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "utf-8", True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", False),
        ({"LC_CTYPE": "C.UTF-8"}, "utf-8", True),
        ({"LANG": "C.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "utf-8", False),
        ({"LANG": "el_GR.ISO-8859-7"}, "utf-8", False),
        ({"LANG": "zh_CN.GB18030"}, "gb18030", True),
        ({"LANG": "xx.no-such-set"}, "utf-8", False),
        ({"LANG": "de_DE.UTF-8"}, "ascii", False),
        ({"LANG": "de_DE.UTF-8"}, "no-such-encoding", False),
    ],
)
def test_symbols_are_written_where_the_locale_has_them(
    environment: dict[str, str], encoding: str, *, unicode: bool
) -> None:
    """LC_ALL counts before LC_CTYPE, and that before LANG; Python's own is none of the user's."""
    assert at({**NAMED, **environment}, encoding=encoding).unicode is unicode


@pytest.mark.parametrize("name", ["linux", "vt100", "vt220", "linux-16color"])
def test_a_console_whose_font_has_no_braille_gets_ascii(name: str) -> None:
    """Whatever the locale says."""
    assert not at({"TERM": name, "LANG": "C.UTF-8"}).unicode


@pytest.mark.parametrize(
    ("told", "light"),
    [
        ("0;15", True),
        ("0;default;7", True),
        ("15;0", False),
        ("15;default;8", False),
        ("", None),
        ("0;default", None),
        ("rubbish", None),
    ],
)
def test_the_background_is_as_colorfgbg_says(told: str, *, light: bool | None) -> None:
    """The last of its numbers; nothing is guessed."""
    assert at({**NAMED, "COLORFGBG": told}).light is light


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY"])
def test_a_terminal_over_ssh_is_far_and_nothing_moves_there(variable: str) -> None:
    """Unless motion was set."""
    far = at({**NAMED, variable: "something"})
    assert far.far
    assert not decided(far, Settings()).motion
    assert decided(far, Settings(motion=True)).motion
    assert decided(at(NAMED), Settings()).motion


@pytest.mark.parametrize("name", ["", "dumb", "unknown"])
def test_nothing_is_drawn_on_what_cannot_place_its_cursor(name: str) -> None:
    """Nor where there is no terminal at all; but on Windows no terminal has a name."""
    assert not at({"TERM": name}).draws
    assert not at(NAMED, terminal=False).draws
    assert at(NAMED).draws
    assert at({"OS": "Windows_NT"}).draws


def test_what_is_set_counts_before_what_was_found() -> None:
    """Symbols, theme and motion."""
    dark = replace(ABLE, light=False)
    assert decided(dark, Settings(theme="light", ascii=True, motion=False)) == Look(
        ascii=True, light=True, motion=False
    )
    mute = replace(ABLE, unicode=False, light=True, far=True, colours=0)
    assert decided(mute, Settings()) == Look(ascii=True, colours=0, light=True, motion=False)
    assert decided(mute, Settings(theme="dark", ascii=False)).ascii is False
    assert decided(mute, Settings(theme="dark")).light is False


def test_a_locale_that_names_no_set_of_characters_says_nothing() -> None:
    """Neither that it has the symbols nor that it has not."""
    assert charset({"LANG": "de_DE"}) is None
    assert charset({}) is None


def test_the_first_screen_of_a_class_is_drawn_for_the_usual_student() -> None:
    """And for one whose client sends the locale as well, as most do."""
    assert look_of(USUAL) == STUDENT_LOOK
    assert look_of({**USUAL, "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"}) == STUDENT_LOOK
    assert look_of({**USUAL, "LANG": "C"}) != STUDENT_LOOK
