"""From everywhere: help, home and out; and no key that only some terminals let through."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input

import tutor
from tests.ui.scenes import SCENES
from tests.ui.screens import Desk
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.terminal import TerminalApp

KEPT = {
    "ctrl+a": "screen begins its commands with it",
    "ctrl+b": "tmux begins its commands with it",
    "ctrl+n": "a browser opens a window",
    "ctrl+p": "a browser prints",
    "ctrl+q": "Firefox quits, and flow control goes on",
    "ctrl+s": "flow control stops",
    "ctrl+t": "a browser opens a tab",
    "ctrl+w": "a browser closes the tab",
}
"""Keys that do not always arrive, and who keeps them."""
DEEP = 6
"""Escapes after which home is there."""
FROM = (
    *("home-new", "lesson-derivation-half-way", "lesson-prediction-first", "lesson-confidence"),
    *("lesson-number-refused", "lab-new", "lab-number-refused", "lab-data", "lab-more"),
    *("challenge-moved", "floats-refused", "hidden-new", "progress", "progress-reset"),
    *("quiz-choice", "quiz-refused", "quiz-confidence", "quiz-summary"),
    *("room-asked", "room-voted", "room-aside"),
)
"""Every screen, and what may have the keys on it."""


def classes(one: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    """All screens, widgets and apps of ours."""
    if one.__module__.startswith("tutor."):
        yield one
    for more in one.__subclasses__():
        yield from classes(more)


def arrives(key: str) -> bool:
    """Whether a key comes through tmux, screen and a browser, from every keyboard."""
    *held, name = key.split("+")
    of_function = len(name) > 1 and name[0] == "f" and name[1:].isdecimal()
    return key not in KEPT and not of_function and set(held) <= {"ctrl", "shift"} and len(held) < 2


def test_whatever_a_key_does_that_may_be_kept_back_another_one_does_too() -> None:
    """On the screen itself, or everywhere."""
    for module in pkgutil.walk_packages(tutor.__path__, "tutor."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    everywhere = list(Binding.make_bindings(TerminalApp.BINDINGS))
    found = 0
    for one in set(classes()):
        own = list(Binding.make_bindings(one.__dict__.get("BINDINGS", ())))
        does = {b.action.removeprefix("app.") for b in (*own, *everywhere) if arrives(b.key)}
        for binding in own:
            found += not arrives(binding.key)
            assert binding.action.removeprefix("app.") in does, f"{one.__name__}: {binding.key}"
    assert found >= 2, "ctrl+q and ctrl+p are among them"


async def test_the_other_keys_are_no_part_of_an_answer(desk: Desk) -> None:
    """`:` and `?` do in a field for numbers what they do elsewhere, and are not written there."""
    async with desk.learner() as learner:
        await learner.press("l", "tab", "colon")
        assert learner.app.screen.id == "--command-palette"
        await learner.press("escape", "question_mark")
        learner.on(HelpScreen)
        await learner.press("escape", "escape", "escape")
        learner.on(HomeScreen)
        await learner.press("Q")
        assert learner.app._exit


@pytest.mark.parametrize("name", FROM)
async def test_from_everywhere_help_opens_and_escape_leads_home(desk: Desk, name: str) -> None:
    """Help closes where it was opened; then home, by escape alone, and out by ctrl+q."""
    scene = SCENES[name]
    scene.prepare(desk)
    async with desk.learner() as learner:
        await scene.play(learner)
        there = learner.app.screen
        if type(learner.app.focused) is Input:
            await learner.press("escape")
        await learner.press("question_mark")
        learner.on(HelpScreen)
        await learner.press("escape")
        assert learner.app.screen is there
        for _ in range(DEEP):
            if isinstance(learner.app.screen, HomeScreen):
                break
            await learner.press("escape")
        learner.on(HomeScreen)
        await learner.pilot.press("ctrl+q")
        assert learner.app._exit
