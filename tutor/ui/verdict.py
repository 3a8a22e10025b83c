"""What is said to an answer, in parts: on the screen and in lines it is the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tutor.course.lesson import Kind, Question
from tutor.course.printed import key_of, label, why_right
from tutor.course.proof import words
from tutor.course.question import Graded
from tutor.record.store import Record
from tutor.ui.running import Running

CONFIDENCE = ("a guess", "fairly sure", "sure")
NO_KEY = "There is no answer to this question that counts as right: it is one to talk about."

_NAMED = {Kind.CHOICE, Kind.NUMBER, Kind.FALSE_LINE, Kind.BLANK, Kind.INTERVAL}
"""Kinds whose wrong options are explained without the right one."""


class Tone(Enum):
    """As what the lead of a part is meant."""

    PLAIN = "plain"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Said:
    """One part: a lead, and a text behind it in which words may be marked."""

    text: str
    lead: str = ""
    tone: Tone = Tone.PLAIN


def answer_given(given: str, confidence: int) -> str:
    """An answer with how sure its learner was."""
    return f"{given} ({CONFIDENCE[confidence - 1]})" if confidence else given


def verdict(question: Question, graded: Graded, confidence: int) -> Iterator[Said]:
    """The verdict in words, the explanation of this answer, and the engine's proof.

    Where no right answer is known, no answer is a wrong one.
    """
    yield Said(f"Your answer: {answer_given(graded.given, confidence)}")
    if not question.keyed:
        yield Said(NO_KEY)
        return
    if graded.right:
        yield Said(graded.option.explanation, "✓ Right. ", Tone.RIGHT)
    else:
        yield Said(graded.option.explanation, "✗ Not so. ", Tone.WRONG)
        if question.kind in _NAMED:
            yield Said(_right(question, graded.option.explanation))
    yield from _proof(question)


def solution(question: Question) -> Iterator[Said]:
    """The right answer, why it is, and the engine's proof, for who has given none."""
    if not question.keyed:
        yield Said(NO_KEY)
        return
    yield Said(f"Right is: {label(question, key_of(question))}\n{why_right(question)}")
    yield from _proof(question)


def recalled(record: Record, question: str) -> Said:
    """What was answered first to a question, how sure, and when; or that it was not answered."""
    answer = record.state.first(question)
    if answer is None:
        return Said("You did not answer it then.")
    sure = f"{CONFIDENCE[answer.confidence - 1]}, " if answer.confidence else ""
    return Said(f"{answer.given} ({sure}{answer.day})", "Then you said  ")


def _right(question: Question, said: str) -> str:
    """The right answer, and its explanation where that is not in what was said already."""
    right = key_of(question)
    why = "" if right.explanation.casefold() in said.casefold() else right.explanation
    if question.kind is Kind.NUMBER:
        return f"Right is {right.text}. {why}".rstrip()
    return f"Right is: {right.text}\n{why}".rstrip()


def _proof(question: Question) -> Iterator[Said]:
    """The engine's proof, where the question is whether two runs differ."""
    running = Running.of(question.lab) if question.kind is Kind.YESNO and question.lab else None
    if running is not None and running.verdict is not None:
        yield Said(words(running.verdict, running.a.experiment), "Proof: ")
