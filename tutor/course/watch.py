"""Check a folder again whenever one of its files changes."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from tutor.course.check import check
from tutor.course.library import Library
from tutor.errors import TutorError

INTERVAL = 0.5
"""Seconds between two looks at the files."""

_State = dict[str, tuple[int, int]]
"""By a file's path inside the folder: when it was changed, in nanoseconds, and its size."""


def watch(folder: Path, say: Callable[[str], None], pause: Callable[[], None]) -> None:
    """Check a folder, and again after every change, until `pause` raises KeyboardInterrupt.

    Args:
        folder: The lessons.
        say: Takes each line of what is found.
        pause: Waits until the files are looked at again.
    """
    before: _State = {}
    try:
        for look in count():
            now = _state(folder)
            if look == 0 or now != before:
                for line in (*_changes(before, now, first=look == 0), *report(folder)):
                    say(line)
            before = now
            pause()
    except KeyboardInterrupt:
        return


def report(folder: Path) -> list[str]:
    """What a check of the folder says, a line each."""
    try:
        library = Library.open(folder)
        # What is changed here is no family of fresh questions.
        faults = check(library, count=0)
    except TutorError as error:
        return [str(error)]
    return [*map(str, faults), summary(library, len(faults))]


def summary(library: Library, faults: int) -> str:
    """How many lessons were read, and how many faults were found."""
    lessons = len(library.entries)
    found = "no fault" if faults == 0 else f"{faults} fault{'s' * (faults != 1)}"
    return f"{lessons} lesson{'s' * (lessons != 1)} checked: {found}"


def _state(folder: Path) -> _State:
    files = (*folder.glob("*"), *folder.glob("data/*"))
    state: _State = {}
    for file in sorted(files):
        try:
            status = file.stat()
        except OSError:
            # It went between the listing and the look: the next look finds it gone.
            continue
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            state[name] = (status.st_mtime_ns, status.st_size)
    return state


def _changes(before: _State, now: _State, *, first: bool) -> list[str]:
    """What is seen: nothing of note at the first look."""
    if first:
        return []
    seen = {
        "changed": [name for name in now if name in before and now[name] != before[name]],
        "new": [name for name in now if name not in before],
        "gone": [name for name in before if name not in now],
    }
    return [f"{what}: {', '.join(names)}" for what, names in seen.items() if names]
