"""The linter: every rule catches a faulty lesson, and lets sound ones through."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tests.course.folder import edit, write
from tutor.course import check as linter
from tutor.course import numbers, rules
from tutor.course.check import check, ids_of
from tutor.course.faults import Fault, faults_json
from tutor.course.generate import questions
from tutor.course.ids import accept
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.course.outline import LibraryError
from tutor.course.recount import differ
from tutor.perceptron.training import Experiment, Trace, train


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two lessons."""
    return write(tmp_path / "lessons")


def found(folder: Path, *, variants: int = 0) -> list[Fault]:
    """What the linter finds in a folder."""
    return check(Library.open(folder), variants=variants)


def test_the_shipped_lessons_have_no_fault() -> None:
    """Nor has one of the first 500 questions of the generator."""
    assert check(Library.open()) == []


def test_a_sound_folder_has_no_fault(folder: Path) -> None:
    """The one that every other test breaks."""
    assert found(folder, variants=20) == []


TRIAL, AFTER, COURSE, BELIEFS = "01-trial.md", "02-after.md", "course.toml", "misconceptions.toml"
WIDE = "z⁽¹⁾ = " + " + ".join(["x"] * 18)
FAULTY = {
    "a setting that is none": (
        (TRIAL, "eta = 0.5\n", "rate = 0.5\n"),
        ("parse", "“rate” is no setting here"),
    ),
    "an option without explanation": (
        (TRIAL, "- [ ] {n}\n  > That is one epoch.\n", "- [ ] {n}\n"),
        ("explanation", "this option has no explanation; add one below it with >"),
    ),
    "an unknown misconception": (
        (TRIAL, "{m=bigger-step}", "{m=biggest-step}"),
        ("misconception", "{m=biggest-step} is no known misconception"),
    ),
    "two runs without a scope": (
        (TRIAL, "eta_b = 2\nscope = trace\n```\n", "eta_b = 2\n```\n"),
        ("scope", "two experiments need a scope; scope = trace, samples or plane"),
    ),
    "a prompt without its scope": (
        (TRIAL, " in the trace (the predictions made while training)?", " in what they predict?"),
        ("scope", "does not say its scope, trace; write for instance “in the trace"),
    ),
    "a prompt with another scope": (
        (TRIAL, " in the trace (the predictions made while training)?", " on the whole plane?"),
        ("scope", "does not say its scope, trace"),
    ),
    "an unknown name in braces": (
        (TRIAL, "{w0} · {x1}", "{w0} · {u1}"),
        ("brace", "“u1” is an unknown name"),
    ),
    "a brace without its partner": (
        (TRIAL, "{w0} · {x1}", "{w0} · {x1"),
        ("brace", "a brace without its partner"),
    ),
    "an id twice in a lesson": (
        (TRIAL, "```question steps", "```question differ"),
        ("id", "the question id “differ” is used twice"),
    ),
    "an id twice in the course": (
        (AFTER, "```question which", "```question steps"),
        ("id", "the id “steps” is used in 01-trial.md:51 already; take another"),
    ),
    "a retired id": (
        (AFTER, "```question which", "```question old-question"),
        ("id", "the id “old-question” is retired in course.toml"),
    ),
    "a right number typed by hand": (
        (TRIAL, "- [x] {n * epochs}", "- [x] 16"),
        ("key", "the right number is typed by hand; write it in braces"),
    ),
    "a hint with the number": (
        (TRIAL, "? It is {n} · {epochs}.", "? So it is {n * epochs}."),
        ("hint", "gives the answer early"),
    ),
    "a hint with the number after =": (
        (TRIAL, "? It is {n} · {epochs}.", "? {n} · {epochs} = {n * epochs}, is it?"),
        ("hint", "gives the answer early"),
    ),
    "a hint with the right option": (
        (AFTER, "? Look at both.", "? Is it **the first** of them?"),
        ("hint", "gives the answer early"),
    ),
    "a term before it is taught": (
        (TRIAL, "? What is w⁽¹⁾?", "? Is there a dead\n  heat?"),
        ("needs", "“dead heat” is taught in lesson 2 only; say it in other words"),
    ),
    "a later lesson needed": (
        (TRIAL, 'needs = ""', 'needs = "after"'),
        ("needs", "needs “after”, which is no earlier lesson; earlier are none"),
    ),
    "a formula of 77 columns": (
        (TRIAL, "z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾\n", f"{WIDE}x\n"),
        ("width", "1 columns wider than the 76 of the screen; break it in two"),
    ),
    "a formula that its numbers make wide": (
        (TRIAL, "{w0} · {x1} = {z1}", f"{' + '.join(['{1 / 3 + eta}'] * 20)} = {{z1}}"),
        ("width", "columns wider than the 76"),
    ),
    "a line of code of 77 columns": (
        (AFTER, "# A dead heat\n", f"# A dead heat\n\nCode:\n\n    {'x' * 73}\n"),
        ("width", "1 columns wider"),
    ),
    "a symbol without a twin": (
        (AFTER, "? Look at both.", "? Look at both ☃."),
        ("ascii", "☃ has no ASCII twin; write it in words"),
    ),
    "a letter of its own in a formula": (
        (TRIAL, "by: definition", "by: 定"),
        ("ascii", "定 has no ASCII twin"),
    ),
    "a question recalled before it is asked": (
        (TRIAL, "# Questions\n", "# Questions\n\n```recall which\n```\n"),
        ("recall", "no question “which” is asked up to here"),
    ),
    "a right option with a misconception": (
        (AFTER, "- [x] The first of them", "- [x] The first of them {m=bigger-step}"),
        ("misconception", "the right option “The first of them” betrays bigger-step"),
    ),
    "a verdict that is not so": (
        (BELIEFS, "same = true", "same = false"),
        ("experiment", "bigger-step: same = false, but in the plane the predictions are the same"),
    ),
    "another first step": (
        (BELIEFS, "first = 2", "first = 3"),
        ("experiment", "first = 3, but the traces first differ at step 2"),
    ),
    "an experiment without verdict": (
        (BELIEFS, "same = true\n", ""),
        ("experiment", "same = true or same = false is needed"),
    ),
    "an experiment of one run": (
        (BELIEFS, 'eta_b = "10"\nscope = "plane"\n', ""),
        ("experiment", "an experiment compares two runs"),
    ),
    "an experiment with a float": (
        (BELIEFS, 'eta_b = "10"', "eta_b = 0.1"),
        ("experiment", "eta_b: “a float” is not a number"),
    ),
    "an experiment with an unknown setting": (
        (BELIEFS, 'eta_b = "10"', 'rate = "10"'),
        ("experiment", "“rate” is no setting here; known are data"),
    ),
    "data that cannot be read": (
        ("data/four.csv", "1,1,-1\n", "1,one,-1\n"),
        ("data", "four.csv"),
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_every_rule_catches_a_faulty_lesson(folder: Path, what: str) -> None:
    """With the file, the rule's code, and how to mend it, and that fault alone."""
    (name, old, new), (code, words) = FAULTY[what]
    edit(folder, name, old, new)
    faults = [fault for fault in found(folder) if fault.code == code]
    assert len(faults) == 1
    assert words in faults[0].message
    assert "\n" not in str(faults[0])
    if code != "data":
        assert faults[0].file == str(folder / name)


LINES = {
    "an option without explanation": 1,
    "a hint with the number": 1,
    "an unknown name in braces": 1,
    "a symbol without a twin": 1,
    "a formula of 77 columns": 1,
    "a retired id": 1,
    "an id twice in the course": 1,
    "a later lesson needed": 1,
    "a right number typed by hand": 1,
}


@pytest.mark.parametrize("what", LINES)
def test_a_fault_names_its_line(folder: Path, what: str) -> None:
    """As an editor counts them, so that it can go there."""
    (name, old, new), (code, _) = FAULTY[what]
    line = edit(folder, name, old, new)
    assert [fault.line for fault in found(folder) if fault.code == code] == [line]


ASKED = """scope = trace
key = engine

Do A and B differ in the trace (the predictions made while training)?"""
COUNTED = """concept = scale
data = four

How many steps are {epochs} epochs of {n} samples?

- [x] {n * epochs}
  > That many.
- [ ] {n}
  > That is one epoch.
- [ ] *
  > Count again.
? Is sample 16 shown in one epoch?
? It is {n} · {epochs}.
? It is {n * epochs}.
"""
SOUND = {
    "the answer in the last hint": (TRIAL, "? It is {n * epochs}.", "? So {n * epochs} it is."),
    "a number by chance": (TRIAL, "? It is {n} · {epochs}.", "? It is {n * epochs} · 1 again."),
    "a formula of 76 columns": (TRIAL, "z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾\n", f"{WIDE}\n"),
    "wide prose": (AFTER, "# A dead heat\n", f"# A dead heat\n\n{'prose ' * 40}\n"),
    "letters of a language": (AFTER, "? Look at both.", "? Sieh die beiden Wörter an: 定, œ."),
    "every input for the plane": (
        TRIAL,
        ASKED,
        "scope = plane\nkey = engine\n\nDo A and B differ on\nevery input?",
    ),
    "the samples": (
        TRIAL,
        ASKED,
        "scope = samples\nkey = engine\n\nDo A and B differ on the samples, by the\nfinal weights?",
    ),
    "a number without an experiment": (
        TRIAL,
        COUNTED,
        "concept = scale\n\nHow many?\n\n- [x] 16\n  > That many.\n- [ ] *\n  > Count.\n",
    ),
    "part of a term": (TRIAL, "? What is w⁽¹⁾?", "? Is there a dead end, or heat?"),
    "an old misconception": (
        BELIEFS,
        '\n[[bigger-step.experiment]]\ndata = "four"\neta_b = "10"\nscope = "plane"\nsame = true\n',
        "",
    ),
    "a bias and a count that are no texts": (
        BELIEFS,
        'eta_b = "10"',
        'eta_b = "10"\nbias = true\nepochs = 3',
    ),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_lesson_is_let_through(folder: Path, what: str) -> None:
    """However near it comes to a fault."""
    edit(folder, *SOUND[what])
    assert found(folder) == []


def test_all_lessons_are_reported_after_a_fault(folder: Path) -> None:
    """One fault of the parser in each, and every other rule goes on; in the order of the files."""
    edit(folder, TRIAL, "# One page", "One page")
    edit(folder, AFTER, "? Look at both.", "? Look at both ☃. ☃ is the first of them.")
    faults = found(folder)
    assert [(Path(fault.file).name, fault.code) for fault in faults] == [
        (TRIAL, "parse"),
        (AFTER, "ascii"),
        (AFTER, "hint"),
    ]
    assert str(faults[0]) == (f"{folder / TRIAL}:8: parse: a page begins with its title: # ...")


def test_a_lesson_that_cannot_be_read_is_a_fault_of_its_own(folder: Path) -> None:
    """Missing, or no UTF-8; the other is checked all the same."""
    (folder / AFTER).unlink()
    assert [(fault.code, fault.line) for fault in found(folder)] == [("parse", 1)]
    (folder / AFTER).write_bytes(b"+++\n\xff")
    (fault,) = found(folder)
    assert (fault.file, fault.message) == (
        str(folder / AFTER),
        "is not UTF-8 text; save it as UTF-8",
    )


def test_a_lesson_that_the_outline_forgets_is_a_fault(folder: Path) -> None:
    """Nobody would ever see it."""
    (folder / "03-forgotten.md").write_text("", encoding="utf-8")
    (fault,) = found(folder)
    assert (fault.code, fault.file) == ("outline", str(folder / "03-forgotten.md"))
    assert "add “03-forgotten” to lessons in course.toml" in fault.message


def test_a_key_is_found_a_second_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine and the plain loop disagree, it is said."""
    monkeypatch.setattr(rules, "differ", lambda a, b, scope: not differ(a, b, scope))
    (fault,) = found(folder)
    assert (fault.code, fault.message) == (
        "key",
        "the key of differ is not what a second count says; report this fault",
    )


STEP = """kind = step
concept = scale
data = four
w0 = -2, 2
eta_b = 0.25
scope = trace
key = engine

At which step do they first differ?

- [ ] 3
  > Look again.
"""
RATE = """kind = rate
concept = scale
data = four
w0 = -2, 2
scope = trace
want = differ
key = engine

Find an η that changes a prediction in the trace.
"""
AFTER_ALL = """+++
id = "guide"
title = "The guide"
needs = ""
concepts = "net-input induction critical-rate rate-path"
+++

# A page
"""
KINDS = {"step": (STEP, "3"), "rate": (RATE, "none")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_of_every_kind_is_found_a_second_way(folder: Path, kind: str) -> None:
    """The engine's is sound, and any other is not."""
    content, other = KINDS[kind]
    question = f"```question asked\n{content}? Look.\n? Look again.\n```\n\n> **Keep:** That.\n"
    edit(folder, AFTER, "> **Keep:** That.\n", question)
    assert found(folder) == []
    asked = Library.open(folder).lesson("after").questions[-1]
    assert list(rules.wrong_key(asked)) == []
    options = tuple(replace(option, right=option.text == other) for option in asked.options)
    assert len(list(rules.wrong_key(replace(asked, options=options)))) == 1


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


def examples(start: str) -> list[str]:
    """The indented examples of the authors' guide whose first line begins so."""
    guide = (Library.open().folder / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", guide, re.MULTILINE)
    plain = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() for block in blocks]
    return [block for block in plain if block.startswith(start)]


def test_the_questions_of_the_authors_guide_are_sound(tmp_path: Path) -> None:
    """They are what an author copies, so they keep every rule, in a course like the one shipped."""
    folder = tmp_path / "lessons"
    shutil.copytree(Library.open().folder, folder)
    asked = [block for block in examples("```question") if "question guide-" in block]
    assert len(asked) > 5
    lesson = "\n\n".join([AFTER_ALL, *asked, "> **Keep:** That.\n"])
    (folder / "99-guide.md").write_text(lesson, encoding="utf-8")
    edit(folder, COURSE, "lessons = [\n", 'lessons = [\n  "99-guide",\n')
    faults = [fault for fault in found(folder) if fault.file.endswith("99-guide.md")]
    assert [str(fault) for fault in faults if "is new; record it" not in fault.message] == []


def test_the_experiment_of_the_authors_guide_is_sound(folder: Path) -> None:
    """Its verdict is what it says."""
    (example,) = examples("[must-change]")
    with (folder / BELIEFS).open("a", encoding="utf-8") as out:
        out.write(f"\n{example}\n")
    assert found(folder) == []
    edit(folder, BELIEFS, 'eta_b = "2"', 'eta_b = "0.25"')
    assert [fault.code for fault in found(folder)] == ["experiment"]


def test_generated_questions_are_checked_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of every one; the seed and its number say which it is."""

    def wrong(seed: int, library: Library) -> Iterator[Question]:
        for number, question in enumerate(islice(questions(seed, library), 10), 1):
            options = [replace(option, right=not option.right) for option in question.options]
            yield replace(question, options=tuple(options)) if number == 7 else question

    monkeypatch.setattr(linter, "questions", wrong)
    (fault,) = found(folder, variants=10)
    assert (fault.file, fault.line, fault.code) == ("generated-1", 7, "key")


def test_a_folder_without_ids_keeps_no_list(folder: Path) -> None:
    """A teacher who writes one lesson is not asked for one; `accept` begins it."""
    library = Library.open(folder)
    file = accept(library, ids_of(library))
    assert file.read_text(encoding="utf-8").split() == ["differ", "steps", "which"]
    assert found(folder) == []


def test_a_dropped_id_is_a_fault_until_it_is_retired(folder: Path) -> None:
    """A learner's record still knows it, so it must not come back as another question."""
    library = Library.open(folder)
    accept(library, ids_of(library))
    edit(folder, AFTER, "```question which", "```question that")
    new, gone = found(folder)
    assert new.message == "the id “that” is new; record it in ids.txt with check --accept"
    assert (gone.file, gone.line, gone.code) == (str(folder / "ids.txt"), 3, "id")
    assert "the question “which” is gone; bring it back, or add the id to retired" in gone.message
    edit(folder, COURSE, '"old-question"', '"old-question", "which"')
    library = Library.open(folder)
    accept(library, ids_of(library))
    assert found(folder) == []
    assert (folder / "ids.txt").read_text(encoding="utf-8") == "differ\nsteps\nthat\nwhich\n"


def test_a_faulty_lesson_drops_no_ids(folder: Path) -> None:
    """Its questions are read from its text, or one slip would look like twenty lost questions."""
    library = Library.open(folder)
    accept(library, ids_of(library))
    edit(folder, TRIAL, "# One page", "One page")
    assert [fault.code for fault in found(folder)] == ["parse"]


def test_a_list_that_cannot_be_written_is_said(folder: Path) -> None:
    """In one line, with the file."""
    (folder / "ids.txt").mkdir()
    library = Library.open(folder)
    with pytest.raises(LibraryError, match=r"ids\.txt: cannot be read \(Is a directory\)"):
        accept(library, ids_of(library))


def test_faults_as_json_have_the_promised_form() -> None:
    """To the letter."""
    fault = Fault("01-a.md", 3, "hint", "η early")
    assert faults_json([]) == "[]"
    text = faults_json([fault])
    assert text == '[{"file":"01-a.md","line":3,"code":"hint","message":"\\u03b7 early"}]'
    assert Fault(**json.loads(text)[0]) == fault
