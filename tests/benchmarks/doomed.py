"""Students whose client is killed: `python -m tests.benchmarks.doomed PORT FOLDER NAME ...`.

Says when all of them have sat down, and then draws on until it is killed.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.students import SECONDS, welcomed


@dataclass(frozen=True, slots=True)
class Reached:
    """A server that another process has started."""

    port: int
    folder: Path


async def sit(port: int, folder: Path, names: list[str]) -> None:
    """Sit down by all these names, and press keys."""
    server = Reached(port, folder)
    students = await asyncio.gather(*(welcomed(server, name) for name in names))
    for student in students:
        student.press("l" + "s" * 20)
    sys.stdout.write("seated\n")
    sys.stdout.flush()
    # Who should kill it may have died.
    await asyncio.sleep(SECONDS)


if __name__ == "__main__":
    asyncio.run(sit(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
