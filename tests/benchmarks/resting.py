"""A room that reads: what students cost who press no key."""

import asyncio
import time
from dataclasses import dataclass

from tests.benchmarks.processes import Server, Spent
from tests.benchmarks.row import Row

BOUND = 2
"""Percent of a core, for all of them and what serves them."""


@dataclass(frozen=True, slots=True)
class Resting:
    """What students at home cost while they press no key."""

    seconds: float
    spent: Spent


async def resting(server: Server, seconds: float) -> Resting:
    """Press nothing for so long."""
    sessions = server.sessions
    before, begun = Spent.by(server, sessions), time.perf_counter()
    await asyncio.sleep(seconds)
    return Resting(time.perf_counter() - begun, Spent.by(server, sessions) - before)


def rows(number: int, rest: Resting) -> list[Row]:
    """What it was, with its bound."""
    what = f"{number} at home for {rest.seconds:.0f} s without a key, CPU of a core"
    shares = ("sessions", "listener", "warm", "all")
    sessions, listener, warm, together = (
        100 * getattr(rest.spent, share) / rest.seconds for share in shares
    )
    return [
        Row(f"{what}: sessions", sessions, "%"),
        Row(f"{what}: listener", listener, "%"),
        Row(f"{what}: warm process", warm, "%"),
        Row(f"{what}: together", together, "%", BOUND),
    ]
