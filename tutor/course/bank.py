"""Questions as a bank: plain values for JSON, Moodle's GIFT format, a worksheet in Markdown.

GIFT is written as Moodle's documentation describes it (question/format/gift, Paul Tsuchido Shew,
2003): a backslash before each of ~ = # { } : and before itself; an n behind one is a line's end.
"""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from tutor.course.lesson import Lab, Option, Question
from tutor.perceptron.dataset import Dataset
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
    lab = question.lab
    return {
        "id": question.id,
        "kind": question.kind.value,
        "concept": question.concept,
        "prompt": question.prompt,
        "options": [option.text for option in question.options],
        "key": _key(question).text,
        "explanations": [option.explanation for option in question.options],
        "hints": list(question.hints),
        "experiments": [_experiment(experiment, shipped) for experiment in _runs(lab)],
        "scope": lab.scope.value if lab and lab.scope else None,
    }


def _key(question: Question) -> Option:
    """The right option."""
    return next(option for option in question.options if option.right)


def _runs(lab: Lab | None) -> tuple[Experiment, ...]:
    """A, then B."""
    return tuple(run for run in (lab.a, lab.b) if run) if lab else ()


def _experiment(experiment: Experiment, shipped: Collection[str]) -> dict[str, Any]:
    return {
        "data": _data(experiment.dataset, shipped),
        "eta": str(experiment.rate),
        "w0": [str(weight) for weight in experiment.start],
        "epochs": experiment.epochs,
        "bias": experiment.bias,
    }


def _data(data: Dataset, shipped: Collection[str]) -> str | dict[str, Any]:
    if data.name in shipped:
        return data.name
    samples = [[str(value) for value in data.sample(index)] for index in range(len(data))]
    return {"samples": samples, "labels": list(data.labels)}


def gift(questions: Iterable[Question]) -> str:
    """A bank for Moodle, to be imported in its GIFT format: multiple choice, texts in Markdown.

    Each option has its explanation as feedback; the right one's is the general feedback as well.
    """
    return "\n\n".join(_gift(question) for question in questions)


def _gift(question: Question) -> str:
    options = [
        f"  {'=' if option.right else '~'}{_inner(option.text)}#{_inner(option.explanation)}"
        for option in question.options
    ]
    head = f"::{_escaped(question.id)}::[markdown]{_escaped(apart(question.prompt))}{{"
    return "\n".join((head, *options, f"  ####{_inner(_key(question).explanation)}", "}"))


_RESERVED = re.compile(r"[\\~=#{}:]")
_MISTAKABLE = ("[", "%")
"""What a format or a weight begins with."""


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _inner(text: str) -> str:
    """A text among the answers; its format is the prompt's and is said only where it must be."""
    return ("[markdown]" if text.startswith(_MISTAKABLE) else "") + _escaped(text)


def apart(prompt: str) -> str:
    """A prompt with an empty line before every list, without which not every Markdown sees one."""
    lines: list[str] = []
    for line in prompt.split("\n"):
        if line.startswith("- ") and lines and lines[-1] and not lines[-1].startswith("- "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def worksheet(questions: Iterable[Question], title: str) -> str:
    """A sheet in Markdown: the numbered questions, a rule, the answers with their explanations."""
    numbered = list(enumerate(questions, 1))
    asked = [
        f"## {number}\n\n{apart(question.prompt)}\n\n{_boxes(question)}\n"
        for number, question in numbered
    ]
    answers = [_answer(number, question) for number, question in numbered]
    parts = (f"# {title}\n", *asked, "---\n", f"# {title}: answers\n", *answers)
    return "\n".join(parts).rstrip("\n")


def _boxes(question: Question) -> str:
    return "\n".join(f"- ☐ {option.text}" for option in question.options)


def _answer(number: int, question: Question) -> str:
    """The key and why, then why not the others."""
    right, lead = _key(question), f"{number}. "
    others = [
        f"{' ' * len(lead)}- {option.text}: {option.explanation}"
        for option in question.options
        if option is not right
    ]
    return "\n".join((f"{lead}**{right.text}**: {right.explanation}\n", *others, ""))
