"""Serve a class from one command: the listener, the warm process and the eye on the record."""

import asyncio
import resource
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tutor.classroom.door import Door, entries_of, fresh_code
from tutor.classroom.hostkey import host_key
from tutor.classroom.log import Log
from tutor.classroom.nursery import Nursery
from tutor.classroom.opening import Taught
from tutor.classroom.room import Classroom, Limits
from tutor.classroom.server import listening
from tutor.classroom.warm import clock
from tutor.classroom.watching import Watching
from tutor.errors import TutorError
from tutor.record.connection import shown
from tutor.record.database import Database
from tutor.record.place import data_folder
from tutor.record.presence import Told

_IDLE_LOOK = 10.0
"""Seconds between two looks for who has pressed no key for long."""
_FAREWELL = 4.5
"""Seconds in which the sessions end by themselves when the class does."""
_LAST = 0.5
"""Seconds in which the channels close behind sessions that had to be ended."""
_MOST_FILES = 65_536
GOODBYE = "The class ends now. What you did is saved."


class ServeError(TutorError):
    """A class that cannot be served."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How a class is served."""

    host: str = "127.0.0.1"
    port: int = 8022
    code: str | None = None
    """None for a fresh one."""
    open: bool = False
    """Nobody needs a code."""
    roster: Path | None = None
    keys: Path | None = None
    teacher: Path | None = None
    limits: Limits = field(default_factory=Limits)
    record: str = ""
    lessons: Path | None = None
    start: str | None = None
    seed: int | None = None
    json_log: bool = False


def serve(how: Serving) -> int:
    """Serve until a signal ends it; gives the exit status.

    Raises:
        TutorError: If it cannot be served: the record, a file or the address is not as it must be.
    """
    database = Database.open(how.record)
    database.close()
    if database.read_only:
        raise ServeError(f"{shown(how.record)} is from a newer version of the tutor; update it")
    return asyncio.run(_serve(how))


async def _serve(how: Serving) -> int:
    code = None if how.open else how.code or fresh_code()
    entries = entries_of(how.roster, how.keys, how.teacher)
    door = Door(code, entries, roster=how.roster is not None)
    key = host_key(data_folder() / "class_host_key")
    taught = _taught(how, door)
    log = Log(as_json=how.json_log)
    _admit_many_files()
    loop, ending = asyncio.get_running_loop(), _ending()
    async with Nursery(taught, log) as nursery:
        await nursery.ready()
        room = Classroom(nursery, door, how.limits, log)
        try:
            acceptor = await listening(room, how.host, how.port, key)
        except OSError as error:
            raise _cannot(how, error) from None
        port, fingerprint = acceptor.get_port(), key.get_fingerprint()
        print(announcement(how, code, fingerprint, port), flush=True)
        log("listening", host=how.host, port=port, record=shown(how.record))

        def news(told: Told, mine: frozenset[str]) -> None:
            loop.call_soon_threadsafe(room.news, told, mine)

        def trouble(what: str | None) -> None:
            told = ("record-back", None) if what is None else ("record-away", what)
            loop.call_soon_threadsafe(lambda: log(told[0], why=told[1]))

        with Watching(how.record, taught.server, clock, news, trouble) as watching:
            room.on_left = watching.left
            idle = asyncio.ensure_future(_end_idle(room))
            await ending.wait()
            idle.cancel()
            log("ending", sessions=len(room.lines))
            acceptor.close()
            await room.farewell(GOODBYE, _FAREWELL)
            await nursery.close()
            await room.emptied(_LAST)
            await room.settled(_LAST)
    log("ended")
    return 0


def _cannot(how: Serving, error: OSError) -> ServeError:
    why = error.strerror or error
    return ServeError(f"{how.host}, port {how.port}: {why}; choose another --port")


def _taught(how: Serving, door: Door) -> Taught:
    lessons = None if how.lessons is None else str(how.lessons.absolute())
    names = door.reserved_and_listed
    return Taught(uuid4().hex, how.record, lessons, how.start, how.seed, *names)


def _ending() -> asyncio.Event:
    """Set when somebody asks the server to end."""
    ending = asyncio.Event()
    hung_up = () if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else (signal.SIGHUP,)
    for number in (signal.SIGTERM, signal.SIGINT, *hung_up):  # Not under nohup.
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    return ending


async def _end_idle(room: Classroom) -> None:
    while True:
        await asyncio.sleep(min(_IDLE_LOOK, room.limits.idle / 4))
        room.end_idle()


def _admit_many_files() -> None:
    """A session takes two descriptors, and a connection one; usual limits are for fewer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def announcement(how: Serving, code: str | None, fingerprint: str, port: int) -> str:
    """What the teacher reads first: what to write on the board, and what else is to be known."""
    local = how.host in {"127.0.0.1", "::1", "localhost"}
    host = how.host if how.host not in {"0.0.0.0", "::", ""} else _own_address()  # noqa: S104
    lines = ["", "Write on the board:", "", f"    ssh -p {port} YOURNAME@{host}"]
    if code is not None:
        lines.append(f"    code: {code}")
    lines += ["", "The key of this machine, which ssh shows at the first connection:"]
    lines += [f"    {fingerprint}", ""]
    if code is None:
        lines.append("--open: whoever reaches this port comes in, by any name that is not taken.")
    if local:
        lines.append("Only this machine can connect; --host 0.0.0.0 lets the room in.")
    lines.append("The teacher's view, in another terminal: perceptron-tutor board")
    lines.append("Ctrl+C ends the class; all is saved.")
    return "\n".join((*lines, ""))


def _own_address() -> str:
    """The address by which others reach this machine; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
