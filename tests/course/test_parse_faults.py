"""Every fault in a lesson is named with its line."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.course.asked import BLANK, FALSE_LINE, INTERVAL, ORDER, RATE, STEP, VECTOR
from tests.course.lessons import (
    CHOICE,
    COURSE,
    FRONT,
    KEEP,
    LAB,
    NUMBER,
    YESNO,
    lesson,
)
from tests.course.test_parse import TWO, at, fault, page
from tutor.course.lesson import (
    Prose,
)
from tutor.course.parse import parse
from tutor.course.source import LessonError

FRONT_FAULTS = {
    "missing": ("# A page\n", 1, "begins with its front matter"),
    "not closed": (FRONT.removesuffix("+++\n") + "# A page\n", 1, "between two lines +++"),
    "no TOML": (FRONT.replace('"A trial"', "A trial"), 3, "no TOML"),
    "unclosed TOML": (FRONT.replace('"scale tie"', '["scale"'), 2, "no TOML"),
    "endless nesting": (FRONT.replace('"A trial"', "[" * 100_000), 2, "no TOML"),
    "endless number": (FRONT.replace('"A trial"', "1" * 5_000), 2, "no TOML"),
    "a key missing": (FRONT.replace('needs = "before also-before"\n', ""), 1, "a text for needs"),
    "no text": (FRONT.replace('"scale tie"', '["scale"]'), 5, "a text for concepts"),
    "empty id": (FRONT.replace('"trial"', '""'), 2, "id must be one line"),
    "two lines": (FRONT.replace('"A trial"', r'"A\ntrial"'), 3, "title must be one line"),
    "unknown key": (FRONT.replace("+++\nid", '+++\nlevel = "easy"\nid'), 2, "not know level"),
    "unknown concept": (FRONT.replace("tie", "knot"), 5, "the concept “knot” is unknown"),
}


@pytest.mark.parametrize("what", FRONT_FAULTS)
def test_a_fault_in_the_front_matter_is_named_with_its_line(what: str) -> None:
    """All that can be wrong between the two lines `+++`."""
    front, line, words = FRONT_FAULTS[what]
    found = fault(f"{front}\n# A page\n\n{KEEP}")
    assert found[0] == line
    assert words in found[1]


PAGES = {
    "no title": ("# A page\n", "A page\n", "A page", "begins with its title"),
    "empty title": ("# A page\n", "# \n", "# \n", "begins with its title"),
    "a title too low": ("# A page\n", "## A page\n", "## A page", "begins with its title"),
    "no keep": (KEEP, "The end.\n", "The end.", "the last page ends with the sentence"),
    "empty keep": (KEEP, "> **Keep:**\n>\n", "> **Keep:**", "sentence to keep is empty"),
}


@pytest.mark.parametrize("what", PAGES)
def test_a_fault_in_a_pages_frame_is_named_with_its_line(what: str) -> None:
    """Its title above, and the sentence to keep below the last."""
    old, new, where, words = PAGES[what]
    content = page("Prose.\n").replace(old, new)
    line, said = fault(content)
    assert line == at(content, where)
    assert words in said


def test_a_lesson_without_a_page_and_a_page_without_a_line_have_no_title() -> None:
    """The line named is the last one there is before it."""
    assert fault(FRONT) == (6, "a page begins with its title: # ...")
    content = f"{FRONT}\n# A page\n---\n---\n# Another\n{KEEP}"
    assert fault(content) == (9, "a page begins with its title: # ...")


def without_line(content: str, line: str) -> str:
    """The same without one of its lines."""
    assert content.count(f"{line}\n") == 1
    return content.replace(f"{line}\n", "")


BLOCKS = {
    "an unknown block": ("```python\n1\n```", "```python", "“python” is no block"),
    "a block without a kind": ("```\n1\n```", "```\n1", "“” is no block"),
    "a name behind the kind": (LAB.replace("```lab", "```lab 1"), "```lab 1", "nothing else"),
    "a block behind spaces": (f"  {LAB}", "  ```lab", "begins at the start of its line"),
    "a fence that is never closed": (LAB.removesuffix("```\n"), "```lab", "never closed"),
    "a fence closed by the next": (LAB[:-4] + LAB, "```lab", "never closed"),
    "an open fence before a page": (LAB[:-4] + "---\n# B\n", "```lab", "never closed"),
    "two labs": (LAB + LAB.replace("0.5", "7"), "```lab\ndata = four\neta = 7", "has one lab"),
    "an empty lab": ("```lab\n```", "```lab", "a lab needs data"),
    "prose in a lab": (LAB.replace("eta = 0.5", "see below"), "see below", "only lines"),
    "a gap in a lab": (LAB.replace("eta", "\neta"), "eta = 0.5", "without an empty line"),
    "an unknown setting": (LAB.replace("eta", "rate"), "rate = 0.5", "“rate” is no setting here"),
    "a setting set twice": (LAB.replace("eta", "eta = 1\neta"), "eta = 0.5", "set twice"),
    "settings without data": (without_line(LAB, "data = four"), "eta = 0.5", "eta is set but no"),
    "unknown data": (LAB.replace("four", "five"), "data = five", "data: there is no data set"),
    "half a bias": (LAB.replace("eta = 0.5", "bias = half"), "bias = half", "write on or off"),
    "η = 0": (LAB.replace("0.5", "0"), "eta = 0", "eta: η is 0, but must be above 0"),
    "η < 0": (TWO.replace("eta_b = 1", "eta_b = -1"), "eta_b = -1", "eta_b: η is −1"),
    "no number": (LAB.replace("0.5", "0,5"), "eta = 0,5", "eta: “0,5” has a comma"),
    "not as many weights": (LAB.replace("eta = 0.5", "w0 = 1, 2, 3"), "w0 = 1", "w0: 3 numbers"),
    "no bias in B's": (TWO.replace("eta_b = 1", "w0_b = 1"), "w0_b = 1", "w0_b: 1 number given"),
    "no epoch": (LAB.replace("eta = 0.5", "epochs = 0"), "epochs = 0", "epochs: 0 epochs"),
    "half an epoch": (LAB.replace("eta = 0.5", "epochs = 2.5"), "epochs = 2.5", "a whole number"),
    "too many epochs": (LAB.replace("eta = 0.5", "epochs = 1e99"), "epochs = 1e99", "too many"),
    "no scope": (without_line(TWO, "scope = trace"), "```lab", "two experiments need a scope"),
    "a needless scope": (without_line(TWO, "eta_b = 1"), "scope = trace", "needs two experiments"),
    "a wrong scope": (TWO.replace("trace", "line"), "scope = line", "write trace, samples or"),
    "an empty derivation": ("```derivation\n\n```", "```derivation", "an empty derivation"),
    "a rule of nothing": ("```derivation\nby: magic\n```", "by: magic", "the one formula above"),
    "two rules": ("```derivation\na\nby: b\nby: c\n```", "by: c", "the one formula above it"),
}


@pytest.mark.parametrize("what", BLOCKS)
def test_a_fault_in_a_block_is_named_with_its_line(what: str) -> None:
    """Its fence, its settings and its lines."""
    body, where, words = BLOCKS[what]
    content = page(body)
    line, said = fault(content)
    assert line == at(content, where)
    assert words in said


BRACES = {
    "an unknown name": ("{q7}", "{q7}: “q7” is an unknown name"),
    "a step too far": ("{z17}", "{z17}: “z17” is outside the run, which ends at z16"),
    "no expression": ("{1 +}", "{1 +}: no expression"),
    "a brace alone": ("{eta", "a brace without its partner"),
    "a second run": ("{c}", "{c}: “c” needs a second run"),
}


PLACES = {
    "a title": "{}\n---\n# On {braces}\n",
    "prose": "One.\nTwo.\n{braces}\n",
    "a worked formula": "```worked\nz = 0\nz = {braces}\n```\n",
    "a rule": "```worked\nz = 0\nby: {braces}\n```\n",
    "the sentence to keep": "> **Keep:** One.\n> {braces}\n",
    "a prompt": NUMBER.replace("What is z?", "What is\n{braces}?"),
    "an option": NUMBER.replace("{z1}", "{braces}"),
    "an explanation": NUMBER.replace("Yes.", "Yes.\n  > {braces}."),
    "a hint": NUMBER.replace("  > No.\n```", "  > No.\n? What?\n? {braces}.\n```"),
    "a hint's second line": NUMBER.replace("  > No.\n```", "  > No.\n? What?\n  {braces}.\n```"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("what", BRACES)
def test_wrong_braces_are_named_wherever_they_stand(place: str, what: str) -> None:
    """With the line on which they stand."""
    braces, words = BRACES[what]
    content = page(LAB + PLACES[place].replace("{}", "").replace("{braces}", braces))
    line, said = fault(content)
    assert line == at(content, braces)
    assert words in said


def test_braces_before_any_lab_are_named() -> None:
    """There is no experiment to take a number from."""
    content = page("η is\n{eta}.")
    assert fault(content) == (
        at(content, "{eta}"),
        "{eta} has no experiment to take its number from; add a lab block before it",
    )


def test_a_question_takes_no_number_from_the_pages_lab() -> None:
    """Its texts are those of its own experiment only."""
    line, words = fault(page(LAB + CHOICE.replace("Which?", "With {eta}?")))
    assert line == at(page(LAB + CHOICE), "Which?")
    assert "no experiment" in words


QUESTIONS = {
    "no id": (CHOICE, " chosen", "", "```question", "a question needs an id"),
    "a wrong id": (CHOICE, "chosen", "Chosen", "```question", "a question needs an id"),
    "no kind": (CHOICE, "kind = choice\n", "", "```question", "kind is missing; known are choice"),
    "a wrong kind": (CHOICE, "= choice", "= guess", "kind = guess", "kind = guess is unknown"),
    "no concept": (CHOICE, "concept = tie\n", "", "```question", "concept is missing"),
    "a wrong concept": (CHOICE, "= tie", "= knot", "concept = knot", "concept = knot is unknown"),
    "a wrong switch": (CHOICE, "= tie", "= tie\npredict = 1", "predict = 1", "write on or off"),
    "no prompt": (CHOICE, "Which?\n", "", "```question", "question chosen asks nothing"),
    "no option": (CHOICE, CHOICE[CHOICE.index("- [") : -4], "", "```question", "0 options"),
    "one option": (CHOICE, "- [ ] That\n  > No.\n", "", "- [x]", "1 options, 1 of them right"),
    "none right": (CHOICE, "[x]", "[ ]", "- [ ] This", "2 options, 0 of them right"),
    "two right": (CHOICE, "[ ]", "[x]", "- [x] This", "2 options, 2 of them right"),
    "twice the same": (CHOICE, "That", "This", "- [ ] This", "“This” is an option already"),
    "an empty option": (CHOICE, "[ ] That", "[ ]", "- [ ]\n", "an option is written"),
    "a mark alone": (CHOICE, "That", "   {m=bigger-step}", "- [ ]  ", "no experiment to take"),
    "another mark": (CHOICE, "[x]", "[X]", "- [X]", "an option is written"),
    "no explanation": (CHOICE, "  > No.\n", "", "- [ ] That", "this option has no explanation"),
    "an empty explanation": (CHOICE, "> No.", ">", "- [ ] That", "option has no explanation"),
    "explained too soon": (CHOICE, "Which?", "> Which?", "> Which?", "write the option first"),
    "stray text": (CHOICE, "  > No.\n", "  > No.\nSo.\n", "So.", "only explanations (>) and hints"),
    "unknown misconception": (CHOICE, "That", "That {m=odd}", "- [ ] That", "{m=odd} is no known"),
    "a needless key": (CHOICE, "= tie", "= tie\nkey = engine", "key", "is for kind = yesno"),
    "yes/no without key": (YESNO, "key = engine\n", "", "```question", "write key = engine"),
    "yes/no of one run": (YESNO, "eta_b = 2\nscope = trace\n", "", "```question", "compares two"),
    "yes/no, others": (YESNO, "- [ ] No", "- [ ] Never", "- [ ] Yes", "are Yes (the predictions"),
    "yes/no, no options": (
        YESNO,
        YESNO[YESNO.index("- [") : -4],
        "",
        "```question",
        "Yes (the predictions",
    ),
    "yes/no marked": (YESNO, "[ ] Yes", "[x] Yes", "- [x] Yes", "the engine holds the key"),
    "number without *": (NUMBER, "- [ ] *\n  > No.\n", "", "- [ ] 1", "is `- [ ] *`"),
    "number, * too soon": (NUMBER, "[ ] 1", "[ ] *", "- [ ] *", "“*” is not a number"),
    "number, * right": (NUMBER, "[ ] *", "[x] *", "- [x] {z1}", "2 of them right"),
    "number, words": (NUMBER, "[ ] 1", "[ ] about 1", "- [ ] about", "is not a number"),
    "number, not exact": (NUMBER, "[ ] 1", "[ ] {1/10007}", "- [ ] {1/", "“≈ 0.00009993” is not"),
    "number, twice": (NUMBER, "[ ] 1", "[ ] 0.0", "- [ ] 0.0", "“0.0” is an option already"),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_fault_in_a_question_is_named_with_its_line(what: str) -> None:
    """Its id, its settings, its prompt, its options and its key."""
    sound, old, new, where, words = QUESTIONS[what]
    assert old in sound
    content = page(sound.replace(old, new))
    line, said = fault(content)
    assert line == at(content, where)
    assert words in said


def test_an_id_used_twice_is_named_where_it_stands_again() -> None:
    """Even pages apart; an id that another one begins with is another."""
    longer = CHOICE.replace("chosen", "chosen-well")
    content = page(f"{CHOICE}---\n# B\n\n{CHOICE}\n{longer}")
    again = content.index("```question chosen\n", content.index("# B"))
    line, said = fault(content)
    assert line == content[:again].count("\n") + 1
    assert "“chosen” is used twice" in said


def test_nesting_and_powers_are_refused_before_they_cost_anything() -> None:
    """Whatever stands between braces."""
    for braces in ("{9**9**9}", "{" + "(" * 90 + "1" + ")" * 90 + "}", "{" + "-" * 190 + "1}"):
        content = page(LAB + braces)
        if "*" in braces:
            assert "cannot be computed" in fault(content)[1]
        else:
            assert lesson(LAB + braces).pages[0].blocks[-2] == Prose("1")
    for braces in ("{" + "(" * 9_000 + "}", "{" + "-" * 90_000 + "1}", "{" + "a" * 90_000 + "!}"):
        assert "characters" in fault(page(LAB + braces))[1]


PIECES = st.sampled_from(
    [
        *("+++\n", 'id = "a"\n', "# A\n", "---\n", "```\n", "```lab\n", "```worked\n", KEEP),
        *("data = four\n", "eta = 1\n", "w0 = 1, 2\n", "eta_b = 2\n", "scope = plane\n", "\n"),
        *("{z1}", "{", "}", "{x1 @ w0}", "by: ", "- [x] a\n", "- [ ] *\n", "- [ ] {z1}\n", "> b\n"),
        *("? c\n", "```question q\n", "kind = yesno\n", "kind = number\n", "kind = choice\n"),
        *("concept = tie\n", "key = engine\n", "- [ ] Yes\n", "- [ ]  \u2003 {m=bigger-step}\n"),
        *("kind = step\n", "kind = rate\n", "want = same\n", "kind = order\n", "after = 2: 1\n"),
        *("kind = interval\n", "kind = blank\n", "kind = false-line\n", "| …\n", "| a\n"),
        *("- [ ] never\n", "- [ ] none\n", "- [ ] (1, 2)\n", "- [ ] b\n", "scope = trace\n"),
        *(FRONT, LAB, CHOICE, YESNO, NUMBER, "Prose.\n"),
        *(STEP, RATE, BLANK, ORDER, FALSE_LINE, INTERVAL, VECTOR),
    ]
)


ANYTHING = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join))


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(["", FRONT, f"{FRONT}# A\n"]), ANYTHING)
def test_no_text_raises_anything_but_a_fault(head: str, rest: str) -> None:
    """In one line, and with the line of the file."""
    content = head + rest
    try:
        parse(content, "trial.md", COURSE)
    except LessonError as error:
        found = re.fullmatch(r"trial\.md:(\d+): [^\n]+", str(error))
        assert found is not None
        assert 1 <= int(found[1]) <= content.count("\n") + content.count("\r") + 1


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.text("wxyzpegdmvB.c0123456789 +-*/@()[]phi\\'\"#_:=")))
def test_no_text_in_braces_raises_anything_but_a_fault(inside: str) -> None:
    """Whatever an author writes where a number should stand."""
    with suppress(LessonError):
        assert len(parse(page(f"{LAB}{{{inside}}}"), "trial.md", COURSE).pages) == 1
