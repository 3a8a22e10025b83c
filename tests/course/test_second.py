"""The keys that the engine holds, and a second count that finds every false one."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from tests.course.folder import ask, found, found_by, write
from tests.course.lessons import FOUR
from tests.course.questions import INTERVAL, NO_RATE, ORDER, RATE, STEP, WITHOUT, YESNO
from tests.perceptron.problems import pairs
from tutor.course import second
from tutor.course.lesson import Kind, Lab, Option, Question, Want
from tutor.course.library import Library
from tutor.course.rates import written
from tutor.course.recount import beside, differ, predictions
from tutor.course.rules import wrong_key
from tutor.perceptron.comparison import Scope
from tutor.perceptron.ratepath import rate_path
from tutor.perceptron.training import Experiment

START = (Fraction(-2), Fraction(2))
A = Experiment(FOUR, START, Fraction(3, 10), 4, bias=False)
TRACE_AND_SAMPLES = (Scope.TRACE, Scope.SAMPLES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def asked(folder: Path, kind: str, content: str) -> Question:
    """A question as the parser reads it, in a course in which the linter finds nothing."""
    ask(folder, kind, content.replace("{m}", " {m=bigger-step}"))
    assert found(folder) == []
    question = Library.open(folder).lesson("after").questions[-1]
    assert list(wrong_key(question)) == []
    return question


def keyed(question: Question, text: str) -> Question:
    """With another right option."""
    options = [replace(option, right=option.text == text) for option in question.options]
    return replace(question, options=tuple(options))


FALSE_KEYS = {
    "yesno": (YESNO, "Yes"),
    "step": (STEP, "3"),
    "rate": (RATE, "none"),
    "no rate": (NO_RATE, "*"),
    "interval": (INTERVAL, "(1, ∞)"),
    "order": (ORDER, "*"),
}


@pytest.mark.parametrize("what", FALSE_KEYS)
def test_a_false_key_of_every_kind_is_found(folder: Path, what: str) -> None:
    """The engine's is sound, and any other is not."""
    content, other = FALSE_KEYS[what]
    question = asked(folder, "rate" if what == "no rate" else what, content)
    (said,) = wrong_key(keyed(question, other))
    assert said == "the key of asked is not what a second count says; report this fault"


def test_a_false_key_is_said_in_the_line_of_its_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the engine and the plain loop disagree."""
    monkeypatch.setattr(second, "differ", lambda a, b, scope: not differ(a, b, scope))
    fault = found_by(folder, "key")
    assert "the key of differ is not what a second count says" in fault.message
    lines = (folder / "01-trial.md").read_text(encoding="utf-8").split("\n")
    assert lines[fault.line - 1] == "```question differ"


def test_no_rate_is_not_believed_where_one_does_it(folder: Path) -> None:
    """`none` is a key too: of another start it would be false."""
    question = asked(folder, "rate", NO_RATE)
    assert question.lab is not None
    elsewhere = replace(question.lab, a=A)
    assert list(wrong_key(replace(question, lab=elsewhere))) != []


def test_no_rate_is_not_believed_where_all_predict_alike(folder: Path) -> None:
    """At zero start every other η makes the same predictions."""
    question = asked(folder, "rate", NO_RATE)
    assert question.search is not None
    same = replace(question.search, want=Want.SAME)
    assert list(wrong_key(replace(question, search=same))) != []


def test_an_interval_is_counted_in_the_scope_of_its_settings(folder: Path) -> None:
    """Whatever other scope the prompt names too."""
    both = "Not in the trace, but on the samples by the final weights: where does η = {eta} lie?"
    content = INTERVAL[: INTERVAL.index("In which")].replace("= trace", "= samples")
    ask(folder, "interval", f"{content}{both}\n")
    assert found(folder) == []


def intervals(scope: Scope, *texts: str) -> Question:
    """A question for the interval of A's η; the first is the right one."""
    options = [Option(text, "That.", right=at == 0) for at, text in enumerate(texts)]
    said = {Scope.TRACE: "In the trace?", Scope.SAMPLES: "On the samples, by the final weights?"}
    lab = Lab(A, scope=scope)
    return Question("asked", Kind.INTERVAL, "scale", said[scope], tuple(options), lab=lab)


def test_an_interval_is_found_false_by_each_of_its_ends() -> None:
    """Too long, too short, an end that belongs to it or not, and no interval at all."""
    path = rate_path(A.dataset, A.start, A.epochs, bias=False, scope=Scope.TRACE)
    here = path[path.index(A.rate)]
    right = written(here)
    assert list(wrong_key(intervals(Scope.TRACE, right))) == []
    low, high = right[1:-1].split(", ")
    middle = str((Fraction(low) + Fraction(high)) / 2)
    other = {"[": "(", "(": "[", "]": ")", ")": "]"}
    for text in (
        f"{other[right[0]]}{right[1:]}",
        f"{right[:-1]}{other[right[-1]]}",
        f"{right[0]}{low}, {middle}]",
        f"{right[0]}{low}, {Fraction(high) + Fraction(1, 10**9)}{right[-1]}",
        f"{right[0]}{Fraction(low) - Fraction(1, 10**9)}, {high}{right[-1]}",
        f"({low}, ∞)",
        f"(0, {high}{right[-1]}",
        f"[0, {high}{right[-1]}",
        f"{right[0]}{high}, {low}{right[-1]}",
        "all of them",
        written(path[path.index(A.rate) + 1]),
    ):
        assert list(wrong_key(intervals(Scope.TRACE, text))) != [], text
    for wrong in (f"({high}, 123456)", right):
        assert list(wrong_key(intervals(Scope.TRACE, right, wrong))) != []


@given(pairs())
def test_every_interval_of_the_rate_path_is_whole(pair: tuple[Experiment, Experiment]) -> None:
    """Two programs, one answer; in both scopes."""
    a, _ = pair
    for scope in TRACE_AND_SAMPLES:
        path = rate_path(a.dataset, a.start, a.epochs, bias=a.bias, scope=scope)
        here = path.index(a.rate)
        texts = [written(path[here])]
        texts += [written(path[at]) for at in (here - 1, here + 1) if 0 <= at < len(path)]
        question = replace(intervals(scope, *texts), lab=Lab(a, scope=scope))
        assert list(wrong_key(question)) == []


def test_beside_a_learning_rate_the_tie_is_broken() -> None:
    """At η = 1/2 the sample (1, 3) has z = 4 − 8 η = 0: above it, −1 is predicted."""
    at = replace(A, rate=Fraction(1, 2))
    for scope in TRACE_AND_SAMPLES:
        inner = [beside(A, A.rate, scope, above=above) for above in (False, True)]
        assert inner == [predictions(A, scope)] * 2
    below, above = (beside(at, at.rate, Scope.TRACE, above=above) for above in (False, True))
    assert (below[1], predictions(at, Scope.TRACE)[1], above[1]) == (1, 1, -1)
    far = beside(A, None, Scope.TRACE, above=False)
    assert far == predictions(replace(A, rate=Fraction(10**9)), Scope.TRACE)
    near = beside(A, Fraction(0), Scope.TRACE, above=True)
    assert near == predictions(replace(A, rate=Fraction(1, 10**9)), Scope.TRACE)


def test_an_order_is_found_false_where_a_line_stands_too_early(folder: Path) -> None:
    """Or where what is shown is right already, or a line is missing."""
    question = asked(folder, "order", WITHOUT["order"])
    key, rest = question.options
    lines = key.text.split()
    for text in (" ".join(reversed(lines)), " ".join(lines[:-1])):
        wrong = replace(question, options=(replace(key, text=text), rest))
        assert list(wrong_key(wrong)) != []
    shown = replace(key, text="1 2 3")
    in_order = replace(question, options=(shown, rest), after=((), (1,), (2,)))
    assert list(wrong_key(in_order)) != []


STEP_WORDS = {
    "another net input": ("z_A = ", "z_A = 1"),
    "another sign": ("predicts +1", "predicts −1"),
    "another sample": (", sample 2)", ", sample 3)"),
    "another step": ("first at step 2", "first at step 1"),
    "another verdict": ("A and B predict the same", "A and B differ"),
    "no first step": ("A and B differ first at step 2", "A and B differ"),
}


@pytest.mark.parametrize("what", STEP_WORDS)
def test_a_false_explanation_of_a_step_is_found(folder: Path, what: str) -> None:
    """Its numbers are the engine's, and a second count has its own."""
    question = asked(folder, "step", STEP)
    three = next(option for option in question.options if option.text == "3")
    old, new = STEP_WORDS[what]
    assert old in three.explanation
    wrong = replace(three, explanation=three.explanation.replace(old, new, 1))
    options = tuple(wrong if option is three else option for option in question.options)
    (said,) = wrong_key(replace(question, options=options))
    assert said == ("the explanation of “3” is not what a second count says; report this fault")
