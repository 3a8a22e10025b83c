"""What was found by looking for it: how a class could be broken into, stopped or slowed."""

import asyncio
import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from itertools import count
from pathlib import Path
from random import Random

import asyncssh
import pytest
from asyncssh.packet import Boolean, String

from tests.classroom import test_limits
from tests.classroom.clients import HOME, Student, connected, sitting
from tests.classroom.school import CODE, HOST, ROOT, School, eventually, keys_for, served
from tutor.classroom import line, nursery
from tutor.classroom.door import DoorError, entries_of
from tutor.classroom.driver import SeatDriver
from tutor.classroom.log import Log
from tutor.classroom.nursery import Nursery, NurseryError
from tutor.classroom.opening import USUAL, Opening, Taught
from tutor.classroom.room import Limits
from tutor.classroom.serving import GOODBYE
from tutor.classroom.session import ClassApp
from tutor.course.library import Library
from tutor.record.store import Record
from tutor.ui.palette import near
from tutor.ui.session import Session

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_ASKS_TO_COME_IN = 50
"""The number of that message in SSH."""
NAMES = ("ada", "bob", "eve", "zoe")


@pytest.fixture
def two_seats(tmp_path: Path) -> Iterator[School]:
    """A class for two."""
    keys, record = keys_for(tmp_path, NAMES), str(tmp_path / "record.sqlite")
    options = ("--code", CODE, "--keys", str(keys), "--max-students", "2")
    with served(record, tmp_path, *options) as school:
        yield school


@asynccontextmanager
async def warm_process(folder: Path) -> AsyncIterator[Nursery]:
    """One that forks for the test."""
    taught = Taught("found", str(folder / "record.sqlite"))
    async with Nursery(taught, Log(as_json=True, stream=StringIO())) as ready:
        await ready.ready()
        yield ready


def opening(seat: str, **terminal: str) -> Opening:
    """Of somebody who has a key."""
    return Opening(seat, "ada", HOST, known=True, environment={**USUAL, **terminal})


class Guesser(asyncssh.SSHClient):
    """Sends code after code, and waits for no answer."""

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:
        """There is a server."""
        self._connection = conn

    def password_auth_requested(self) -> str:
        """Fifty wrong ones at once, and behind them the right one."""
        for number in range(50):
            shown = (Boolean(value=False), String(f"wrong-{number}"))
            who = (String("mia"), String("ssh-connection"), String("password"))
            self._connection.send_packet(_ASKS_TO_COME_IN, *who, *shown)
        return CODE


async def guesses(school: School) -> None:
    """Try to come in so.

    Raises:
        asyncssh.Error: If it is refused.
    """
    connection = await asyncssh.connect(
        HOST, school.port, username="mia", client_factory=Guesser, known_hosts=None,
        preferred_auth="password", client_keys=None, agent_path=None, config=None,
    )  # fmt: skip
    connection.abort()


async def test_who_waits_for_no_answer_guesses_no_more_than_others(two_seats: School) -> None:
    """Three codes a connection, and none before the last wrong one is answered."""
    with pytest.raises((asyncssh.Error, OSError)):  # It may be cut while a guess is sent.
        await guesses(two_seats)
    assert len(two_seats.events("wrong-code")) <= 3


async def test_many_at_once_are_no_more_than_there_are_seats(two_seats: School) -> None:
    """Who is about to come in counts; the others are told that it is full."""

    async def come(name: str) -> bool:
        async with sitting(two_seats, name) as student:
            for _ in range(2):
                with suppress(TimeoutError):
                    await student.sees(*HOME, seconds=20)
                    await asyncio.sleep(1)
                    return True
                if student.screen.shows("the class is full (2)"):
                    return False
            raise TimeoutError(name)

    came = await asyncio.gather(*map(come, NAMES))
    assert sorted(came) == [False, False, True, True]


@pytest.mark.parametrize("term", ["x" * 70_000, "xterm\0", "xterm\x1b[31m", "x term"])
async def test_a_kind_of_terminal_that_is_none_is_refused(
    school: School, pupil: str, term: str
) -> None:
    """However long it is and whatever is in it, in a line; and the warm process lives."""
    warm = school.warm
    async with sitting(school, pupil, term=term) as student:
        assert await student.ended() == 1
        await student.sees("TERM names no terminal")
    assert school.warm == warm


@pytest.mark.parametrize("said", ["x" * 70_000, "true\0color", "\x1b[31m"])
async def test_what_else_a_terminal_says_of_itself_is_let_through_or_left_out(
    school: School, pupil: str, said: str
) -> None:
    """Whoever says too much comes in without it."""
    warm = school.warm
    async with sitting(school, pupil, env={"COLORTERM": said, "LD_PRELOAD": said}) as student:
        await student.sees(*HOME)
    assert school.warm == warm


async def test_a_window_without_a_size_has_the_usual_one(school: School, pupil: str) -> None:
    """Some clients say 0 columns and 0 rows, at first or later."""
    async with sitting(school, pupil, size=(80, 24), said_size=(0, 0)) as student:
        await student.sees(*HOME)
        student.channel.change_terminal_size(0, 0)
        student.press("l")
        await student.sees("epoch")


def _same(student: Student) -> Student:
    return student


async def test_one_connection_has_one_session(school: School, pupil: str) -> None:
    """Who has shown a key once cannot fill the class."""
    connection = await connected(school, pupil)
    try:
        students = [Student(connection, (100, 60)) for _ in range(2)]
        for student in students:
            await connection.create_session(
                partial(_same, student), term_type="xterm-256color", encoding=None
            )
        assert await students[1].ended() == 1
        await students[1].sees("one session a connection; connect again for another")
        await students[0].sees(*HOME)
    finally:
        connection.abort()
        await connection.wait_closed()


async def test_keys_that_are_typed_before_it_begins_end_no_session(
    school: School, pupil: str
) -> None:
    """Ctrl+C is for the tutor, which says how to leave."""
    async with sitting(school, pupil, term="xterm") as student:
        student.press("\x03", "\x1c")
        await student.sees(*HOME)
        assert not student.gone.is_set()


async def test_a_session_holds_nothing_of_others(school: School, pupil: str, other: str) -> None:
    """No terminal, bell or control of anybody else, whichever way it was drawn."""
    async with sitting(school, pupil) as one, sitting(school, other, term="xterm") as two:
        for student in (one, two):
            await student.sees(*HOME)
        warm = school.warm
        held = {pid: _held(pid) for pid in school.sessions}
        assert len(held) == 2
        mine, yours = held.values()
        assert not mine & yours
        for ours in held.values():
            # Python's own pipes aside, which it has had before the fork and does not use.
            assert not any("eventpoll" in one for one in ours)
            assert not ours & _held(warm or 0)


def _held(pid: int) -> set[str]:
    links = Path(f"/proc/{pid}/fd").iterdir()
    held = set()
    for link in links:
        with suppress(OSError):
            held.add(str(link.readlink()))
    return {one for one in held if one.startswith(("socket:", "pipe:", "/dev/pts/", "anon"))}


async def test_a_warm_process_that_has_not_read_all_is_replaced_when_it_is_killed(
    tmp_path: Path,
) -> None:
    """Its socket then tells of a fault, and not of an end."""
    async with warm_process(tmp_path) as ready:
        assert ready.process is not None
        first = ready.process.pid
        os.kill(first, signal.SIGSTOP)
        asked = asyncio.ensure_future(ready.take(opening("one"), (80, 24)))
        await asyncio.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(NurseryError, match="its maker has died"):
            await asked
        child = await ready.take(opening("two"), (80, 24))
        assert ready.process.pid != first
        await child.end()


async def test_an_answer_that_comes_too_late_is_nobody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes next has a session of their own; that of who waits no more ends."""
    async with warm_process(tmp_path) as ready:
        assert ready.process is not None
        monkeypatch.setattr(nursery, "_PATIENCE", 0.2)
        os.kill(ready.process.pid, signal.SIGSTOP)
        with pytest.raises(NurseryError, match="too busy"):
            await ready.take(opening("one"), (80, 24))
        monkeypatch.setattr(nursery, "_PATIENCE", 20.0)
        os.kill(ready.process.pid, signal.SIGCONT)
        child = await ready.take(opening("two"), (80, 24))
        child.resize(123, 45)
        await asyncio.to_thread(eventually, lambda: _size(child.pid) == (123, 45), "its size")
        await child.end()
        left = Path(f"/proc/{ready.process.pid}/task/{ready.process.pid}/children")
        await asyncio.to_thread(eventually, lambda: left.read_text() == "", "no session is left")


def _size(pid: int) -> tuple[int, int] | None:
    """Of the terminal at which a process sits."""
    with suppress(OSError), Path(f"/proc/{pid}/fd/0").open("rb", buffering=0) as terminal:
        size = os.get_terminal_size(terminal.fileno())
        return size.columns, size.lines
    return None


async def test_a_session_that_dies_at_once_is_known_to_have_died(tmp_path: Path) -> None:
    """Its end may be heard of together with its beginning."""
    async with warm_process(tmp_path) as ready:
        for number in range(5):
            nonsense = opening(f"seat {number}", TERM=number)  # type: ignore[arg-type]
            child = await ready.take(nonsense, (80, 24))
            async with asyncio.timeout(20):
                await child.reaped.wait()
            assert child.status == 1
            await child.end()
        with no_more_descriptors(), pytest.raises(NurseryError, match="out of pty devices"):
            await ready.take(opening("none"), (80, 24))


@contextmanager
def no_more_descriptors() -> Iterator[None]:
    """This process has as many files open as it may."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = [os.open(os.devnull, os.O_RDONLY)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (taken[0] + 1, limits[1]))
    try:
        with suppress(OSError):
            while True:
                taken.append(os.dup(taken[0]))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        for one in taken:
            os.close(one)


async def test_a_class_imports_nothing_from_the_folder_in_which_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A student's `random.py` that the teacher looks at is not run."""
    (tmp_path / "random.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    async with warm_process(tmp_path) as ready:
        assert ready.warm.is_set()


def test_a_list_may_be_long_and_is_not_seen_by_other_users(tmp_path: Path) -> None:
    """Ten thousand names; none of them in the command of a process, nor where the record is."""
    names = "\n".join(f"student{number:05}" for number in range(10_000))
    (tmp_path / "roster").write_text(names, encoding="utf-8")
    record = str(tmp_path / "record.sqlite")
    with served(record, tmp_path, "--roster", str(tmp_path / "roster")) as school:
        command = Path(f"/proc/{school.warm}/cmdline").read_bytes()
    assert b"student" not in command
    assert record.encode() not in command


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
async def test_what_a_terminal_sends_to_all_of_it_ends_a_class_as_it_should(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Ctrl+C, or a window that is closed: all are told, and all ends."""
    keys = keys_for(tmp_path, NAMES)
    record = str(tmp_path / "record.sqlite")
    with served(record, tmp_path, "--keys", str(keys), start_new_session=True) as school:
        async with sitting(school, "ada") as ada:
            await ada.sees(*HOME)
            os.killpg(school.process.pid, number)
            await ada.sees(GOODBYE)
            assert await ada.ended() == 0
        assert await asyncio.to_thread(school.process.wait, 20) == 0
        assert school.events("warm-process-ended") == []


async def test_who_does_not_read_to_the_end_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither whose session has ended, nor who has asked for none; a board stays."""
    monkeypatch.setattr(line, "_STUCK", 1.0)
    async with test_limits.small(tmp_path, Limits()) as there:
        async with there.student("ada", window=4096) as deaf:
            await deaf.sees(*HOME)
            deaf.channel.pause_reading()
            (theirs,) = there.room.lines
            for size in count():
                if theirs.channel.get_write_buffer_size() > 2 * 4096:
                    break  # More than what it can still take.
                deaf.channel.change_terminal_size(200 + size % 2, 60)
                await asyncio.sleep(0.05)
            assert theirs.end("The end.")
            assert not theirs.end("The end.")
            await asyncio.to_thread(eventually, lambda: not there.room.guests, "its end")
            assert "it did not read" in there.log.getvalue()
        async with there.student("bob") as bob:
            await bob.sees(*HOME)
            (theirs,) = there.room.lines
            theirs.guest.teacher = True
            there.room.limits = Limits(idle=0.0)
            async with asyncssh.connect(
                HOST, there.port, username="eve", known_hosts=None, client_keys=[there.key],
                config=None, agent_path=None,
            ) as idler:  # fmt: skip
                there.room.end_idle()
                async with asyncio.timeout(30):
                    await idler.wait_closed()
            assert not bob.gone.is_set()


def test_a_log_that_nobody_reads_holds_up_nobody() -> None:
    """What is lost is told as soon as somebody reads again."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as reader, os.fdopen(writing, "w") as stream:
        log = Log(stream=stream)
        signal.alarm(60)  # It would stand still for ever.
        for _ in range(5000):
            log("came", name="ada", address="x" * 100)
        assert not select.select((), (stream,), (), 0)[1]
        os.read(reader.fileno(), 65_536)
        log("left", name="ada")
        signal.alarm(0)
        stream.close()
        *_, lost, last = reader.read().splitlines()
    assert "log-lines-lost lines=" in lost
    assert "left name=ada" in last


def test_options_before_a_key_are_refused_and_a_code_may_have_a_hash(tmp_path: Path) -> None:
    """What would be taken for a code, or cut off in silence, is neither."""
    key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    roster = tmp_path / "roster"
    roster.write_text(f'rosa from="192.0.2.1" {key}', encoding="utf-8")
    with pytest.raises(DoorError, match="no public key"):
        entries_of(roster, None, None)
    roster.write_text("# all\nrosa pass#word # hers\notto#1 ssh-\n", encoding="utf-8")
    entries = entries_of(roster, None, None)
    assert {name: entry.code for name, entry in entries.items()} == {
        "rosa": "pass#word",
        "otto#1": "ssh-",
    }


def test_a_code_of_blanks_is_none(tmp_path: Path) -> None:
    """It would let in everybody, without a word."""
    words = (sys.executable, "-m", "tutor", "--record", str(tmp_path / "record.sqlite"), "serve")
    told = subprocess.run(
        (*words, "--code", " "), check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert told.returncode != 0
    assert "--code: no code" in told.stderr


async def test_a_session_opens_no_browser_and_writes_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both would be done on the teacher's machine; where a link leads is said."""
    monkeypatch.setenv("BROWSER", f"touch {tmp_path}/opened")

    def now() -> datetime:
        return datetime.now(UTC)

    record = Record(str(tmp_path / "record.sqlite"), "ada", now)
    seed = Random(1).randrange(1000)
    app = ClassApp(Session(Library.open(None), record, now, seed), Taught("found", record.where))
    async with app.run_test() as pilot:
        SeatDriver(app, size=(80, 24)).open_url("https://example.org/a")
        await pilot.pause()
        assert any("https://example.org/a" in one.message for one in app._notifications)
        titles = {command.title for command in near(app, app.screen)}
        record.learner = ""
        before = {command.title for command in near(app, app.screen)}
    record.close()
    assert not (tmp_path / "opened").exists()
    assert "Quit" in titles
    assert "Screenshot" not in titles
    # Nobody goes anywhere before it is known who it is.
    assert "Lab" in titles - before
