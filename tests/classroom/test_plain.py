"""Who comes without a terminal that can be drawn on has the whole tutor in lines."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.classroom.clients import needs_ssh, sitting, ssh_options
from tests.classroom.school import HOST, SECONDS, School, eventually, served
from tests.classroom.test_ask_the_room import BET, came, put
from tests.classroom.test_refusals import by_key
from tutor.record.database import Database
from tutor.record.room import Ask, Close, Invite, Note, Prove, vote_place
from tutor.record.seats import seated
from tutor.record.state import Given, State

pytestmark = needs_ssh
PIN = "four words"
ESCAPE = "\x1b"
_MOMENT = 0.02


class Talk:
    """A student whose ssh stands between two pipes."""

    def __init__(self, *words: str) -> None:
        """Connect."""
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            words, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.said = ""
        """All that came."""
        self._heard = 0
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while piece := stream.read(1):
                self.said += piece

    def hears(self, *texts: str) -> str:
        """Wait for texts that come one after another; gives what came up to the last."""
        begin, end = self._heard, time.monotonic() + SECONDS
        for text in texts:
            while (at := self.said.find(text, self._heard)) < 0:
                if time.monotonic() > end:
                    raise TimeoutError(f"{text!r} is not said; there is: {self.said[begin:]}")
                time.sleep(_MOMENT)
            self._heard = at + len(text)
        return self.said[begin : self._heard]

    def types(self, *lines: str) -> None:
        """Type lines."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines))
        self.process.stdin.flush()

    def ended(self) -> int:
        """Wait until it has ended, and all is heard; gives ssh's exit status."""
        status = self.process.wait(SECONDS)
        self._listener.join(SECONDS)
        return status

    def drop(self) -> None:
        """The line is cut."""
        assert self.process.stdin is not None
        self.process.kill()
        self.ended()
        with suppress(BrokenPipeError):
            self.process.stdin.close()


@contextmanager
def talking(*words: str) -> Iterator[Talk]:
    """A student for the length of a block; their line drops at its end."""
    talk = Talk("ssh", "-T", *words, HOST)
    try:
        yield talk
    finally:
        talk.drop()


@pytest.fixture(scope="module")
def open_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A class that whoever comes gets into, and is asked for a PIN."""
    folder = tmp_path_factory.mktemp("open")
    with served(str(folder / "record.sqlite"), folder, "--open") as school:
        yield school


def as_guest(school: School, name: str) -> tuple[str, ...]:
    """What lets somebody in who has nothing but a name."""
    return (*ssh_options(school), "-p", str(school.port), "-l", name)


def state(school: School, name: str) -> State:
    """What the record knows of somebody."""
    with closing(Database.open(school.record)) as database:
        return database.state(name)


def voted(school: School, name: str, place: str) -> list[Given]:
    """The votes of somebody."""
    return [one for one in state(school, name).answers if one.place == place]


def test_one_chooses_a_pin_answers_drops_and_comes_back_to_the_same_page(
    open_school: School,
) -> None:
    """With the real ssh -T, and without a byte that would move a cursor."""
    words = as_guest(open_school, "Ada")
    with talking(*words) as ada:
        ada.hears("your PIN too", "Ada is new here. Choose a PIN", "PIN: ")
        ada.types("abc")
        ada.hears("this has 3", "PIN: ")
        ada.types(PIN)
        ada.hears("the same PIN once more", "Again: ")
        ada.types("another one")
        ada.hears("the two were not the same", "PIN: ")
        ada.types(PIN, PIN)
        ada.hears("0 of 14 lessons read", "Home: ")
        ada.types("lesson 1")
        ada.hears("page 1 of 6", "Predict.", "Your answer: ")
        ada.types("no")
        ada.hears("How sure: ")
        ada.types("2")
        ada.hears("Right.")
        ada.types("page 3")
        ada.hears("page 3 of 6")
        eventually(lambda: _page(open_school, "Ada") == 2, "the page is kept")
        assert ESCAPE not in ada.said
    open_school.until_left()
    assert [(one.right, one.confidence) for one in state(open_school, "Ada").answers] == [(True, 2)]
    with talking(*words) as ada:
        ada.hears("Welcome back, Ada. Your PIN:", "PIN: ")
        ada.types("not this")
        ada.hears("two tries are left", "PIN: ")
        ada.types(PIN)
        ada.hears("Home: ")
        ada.types("next")
        ada.hears("page 3 of 6")
        ada.types("quit")
        assert ada.ended() == 0
        assert ada.said.endswith("Good-bye; your answers are kept.\n")
    open_school.until_left()


def _places(school: School) -> set[str]:
    with closing(Database.open(school.record)) as database:
        return {one.place for one in seated(database, datetime.now(UTC))}


def _page(school: School, name: str) -> int | None:
    place = state(school, name).place
    return None if place is None else place.page


def test_three_wrong_pins_end_it_and_another_name_is_a_way_out(open_school: School) -> None:
    """By the same rules as on the screen: they take their time, and the log has them."""
    with talking(*as_guest(open_school, "Ben")) as ben:
        ben.types(PIN, PIN)
        ben.hears("Home: ")
        ben.types("quit")
        assert ben.ended() == 0
    with talking(*as_guest(open_school, "Ben")) as other:
        other.types("guess 1", "guess 2", "guess 3")
        other.hears("two tries", "one try", "three wrong PINs", "This session ends.")
        assert other.ended() == 3
    assert open_school.until("wrong-pins", name="Ben")
    with talking(*as_guest(open_school, "Ben")) as other:
        other.hears("PIN: ")
        other.types("", "Cleo")
        other.hears("Name: ", "Cleo is new here")
        other.types(PIN, PIN)
        other.hears("Home: ")
    open_school.until("is", name="Cleo")
    open_school.until_left()


def test_who_sits_elsewhere_is_asked_whether_it_is_them(open_school: School) -> None:
    """And yes ends the other session with a word."""
    words = as_guest(open_school, "Dan")
    with talking(*words) as here:
        here.types(PIN, PIN)
        here.hears("Home: ")
        open_school.until("is", name="Dan")
        with talking(*words) as there:
            there.types(PIN)
            there.hears("Dan is here already", "Yes or no: ")
            there.types("yes")
            there.hears("Home: ")
            here.hears("You went on elsewhere")
            assert here.ended() == 0
    open_school.until_left()


def test_the_teachers_question_is_told_while_one_waits_and_answered(
    school: School, pupil: str
) -> None:
    """Two votes and the proof, kept as the app keeps them; a word and an invitation too."""
    with talking(*by_key(school, pupil)) as talk:
        talk.hears("Home: ")
        poll = put(school, Ask(question=BET))
        talk.hears("The teacher asks: type answer.", "Home: ")
        talk.types("answer")
        talk.hears("The teacher asks.", "1. Yes", "The teacher's question: ")
        talk.types("1", "3")
        talk.hears("Now talk it over", "Home: ")
        eventually(lambda: _places(school) == {"home"}, "they are where they were before")
        put(school, Ask(question=BET, round=2, poll=poll))
        talk.hears("The teacher asks again: type answer.")
        talk.types("answer")
        talk.hears("Before, you said: ", "(sure)", "The teacher's question: ")
        talk.types("2", "undo", "aside", "answer", "no", "1")
        talk.hears("Taken back", "Home: ", "Now talk it over", "Home: ")
        eventually(lambda: came(school, poll, 2).voters == 1, "the second vote")
        put(school, Prove(poll=poll))
        talk.hears("The teacher shows the answer: type answer.")
        talk.types("answer")
        talk.hears("Your answer: ", "Right.", "Home: ")
        put(school, Note(text="Five minutes more"))
        talk.hears("Your teacher: Five minutes more")
        put(school, Invite(lesson="zero-start", page=1))
        talk.hears("Your teacher is at lesson 5, page 2: type join.")
        talk.types("join")
        talk.hears("page 2 of ")
        put(school, Close(poll=poll))
        # Others sit in this class later: a word of nothing, and nowhere to go.
        put(school, Note(text=""))
        put(school, Invite(lesson="", page=0))
        assert talk.said.count("type answer") == 3
        assert talk.said.count("Five minutes more") == 1
        assert ESCAPE not in talk.said
    first, second = (vote_place(poll, number) for number in (1, 2))
    assert [one.confidence for one in voted(school, pupil, first)] == [3]
    assert [one.confidence for one in voted(school, pupil, second)] == [1]
    school.until_left()


def test_a_script_is_followed_to_its_end(school: School, pupil: str, tmp_path: Path) -> None:
    """More than a terminal takes at once, and the end of the input ends it."""
    script = tmp_path / "script"
    script.write_text("lab\ndata four\n" + "step\nback\n" * 2_000 + "step 7\n", encoding="utf-8")
    with script.open() as typed:
        words = ("ssh", "-T", *by_key(school, pupil), HOST)
        done = subprocess.run(
            words, check=True, stdin=typed, capture_output=True, text=True, timeout=SECONDS
        )
    assert done.stdout.count("Step 1 of 40, ") == 2_000
    assert done.stdout.count("Step 7 of 40, ") == 1
    assert done.stderr == ""
    school.until_left()
    assert '"step":7' in (state(school, pupil).lab or "")


async def test_a_dumb_terminal_has_lines_that_are_shown_as_they_are_typed(
    open_school: School,
) -> None:
    """But for the PIN; and it can be erased, and ended by ctrl+d."""
    async with sitting(open_school, "Eve", term="dumb", size=(60, 50)) as eve:
        await eve.sees("Choose a PIN")
        eve.press(f"{PIN}\r")
        await eve.sees("Again:")
        eve.press(f"{PIN}\r")
        await eve.sees("Home:")
        eve.press("progrxx\x7f\x7fess\r")
        await eve.sees("Home: progress")
        eve.press("\x04")
        assert await eve.ended() == 0
        assert ESCAPE.encode() not in eve.received
        assert PIN.encode() not in eve.received
    open_school.until_left()


def test_no_file_of_the_teachers_machine_is_read(
    school: School, pupil: str, tmp_path: Path
) -> None:
    """The lab has the data sets of the course."""
    own = tmp_path / "own.csv"
    own.write_text("a,b,y\n0,0,-1\n1,1,1\n", encoding="ascii")
    with talking(*by_key(school, pupil)) as talk:
        talk.types("lab", f"data {own}", "quit")
        talk.hears("there is no data set")
        assert talk.ended() == 0
    school.until_left()


def test_a_reset_tells_no_path_of_the_teachers_machine(school: School, pupil: str) -> None:
    """But that there is a backup."""
    with talking(*by_key(school, pupil)) as talk:
        talk.types("lesson 1", "1", "1", "home", "progress", "reset", "all", "yes", "quit")
        talk.hears("First a backup is", "Everything is as new.", "Good-bye")
        assert talk.ended() == 0
        assert str(Path(school.record).parent) not in "".join(talk.said.split())
    school.until_left()


def test_a_line_that_drops_or_a_class_that_ends_leaves_no_process(tmp_path: Path) -> None:
    """As with a terminal; and who is there is told."""
    with served(str(tmp_path / "record.sqlite"), tmp_path, "--open") as school:
        before = len(school.processes)
        with talking(*as_guest(school, "Ada")) as ada:
            ada.hears("PIN: ")
        eventually(lambda: len(school.processes) == before, "the end of the session")
        with talking(*as_guest(school, "Ada")) as ada:
            ada.types(PIN, PIN)
            ada.hears("Home: ")
            assert school.stop() == 0
            ada.hears("The class ends")
            assert ada.ended() == 0
