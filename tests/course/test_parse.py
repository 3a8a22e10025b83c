"""Markdown -> Lesson: what a sound lesson comes to, those of the authors' guide as well."""

import re
from fractions import Fraction

import pytest

from tests.course.lessons import (
    COURSE,
    FOUR,
    FRONT,
    KEEP,
    LAB,
    YESNO,
    lesson,
)
from tutor.course.lesson import (
    Derivation,
    Keep,
    Kind,
    Lab,
    Lesson,
    Line,
    Option,
    Page,
    Prose,
    Question,
)
from tutor.course.library import Library
from tutor.course.parse import parse
from tutor.course.source import LessonError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment

SOUND = """+++
id = "trial"
title = "A trial"
needs = "before also-before"
concepts = "scale tie"
+++

# Of {n} samples

η is {eta}, and sample 1 is
{x1}.

```lab
data = four
w0 = -1, 1/2
eta = 0.5
eta_b = 1e-1
epochs = 2
scope = samples
```

```derivation
w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾
by: the update is added

y ∈ {−1, +1}
```

Below.

---

# The second page

```worked
z⁽¹⁾ = {z1}
by: at step {p1:+}
```

```question typed
kind = number
concept = tie
data = four
predict = on

z at step 1, with φ(0) = +1?
It is one number.

- [x] {z1}
  > Right,
  > with η = {eta}.
- [ ] {-y1} {m=bigger-step}
  > That is −y.
- [ ] *
  > Zero times anything.
? The weights are {w0}.
  So what is z?
? It is {z1}.
```

> **Keep:** Of {n} samples
> this is so.
"""


def at(content: str, needle: str) -> int:
    """The number of the line in which this stands first."""
    return content[: content.index(needle)].count("\n") + 1


def fault(content: str) -> tuple[int, str]:
    """The line and the words of the fault in a lesson."""
    with pytest.raises(LessonError) as raised:
        parse(content, "trial.md", COURSE)
    found = re.fullmatch(r"trial\.md:(\d+): (.+)", str(raised.value))
    assert found is not None, str(raised.value)
    return int(found[1]), found[2]


def page(body: str) -> str:
    """A whole lesson of one page around this body."""
    return f"{FRONT}\n# A page\n\n{body}\n{KEEP}"


def test_a_sound_lesson_comes_to_its_values() -> None:
    """Every block once, every number put in, but for those of the worked lines."""
    zero = (Fraction(0), Fraction(0))
    a = Experiment(FOUR, (Fraction(-1), Fraction(1, 2)), Fraction(1, 2), 2, bias=False)
    b = Experiment(FOUR, (Fraction(-1), Fraction(1, 2)), Fraction(1, 10), 2, bias=False)
    lab = Lab(a, b, Scope.SAMPLES)
    asked = Question(
        id="typed",
        kind=Kind.NUMBER,
        concept="tie",
        prompt="z at step 1, with φ(0) = +1?\nIt is one number.",
        options=(
            Option("0", "Right, with η = 1.", right=True),
            Option("1", "That is −y.", right=False, misconception="bigger-step"),
            Option("*", "Zero times anything.", right=False),
        ),
        hints=("The weights are (0, 0). So what is z?", "It is 0."),
        lab=Lab(Experiment(FOUR, zero, Fraction(1), 4, bias=False)),
        predict=True,
    )
    first = Page(
        "Of 4 samples",
        (
            Prose("η is 0.5, and sample 1 is\n(1, 1)."),
            lab,
            Derivation((Line("w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾", "the update is added"), Line("y ∈ {−1, +1}"))),
            Prose("Below."),
        ),
        lab,
    )
    second = Page(
        "The second page",
        (
            Derivation((Line("z⁽¹⁾ = {z1}", "at step {p1:+}"),), live=True),
            asked,
            Keep("Of 4 samples this is so."),
        ),
        lab,
    )
    read = parse(SOUND, "trial.md", COURSE)
    assert read == Lesson(
        "trial", "A trial", ("before", "also-before"), ("scale", "tie"), (first, second)
    )
    assert read.questions == (asked,)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_endings_of_other_systems_change_nothing(ending: str) -> None:
    """Neither the lesson nor the lines of its faults."""
    assert parse(SOUND.replace("\n", ending), "trial.md", COURSE) == parse(
        SOUND, "trial.md", COURSE
    )
    broken = SOUND.replace("{z1}", "{z99}", 1)
    assert fault(broken.replace("\n", ending)) == fault(broken)


def test_lines_are_those_that_an_editor_counts() -> None:
    """A form feed or a line separator in a text begins no line of the file."""
    line, _ = fault(page("a\x0bb\x0cc\u2028d\x85e\n\n{nonsense}"))
    assert line == at(page("{nonsense}"), "{nonsense}") + 2


def test_a_yes_no_question_is_keyed_by_the_engine() -> None:
    """At zero start no rate changes a prediction; from another start it may."""
    (asked,) = lesson(YESNO).questions
    assert [option.right for option in asked.options] == [False, True]
    other = YESNO.replace("eta_b = 2", "w0 = -2, 2\neta = 0.1\neta_b = 1")
    (asked,) = lesson(other).questions
    assert [option.right for option in asked.options] == [True, False]


def test_b_has_what_is_not_said_of_it_from_a() -> None:
    """Start or learning rate, whichever is left out; also where η takes many digits to write."""
    lab = "```lab\ndata = four\nbias = on\neta = 1e-300\nw0 = 1, 2, 3\n{b}\nscope = plane\n```\n"
    with_start = lesson(lab.replace("{b}", "w0_b = 0, 0, 0")).pages[0].lab
    with_rate = lesson(lab.replace("{b}", "eta_b = 7")).pages[0].lab
    assert with_start is not None
    assert with_start.b is not None
    assert with_start.b.rate == Fraction(1, 10**300)
    assert not any(with_start.b.start)
    assert with_rate is not None
    assert with_rate.b is not None
    assert with_rate.b.rate == 7
    assert with_rate.b.start == with_rate.a.start
    assert with_rate.b.bias


def test_a_lab_stays_until_another_takes_its_place() -> None:
    """Over the pages that have none of their own."""
    other = LAB.replace("0.5", "2")
    pages = parse(
        f"{FRONT}\n# 1\n\n{LAB}\n---\n# 2\n\n{{eta}}\n---\n# 3\n\n{{eta}}\n{other}{KEEP}",
        "trial.md",
        COURSE,
    ).pages
    assert [page.lab and page.lab.a.rate for page in pages] == [
        Fraction(1, 2),
        Fraction(1, 2),
        Fraction(2),
    ]
    assert [pages[1].blocks[0], pages[2].blocks[0]] == [Prose("0.5"), Prose("2")]


TWO = LAB.replace("0.5", "0.5\neta_b = 1\nscope = trace")


README = (Library.open().folder / "README.md").read_text(encoding="utf-8")


def examples() -> dict[str, str]:
    """The examples in the authors' guide, by their first line."""
    indented = re.findall(r"(?:^    .*\n|^\n(?=    ))+", README, re.MULTILINE)
    fenced = re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    plain = [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() + "\n" for block in indented]
    return {block.splitlines()[0]: block for block in (*plain, *fenced)}


@pytest.mark.parametrize("example", examples())
def test_every_example_of_the_authors_guide_is_sound(example: str) -> None:
    """In a lesson that gives it what it leaves out: a lab, a sentence to keep."""
    block, library = examples()[example], Library.open()
    lab = "" if example == "```lab" else "```lab\ndata = four\n```\n\n"
    if example == "+++":
        content = block.replace("first page\n", f"first page\n\n{lab}") + KEEP
    else:
        content = f"{FRONT}\n# A page\n\n{lab}{block}\n{KEEP}".replace('"scale tie"', '"scale"')
    read = parse(content, "README.md", library.course())
    assert any(page.blocks for page in read.pages)


def test_the_guide_has_an_example_of_every_block() -> None:
    """So that the test above tests something."""
    kinds = ("+++", "```lab", "```derivation", "```worked", "```question", "> **Keep:**")
    for kind in kinds:
        assert any(example.startswith(kind) for example in examples())


def test_every_name_in_the_guides_table_is_known() -> None:
    """All that stands in backquotes in the first column, and in the text below the table."""
    table = README[README.index("## Numbers in braces") :]
    names = re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)))
    shown = re.findall(r"`\{([^`]+)\}`", table)
    assert len(names) > 15
    assert len(shown) > 3
    body = "".join(f"{{{name}}}\n" for name in (*names, *shown))
    lesson(f"{TWO}\n{body}")
