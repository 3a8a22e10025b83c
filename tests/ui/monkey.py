"""Somebody who presses any key anywhere: no fault, no dead end, nothing lost.

    python -m tests.ui.monkey --keys 50000 --seed 1

A monkey presses keys that the present screen binds, letters, numbers and arrows, and turns the
window about. Now and then it asks for help, and goes home with escape alone; where it leaves with
ctrl+q it sits down again at the same record. In the end the record has to be what was shown last.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from tests.ui.screens import Desk, Learner
from tutor.course.library import Library
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.key_list import KeyListScreen

STRETCH = 500
"""Keys after which it asks for help and goes home."""
DEEP = 12
"""Escapes after which home must be there, from wherever."""
SITTING = 1_500
"""Keys after which it leaves with ctrl+q at the latest."""
LAST = 50
"""Keys that are told where there is a fault."""
SIZES = ((80, 24), (60, 20), (120, 40), (59, 19), (200, 60), (79, 24), (30, 5), (100, 20))
ANYWHERE: tuple[str, ...] = (
    *("escape", "enter", "tab", "shift+tab", "space", "backspace", "delete", "home", "end"),
    *("up", "down", "left", "right", "pageup", "pagedown", "question_mark", "ctrl+p", "ctrl+u"),
    *("ctrl+a", "ctrl+s", "ctrl+w", "f1", "alt+x", "insert", "T", "colon"),
)
TEXT: tuple[str, ...] = (
    *"0123456789",
    *("minus", "full_stop", "slash", "comma", "space", "e", "n", "v", "r"),
)
LEAVES = ("ctrl+q", "q", "Q")
"""Pressed by chance they would end every walk near home; `SITTING` sees to it instead."""
HELD, MOMENT = 40.0, 0.01
"""Seconds that a key may take at most, and between two looks."""


class MonkeyError(AssertionError):
    """What it has found."""


@dataclass
class Monkey:
    """Presses keys at one desk."""

    desk: Desk
    chance: random.Random
    keys: int
    """How many it still presses."""
    pressed: deque[str] = field(default_factory=lambda: deque(maxlen=LAST))
    seen: set[str] = field(default_factory=set)
    """The screens on which it was."""
    slowest: tuple[float, str, str] = (0.0, "", "")
    """The seconds that the slowest key took, where it was pressed, and which it was."""

    async def play(self) -> None:
        """Press all keys, sitting down as often as it leaves."""
        while self.keys > 0:
            size = self.chance.choice(SIZES[:3])
            async with self.desk.learner(size) as learner:
                await self._sit(learner)
                state = learner.session.record.state
            assert self.desk.record() == state, "the record is not what was shown last"

    async def _sit(self, learner: Learner) -> None:
        asyncio.get_running_loop().set_exception_handler(self._loop_fault)
        left = min(SITTING, self.keys)
        for number in range(1, left + 1):
            if number % STRETCH == 0 or number == left:
                await self._goes_home(learner)
            elif self.chance.random() < 0.004:
                await self._resize(learner)
            else:
                key = self._key(learner)
                # There the key after it would take another's place, such as that of help.
                sets = key == "enter" and isinstance(learner.app.screen, KeyListScreen)
                await self._press(learner, "escape" if sets else key)
            if learner.app._exit:
                return
        await self._press(learner, "ctrl+q")
        assert learner.app._exit, "ctrl+q does not lead out"

    def _loop_fault(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.fault = context.get("exception") or context["message"]

    fault: object = None
    """What was raised where nobody waited for it."""

    def _key(self, learner: Learner) -> str:
        """A key: mostly one that does something here."""
        draw = self.chance.random()
        if draw < 0.6:
            here: Iterable[str] = learner.app.screen.active_bindings
            return self.chance.choice(sorted(set(here) - set(LEAVES)) or ["escape"])
        if draw < 0.75:
            return self.chance.choice(TEXT)
        if draw < 0.95:
            return self.chance.choice(ANYWHERE)
        return self.chance.choice("abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ")

    async def _press(self, learner: Learner, key: str) -> None:
        self.pressed.append(key)
        self.keys -= 1
        began, where = time.monotonic(), type(learner.app.screen).__name__
        async with asyncio.timeout(HELD):
            await learner.pilot.press(key)
            while learner.app.typed_ahead and not learner.app._exit:
                await learner.pilot.pause(MOMENT)
        self.slowest = max(self.slowest, (time.monotonic() - began, where, key))
        self._look(learner)

    def _look(self, learner: Learner) -> None:
        app = learner.app
        fault = app._exception or self.fault
        if fault is not None:
            raise MonkeyError(repr(fault)) from (
                fault if isinstance(fault, BaseException) else None
            )
        if not app._exit:
            self.seen.add(type(app.screen).__name__)

    async def _resize(self, learner: Learner) -> None:
        size = self.chance.choice(SIZES)
        self.pressed.append(f"{size[0]}x{size[1]}")
        await learner.pilot.resize_terminal(*size)
        self._look(learner)

    async def _goes_home(self, learner: Learner) -> None:
        """Ask for help, and come back; then go home with escape alone."""
        await self._asks_for_help(learner)
        for _ in range(DEEP):
            if isinstance(learner.app.screen, HomeScreen):
                break
            await self._press(learner, "escape")
            await learner.pilot.pause(MOMENT)
        learner.on(HomeScreen)
        await self._asks_for_help(learner)

    async def _asks_for_help(self, learner: Learner) -> None:
        await self._comes(learner, lambda _: learner.app._screen_rests)
        screen = learner.app.screen
        typing = type(learner.app.focused) is Input  # Ours leave the question mark to the screen.
        if typing or isinstance(screen, HelpScreen | CommandPalette):
            return
        await self._press(learner, "question_mark")
        await self._comes(learner, lambda there: isinstance(there, HelpScreen))
        await self._press(learner, "escape")
        await self._comes(learner, lambda there: there is screen)

    async def _comes(self, learner: Learner, wanted: Callable[[object], bool]) -> None:
        """Wait for a screen, or for something on it."""
        try:
            async with asyncio.timeout(HELD):
                while not wanted(learner.app.screen):
                    await learner.pilot.pause(MOMENT)
                    self._look(learner)
        except TimeoutError:
            raise MonkeyError(f"something does not end on {learner.app.screen}") from None


@contextmanager
def undisturbed(folder: Path) -> Iterator[None]:
    """Without waiting for an idle machine, and with nothing of whoever sits here."""

    async def no_guess(*_: float) -> None:
        await asyncio.sleep(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", no_guess)
        patch.setattr("textual.pilot.wait_for_idle", no_guess)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOWNLOAD_DIR"):
            patch.setenv(name, str(folder))
        patch.setenv("PERCEPTRON_TUTOR_SETTINGS", str(folder / "settings.toml"))
        yield


def let_loose(desk: Desk, seed: int, keys: int) -> Monkey:
    """Let a monkey press so many keys; raises what it finds, with the keys that led there."""
    monkey = Monkey(desk, random.Random(seed), keys)
    try:
        asyncio.run(monkey.play())
    except BaseException as error:
        error.add_note(f"seed {seed}, {monkey.keys} keys before the end; the last keys were")
        error.add_note(" ".join(monkey.pressed))
        raise
    return monkey


def main(arguments: list[str]) -> int:
    """Press many keys."""
    parser = argparse.ArgumentParser(prog="tests.ui.monkey", description=__doc__)
    parser.add_argument("--keys", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, undisturbed(Path(folder)):
        desk = Desk(Library.open(), Path(folder) / "record.sqlite")
        monkey = let_loose(desk, given.seed, given.keys)
    seconds, where, key = monkey.slowest
    print(f"seed {given.seed}: {given.keys} keys, no fault, on {', '.join(sorted(monkey.seen))}")
    print(f"the slowest key was {key} on {where}: {seconds:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
