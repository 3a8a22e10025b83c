"""Somebody who presses any key, at whatever app they sit down; and what must hold at every one.

They press keys that the present screen binds, letters, numbers and arrows, and turn the window
about. Now and then they ask for help, and go home with escape alone; in the end they leave with
ctrl+q, to sit down anew.
"""

import argparse
import asyncio
import random
import tempfile
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from textual.command import CommandPalette
from textual.screen import Screen

from tests.ui.screens import Learner
from tutor.ui.screens.help import HelpScreen

STRETCH = 500
"""Keys after which it asks for help and goes home."""
DEEP = 12
"""Escapes after which home must be there, from wherever."""
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
"""Pressed by chance they would end every walk near home; the end of a sitting sees to it."""
HELD, MOMENT = 40.0, 0.01
"""Seconds that a key may take at most, and between two looks."""
POSTED = 4
"""Turns of the loop until a key that the pilot has pressed stands before the app."""


class MonkeyError(AssertionError):
    """What was found."""


@dataclass(kw_only=True)
class Walker(ABC):
    """Presses keys at one app after another."""

    home: ClassVar[type[Screen[Any]]]
    """The screen to which escape leads from everywhere."""
    chance: random.Random
    keys: int
    """How many it still presses."""
    pressed: deque[str] = field(default_factory=lambda: deque(maxlen=LAST))
    """The last of them, and what others did meanwhile."""
    seen: set[str] = field(default_factory=set)
    """The screens on which it was."""
    slowest: tuple[float, str, str] = (0.0, "", "")
    """The seconds that the slowest key took, where it was pressed, and which it was."""
    fault: object = None
    """What was raised where nobody waited for it."""

    async def play(self) -> None:
        """Press all keys, sitting down as often as it leaves."""
        while self.keys > 0:
            await self.sit_down()

    @abstractmethod
    async def sit_down(self) -> None:
        """Open an app, and `walk` over its screens."""

    async def meanwhile(self, learner: Learner) -> None:  # noqa: B027 - it may be alone
        """What others do after a key."""

    def is_ready(self, learner: Learner) -> bool:  # noqa: ARG002 - it may be alone
        """Whether nothing that others did will change the screen any more."""
        return True

    def is_over(self, learner: Learner) -> bool:
        """Whether the sitting has ended by itself."""
        return learner.app._exit

    async def walk(self, learner: Learner, longest: int) -> None:
        """Press so many keys at most, then leave."""
        asyncio.get_running_loop().set_exception_handler(self._loop_fault)
        left = min(longest, self.keys)
        for number in range(1, left + 1):
            if number % STRETCH == 0 or number == left:
                await self._go_home(learner)
            elif self.chance.random() < 0.004:
                await self._resize(learner)
            else:
                await self.press(learner, self.key(learner))
                await self.meanwhile(learner)
            if self.is_over(learner):
                return
        await self.press(learner, "ctrl+q")
        assert learner.app._exit, "ctrl+q does not lead out"

    def _loop_fault(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.fault = context.get("exception") or context["message"]

    def key(self, learner: Learner) -> str:
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

    async def press(self, learner: Learner, key: str) -> None:
        """Press a key, and wait until it is taken; its effects are not waited for."""
        self.pressed.append(key)
        self.keys -= 1
        began, where = time.monotonic(), type(learner.app.screen).__name__
        async with asyncio.timeout(HELD):
            await learner.pilot.press(key)
            for _ in range(POSTED):
                await asyncio.sleep(0)
            while learner.app.typed_ahead and not learner.app._exit:
                await asyncio.sleep(MOMENT)
                self._look(learner)
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

    async def _go_home(self, learner: Learner) -> None:
        """Ask for help, and come back; then go home with escape alone."""
        await self._ask_for_help(learner)
        for _ in range(DEEP):
            await self._until(learner, lambda: self.is_ready(learner))
            if self.is_over(learner) or isinstance(learner.app.screen, self.home):
                break
            await self.press(learner, "escape")
            await asyncio.sleep(MOMENT)
        if not self.is_over(learner):
            learner.on(self.home)
            await self._ask_for_help(learner)

    async def _ask_for_help(self, learner: Learner) -> None:
        app = learner.app
        await self._until(learner, lambda: app._screen_rests and self.is_ready(learner))
        if self.is_over(learner) or isinstance(app.screen, HelpScreen | CommandPalette):
            return
        if app.focused is not None and app.focused.check_consume_key("question_mark", "?"):
            return  # It would be written.
        await self.press(learner, "question_mark")
        await self._until(learner, lambda: isinstance(app.screen, HelpScreen))
        await self.press(learner, "escape")
        await self._until(learner, lambda: not isinstance(app.screen, HelpScreen))

    async def _until(self, learner: Learner, wanted: Callable[[], bool]) -> None:
        """Wait for something, unless the sitting ends before."""
        try:
            async with asyncio.timeout(HELD):
                while not (self.is_over(learner) or wanted()):
                    await asyncio.sleep(MOMENT)
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
        # Keys are for the teacher's question as soon as it is there.
        patch.setattr("tutor.ui.attending.LOOK", 0.01)
        patch.setattr("tutor.ui.screens.room.QUIET", 0.01)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOWNLOAD_DIR"):
            patch.setenv(name, str(folder))
        patch.setenv("PERCEPTRON_TUTOR_SETTINGS", str(folder / "settings.toml"))
        yield


W = TypeVar("W", bound=Walker)


def let_loose(walker: W) -> W:
    """Let one press all its keys; raises what it finds, with the keys that led there."""
    try:
        asyncio.run(walker.play())
    except BaseException as error:
        error.add_note(f"{walker.keys} keys before the end; the last keys were")
        error.add_note(" ".join(walker.pressed))
        raise
    return walker


def run(
    module: str,
    about: str | None,
    sat: Callable[[Path, random.Random, int], Walker],
    arguments: list[str],
) -> int:
    """Press many keys from a command line; `sat` gives who presses them, in a folder."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("--keys", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, undisturbed(Path(folder)):
        walker = let_loose(sat(Path(folder), random.Random(given.seed), given.keys))
    seconds, where, key = walker.slowest
    print(f"{given.keys} keys, no fault, on {len(walker.seen)} screens:", *sorted(walker.seen))
    print(f"the slowest key was {key} on {where}: {seconds:.2f} s")
    return 0
