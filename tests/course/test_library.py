"""The course that ships with the program, and folders that are none."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import tutor
from tests.course.lessons import FRONT, KEEP
from tutor.course.lesson import Question
from tutor.course.library import Library, shipped
from tutor.course.outline import LibraryError
from tutor.course.source import LessonError
from tutor.perceptron.dataset import DataError

LIBRARY = Library.open()
LESSONS = [entry.id for entry in LIBRARY.entries]
QUESTIONS = [question for name in LESSONS for question in LIBRARY.lesson(name).questions]

OUTLINE = """title = "Trial"
lessons = ["01-trial"]
[concepts]
scale = "what scales"
tie = "what ties"
[data.two]
title = "two samples"
bias = false
"""
BELIEFS = '[odd]\nname = "It is odd"\nright = "It is."\nrefutation = "It need not be."\n'
LESSON = f"{FRONT}\n# A page\n\n{KEEP}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A teacher's folder: one lesson, one data set."""
    (tmp_path / "course.toml").write_text(OUTLINE, encoding="utf-8")
    (tmp_path / "misconceptions.toml").write_text(BELIEFS, encoding="utf-8")
    (tmp_path / "01-trial.md").write_text(LESSON, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "two.csv").write_text("x,label\n1,a\n2,b\n", encoding="utf-8")
    return tmp_path


def test_the_shipped_course_has_fourteen_lessons_in_their_order() -> None:
    """Numbered from 1, with the titles of their files."""
    assert [entry.number for entry in LIBRARY.entries] == list(range(1, 15))
    assert LESSONS == [
        "the-claim",
        "one-neuron",
        "first-update",
        "second-update",
        "zero-start",
        "every-update",
        "scale-not-direction",
        "nonzero-start",
        "the-ratio",
        "every-rate",
        "bias-counts",
        "hidden-units",
        "floats",
        "where-it-ends",
    ]
    assert LIBRARY.title
    assert LIBRARY.entry("one-neuron") is LIBRARY.entries[1]


@pytest.mark.parametrize("name", LESSONS)
def test_every_shipped_lesson_is_sound(name: str) -> None:
    """It is read, once, and needs only what comes before it."""
    lesson = LIBRARY.lesson(name)
    assert LIBRARY.lesson(name) is lesson
    assert lesson.title == LIBRARY.entry(name).title
    assert set(lesson.needs) <= set(LESSONS[: LESSONS.index(name)])
    assert set(lesson.concepts) <= LIBRARY.concepts.keys()
    assert lesson.questions


def test_every_lesson_file_is_in_the_outline() -> None:
    """No lesson lies forgotten in the folder."""
    files = {file.name for file in LIBRARY.folder.glob("[0-9]*.md")}
    assert {entry.file.name for entry in LIBRARY.entries} == files


def test_every_question_of_the_course_has_an_id_of_its_own() -> None:
    """A learner's record knows them by it."""
    ids = Counter(question.id for question in QUESTIONS)
    assert len(ids) > 30
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_what_a_question_names_is_known_to_the_course(question: Question) -> None:
    """Its concept, and the misconceptions of its wrong options; the right one betrays none."""
    assert question.concept in LIBRARY.concepts
    for option in question.options:
        assert option.misconception is None or option.misconception in LIBRARY.misconceptions
        assert not (option.right and option.misconception)


SETS = {
    "four": (4, 2, False),
    "and": (4, 2, True),
    "and10": (4, 2, True),
    "or": (4, 2, True),
    "xor": (4, 2, True),
    "iris": (100, 2, True),
    "blobs": (40, 2, True),
}


def test_the_shipped_data_sets_have_their_sizes_and_biases() -> None:
    """All that the outline names, and no other; each is read once and says where it is from."""
    assert LIBRARY.data.keys() == SETS.keys()
    for name, (samples, features, bias) in SETS.items():
        data = LIBRARY.dataset(name)
        assert (len(data), len(data.features), data.bias) == (samples, features, bias)
        assert set(data.labels) == {-1, 1}
        assert data.name == name
        assert LIBRARY.dataset(name) is data
        assert LIBRARY.data[name]["source"]


def test_an_unknown_name_is_said_with_the_known_ones(folder: Path) -> None:
    """Of a lesson or a data set."""
    library = Library.open(folder)
    with pytest.raises(LibraryError, match="no lesson “odd”; there are trial"):
        library.lesson("odd")
    with pytest.raises(DataError, match="no data set “odd”; there are two"):
        library.dataset("odd")


def test_a_teachers_folder_is_a_course_too(folder: Path) -> None:
    """With its own lessons and data."""
    library = Library.open(folder)
    assert [(entry.id, entry.title) for entry in library.entries] == [("trial", "A trial")]
    assert library.lesson("trial").concepts == ("scale", "tie")
    assert not library.dataset("two").bias
    assert library.misconceptions.keys() == {"odd"}


def test_terms_and_retired_ids_may_be_left_out(folder: Path) -> None:
    """A course without them is as sound as one with them."""
    library = Library.open(folder)
    assert (library.terms, library.retired) == ({}, ())
    content = OUTLINE.replace(
        "[concepts]", 'retired = ["old"]\nterms.tie = ["a", "b c"]\n[concepts]'
    )
    (folder / "course.toml").write_text(content, encoding="utf-8")
    library = Library.open(folder)
    assert (library.terms, library.retired) == ({"tie": ("a", "b c")}, ("old",))


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    """Some editors write one into every file."""
    for file in (*folder.glob("*.md"), *folder.glob("*.toml")):
        file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert Library.open(folder).lesson("trial").title == "A trial"


FAULTY = {
    "no front matter": (b"# A page\n", LessonError, r"^01-trial\.md:1: a lesson begins with"),
    "no page": (FRONT.encode(), LessonError, r"^01-trial\.md:6: a page begins with its title"),
    "another id": (
        LESSON.replace('"trial"', '"other"').encode(),
        LessonError,
        r"^01-trial\.md:2: the id is “other”, the file's name says “trial”; rename",
    ),
    "not UTF-8": (b"+++\n\xff", LibraryError, r"01-trial\.md: is not UTF-8 text"),
    "not there": (None, LibraryError, r"01-trial\.md: cannot be read \(No such file"),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_lesson_stays_in_the_outline(folder: Path, what: str) -> None:
    """The course opens all the same; opening the lesson says what is wrong, every time."""
    content, error, words = FAULTY[what]
    (folder / "01-trial.md").unlink()
    if content is not None:
        (folder / "01-trial.md").write_bytes(content)
    library = Library.open(folder)
    assert [entry.id for entry in library.entries] == ["trial"]
    for _ in range(2):
        with pytest.raises(error, match=words):
            library.lesson("trial")


def test_a_folder_without_a_course_is_said(tmp_path: Path) -> None:
    """So is one that is not there, and a file."""
    for home in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(LibraryError, match=r"course\.toml: cannot be read .* of lessons\?$"):
            Library.open(home)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"course\.toml: cannot be read \(Not a directory\)"):
        Library.open(tmp_path / "file")


OUTLINES = {
    "no TOML": (("[concepts]", "[concepts"), r"is no TOML \(.*line 3"),
    "endless nesting": (('"Trial"', "[" * 100_000), "is no TOML"),
    "endless number": (('"Trial"', "1" * 5_000), "is no TOML"),
    "no title": (('title = "Trial"\n', ""), "a text is needed for title"),
    "a title that is no text": (('"Trial"', "3"), "a text is needed for title"),
    "no lessons": (('lessons = ["01-trial"]\n', ""), "a list is needed for lessons"),
    "lessons as text": (('["01-trial"]', '"01-trial"'), "a list is needed for lessons"),
    "a lesson without number": (("01-trial", "trial"), "“trial” is no lesson's name"),
    "a lesson elsewhere": (("01-trial", "../01-trial"), r"“\.\./01-trial” is no lesson's name"),
    "a lesson with nothing": (("01-trial", r"01-t\u0000"), "is no lesson's name"),
    "a number": (('"01-trial"', "1"), "“1” is no lesson's name"),
    "an id twice": (('"01-trial"', '"01-trial", "02-trial"'), "“02-trial” has the id of another"),
    "no concepts": (("[concepts]", "[ideas]"), "a table is needed for concepts"),
    "concepts as text": (('"what ties"', "3"), "a text is needed for tie"),
    "no data": (("[data.two]", "[sets.two]"), "a table is needed for data"),
    "data as text": (('[data.two]\ntitle = "two samples"', '[data]\ntwo="a"'), "table .* for two"),
    "data without title": (('title = "two samples"\n', ""), "a text is needed for title"),
    "a bias of words": (("bias = false", 'bias = "no"'), "bias of “two” is neither true nor"),
    "terms as text": (("[concepts]", 'terms = "a"\n[concepts]'), "a table is needed for terms"),
    "terms of no concept": (
        ("[concepts]", 'terms.odd = ["a"]\n[concepts]'),
        "terms of “odd”, which is no concept; add it",
    ),
    "a term alone": (
        ("[concepts]", 'terms.tie = "a"\n[concepts]'),
        "a list is needed for tie",
    ),
    "a term without words": (
        ("[concepts]", 'terms.tie = [" "]\n[concepts]'),
        "tie holds texts, and ' ' is none",
    ),
    "a retired number": (("[concepts]", "retired = [3]\n[concepts]"), "retired holds texts, and 3"),
    "data elsewhere": (("data.two", 'data."../two"'), r"“\.\./two” is no data set's name"),
}


@pytest.mark.parametrize("what", OUTLINES)
def test_a_faulty_outline_is_said_in_one_line(folder: Path, what: str) -> None:
    """With the file, and what would be right."""
    (old, new), words = OUTLINES[what]
    assert old in OUTLINE
    (folder / "course.toml").write_text(OUTLINE.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError, match=words) as raised:
        Library.open(folder)
    assert str(raised.value).startswith(f"{folder / 'course.toml'}:")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        "[odd",
        'odd = "a"',
        '[odd]\nname = "a"\nright = "b"',
        f'{BELIEFS}experiment = "four"\n',
        f"{BELIEFS}experiment = [1]\n",
    ],
)
def test_faulty_misconceptions_are_said(folder: Path, content: str) -> None:
    """Each has a name, what is right in it, and its refutation."""
    file = folder / "misconceptions.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LibraryError, match=re.escape(str(file))):
        Library.open(folder)


def test_the_course_is_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the lessons are inside the package, in a checkout beside it."""
    package = tmp_path / "tutor"
    package.mkdir()
    monkeypatch.setattr(tutor, "__file__", str(package / "__init__.py"))
    assert shipped() == tmp_path / "lessons"
    shutil.copytree(LIBRARY.folder, tmp_path / "lessons")
    assert len(Library.open().entries) == len(LESSONS)
    (tmp_path / "lessons").rename(package / "lessons")
    assert shipped() == package / "lessons"
    assert len(Library.open().entries) == len(LESSONS)
