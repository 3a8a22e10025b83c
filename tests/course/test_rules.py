"""The rules for a lesson: of each a faulty lesson that it catches, and a sound one it lets through.

`misconception` and `key` have files of their own: test_misconceptions.py and test_second.py.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.course.folder import Edit, ask, edit, found, found_by, write
from tests.course.questions import INTERVAL
from tutor.course import numbers
from tutor.course.library import Library
from tutor.perceptron.training import Experiment, Trace, train

TRIAL, AFTER = "01-trial.md", "02-after.md"
PROMPT = " in the trace (the predictions made while training)?"
ASKED = f"scope = trace\nkey = engine\n\nDo A and B differ{PROMPT}"
STEPS = "- [ ] {n} {m=one-epoch}\n  > That is one epoch.\n"

ON_SAMPLES = """scope = samples
key = engine

Do A and B differ on the samples, by the
final weights?"""
COUNTED = f"""data = four

How many steps are {{epochs}} epochs of {{n}} samples?

- [x] {{n * epochs}}
  > That many.
{STEPS}- [ ] *
  > Count again.
? Is sample 16 shown in one epoch?
? It is {{n}} · {{epochs}}.
? It is {{n * epochs}}.
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


FAULTY: dict[str, tuple[str, Edit, str]] = {
    "a setting that is none": (
        "parse",
        (TRIAL, "eta = 0.5\n", "rate = 0.5\n"),
        "“rate” is no setting here; known are data",
    ),
    "an option without explanation": (
        "explanation",
        (TRIAL, STEPS, STEPS[: STEPS.index("  >")]),
        "this option has no explanation; add one below it with >",
    ),
    "two runs without a scope": (
        "scope",
        (TRIAL, "eta_b = 2\nscope = trace\n```\n", "eta_b = 2\n```\n"),
        "two experiments need a scope; scope = trace, samples or plane",
    ),
    "a prompt without its scope": (
        "scope",
        (TRIAL, PROMPT, " in what they predict?"),
        "does not say its scope, trace; write for instance “in the trace",
    ),
    "a prompt with another scope": (
        "scope",
        (TRIAL, PROMPT, " on the whole plane?"),
        "does not say its scope, trace",
    ),
    "an unknown name in braces": (
        "brace",
        (TRIAL, "{w0} · {x1}", "{w0} · {u1}"),
        "“u1” is an unknown name",
    ),
    "a brace without its partner": (
        "brace",
        (TRIAL, "{w0} · {x1}", "{w0} · {x1"),
        "a brace without its partner",
    ),
    "an id twice in a lesson": (
        "id",
        (TRIAL, "```question steps", "```question differ"),
        "the question id “differ” is used twice",
    ),
    "an id twice in the course": (
        "id",
        (AFTER, "```question which", "```question steps"),
        "the id “steps” is used in 01-trial.md:51 already; take another",
    ),
    "a retired id": (
        "id",
        (AFTER, "```question which", "```question old-question"),
        "the id “old-question” is retired in course.toml",
    ),
    "a right number typed by hand": (
        "key",
        (TRIAL, "- [x] {n * epochs}", "- [x] 16"),
        "the right number is typed by hand; write it in braces",
    ),
    "a hint with the number": (
        "hint",
        (TRIAL, "? It is {n} · {epochs}.", "? So it is {n * epochs}."),
        "gives the answer early",
    ),
    "a hint with the number after =": (
        "hint",
        (TRIAL, "? It is {n} · {epochs}.", "? {n} · {epochs} = {n * epochs}, is it?"),
        "gives the answer early",
    ),
    "a hint with the right option": (
        "hint",
        (AFTER, "? Look at both.", "? Is it **the first** of them?"),
        "gives the answer early",
    ),
    "a term before it is taught": (
        "needs",
        (TRIAL, "? What is w⁽¹⁾?", "? Is there a dead\n  heat?"),
        "“dead heat” is taught in lesson 2 only; say it in other words",
    ),
    "a later lesson needed": (
        "needs",
        (TRIAL, 'needs = ""', 'needs = "after"'),
        "needs “after”, which is no earlier lesson; earlier are none",
    ),
    "a question recalled before it is asked": (
        "recall",
        (TRIAL, "# Questions\n", "# Questions\n\n```recall which\n```\n"),
        "no question “which” is asked up to here",
    ),
}
LINES = {
    "two runs without a scope": -3,
    "a prompt without its scope": -8,
    "a prompt with another scope": -8,
    "a question recalled before it is asked": 2,
}
"""From the first line that is edited to the one that is named; else they are one."""


@pytest.mark.parametrize("what", FAULTY)
def test_every_rule_catches_a_faulty_lesson(folder: Path, what: str) -> None:
    """With its file and line as an editor counts them, the rule's code, and how to mend it."""
    code, change, words = FAULTY[what]
    line = edit(folder, *change)
    fault = found_by(folder, code)
    assert words in fault.message
    assert fault.file == str(folder / change[0])
    assert fault.line == line + LINES.get(what, 0)


SOUND: dict[str, tuple[str, Edit]] = {
    "settings in another order": (
        "parse",
        (TRIAL, "data = four\neta = 0.5\n", "eta = 1/2\ndata = four\n"),
    ),
    "an explanation of two lines": (
        "explanation",
        (TRIAL, STEPS, f"{STEPS}  > And no more.\n"),
    ),
    "every input for the plane": (
        "scope",
        (TRIAL, ASKED, "scope = plane\nkey = engine\n\nDo A and B differ on\nevery input?"),
    ),
    "the samples": (
        "scope",
        (TRIAL, ASKED, ON_SAMPLES),
    ),
    "names in braces": ("brace", (TRIAL, "{w0} · {x1}", "{eta * w0} · {B.x1[2]:+} · {v4}")),
    "another new id": ("id", (AFTER, "```question which", "```question what-else")),
    "a number without an experiment": (
        "key",
        (TRIAL, COUNTED, "\nHow many?\n\n- [x] 16\n  > That many.\n- [ ] *\n  > Count.\n```\n"),
    ),
    "the answer in the last hint": (
        "hint",
        (TRIAL, "? It is {n * epochs}.", "? So {n * epochs} it is."),
    ),
    "a number by chance": (
        "hint",
        (TRIAL, "? It is {n} · {epochs}.", "? It is {n * epochs} · 1 again."),
    ),
    "part of a term": ("needs", (TRIAL, "? What is w⁽¹⁾?", "? Is there a dead end, or heat?")),
    "a term where it is taught": ("needs", (AFTER, "? Look at both.", "? Is it a dead heat?")),
    "an earlier lesson needed": ("needs", (AFTER, 'needs = "trial"', 'needs = "trial "')),
    "a question recalled where it is asked": (
        "recall",
        (TRIAL, "> **Keep:** This.", "```recall steps\n```\n\n> **Keep:** This."),
    ),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_lesson_is_let_through(folder: Path, what: str) -> None:
    """However near it comes to a fault."""
    _, change = SOUND[what]
    edit(folder, *change)
    assert found(folder) == []


def test_an_interval_says_its_scope_too(folder: Path) -> None:
    """In its prompt, as a yes/no question does."""
    ask(folder, "interval", INTERVAL.replace(" of the trace", ""))
    assert "the prompt does not say its scope, trace" in found_by(folder, "scope").message


def test_every_rule_of_the_guide_has_a_faulty_and_a_sound_lesson() -> None:
    """Here, or in the file of its own that it has; so a rule that is added asks for its tests."""
    guide = (Library.open().folder / "README.md").read_text(encoding="utf-8")
    table = guide.partition("| code |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE)
    rules = {code for cell in cells for code in re.findall(r"`([a-z]+)`", cell)}
    elsewhere = {"width", "ascii", "number", "misconception", "experiment", "data", "outline"}
    assert {"parse", *elsewhere} < rules
    assert rules - elsewhere <= {code for code, *_ in FAULTY.values()}
    assert rules - elsewhere <= {code for code, _ in SOUND.values()}


def test_a_number_in_braces_is_found_a_second_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every name that a text uses, in prose, in `worked` and in questions."""

    def wrong(experiment: Experiment) -> Trace:
        return train(replace(experiment, start=(experiment.start[0] + 1, *experiment.start[1:])))

    monkeypatch.setattr(numbers, "train", wrong)
    faults = found(folder)
    assert {fault.code for fault in faults} == {"number"}
    names = {fault.message.split()[0] for fault in faults}
    assert {"{w0}", "{z1}", "{c}"} <= names
    assert not {"{eta}", "{B.eta}", "{x1}", "{n}", "{epochs}"} & names
