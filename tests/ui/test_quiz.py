"""The quiz: questions of every kind, each with its verdict at once, and a summary at the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from textual.widget import Widget

from tests.ui.every_kind import (
    LESSON,
    PAGES,
    in_sight,
    library,
    long,
    open_quiz,
    play,
    question,
    reach,
)
from tests.ui.scenes import ALL_WRONG, ANSWERS, CONFUSED
from tests.ui.screens import LARGE, SMALL, Desk, Learner, clipped, solid
from tutor.course.generate import GenerateError, questions
from tutor.course.lesson import Question
from tutor.course.question import grade
from tutor.ui.running import Running
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.proof_lines import OrderAnswer
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading

ALL = tuple(PAGES)
CHOICE = question("choice")


def _view(learner: Learner) -> QuestionView:
    return learner.on(QuizScreen).query_one(QuestionView)


async def _page(learner: Learner) -> str:
    """All that the quiz shows, by scrolling, without blanks."""
    return solid(" ".join(await learner.read(learner.on(QuizScreen).query_one(Reading))))


def _mixed() -> list[Question]:
    return list(library().lesson(LESSON).questions)


async def test_the_quiz_of_home_asks_what_follows_from_the_seed(desk: Desk) -> None:
    """Another seed asks something else; the seed stands in the title."""
    for seed in (desk.seed, desk.seed + 1):
        async with Desk(desk.library, desk.path, seed).learner() as learner:
            await learner.press("u")
            assert f"question 1 of 10, seed {seed}" in learner.text
            assert _view(learner).question == next(questions(seed, desk.library))


async def test_length_level_and_concept_are_handed_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To what makes the questions; two of them, then the summary, and as many more follow."""
    wanted: list[object] = []

    def made(*given: object) -> Iterator[Question]:
        wanted.extend(given)
        return iter(_mixed())

    monkeypatch.setattr("tutor.ui.screens.quiz.questions", made)
    async with desk.learner() as learner:
        learner.app.push_screen(QuizScreen(learner.session, 2, 1, "ratio"))
        await learner.settle()
        assert wanted == [desk.seed, desk.library, 1, "ratio"]
        await play(learner, "22⏎")
        assert f"question 2 of 2, seed {desk.seed}" in learner.text
        await play(learner, "22⏎")
        assert "2 of 2 right" in learner.text
        assert "enter asks 2 more, esc goes home." in learner.words
        await play(learner, "⏎")
        assert "question 3 of 4" in learner.text


@pytest.mark.parametrize(("size", "right"), [(LARGE, True), (SMALL, False)])
async def test_every_kind_is_asked_answered_and_explained(
    desk: Desk, size: tuple[int, int], *, right: bool
) -> None:
    """By keys alone, nothing cut; what comes next stands among the keys; and all is kept."""
    async with desk.learner(size) as learner:
        await open_quiz(learner, _mixed(), len(ALL))
        for kind in ALL:
            assert _view(learner).question == question(kind)
            await reach(learner)
            await play(learner, ANSWERS[kind][not right])
            given = _view(learner).given
            assert given is not None
            assert clipped(learner.app.screen) == []
            await play(learner, "2")
            said = grade(question(kind), given).option
            assert said.right is right
            mark = "✓ Right." if right else "✗ Not so."
            assert solid(f"{mark} {said.explanation}") in solid(learner.text)
            assert "enter Next" in learner.rows[-1]
            assert ("m Show me" in learner.rows[-1]) is (question(kind).lab is not None)
            assert clipped(learner.app.screen) == []
            await play(learner, "⏎")
        assert f"{len(ALL) if right else 0} of {len(ALL)} right" in learner.text
    kept = desk.record().answers
    assert [answer.question for answer in kept] == [question(kind).id for kind in ALL]
    assert [answer.right for answer in kept] == [right] * len(ALL)
    assert {answer.place for answer in kept} == {f"quiz:{desk.seed}"}


@pytest.mark.parametrize("kind", ALL)
async def test_where_an_answer_goes_is_in_sight_when_it_has_the_keys(desk: Desk, kind: str) -> None:
    """A long question is read from its beginning; enter reads on, and answers nothing."""
    async with desk.learner() as learner:
        await open_quiz(learner, [long(kind)])
        assert "These 4 samples are shown in this order" in learner.text
        if not _view(learner).has_focus_within:
            assert "enter Next" in learner.rows[-1]
        await reach(learner)
        field = learner.app.focused
        assert isinstance(field, Choices | AnswerField | OrderAnswer)
        assert in_sight(learner, field)
        assert _view(learner).given is None
        await play(learner, ANSWERS[kind][1])
        assert in_sight(learner, learner.app.screen.query_one("#confidence"))
        await play(learner, "3")
        given = _view(learner).given
        assert given is not None
        assert solid(grade(long(kind), given).option.explanation) in solid(learner.text)


async def test_the_proof_of_the_engine_stands_below_yes_or_no(desk: Desk) -> None:
    """Whichever was said."""
    asked = question("yesno")
    assert asked.lab is not None
    running = Running.of(asked.lab)
    assert running is not None
    async with desk.learner() as learner:
        await open_quiz(learner, [asked])
        await play(learner, "13")
        assert "Proof: No prediction differs in training: w_B = 4·w_A" in learner.words


async def test_the_summary_counts_by_concept_and_refutes_each_misconception_once(
    desk: Desk,
) -> None:
    """However often it came up; the most frequent first, and all of it by scrolling."""
    asked = [question(kind) for kind in CONFUSED]
    async with desk.learner() as learner:
        await open_quiz(learner, asked, len(asked))
        await play(learner, ALL_WRONG)
        seen = await _page(learner)
        betrayed = Counter(a.misconception for a in learner.session.record.state.answers)
    assert sorted(betrayed.values()) == [1, 1, 1, 1, 2]
    assert solid(f"0 of {len(asked)} right") in seen
    assert solid(f"Sure, but wrong: {len(asked)}.") in seen
    for concept, count in Counter(one.concept for one in asked).items():
        assert solid(f"0 of {count} {library().concepts[concept]}") in seen
    places = []
    for misconception, count in betrayed.most_common():
        known = library().misconceptions[misconception or ""]
        times = "(2 times)" if count > 1 else ""
        said = solid(f"{known['name']} {times} {known['right']} {known['refutation']}")
        assert seen.count(said) == 1
        places.append(seen.index(said))
    assert places == sorted(places)


async def test_a_long_summary_is_read_on_by_whole_paragraphs(desk: Desk) -> None:
    """Enter asks more only when the end was in sight, and every part was whole at some time."""
    asked = [question(kind) for kind in CONFUSED]
    async with desk.learner() as learner:
        screen = await open_quiz(learner, asked * 2, len(asked))
        await play(learner, ALL_WRONG)
        reading = screen.query_one(Reading)
        assert reading.max_scroll_y > 0
        parts, whole = set(reading.children), set[Widget]()
        for _ in parts:
            if not screen.summing_up:
                break
            whole |= {part for part in parts if in_sight(learner, part)}
            await learner.press("enter")
        assert whole == parts
        assert f"question {len(asked) + 1} of {2 * len(asked)}" in learner.text


async def test_a_course_that_names_nothing_is_summed_up_by_ids(desk: Desk) -> None:
    """A teacher's folder need not know the concepts and misconceptions of the fresh questions."""
    bare = replace(library(), concepts={}, misconceptions={})
    async with desk.learner() as learner:
        screen = await open_quiz(learner, [CHOICE], 1)
        screen.session = replace(screen.session, library=bare)
        await play(learner, "13⏎")
        assert "0 of 1   update" in learner.text


async def test_where_the_questions_run_out_the_quiz_is_summed_up(desk: Desk) -> None:
    """With a word, also when it is asked again."""

    def one() -> Iterator[Question]:
        yield CHOICE
        raise GenerateError("there are no more such questions")

    async with desk.learner() as learner:
        await open_quiz(learner, one())
        await play(learner, "23⏎")
        for _ in range(2):
            assert "there are no more such questions" in learner.rows[0]
            assert "1 of 1 right" in learner.text
            await play(learner, "⏎")
        await learner.press("escape")
        learner.on(HomeScreen)


async def test_ten_more_follow_the_summary(desk: Desk) -> None:
    """And so on."""
    async with desk.learner() as learner:
        await open_quiz(learner, [CHOICE] * 20)
        await play(learner, "11⏎" * 10)
        assert "0 of 10 right" in learner.text
        assert "enter asks ten more, esc goes home." in learner.words
        await play(learner, "⏎")
        assert "question 11 of 20" in learner.text


async def test_escape_in_the_middle_sums_up_and_then_goes_home(desk: Desk) -> None:
    """What was answered counts; the open question, whose field is left first, does not."""
    async with desk.learner() as learner:
        await open_quiz(learner, _mixed())
        await play(learner, "11⏎21⏎")
        await learner.press("escape", "escape")
        assert "1 of 2 right" in learner.text
        assert "enter goes on, esc goes home." in learner.words
        await learner.press("escape")
        learner.on(HomeScreen)
        assert len(learner.session.record.state.answers) == 2


async def test_escape_leaves_the_field_first_and_what_was_written_stays(desk: Desk) -> None:
    """Enter goes back to it; the footer says so, and what the next escape does."""
    async with desk.learner() as learner:
        await open_quiz(learner, [question("step")])
        await learner.write("ne")
        assert "esc Out" in learner.rows[-1]
        await learner.press("escape")
        assert "enter goes back to your answer" in learner.rows[0]
        assert "enter Answer" in learner.rows[-1]
        assert "esc End" in learner.rows[-1]
        await learner.press("down", "up", "enter")
        field = _view(learner).query_one(AnswerField)
        assert field.has_focus
        assert field.value == "ne"
        await learner.press("escape", "escape")
        learner.on(HomeScreen)


async def test_escape_before_the_first_answer_goes_home(desk: Desk) -> None:
    """There is nothing to sum up, neither with an answer of which nobody said how sure."""
    async with desk.learner() as learner:
        await open_quiz(learner, _mixed())
        await learner.press("1", "escape")
        learner.on(HomeScreen)
        assert learner.session.record.state.answers == []


async def test_enter_does_not_get_by_an_open_question(desk: Desk) -> None:
    """Nor is it an answer by itself: an option is pointed at first, and how sure one is."""
    async with desk.learner() as learner:
        await open_quiz(learner, _mixed())
        await learner.press("enter", "enter")
        assert "point with ↑ ↓, or press a number" in learner.rows[0]
        assert learner.session.record.state.answers == []
        await learner.press("down", "enter", "enter", "down", "enter")
        assert len(learner.session.record.state.answers) == 1
        await learner.press("enter")
        assert "question 2 of 10" in learner.text


@pytest.mark.parametrize("kind", ["choice", "number", "rate", "false-line", "order"])
async def test_m_opens_the_lab_on_that_very_experiment_and_escape_comes_back(
    desk: Desk, kind: str
) -> None:
    """To the same question with its verdict, and the quiz goes on."""
    async with desk.learner() as learner:
        await open_quiz(learner, [question(kind), CHOICE])
        await learner.press("m")
        learner.on(QuizScreen)
        await learner.press(*["backspace"] * (kind in {"number", "rate"}))
        await play(learner, f"{ANSWERS[kind][0]}2")
        await learner.press("m")
        running = learner.on(LabScreen).live.running
        lab = question(kind).lab
        assert running is not None
        assert lab is not None
        assert running.lab.a == lab.a
        await learner.press("e", "escape")
        assert _view(learner).question == question(kind)
        assert "(fairly sure) ✓ Right." in learner.words.replace("▌ ", "")
        assert "enter Next" in learner.rows[-1]
        await learner.press("enter")
        assert "question 2 of 10" in learner.text


@pytest.mark.parametrize("kind", ALL)
async def test_hints_are_counted_with_the_answer(desk: Desk, kind: str) -> None:
    """Each on the screen, also beside a field; then there are no more."""
    async with desk.learner() as learner:
        await open_quiz(learner, [question(kind)])
        hints = question(kind).hints
        await learner.press(*["h"] * (len(hints) + 1))
        assert all(solid(f"? {hint}") in solid(learner.text) for hint in hints)
        assert "h Hint" not in learner.rows[-1]
        await play(learner, ANSWERS[kind][0])
        await play(learner, "1")
        assert learner.session.record.state.answers[0].hints == len(hints)
