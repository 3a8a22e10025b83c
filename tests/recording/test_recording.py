"""The recording of lesson 1, and the README's pictures of what the program shows."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.classroom.screen import Screen
from tests.recording.lesson import ANSWERED, LESSON, TITLE, WATCHED, recorded_lab, recorded_lesson
from tests.recording.readme import README, pictures_in, with_pictures
from tests.recording.recorded import LONGEST_WAIT, SIZE, drawn
from tutor.record.database import Database
from tutor.record.place import usual_learner

RENEWED = "look at the difference, then: python -m tests.recording lesson.cast --readme"
LONGEST_LOOK = 10
"""Seconds for which nothing changes in the recording."""


@pytest.fixture
def readme() -> dict[str, str]:
    """The README's pictures by their names."""
    return pictures_in(README.read_text(encoding="utf-8"))


def test_the_lesson_is_recorded_as_the_readme_shows_it(
    tmp_path: Path, readme: dict[str, str]
) -> None:
    """By the real program, to the lesson's end; played again, it shows the same pictures."""
    cast, pictures = recorded_lesson(tmp_path)
    assert set(pictures) == {*ANSWERED.values(), WATCHED}
    for name, picture in pictures.items():
        assert picture == readme[name], f"{name}: {RENEWED}"
    header, *events = map(json.loads, cast.splitlines())
    assert (header["version"], header["width"], header["height"]) == (2, *SIZE)
    assert header["title"] == TITLE
    assert _played(events) == pictures
    times = [moment for moment, _, _ in events]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert min(waits) >= 0
    assert max(waits) <= LONGEST_LOOK + LONGEST_WAIT
    assert {code for _, code, _ in events} == {"o", "m"}
    assert str(tmp_path) not in cast
    database = Database.open(str(tmp_path / "record.sqlite"))
    try:
        assert database.state(usual_learner()).finished == {LESSON}
    finally:
        database.close()


def _played(events: list[tuple[float, str, str]]) -> dict[str, str]:
    """The marked screens of a recording that is played on a terminal."""
    screen, pictures = Screen(*SIZE), {}
    for _, code, data in events:
        if code == "o":
            screen.feed(data.encode())
        else:
            pictures[data] = drawn(screen)
    return pictures


def test_the_lab_looks_as_in_the_first_screenful_of_the_readme(
    tmp_path: Path, readme: dict[str, str]
) -> None:
    """Opened by the command that stands below the picture; and how to start stands there too."""
    assert recorded_lab(tmp_path)["lab"] == readme["lab"], RENEWED
    text = README.read_text(encoding="utf-8")
    assert "perceptron-tutor lab --data four --w0 -2,2 --eta-b 1 --step 2`" in text
    screenful = text.splitlines()[: SIZE[1]]
    assert screenful[-1] == "```"
    assert any(line.endswith("&& .venv/bin/perceptron-tutor") for line in screenful)
    assert max(map(len, screenful)) <= SIZE[0]


def test_pictures_are_put_where_the_readme_names_them() -> None:
    """And nothing else of it is changed."""
    text = "a\n<!-- picture: one -->\n```\nold\n```\nb\n```\nno picture\n```\n"
    new = with_pictures(text, {"one": "new\n picture"})
    assert new == text.replace("old", "new\n picture")
    assert pictures_in(new) == {"one": "new\n picture"}
