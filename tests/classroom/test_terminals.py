"""Terminals of all kinds and sizes, and keys that no keyboard has."""

import random
import re
from contextlib import suppress

import pytest

from tests.benchmarks.terminal import CTRL_Q, ENTER, ESCAPE
from tests.classroom.clients import HOME, Ssh, needs_ssh, sitting
from tests.classroom.school import School
from tests.classroom.test_refusals import by_key

SIXTEEN = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|9[0-7]|4[0-7]|10[0-7])[;m]")
PALETTE, TRUE = re.compile(rb"[34]8;5;\d"), re.compile(rb"[34]8;2;\d")
SENT = re.compile(rb"\x1b\[([0-9;]*)m")
PAUSE = 0.5
"""Seconds after which a person wonders."""
BEGIN_PASTE, END_PASTE = "\x1b[200~", "\x1b[201~"


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (20, 5), (500, 200), (2**31, 2**31)])
async def test_a_window_of_any_size_is_drawn_for_and_may_change(
    school: School, pupil: str, size: tuple[int, int]
) -> None:
    """One too small is told so where that can be read; 0 is what a client says that knows none."""
    sane = tuple(min(max(one, 1), 1000) for one in size)
    async with sitting(school, pupil, size=(sane[0], sane[1]), said_size=size) as student:
        if size == (20, 5):
            await student.sees("20x5")
        elif min(size) >= 200 and max(size) <= 500:
            await student.sees(*HOME)
        student.resize(80, 24)
        await student.sees(*HOME)
        student.press("l")
        await student.sees("iris", "epoch 0 of 10")
        student.press(CTRL_Q)
        assert await student.ended() == 0


@pytest.mark.parametrize(
    ("term", "has", "has_not"),
    [
        ("xterm", SIXTEEN, (PALETTE, TRUE)),
        ("linux", SIXTEEN, (PALETTE, TRUE)),
        ("no-such-terminal", SIXTEEN, (PALETTE, TRUE)),
        ("xterm-256color", PALETTE, (TRUE,)),
        ("screen-256color", PALETTE, (TRUE,)),
    ],
)
async def test_colours_are_those_that_the_terminal_has(
    school: School,
    pupil: str,
    term: str,
    has: re.Pattern[bytes],
    has_not: tuple[re.Pattern[bytes], ...],
) -> None:
    """Whatever the warm process was drawn in."""
    async with sitting(school, pupil, term=term) as student:
        await student.sees(*HOME)
        student.press("l")
        await student.sees("iris", "epoch 0 of 10")
        student.press("s", CTRL_Q)
        assert await student.ended() == 0
        assert has.search(student.received)
        assert [one.pattern for one in has_not if one.search(student.received)] == []


async def test_true_colours_are_for_who_says_that_they_are_there(
    school: School, pupil: str, other: str
) -> None:
    """COLORTERM is sent by SetEnv or SendEnv; the next student has their own colours again."""
    async with sitting(school, pupil, env={"COLORTERM": "truecolor"}) as student:
        await student.sees(*HOME)
        assert TRUE.search(student.received)
        async with sitting(school, other) as second:
            await second.sees(*HOME)
            assert PALETTE.search(second.received)
            assert not TRUE.search(second.received)


@pytest.mark.parametrize(
    ("term", "env"),
    [("xterm-256color", {"NO_COLOR": "1", "COLORTERM": "truecolor"}), ("vt100", {})],
)
async def test_no_colour_is_sent_to_who_wants_none_or_has_none(
    school: School, pupil: str, term: str, env: dict[str, str]
) -> None:
    """Attributes alone: bold, underlined, reversed."""
    async with sitting(school, pupil, term=term, env=env) as student:
        await student.sees(*HOME)
        student.press("l")
        await student.sees("iris", "epoch 0 of 10")
        student.press(CTRL_Q)
        assert await student.ended() == 0
        codes = {one for sent in SENT.findall(student.received) for one in sent.split(b";")}
        assert codes <= {b"0", b"1", b"4", b"7", b""}
        assert {b"1", b"7"} <= codes


async def test_who_has_no_unicode_gets_ascii(school: School, pupil: str) -> None:
    """As their locale says, which most clients send; the next key is drawn so as well."""
    async with sitting(school, pupil, env={"LANG": "C"}) as student:
        await student.sees(*HOME)
        student.press("l")
        await student.sees("iris", "epoch 0 of 10", "eta")
        student.press(CTRL_Q)
        assert await student.ended() == 0
        assert student.received.isascii()


@needs_ssh
def test_setenv_of_the_real_client_arrives(school: School, pupil: str) -> None:
    """As it is written in the README."""
    options = (*by_key(school, pupil), "-o", "SetEnv=COLORTERM=truecolor")
    with Ssh(school, pupil, *options) as student:
        student.sees(*HOME)
        assert TRUE.search(student.output.encode())
        assert student.leave() == 0


async def test_what_else_a_client_would_set_changes_nothing(school: School, pupil: str) -> None:
    """Neither where the record is nor how Textual or Python work."""
    odd = {
        "PERCEPTRON_TUTOR_RECORD": "/nowhere/record.sqlite",
        "PERCEPTRON_TUTOR_LEARNER": "somebody-else",
        "PYTHONINSPECT": "1",
        "TEXTUAL_DRIVER": "nowhere:Nothing",
        "LD_PRELOAD": "/nowhere.so",
    }
    async with sitting(school, pupil, env=odd) as student:
        await student.sees(*HOME, "Begin with enter")
        student.press(ENTER)
        await student.sees("page 1 of")
        assert school.events("is", name=pupil)
        student.press(CTRL_Q)
        assert await student.ended() == 0


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
async def test_a_terminal_that_cannot_draw_has_the_tutor_in_lines(
    school: School, pupil: str, term: str
) -> None:
    """An empty TERM is that of no terminal."""
    async with sitting(school, pupil, term=term) as student:
        await student.sees("perceptron-tutor in lines", "Home:")
        student.press("quit\n")
        assert await student.ended() == 0
        assert b"\x1b" not in student.received


async def test_a_window_changed_a_thousand_times_is_drawn_for_the_last(
    school: School, pupil: str
) -> None:
    """From 1x1 to 300x100, as fast as a connection takes it, over a perceptron that runs."""
    chance = random.Random(1)
    async with sitting(school, pupil) as student:
        await student.sees(*HOME)
        student.press("l")
        await student.sees("iris", "epoch 0 of 10")
        student.press("r")
        for _ in range(1000):
            student.channel.change_terminal_size(chance.randint(1, 300), chance.randint(1, 100))
        student.resize(30, 9)
        await student.sees("30x9")
        student.resize(80, 24)
        await student.sees("iris")
        student.press(ESCAPE)
        await student.sees(*HOME)
        student.press(CTRL_Q)
        assert await student.ended() == 0


async def test_a_megabyte_that_is_pasted_does_no_harm(school: School, pupil: str) -> None:
    """At home it is nothing; in a field of the lab it is no number, and is told so."""
    async with sitting(school, pupil) as student:
        await student.sees(*HOME)
        for key, shown in (("", HOME[0]), ("l", "epoch 0 of 10")):
            student.press(key)
            await student.sees(shown)
            student.press(BEGIN_PASTE, "η" * 500_000, END_PASTE)
        student.press("s")
        await student.sees("step 1")
        student.press(CTRL_Q)
        assert await student.ended() == 0


async def test_a_megabyte_of_keys_holds_up_nobody_else(
    school: School, pupil: str, other: str
) -> None:
    """Who sends it waits for their own session, and the listener keeps little of it."""
    async with sitting(school, pupil) as student, sitting(school, other) as second:
        await student.sees(*HOME)
        await second.sees(*HOME)
        before = school.kilobytes
        student.press("l" + "sb" * 500_000)
        second.press("l")
        await second.sees("epoch 0 of 10")
        for number in range(1, 6):
            second.press("s")
            await second.sees(f"step {number}")
        assert school.kilobytes - before < 8_000
        student.cut()
    school.until_left()


@pytest.mark.parametrize(
    "junk",
    [b"\xff\xfe\xc3(\xe2\x82\xf0\x9f\x98", b"\x1b[", b"\x1b[<0;", b"\x1b]0;", b"\x1bP", b"\x9b"],
    ids=["invalid UTF-8", "half a code", "half a click", "half a title", "half a string", "C1"],
)
async def test_after_junk_keys_are_heard_again(school: School, pupil: str, junk: bytes) -> None:
    """Bytes that are no text, and sequences that never end."""
    async with sitting(school, pupil) as student:
        await student.sees(*HOME)
        student.channel.write(junk)
        # Who sees that nothing happens presses a key again.
        for _ in range(20):
            with suppress(TimeoutError):
                student.press("l")
                await student.sees("epoch 0 of 10", seconds=PAUSE)
                break
        await student.sees("epoch 0 of 10")
        student.press(CTRL_Q)
        assert await student.ended() == 0


async def test_answers_of_a_slow_terminal_are_not_taken_for_keys(
    school: School, pupil: str
) -> None:
    """Of what it is asked or told: a mode that it has or has not, where it stands, its focus."""
    async with sitting(school, pupil) as student:
        await student.sees(*HOME)
        student.press("\x1b[?2026;2$y", "\x1b[?2026;0$y", "\x1b[12;40R", "\x1b[O", "\x1b[I")
        student.press(ENTER)
        await student.sees("The claim", "page 1 of")
        student.press(CTRL_Q)
        assert await student.ended() == 0
