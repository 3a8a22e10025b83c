"""A screen that asks the record until it answers, one thing at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.reactive import var
from textual.screen import Screen

from tutor.record.connection import BusyError, RecordError

SOON = 0.2
"""Seconds in which the record has mostly answered; nothing is said of the wait before."""
AGAIN = 1.0
"""Seconds until a record that is away is asked again."""
AWAY = "The record of the class is away just now; it is asked again every second."
T = TypeVar("T")


class PatientScreen(Screen[str]):
    """Stays alive while the record takes its time, or is away."""

    status: var[str] = var("", init=False, bindings=True)
    """What is waited for, where it takes its time."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self._busy, self._free = False, 0.0
        """The record is asked; and before this time it is not."""

    def _rest(self, seconds: float) -> None:
        """Ask nothing for a while; what is to be asked waits."""
        self._free = asyncio.get_running_loop().time() + seconds

    def _do(self, call: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask the record, and go on with what it says; nothing happens while it is asked."""
        if self._busy:
            return
        self._busy = True
        self.run_worker(self._ask_record(call, then), exclusive=True)

    async def _ask_record(self, call: Callable[[], T], then: Callable[[T], None]) -> None:
        soon = self.set_timer(SOON, self._tell_slow)
        await asyncio.sleep(self._free - asyncio.get_running_loop().time())
        while True:
            try:
                answer = await asyncio.to_thread(call)
                break
            except RecordError as error:
                self.status = AWAY if isinstance(error, BusyError) else f"{AWAY} {error}"
            await asyncio.sleep(AGAIN)
        soon.stop()
        self._busy, self.status = False, ""
        then(answer)

    def _tell_slow(self) -> None:
        self.status = self.status or "One moment …"
