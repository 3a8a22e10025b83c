"""Somebody who sees nothing but the text finishes lessons and a quiz, as the record then says."""

import re
from collections import Counter
from pathlib import Path

from tests.plain.program import Talk, command, kept, surroundings

_MOST = 400
"""Lines after which a lesson is taken to have no end."""
_FROM = re.compile(r"from (\d+) to (\d+)")
_EXAMPLE = re.compile(r"such as (.*?)(?: or .*)?$")


class Blind:
    """Knows no key, no question and no answer: only what was said, and what help says."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.said = talk.heard()
        self.transcript = self.said

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return self.said.rsplit("\n", 1)[-1].removesuffix(": ")

    def type(self, line: str) -> str:
        """Type a line; gives what is said to it."""
        self.said = self.talk.reply(line)
        self.transcript += self.said
        return self.said

    def typable(self) -> list[str]:
        """What help says that can be typed, a line each."""
        listed = self.type("help").split("You can type:\n", 1)[1]
        return listed.split("\n")[:-1]

    def an_answer(self) -> str:
        """Something that fits the form of an answer, as help tells it."""
        form = self.typable()[0]
        if found := _FROM.search(form):
            return found[1]
        if found := _EXAMPLE.search(form):
            return found[1]
        raise AssertionError(f"nothing says how to answer: {form}")

    def on(self) -> None:
        """Go on: answer where an answer is waited for, else read on with an empty line."""
        match self.prompt:
            case "Your answer":
                self.type(self.an_answer())
            case "How sure":
                assert "2 fairly sure" in self.said
                self.type("2")
            case _:
                self.type("")

    def until(self, prompt: str) -> None:
        """Go on until something is asked."""
        for _ in range(_MOST):
            if self.prompt == prompt:
                return
            self.on()
        raise AssertionError(f"“{prompt}” is never asked; the last was {self.said}")


def test_who_sees_only_the_text_finishes_three_lessons_and_a_quiz(tmp_path: Path) -> None:
    """A lesson by its number, every question answered somehow, then ten questions; all is kept."""
    record = tmp_path / "record.sqlite"
    with Talk(command(record), surroundings(tmp_path)) as talk:
        blind = Blind(talk)
        for number in (1, 2, 3):
            assert blind.prompt == "Home"
            assert f"\n{number}. " in blind.transcript
            blind.type(f"lesson {number}")
            blind.until("Home")
            assert f"Lesson {number} is read." in blind.said
        assert any(line.startswith("quiz: ") for line in blind.typable())
        blind.type("quiz")
        blind.until("next or home")
        counted = re.search(r"Quiz: (\d+) of 10 right", blind.said)
        blind.type("home")
        assert talk.end() == 0
    state = kept(record)
    given = Counter(answer.place.partition(":")[0] for answer in state.answers)
    assert state.finished == {"the-claim", "one-neuron", "first-update"}
    assert given["quiz"] == 10
    assert counted is not None
    in_quiz = [answer for answer in state.answers if answer.place.startswith("quiz:")]
    assert sum(answer.right for answer in in_quiz) == int(counted[1])
    assert sum(answer.right for answer in state.answers) == blind.transcript.count("✓ Right. ")
    assert all(answer.confidence == 2 for answer in state.answers)
