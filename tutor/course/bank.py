"""Questions as a bank for programs: plain values, from which every key can be computed again."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from tutor.course.lesson import Lab, Question
from tutor.course.printed import exact, full_prompt, key_of, why_right
from tutor.course.stated import stated
from tutor.perceptron.training import Experiment


def bank_json(questions: Iterable[Question], shipped: Collection[str]) -> str:
    """A bank for programs: a list on one line. Exact numbers are texts that `Fraction` reads.

    Args:
        questions: What is asked.
        shipped: The names of the course's data sets, which a program can ask for by name.
    """
    entries = [_entry(question, shipped) for question in questions]
    return json.dumps(entries, separators=(",", ":"))


def _entry(question: Question, shipped: Collection[str]) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "concept": question.concept,
        "prompt": full_prompt(question),
        "options": [exact(question, option) for option in question.options],
        "key": exact(question, key_of(question)),
        "explanations": [
            why_right(question) if option.right else option.explanation
            for option in question.options
        ],
        "hints": list(question.hints),
        "experiments": [stated(experiment, shipped) for experiment in _runs(question.lab)],
        "scope": question.scope.value if question.scope else None,
    }


def _runs(lab: Lab | None) -> tuple[Experiment, ...]:
    """A, then B."""
    return tuple(run for run in (lab.a, lab.b) if run) if lab else ()
