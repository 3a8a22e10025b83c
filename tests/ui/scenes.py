"""The screens whose looks are kept as golden files: how to get to each of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.record.answered import fact
from tests.ui import teacher
from tests.ui.every_kind import PAGES, long, open_lesson, open_quiz, play, question, reach
from tests.ui.screens import SIZES, Desk, Learner
from tutor.course.library import Library
from tutor.record.facts import Answer

Play = Callable[[Learner], Awaitable[None]]


def keys(*pressed: str) -> Play:
    """Press keys."""

    async def play(learner: Learner) -> None:
        await learner.press(*pressed)

    return play


def putting(text: str, field: str, *pressed: str) -> Play:
    """Press keys, then put a text into a field."""

    async def play(learner: Learner) -> None:
        await learner.press(*pressed)
        await learner.put(field, text)

    return play


def from_start(start: str, *pressed: str) -> Play:
    """Open the lab, give A and B this start, leave the fields, and press keys."""

    async def play(learner: Learner) -> None:
        await learner.press("l")
        await learner.put("w0-a", start)
        await learner.put("w0-b", start)
        await learner.press("escape", *pressed)

    return play


ANSWERS = {
    "choice": ("2", "1"),
    "yesno": ("2", "1"),
    "number": ("0⏎", "-1⏎"),
    "vector": ("-1, -1⏎", "(-0.5, -0.5)⏎"),
    "step": ("2⏎", "never⏎"),
    "rate": ("7/3⏎", "none⏎"),
    "no-rate": ("none⏎", "3⏎"),
    "false-line": ("3", "4"),
    "blank": ("1", "2"),
    "order": ("4123⏎", "1234⏎"),
    "interval": ("4", "2"),
}
"""For every kind the keys of a right answer, and of a wrong one."""
CONFUSED = ("choice", "yesno", "number", "vector", "step", "false-line")
ALL_WRONG = "".join(f"{ANSWERS[kind][1]}3⏎" for kind in CONFUSED)
"""All of these wrong, and sure of it: five misconceptions, one of them twice."""
_SMALL = ("80x24",)


def asked_in_a_lesson(kind: str, typed: str = "") -> Play:
    """Open the question of a kind in a lesson, and give an answer."""

    async def answer(learner: Learner) -> None:
        await open_lesson(learner, kind)
        await reach(learner)
        await play(learner, typed)

    return answer


def asked_in_a_quiz(*kinds: str, typed: str = "", then: Play | None = None) -> Play:
    """Open a quiz of the questions of these kinds, and type."""

    async def answer(learner: Learner) -> None:
        await open_quiz(learner, [question(kind) for kind in kinds], len(kinds))
        await play(learner, typed)
        if then is not None:
            await then(learner)

    return answer


def asked_at_length(kind: str, typed: str = "", *, read: bool = True) -> Play:
    """Open a quiz with a question that is longer than the screen, read it, and type."""

    async def answer(learner: Learner) -> None:
        await open_quiz(learner, [long(kind)])
        if read:
            await reach(learner)
        await play(learner, typed)

    return answer


def answered_for_weeks() -> tuple[Answer, ...]:
    """Twelve weeks of answers: one concept is known, one was missed, one is not due yet."""
    known = [fact("scale", day, confidence=2) for day in (-60, -59, -58, -20) for _ in range(4)]
    missed = [
        fact("ratio", day, right=day < -8, hour=hour) for day in (-30, -8) for hour in (9, 10)
    ]
    guesses = [fact("tie", -1, hour=hour, right=hour > 13, confidence=1) for hour in range(9, 20)]
    return (*known, *missed, *guesses, fact("tie", hour=8), fact("tie", hour=9, predicted=True))


EVERY_CONCEPT = tuple(
    fact(concept, day, right=bool((place + day) % 3))
    for place, concept in enumerate(Library.open().concepts)
    for day in (-3, -2)
)
"""Two answers about each concept of the course."""
START = "1.62, -0.61, -0.53"


@dataclass(frozen=True)
class Scene:
    """One screen, from the state of the record on."""

    play: Play
    at: tuple[str, int] | None = None
    """The lesson and the page, from 0, at which somebody left."""
    finished: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Those that were given before, with their times."""
    sizes: tuple[str, ...] = tuple(SIZES)

    def prepare(self, desk: Desk) -> None:
        """Bring the record into its state."""
        with desk.kept() as record:
            for answer in self.answers:
                record.add(answer)
            for lesson in self.finished:
                record.finish(lesson, 0)
            if self.at is not None:
                record.go(*self.at)


SCENES = {
    "home-new": Scene(keys()),
    "home-with-progress": Scene(keys(), ("first-update", 2), ("the-claim", "one-neuron")),
    "home-all-read": Scene(
        keys(),
        finished=(
            "the-claim",
            "one-neuron",
            "first-update",
            "second-update",
            "zero-start",
            "every-update",
            "scale-not-direction",
            "nonzero-start",
            "the-ratio",
        ),
    ),
    "home-help": Scene(keys("question_mark")),
    "lesson-derivation-half-way": Scene(keys(*["enter"] * 3), ("zero-start", 2)),
    "lesson-worked-after-eta": Scene(
        keys(*["enter"] * 4, "tab", "up", "up", "up"), ("first-update", 2)
    ),
    "lesson-a-and-b": Scene(keys("enter", "s", "s"), ("the-claim", 1)),
    "lesson-question-open": Scene(asked_in_a_lesson("choice")),
    "lesson-prediction-first": Scene(keys("enter", "s"), ("the-claim", 3)),
    "lesson-hints": Scene(asked_in_a_lesson("choice", "hh")),
    "lesson-confidence": Scene(asked_in_a_lesson("false-line", "4")),
    "lesson-number-question": Scene(asked_in_a_lesson("number", "1/")),
    "lesson-number-refused": Scene(asked_in_a_lesson("number", "1/⏎")),
    "lesson-keep": Scene(keys("enter", *["pagedown"] * 4), ("the-ratio", 9)),
    "lesson-rate-refused": Scene(putting("-0.1", "eta-a", "enter"), ("zero-start", 1)),
    "lesson-help": Scene(keys("enter", "question_mark"), ("the-claim", 1)),
    "lab-new": Scene(keys("l")),
    "lab-after-steps": Scene(keys("l", "s", "s", "s")),
    "lab-at-the-end": Scene(keys("l", *["e"] * 10)),
    "lab-a-alone": Scene(keys("l", "c", "e")),
    "lab-first-difference": Scene(keys("enter", "k", "l", "f"), ("the-claim", 4)),
    "lab-number-refused": Scene(putting("0.1.2", "eta-a", "l")),
    "lab-rate-refused": Scene(putting("0", "eta-b", "l")),
    "lab-weights-refused": Scene(putting("1, 2", "w0-a", "l")),
    "lab-epochs-refused": Scene(putting("1.5", "epochs", "l")),
    "lab-data": Scene(keys("l", "d")),
    "lab-scope": Scene(keys("l", "o")),
    "lab-other-data": Scene(keys("l", "d", "1", "s", "s")),
    "lab-weight-space": Scene(keys("l", "v", *["e"] * 3)),
    "lab-mistakes": Scene(from_start(START, "v", "v", *["e"] * 4)),
    "lab-rates": Scene(from_start(START, "v", "v", "v")),
    "lab-rates-zoomed": Scene(from_start(START, "v", "v", "v", *["z"] * 4)),
    "lab-rate-line": Scene(from_start(START, "f")),
    "lab-critical-rate": Scene(
        keys("enter", "k", "l", "c", "right_square_bracket"), ("the-claim", 4)
    ),
    "lab-another-start": Scene(putting("1, 2, 3", "w0-b", "l")),
    "lab-step-refused": Scene(putting("1001", "step", "l")),
    "lab-more": Scene(keys("l", "m")),
    "challenge-new": Scene(keys("l", "m", "1")),
    "challenge-moved": Scene(keys("l", "m", "1", "n", "left", "up", "y")),
    "challenge-another-start": Scene(putting("0, 1", "w0-a", "l", "m", "1")),
    "challenge-weight-space": Scene(keys("l", "m", "1", "v", "e", "e")),
    "challenge-help": Scene(keys("l", "m", "1", "question_mark")),
    "floats-new": Scene(keys("l", "m", "2")),
    "floats-first-difference": Scene(keys("l", "m", "2", "f")),
    "floats-power-of-two": Scene(putting("0.5", "eta", "l", "m", "2")),
    "floats-refused": Scene(putting("0", "eta", "l", "m", "2")),
    "floats-help": Scene(keys("l", "m", "2", "question_mark")),
    "hidden-new": Scene(keys("l", "m", "3")),
    "hidden-bias-alone": Scene(keys("l", "m", "3", "e")),
    "hidden-logistic": Scene(keys("l", "m", "3", "a", "x")),
    "hidden-broken": Scene(keys("l", "m", "3", "w", "w", "x", "x")),
    "hidden-help": Scene(keys("l", "m", "3", "question_mark")),
    "lab-help": Scene(keys("l", "question_mark")),
    "progress-new": Scene(keys("p")),
    "progress": Scene(keys("p"), ("the-claim", 2), answers=answered_for_weeks()),
    "progress-read-on": Scene(keys("p", "enter"), answers=EVERY_CONCEPT),
    "progress-at-the-end": Scene(keys("p", *["enter"] * 9), answers=EVERY_CONCEPT, sizes=_SMALL),
    "progress-reset": Scene(
        keys("p", "R"), ("zero-start", 1), ("the-claim",), answers=answered_for_weeks()
    ),
    "progress-help": Scene(keys("p", "question_mark")),
    **{
        f"lesson-{kind}-{name}": Scene(asked_in_a_lesson(kind, f"{typed}3"), sizes=_SMALL)
        for kind, both in ANSWERS.items()
        for name, typed in zip(("right", "wrong"), both, strict=True)
    },
    **{f"quiz-{kind}": Scene(asked_in_a_quiz(kind), sizes=_SMALL) for kind in PAGES},
    **{
        f"quiz-{kind}-wrong": Scene(
            asked_in_a_quiz(kind, typed=f"{ANSWERS[kind][1]}3"), sizes=_SMALL
        )
        for kind in ("vector", "step", "rate", "false-line", "order")
    },
    "quiz-order-half": Scene(asked_in_a_quiz("order", typed="31"), sizes=_SMALL),
    "quiz-refused": Scene(asked_in_a_quiz("step", typed="99⏎"), sizes=_SMALL),
    "quiz-none": Scene(asked_in_a_quiz("rate", then=keys("down")), sizes=_SMALL),
    "quiz-hints": Scene(asked_in_a_quiz("vector", typed="hh")),
    "quiz-confidence": Scene(asked_in_a_quiz("false-line", typed="4"), sizes=_SMALL),
    "quiz-long": Scene(asked_at_length("blank", read=False)),
    "quiz-long-read": Scene(asked_at_length("blank"), sizes=_SMALL),
    "quiz-long-wrong": Scene(asked_at_length("blank", "23")),
    "quiz-summary": Scene(asked_in_a_quiz(*CONFUSED, typed=ALL_WRONG)),
    "quiz-summary-read-on": Scene(
        asked_in_a_quiz(*CONFUSED, typed=ALL_WRONG, then=keys("enter")), sizes=_SMALL
    ),
    **{
        f"room-{play.__name__.replace('_', '-')}": Scene(play)
        for play in (
            teacher.asked,
            teacher.voted,
            teacher.again,
            teacher.proved,
            teacher.unanswered,
            teacher.in_words,
            teacher.long,
            teacher.aside,
            teacher.invited,
        )
    },
    "quiz-help": Scene(asked_in_a_quiz("choice", then=keys("question_mark"))),
}
