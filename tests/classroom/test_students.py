"""Students come in, answer, lose their line, and find everything as it was."""

import signal
from contextlib import closing
from itertools import count

import pytest

from tests.benchmarks.terminal import ENTER
from tests.classroom.clients import HOME, PIN, Ssh, needs_ssh, sitting
from tests.classroom.desk import (
    BACK,
    ENDED,
    GOES_ON,
    NEW,
    YOU,
    answer,
    answers,
    choose_pin,
    coming,
    show_pin,
    turn_page,
    until_free,
)
from tests.classroom.school import CODE, School
from tutor.record.database import Database
from tutor.record.pins import reset_pin

_numbers = count()


@pytest.fixture
def name() -> str:
    """That of somebody who was never here, and has no key."""
    return f"ada{next(_numbers)}"


@needs_ssh
async def test_a_student_answers_is_cut_off_and_finds_the_page_again(
    school: School, name: str
) -> None:
    """With ssh as it is, from the code of the class to page 2; killed; and in again by the PIN."""
    before = school.sessions
    with Ssh(school, name) as student:
        student.give_code()
        await choose_pin(student)
        await answer(student)
        await turn_page(student)
        (session,) = school.sessions - before
        student.process.send_signal(signal.SIGKILL)
    assert school.until_left(session) < 10
    await until_free(school, name)
    with Ssh(school, name) as student:
        student.give_code()
        await show_pin(student)
        student.sees(*HOME, GOES_ON)
        student.press(ENTER)
        student.sees("page 2 of")
        assert student.leave() == 0
    (kept,) = answers(school.record, name)
    assert (kept.question, kept.confidence) == ("claim-prediction", 3)


async def test_a_line_that_drops_without_a_word_loses_nothing(school: School, name: str) -> None:
    """As where a laptop is shut; the answer is in the record once."""
    before = school.sessions
    async with coming(school, name, new=True) as student:
        await answer(student)
        await turn_page(student)
        (session,) = school.sessions - before
        student.cut()
    assert school.until_left(session) < 10
    await until_free(school, name)
    async with coming(school, name) as student:
        await student.sees(*HOME, GOES_ON)
    assert len(answers(school.record, name)) == 1


async def test_who_comes_from_elsewhere_may_go_on_there(school: School, name: str) -> None:
    """The session that was there is told so, and ends; nobody answers in two places."""
    async with coming(school, name, new=True) as first:
        await answer(first)
        await turn_page(first)
        async with coming(school, name) as second:
            await second.sees(YOU, f"{name} is here already", "page 2")
            second.press("1")
            await second.sees(*HOME, GOES_ON)
            await first.sees(ENDED)
            assert await first.ended() == 0
            assert school.events("elsewhere", name=name)
            second.press(ENTER)
            await second.sees("page 2 of")


async def test_who_is_somebody_else_takes_another_name(school: School, name: str) -> None:
    """Whose name it is goes on undisturbed."""
    async with coming(school, name, new=True) as first:
        async with coming(school, name) as second:
            await second.sees(YOU)
            second.press("2")
            await second.sees("What is your name?")
            second.press(f"{name} two" + ENTER)
            await choose_pin(second)
            school.until("is", name=f"{name} two")
            await answer(second)
        await answer(first)
    assert len(answers(school.record, name)) == 1
    assert len(answers(school.record, f"{name} two")) == 1


async def test_who_has_a_key_is_asked_only_whether_it_is_they(school: School, pupil: str) -> None:
    """No PIN is needed to take over."""
    async with sitting(school, pupil) as first:
        await first.sees(*HOME)
        school.until("is", name=pupil)
        async with sitting(school, pupil) as second:
            await second.sees(YOU)
            second.press("1")
            await second.sees(*HOME)
            assert await first.ended() == 0


async def test_a_wrong_pin_lets_nobody_in(school: School, name: str) -> None:
    """After three the session ends, and says what to do."""
    async with coming(school, name, new=True) as student:
        await student.sees(*HOME)
        async with sitting(school, name, code=CODE) as thief:
            for left in ("two tries are left", "one try is left", "three wrong PINs"):
                await thief.sees("Your PIN:")
                thief.press("1234" + ENTER)
                await thief.sees(left)
            assert await thief.ended() == 3
            await thief.sees("ask your teacher, who can reset it")
        assert not student.gone.is_set()


async def test_a_teacher_resets_a_pin(school: School, name: str) -> None:
    """Another one is chosen then, and what was done is there."""
    async with coming(school, name, new=True) as student:
        await answer(student)
    with closing(Database.open(school.record)) as database:
        assert reset_pin(database, name)
    await until_free(school, name)
    async with sitting(school, name, code=CODE) as student:
        await student.sees(f"{BACK}, {name}. You have no PIN yet")
        for shown in ("PIN", "write the same PIN once more"):
            await student.sees(shown)
            student.press("another" + ENTER)
        await student.sees(*HOME, "lesson 1")
    assert len(answers(school.record, name)) == 1


async def test_a_seat_is_free_as_soon_as_its_student_is_gone(school: School, name: str) -> None:
    """However they went: nobody is asked whether it is they who left before."""
    for new in (True, False):
        async with coming(school, name, new=new) as student:
            await student.sees(*HOME)
            school.until("is", times=1 + (not new), name=name)
            student.cut()
        await until_free(school, name)


async def test_names_that_differ_in_case_are_one_student(school: School, name: str) -> None:
    """Whoever typed it at the prompt, in capitals as well."""
    async with coming(school, name, new=True) as student:
        await answer(student)
    await until_free(school, name)
    async with sitting(school, name.upper(), code=CODE) as student:
        await student.sees(f"{BACK}, {name}")
        student.press(PIN + ENTER)
        await student.sees(*HOME, "lesson 1")
    assert answers(school.record, name.upper()) == []


@pytest.mark.parametrize(
    "told",
    ["../../x", "[red]x", "[@click=app.quit]x[/]", "/etc/passwd", "عائشة", "a;reboot", "$(reboot)",
     "%s{0}", "O'Hara; DROP TABLE facts --", "☺♥", "x" * 40],
)  # fmt: skip
async def test_any_name_is_only_a_name(school: School, told: str) -> None:
    """No path, no markup, no command; shown as it is, and its answers are its own."""
    before = set(school.folder.iterdir())
    async with sitting(school, told, code=CODE) as student:
        await student.sees(f"{told} {NEW}")
        await choose_pin(student)
        await answer(student)
        assert school.events("is", name=told)
    assert len(answers(school.record, told)) == 1
    # The first client of all has kept there whom it trusts.
    beside = {path.name for path in set(school.folder.iterdir()) - before} - {"known_hosts"}
    assert all(one.startswith("record.sqlite") for one in beside), beside


@needs_ssh
@pytest.mark.parametrize(
    "told", ["x" * 41, "x" * 10_000, "🧮👩🏽‍🏫", "\u202eev\x1b[31mil\x07", "\x01", " "],
    ids=["41 letters", "10,000 letters", "new emoji", "what turns round", "control", "blank"],
)  # fmt: skip
def test_what_is_no_name_is_refused_before_anything_is_asked(school: School, told: str) -> None:
    """In a line of the client's own; whoever reads the log is safe from it as well."""
    with Ssh(school, told) as student:
        assert student.wait() == 255
        assert "Code of the class" not in student.output
        assert "Traceback" not in student.output
    assert all(len(one["name"]) <= 40 for one in school.events("refused"))
