"""The same answers on the screen and in lines give the same facts."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.course.asked import TYPED, given_for
from tests.ui.every_kind import LESSON, PAGES, library, open_lesson, play, question, reach
from tests.ui.screens import LEARNER, NOON, SEED, Desk
from tutor.course.lesson import Kind
from tutor.plain.dialogue import Dialogue, Leave
from tutor.plain.lesson import read
from tutor.record.carry import export_facts
from tutor.record.facts import Answer, Fact
from tutor.ui.session import Session


def facts(path: Path) -> list[Fact]:
    """What was kept, without what no two occasions have in common."""
    kept = export_facts(str(path), LEARNER)
    bare = [replace(fact, id="", at="") for fact in kept]
    return [replace(fact, seconds=0.0) if isinstance(fact, Answer) else fact for fact in bare]


def in_lines(desk: Desk, page: int, *lines: str) -> None:
    """Read the lesson from a page on, and type these lines."""
    typed = iter(lines)

    def read_line(_: str) -> str:
        for line in typed:
            return line
        raise EOFError

    with desk.kept() as record:
        session = Session(library(), record, lambda: NOON, SEED)
        dialogue = Dialogue(read_line, io.StringIO(), lambda: 72)
        with pytest.raises(Leave):
            read(dialogue, session, library().lesson(LESSON), page)


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("kind", PAGES)
async def test_an_answer_is_the_same_fact_on_the_screen_and_in_lines(
    desk: Desk, tmp_path: Path, kind: str, *, right: bool
) -> None:
    """With a hint and its confidence, under the same place; and the page is the same one."""
    asked = question(kind)
    option = [option for option in asked.options if option.right == right][-1]
    number = str(asked.options.index(option) + 1)
    given = given_for(asked, option) if asked.kind in TYPED else number
    async with desk.learner() as learner:
        await open_lesson(learner, kind)
        await reach(learner)
        await learner.press("h")
        keys = given.replace(" ", "") if asked.kind is Kind.ORDER else given
        await play(learner, f"{keys}⏎2" if asked.kind in TYPED else f"{keys}2")
    other = Desk(desk.library, tmp_path / "other.sqlite")
    in_lines(other, PAGES[kind], "hint", given, "2")
    assert facts(desk.path) == facts(other.path)
    assert [type(fact) for fact in facts(desk.path)].count(Answer) == 1
