"""The course in lines, in the real program on pipes: what is answered is kept as by the app."""

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.course.asked import given_for
from tests.course.folder import write
from tests.plain.program import Talk, command, kept, piped, surroundings
from tests.ui.every_kind import FOLDER, LESSON, PAGES, question
from tutor.course.generate import questions
from tutor.course.lesson import Kind, Option, Question
from tutor.course.library import Library
from tutor.course.printed import key_of
from tutor.course.question import grade

TEACHING = ("--lessons", str(FOLDER))
TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record that is not there yet."""
    return tmp_path / "record.sqlite"


def typed_for(asked: Question, option: Option) -> str:
    """What is typed for an option."""
    if asked.kind in TYPED:
        return given_for(asked, option)
    return str(asked.options.index(option) + 1)


def wrong(asked: Question) -> Option:
    """The last wrong option."""
    return [option for option in asked.options if not option.right][-1]


def opened(record: Path, *lines: str, **variables: str) -> str:
    """What is said where these lines are typed in the lesson with a question of every kind."""
    arguments = (*TEACHING,)
    done = piped(record, "next", *lines, arguments=arguments, **variables)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def words_of(text: str) -> str:
    """A text without its line ends."""
    return " ".join(text.split())


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_question_is_answered_rightly_and_wrongly(record: Path, kind: str) -> None:
    """The verdict is said with its reason; the facts are those of the answers."""
    asked = question(kind)
    wrong_way = wrong(asked) if len(asked.options) > 1 else None
    given = [typed_for(asked, key_of(asked))]
    if wrong_way is not None:
        given.append(typed_for(asked, wrong_way))
    lines = [line for one in given for line in (f"page {PAGES[kind] + 1}", one, "3")]
    said = words_of(opened(record, *lines))
    answers = kept(record).answers
    assert [answer.right for answer in answers] == [True, False][: len(given)]
    assert "✓ Right. " in said
    assert "✗ Not so. " in said or wrong_way is None
    for answer in answers:
        assert (answer.question, answer.concept) == (asked.id, asked.concept)
        assert (answer.place, answer.confidence) == (f"lesson:{LESSON}", 3)
        graded = grade(asked, answer.given)
        assert (graded.right, graded.option.misconception) == (answer.right, answer.misconception)
        assert words_of(graded.option.explanation).replace("*", "") in said


def test_hints_undo_and_confidence_are_kept_as_by_the_app(record: Path) -> None:
    """Two hints and a guess; then it was a slip, before and after the verdict."""
    lines = ("hint", "hint", "hint", "1", "undo", "1", "1", "undo", "2", "2")
    said = opened(record, *lines)
    assert "Hint 2 of 2:" in said
    assert "There is no" not in said.split("Hint 2 of 2:")[0]
    assert said.count("Taken back; the question waits.") == 2
    (answer,) = kept(record).answers
    assert (answer.given, answer.hints, answer.confidence) == (
        key_of(question("choice")).text,
        2,
        2,
    )


def test_an_answer_is_said_once_with_how_sure_it_was(record: Path) -> None:
    """Between the line that was typed and the verdict; who was not sure of it takes it back."""
    said = words_of(opened(record, "2", "3"))
    answer = question("choice").options[1].text
    given = said.split("Your answer: 2 ")[1].split("Lesson ")[0]
    assert given.count(answer) == 1
    assert f"How sure: 3 Your answer: {answer} (sure) ✓ Right. " in given


def test_confidence_that_is_not_asked_for_is_kept_as_such(record: Path) -> None:
    """Where the settings say so, the verdict comes at once."""
    (record.parent / "settings.toml").write_text("confidence = false\n")
    said = opened(record, "2")
    assert "How sure" not in said
    (answer,) = kept(record).answers
    assert (answer.right, answer.confidence) == (True, 0)


def test_the_place_is_kept_with_its_lab_and_found_again(record: Path) -> None:
    """The page, the step and the learner's η."""
    opened(record, "page 2", "step 3", "eta 1/4")
    again = opened(record)
    assert "Lesson 1, page 2 of 11: Yes or no" in again
    assert "A: η = 0.25" in again
    assert "Step 3 of 16" in again


def test_a_page_that_waits_goes_on_only_with_an_answer_or_skip(record: Path) -> None:
    """Next is refused in one line; skip leaves the question open, and the page goes on."""
    said = opened(record, "next", "skip")
    assert "Answer first; skip leaves the question open." in said
    assert "page 2 of 11" in said
    assert kept(record).answers == []


def test_the_end_of_the_input_is_a_clean_end_with_all_kept(record: Path) -> None:
    """In the middle of a question, with status 0; the transcript has the typed lines in it."""
    said = opened(record, "2", "3", "page 3")
    assert "\nYour answer: 2\n" in said
    assert said.endswith("Your answer: \nGood-bye; your answers are kept.\n")
    state = kept(record)
    assert len(state.answers) == 1
    assert state.place is not None
    assert state.place.page == 2


def test_a_quiz_asks_the_questions_of_its_seed_and_sums_up(record: Path) -> None:
    """The same questions as in the app, the first ten answered rightly."""
    asked = list(islice(questions(7, Library.open()), 10))
    lines = [line for one in asked for line in (typed_for(one, key_of(one)), "3", "")]
    done = piped(record, *lines, "home", "quit", arguments=("quiz", "--seed", "7"))
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode()
    assert "Quiz, question 10 of 10, seed 7." in said
    assert "Quiz: 10 of 10 right." in said
    answers = kept(record).answers
    assert [answer.question for answer in answers] == [one.id for one in asked]
    assert all(answer.right and answer.place == "quiz:7" for answer in answers)


def test_what_was_wrong_for_sure_is_due_and_reviewed(record: Path) -> None:
    """Home says so, review asks about it, progress tells of it."""
    asked = question("yesno")
    said = opened(record, "page 2", typed_for(asked, wrong(asked)), "3", "home", "review", "home")
    assert "1 concept is due: review asks about them." in said
    assert "Review: 1 concept due." in said
    again = opened(record, "home", "progress")
    told = words_of(again)
    assert "You were sure and wrong about" in told
    assert "seen 1, right 0, sure and wrong 1, 0 of 3 days, due now." in told


def test_a_lesson_is_reset_after_a_second_question_and_a_backup(record: Path) -> None:
    """No leaves all as it is."""
    opened(record, "2", "3")
    for sure, left in (("no", 1), ("yes", 0)):
        said = opened(record, "home", "progress", "reset", "1", sure)
        assert len(kept(record).answers) == left
        assert ("Lesson 1 is as new. The backup is" in words_of(said)) == (sure == "yes")
    assert len(list(record.parent.glob("*.backup-*"))) == 1


def ways() -> Iterator[tuple[str, ...]]:
    """The ways from home to each prompt that there is."""
    yield ()
    yield ("next",)
    yield ("next", "1")
    yield ("next", "1", "1")
    yield ("next", "skip", "back")
    yield ("next", "page 2", "lab")
    yield ("quiz",)
    yield ("review",)
    yield ("progress",)
    yield ("next", "1", "1", "home", "progress", "reset")
    yield ("next", "1", "1", "home", "progress", "reset", "all")


def test_help_works_at_every_prompt_and_a_wrong_word_is_told_what_there_is(record: Path) -> None:
    """Home, lesson, question, confidence, lab, quiz, review, progress, and before a reset."""
    with Talk(command(record, *TEACHING), surroundings(record.parent)) as talk:
        said = talk.heard()
        for way in ways():
            for line in way:
                said = talk.reply(line)
            listed = talk.reply("help")
            assert "You can type:\n" in listed
            assert "help: this list\nquit: leave; everything is kept\n" in listed
            prompt = listed.rsplit("\n", 1)[-1]
            assert said.endswith(prompt)
            refused = talk.reply("no-such-word")
            assert re.search(r"[Tt]ype |write ", refused)
            assert refused.endswith(prompt)
            for _ in range(4):
                if said.endswith("\nHome: "):
                    break
                said = talk.reply(way_out(said))
        assert talk.end() == 0


def way_out(said: str) -> str:
    """The word that leads on toward home from a prompt."""
    prompt = said.rsplit("\n", 1)[-1]
    if prompt.startswith("Lab"):
        return "leave"
    return {"How sure: ": "1", "Reset it: ": "no"}.get(prompt, "home")


def test_nothing_that_is_written_is_an_escape(record: Path) -> None:
    """Nor any other control character but the end of a line, whatever is typed."""
    said = opened(record, "\x1b[2J\x07", "lab", "picture", "leave", "back\r", "quit")
    assert [letter for letter in said if not letter.isprintable() and letter != "\n"] == []


def test_in_a_locale_without_symbols_every_byte_is_ascii(record: Path) -> None:
    """Home, a lesson with its formulas, a quiz, the lab with its picture, progress."""
    lines: tuple[str, ...] = (
        "lesson 5",
        "page 2",
        "next",
        "next",
        "next",
        "page 3",
        "hint",
        "home",
    )
    lines = (*lines, "lab", "step", "picture", "view rates", "leave", "quiz", "1", "1", "home")
    lines = (*lines, "home", "progress", "picture")
    done = piped(record, *lines, LANG="C", LC_ALL="C", PYTHONIOENCODING="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert b"eta" in done.stdout


def test_no_textual_is_imported(record: Path) -> None:
    """The plain mode needs nothing that draws: not in a lesson, the lab, a quiz or progress."""
    program = (
        "import sys; from tutor.cli import main; "
        f"status = main({[*command(record)[3:]]!r}); "
        "drawn = {name.partition('.')[0] for name in sys.modules} & {'textual', 'rich'}; "
        "print(status, sorted(drawn))"
    )
    lines = ("next", "1", "1", "home", "lab", "home", "quiz", "1", "1", "home", "progress", "quit")
    with Talk((sys.executable, "-c", program), surroundings(record.parent)) as talk:
        said = talk.heard()
        for line in lines:
            said = talk.reply(line)
    assert said.endswith("\n0 []\n")


def test_a_lesson_with_a_fault_is_said_and_the_others_stay_open(
    record: Path, tmp_path: Path
) -> None:
    """File and line, as in the app."""
    course = write(tmp_path / "course")
    lesson = next(course.glob("0*.md"))
    lesson.write_text("no front matter")
    done = piped(record, "1", "lab", "quit", arguments=("--lessons", str(course)))
    said = words_of(done.stdout.decode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"Lesson 1 cannot be opened: {lesson.name}:1" in said
    assert "✗ there is no data set “iris”" in said


def test_the_last_hint_is_said_again_to_who_asks_for_one_more(record: Path) -> None:
    """It was heard, and is gone."""
    said = opened(record, "hint", "hint", "h", "help")
    assert said.count("Hint 2 of 2:") == 2
    assert "✗" not in said
    assert "hint: the last hint once more" in said


def test_what_is_wrong_at_home_is_told_without_all_that_home_says(record: Path) -> None:
    """Home is told once, and again to who comes back."""
    said = opened(record, "home", "99", "lesson", "lessons", "settings")
    assert said.count("\nHome. ") == 2
    assert "There is no lesson “99”; type a number from 1 to 1, or help." in said
    assert "\nType a number from 1 to 1, or help." in said


def test_settings_are_told_with_the_file_that_has_them(record: Path) -> None:
    """As they are now."""
    file = record.parent / "settings.toml"
    file.write_text("confidence = false\n")
    said = words_of(opened(record, "home", "settings"))
    assert "confidence, now false: " in said
    assert "ascii, now auto: " in said
    assert str(file) in said.replace(" ", "")
    assert "perceptron-tutor doctor" in said


def test_a_missing_line_is_said_to_be_missing(record: Path) -> None:
    """Three dots are nothing to the ear."""
    said = opened(record, f"page {PAGES['blank'] + 1}")
    assert "\n(the missing line)\n" in said
    assert "…" not in said


def test_what_a_page_runs_is_told_once(record: Path) -> None:
    """Where nothing is shown yet, its numbers are all there is."""
    said = opened(record, "page 2", "tab", "eta 1/4", "reset")
    page = said[said.index("page 2 of") :].split("Your answer: ")
    assert page[0].count("w⁽⁰⁾ = ") == 1
    assert "nothing shown yet" not in page[0]
    assert "Write eta 0.5 or w0 " in page[1]
    assert page[2].count("w⁽⁰⁾ = ") == 1
    assert "Step 0 of 16: nothing shown yet." in page[3]


def test_who_has_only_predicted_is_not_told_that_nothing_is_answered(record: Path) -> None:
    """A prediction is kept, and does not count."""
    lines = ("progress", "home", "lesson 1", "1", "1", "home", "progress")
    done = piped(record, *lines, "quit")
    before, after = words_of(done.stdout.decode()).split("Predict. ")
    assert "Nothing is answered yet" in before
    assert "Nothing is answered yet" not in after
    assert "You have predicted, but not answered yet" in after
