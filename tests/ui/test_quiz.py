"""The quiz: ten questions of one seed, the proof behind each, and a summary at the end."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

from tests.ui.screens import Desk, Learner, solid
from tutor.course.generate import questions
from tutor.course.lesson import Question
from tutor.course.library import Library
from tutor.course.proof import words
from tutor.perceptron.comparison import compare
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.quiz import LENGTH, QuizScreen
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.reading import Reading


def _asked(learner: Learner) -> Question:
    return learner.app.screen.query_one(QuestionView).question


async def _page(learner: Learner) -> str:
    return " ".join(await learner.read(learner.on(QuizScreen).query_one(Reading)))


async def _answer(learner: Learner, *, right: bool) -> None:
    options = _asked(learner).options
    index = next(number for number, option in enumerate(options, 1) if option.right is right)
    await learner.press(str(index), "3")


async def test_ten_questions_then_a_summary_by_concept_and_misconception(desk: Desk) -> None:
    """Seven right, three wrong and sure: the summary counts them and refutes them."""
    expected = list(islice(questions(desk.seed, desk.library), LENGTH))
    async with desk.learner() as learner:
        await learner.press("u")
        for number, question in enumerate(expected, 1):
            assert _asked(learner) == question
            assert f"question {number} of 10, seed {desk.seed}" in learner.text
            await _answer(learner, right=number > 3)
            await learner.press("enter")
        seen = solid(await _page(learner))
        for text in ("7 of 10 right", "Sure, but wrong: 3."):
            assert solid(text) in seen
        for concept in {question.concept for question in expected}:
            mine = [n for n, question in enumerate(expected, 1) if question.concept == concept]
            score = f"{sum(n > 3 for n in mine)} of {len(mine)}"
            assert solid(f"{score} {desk.library.concepts[concept]}") in seen
        for question in expected[:3]:
            wrong = next(option for option in question.options if not option.right)
            if wrong.misconception:
                about = desk.library.misconceptions[wrong.misconception]
                for part in ("name", "right", "refutation"):
                    assert solid(about[part]) in seen
    kept = desk.record().answers
    assert [answer.question for answer in kept] == [question.id for question in expected]
    assert {answer.place for answer in kept} == {f"quiz:{desk.seed}"}
    assert [answer.right for answer in kept] == [False] * 3 + [True] * 7


async def test_an_answer_gets_its_explanation_and_the_proof(desk: Desk) -> None:
    """All of it can be read by scrolling, and the next question waits for enter."""
    async with desk.learner() as learner:
        await learner.press("u")
        for right in (True, False):
            question = _asked(learner)
            assert question.lab is not None
            assert question.lab.b is not None
            assert question.lab.scope is not None
            verdict = compare(question.lab.a, question.lab.b, question.lab.scope)
            await _answer(learner, right=right)
            option = next(option for option in question.options if option.right is right)
            seen = solid(await _page(learner))
            assert solid(f"{'✓ Right.' if right else '✗ Not so.'} {option.explanation}") in seen
            assert solid(f"Proof: {words(verdict, question.lab.a)}") in seen
            await learner.press("enter")


async def test_ten_more_follow_the_summary(desk: Desk) -> None:
    """Other questions, and they are summed up with the first ten."""
    async with desk.learner() as learner:
        await learner.press("u", *["1", "1", "enter"] * 10)
        assert "enter asks ten more, esc goes home." in learner.words
        first = next(questions(desk.seed, desk.library))
        await learner.press("enter")
        assert "question 11 of 20" in learner.text
        assert _asked(learner) != first


async def test_escape_in_the_middle_sums_up_and_then_goes_home(desk: Desk) -> None:
    """What was answered counts; the open question does not."""
    async with desk.learner() as learner:
        await learner.press("u", "1", "1", "enter", "2", "1", "enter", "escape")
        assert "of 2 right" in learner.text
        await learner.press("escape")
        learner.on(HomeScreen)
        assert len(learner.session.record.answers) == 2


async def test_escape_before_the_first_answer_goes_home(desk: Desk) -> None:
    """There is nothing to sum up."""
    async with desk.learner() as learner:
        await learner.press("u", "1", "escape")
        learner.on(HomeScreen)
        assert learner.session.record.answers == ()


async def test_enter_does_not_get_by_an_open_question(desk: Desk) -> None:
    """Nor is it an answer by itself: an option is pointed at first, and how sure one is."""
    async with desk.learner() as learner:
        await learner.press("u", "enter", "enter")
        assert "point with ↑ ↓, or press a number" in learner.rows[0]
        assert learner.session.record.answers == ()
        await learner.press("down", "enter", "enter", "down", "enter")
        assert len(learner.session.record.answers) == 1
        await learner.press("enter")
        assert "question 2 of 10" in learner.text


async def test_m_opens_the_lab_on_that_very_experiment_and_escape_comes_back(desk: Desk) -> None:
    """To the same question with its verdict, and the quiz goes on."""
    async with desk.learner() as learner:
        await learner.press("u", "m")
        learner.on(QuizScreen)
        await learner.press("1", "2")
        question = _asked(learner)
        await learner.press("m")
        running = learner.on(LabScreen).live.running
        assert running is not None
        assert running.lab == question.lab
        await learner.press("e", "escape")
        assert _asked(learner) == question
        assert "Your answer: Yes (fairly sure)" in learner.words
        await learner.press("enter")
        assert "question 2 of 10" in learner.text


async def test_the_same_seed_asks_the_same_questions(desk: Desk) -> None:
    """And another seed asks others; the seed stands in the title."""
    prompts = []
    for seed in (desk.seed, desk.seed, desk.seed + 1):
        async with Desk(desk.library, desk.path, seed).learner() as learner:
            await learner.press("u")
            assert f"seed {seed}" in learner.text
            asked = []
            for _ in range(3):
                asked.append(_asked(learner).prompt)
                await learner.press("1", "1", "enter")
            prompts.append(asked)
    assert prompts[0] == prompts[1]
    assert prompts[0] != prompts[2]


async def test_hints_are_counted_with_the_answer(desk: Desk) -> None:
    """Three, each on the screen by scrolling."""
    async with desk.learner() as learner:
        await learner.press("u")
        hints = _asked(learner).hints
        await learner.press(*["h"] * (len(hints) + 1))
        seen = solid(await _page(learner))
        assert all(solid(f"? {hint}") in seen for hint in hints)
        await learner.press("1", "1")
        assert learner.session.record.answers[0].hints == len(hints)


async def test_a_quiz_of_another_length_level_and_concept(desk: Desk) -> None:
    """Three questions of level 1 about the ratio, then the summary; as many more follow."""
    expected = list(islice(questions(desk.seed, desk.library, 1, "ratio"), 4))
    async with desk.learner() as learner:
        learner.app.push_screen(QuizScreen(learner.session, 3, 1, "ratio"))
        await learner.settle()
        for number, question in enumerate(expected[:3], 1):
            assert _asked(learner) == question
            assert f"question {number} of 3, seed {desk.seed}" in learner.text
            await _answer(learner, right=True)
            await learner.press("enter")
        assert "3 of 3 right" in learner.text
        assert "enter asks 3 more, esc goes home." in learner.words
        await learner.press("enter")
        assert "question 4 of 6" in learner.text
        assert _asked(learner) == expected[3]


async def test_a_course_without_our_concepts_is_summed_up_by_their_ids(
    desk: Desk, tmp_path: Path
) -> None:
    """A teacher's folder: it names neither the concepts nor the misconceptions of the questions."""
    outline = 'title = "T"\nlessons = []\n[concepts]\n[data]\n'
    (tmp_path / "course.toml").write_text(outline, encoding="utf-8")
    (tmp_path / "misconceptions.toml").write_text("", encoding="utf-8")
    async with desk.learner() as learner:
        session = replace(learner.session, library=Library.open(tmp_path))
        learner.app.push_screen(QuizScreen(session, 1, concept="ratio"))
        await learner.settle()
        await _answer(learner, right=True)
        await learner.press("enter")
        assert "1 of 1   ratio" in learner.text
