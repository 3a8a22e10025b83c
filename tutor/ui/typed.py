"""Keys typed ahead: each goes to the screen that the keys before it have led to.

Textual hands every key at once to the screen that is in front when the key comes, though the screen
may still be busy with the key before, which may open another one. Over a slow line whole words come
in one piece: so here a key waits until those before it have had all their effects.
"""

import asyncio
import re
from collections import deque
from collections.abc import Iterable
from typing import Any

from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump

LONGEST = 3.0
"""Seconds after which a key no longer waits for what those before it have begun."""
_LOOK = 0.002
"""Seconds from look to look."""
_LOOKS = int(LONGEST / _LOOK)
"""Counted, as the time in which the program was too busy to look does not count."""

_ESCAPE = "\x1b"
_ALONE = re.compile(r"\x1b(?=[^\x1b\[O\]P_^X\\\x7f])")
"""An escape with something behind it that no sequence begins with."""
_UNDERWAY = re.compile(r"\x1b\[[\d;<?]+\Z")
"""What the rest of an answer of the terminal, or of an arrow, will come for, however late."""
_TAIL = 32
"""The longest sequence."""


class TypedParser(XTermParser):
    """Takes an escape and a letter right behind it for these two keys, not for one with Alt."""

    _tail = ""
    """What came last."""

    def feed(self, data: str) -> Iterable[Message]:
        """Take what has come."""
        open_ = self._tail.endswith(_ESCAPE) and self._timeout_time is not None
        if open_ and _ALONE.match(_ESCAPE + data):
            yield from self._end_escape()
        self._tail = (self._tail + data)[-_TAIL:]
        *before, last = _ALONE.split(data)
        for piece in before:
            yield from super().feed(piece + _ESCAPE)
            yield from self._end_escape()
        if last:
            yield from super().feed(last)

    def tick(self) -> Iterable[Message]:
        """Look whether an escape stays alone; a sequence that lacks its end is no key."""
        if not _UNDERWAY.search(self._tail):
            yield from super().tick()

    def _end_escape(self) -> Iterable[Message]:
        """Whatever comes next does not belong to the escape."""
        self._timeout_time = 0.0
        yield from super().tick()


class TypingApp(App[None]):
    """An app that takes keys one after another, however fast they come."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Event] = deque()
        """Keys that came while those before them were at work."""
        self._pressed = -LONGEST
        """When the last key was taken."""
        self._released: Event | None = None
        """The key whose turn it is, until it is taken."""
        self._releasing: asyncio.Task[None] | None = None

    @property
    def typed_ahead(self) -> bool:
        """Whether keys wait for their turn."""
        return bool(self._typed) or not self._message_queue.empty()

    async def on_event(self, event: Event) -> None:
        """Take a key now, or later."""
        new = isinstance(event, Key | Paste) and not event.is_forwarded
        if new and event is not self._released and self._must_wait(event):
            self._typed.append(event)
            if self._releasing is None:
                self._releasing = asyncio.create_task(self._release())
            return
        if new:
            self._pressed, self._released = get_time(), None
            if not self.screen_stack:
                return  # It is about to end.
        await super().on_event(event)

    def _must_wait(self, key: Event) -> bool:
        """Whether keys before may still have effects; long after the last one nothing is theirs."""
        if self._releasing is not None:
            return True
        if key.time - self._pressed > LONGEST and self._screen_stands:
            return False
        return not (self._message_queue.empty() and self._screen_rests)

    async def _release(self) -> None:
        """Take the keys that wait, each when all is quiet."""
        while self._typed:
            looks = 0
            while self.is_running and (self._released or (looks < _LOOKS and not self._rests)):
                await asyncio.sleep(_LOOK)
                looks += 1
            self._released = self._typed.popleft()
            self.post_message(self._released)
        self._releasing = None

    @property
    def _rests(self) -> bool:
        """Whether all that was begun has ended."""
        return _waits(self) and self._screen_rests

    @property
    def _screen_stands(self) -> bool:
        """Whether there is a screen, and not about to give way to another."""
        if not self.screen_stack or not self.screen.is_mounted:
            return False
        return not getattr(self.screen, "passing", False)

    @property
    def _screen_rests(self) -> bool:
        """Whether nothing on the screen has anything left to do."""
        if not self._screen_stands:
            return False
        screen: Any = self.screen
        busy = screen._callbacks or screen._layout_required or screen._scroll_required  # noqa: SLF001
        return not busy and all(map(_waits, screen.walk_children(with_self=True)))


def _waits(pump: MessagePump) -> bool:
    """Whether it waits for a message: none is there, and none is being worked on."""
    queue: Any = pump._message_queue  # noqa: SLF001 - Textual does not tell otherwise
    return queue.empty() and bool(queue.ready_event._waiters) and not pump._next_callbacks  # noqa: SLF001
