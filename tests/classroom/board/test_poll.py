"""A question to the room on the board, from the first vote to the proof."""

import pytest

from tests.classroom.board.room import ASKED, RIGHT, SAID, SURE, WRONG, Class, Teacher
from tests.ui.screens import LARGE, SIZES, SMALL
from tutor.classroom.board.poll import Advice, Standing, bars, in_sight
from tutor.classroom.board.screens.board import BoardScreen
from tutor.classroom.board.screens.poll import GONE, PollScreen
from tutor.course.asked import question_of
from tutor.course.library import Library
from tutor.record.room import Ask, Close, Poll, Prove, Show
from tutor.record.votes import Vote, counted, votes
from tutor.ui.widgets.reading import Reading

LIBRARY = Library.open()
NAMES = tuple(f"student {number:02}" for number in range(30))
NUMBER = {"lesson": "the-claim", "question": "claim-scale"}
FALSE_LINE = {"lesson": "zero-start", "question": "zero-start-false-line"}
BLANK = {"lesson": "one-neuron", "question": "bias-one-product"}


def given(right: int, wrong: int, first: int = 0) -> dict[str, str]:
    """So many right and so many wrong answers, by the students from one on."""
    names = NAMES[first : first + right + wrong]
    return {name: RIGHT if n < right else WRONG for n, name in enumerate(names)}


def standing(right: int, wrong: int, here: int, number: int = 1, **said: bool) -> Standing:
    """A standing with so many votes in its last round."""
    poll = Poll("p", "", ASKED, number, **said)
    cast = [
        Vote(name, answer, SURE, answer == RIGHT, None, "")
        for name, answer in given(right, wrong).items()
    ]
    rounds = (*[counted([])] * (number - 1), counted(cast))
    question = question_of(ASKED, "p", LIBRARY)
    return Standing(poll, question, "", rounds, right + wrong, here, is_open=True)


@pytest.mark.parametrize(
    ("right", "wrong", "advice"),
    [
        (2, 8, Advice.EXPLAIN),
        (3, 7, Advice.DISCUSS),
        (7, 3, Advice.DISCUSS),
        (8, 2, Advice.PROVE),
        (10, 0, Advice.PROVE),
    ],
)
def test_what_helps_next_follows_from_the_first_votes(
    right: int, wrong: int, advice: Advice
) -> None:
    """Between 30 and 70 percent right, both included, neighbours convince each other."""
    assert standing(right, wrong, here=10).advice is advice


def test_nothing_is_advised_before_half_of_the_room_has_voted() -> None:
    """Nor after the proof, nor where nobody is right or wrong."""
    assert standing(3, 2, here=11).advice is None
    assert standing(3, 2, here=10).advice is Advice.DISCUSS
    assert standing(3, 2, here=10, proved=True).advice is None
    assert standing(0, 0, here=0).advice is None


def test_after_the_talk_comes_the_proof() -> None:
    """Also where few have it; the teacher may ask once more all the same."""
    assert standing(1, 9, here=10, number=2).advice is Advice.END
    assert standing(8, 2, here=10, number=2).advice is Advice.PROVE


def test_typed_answers_are_listed_with_the_most_frequent_first() -> None:
    """The first twelve of them; of the others it is said how many there are."""
    cast = [Vote(f"{n}", f"{n % 15}", 1, right=False, misconception=None, at="") for n in range(40)]
    asked = Poll("p", "", NUMBER, 1, shown=True)
    question = question_of(NUMBER, "p", LIBRARY)
    found = bars(Standing(asked, question, "", (counted(cast),), 40, 40, is_open=True))
    assert sorted(found, key=lambda bar: -bar.counts[0]) == found
    assert [bar.offered for bar in found] == [False] * 15
    shown, more = in_sight(found)
    assert (len(shown), more) == (12, 3)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_from_the_question_to_the_second_vote_all_figures_are_those_of_the_record(
    room: Class, size: tuple[int, int]
) -> None:
    """Thirty learners, two rounds; nothing is seen of the counts before the teacher shows them."""
    room.come(*NAMES)
    async with room.teacher(size) as teacher:
        poll = room.ask(ASKED)
        await teacher.sees("0 of 30 here have voted")
        await teacher.press("v")
        room.vote(poll, given(14, 13), sure=1)
        await teacher.sees("round 1 · 27 of 30 here have voted", Advice.DISCUSS)
        assert "█" not in teacher.text
        await teacher.press("s")
        await teacher.sees("█ 14", "█ 13")
        same_as_record(teacher, room, poll, 1)
        await teacher.press("g")
        await teacher.sees("round 2 · 0 of 30 here have voted")
        assert "█" not in teacher.text
        room.vote(poll, given(22, 6, first=2), number=2)
        await teacher.sees("28 of 30 here have voted", Advice.PROVE)
        assert "wrong to right" not in teacher.words
        await teacher.press("s")
        await teacher.sees("round 1: 27 votes", "round 2: 28 votes")
        same_as_record(teacher, room, poll, 2)
        before, now = cast(room, poll, 1), cast(room, poll, 2)
        came = counted(now, before)
        assert came.to_right > came.to_wrong
        await teacher.sees(
            f"{came.to_right} from wrong to right, {came.to_wrong} from right to wrong."
        )
        assert "✓ right" not in teacher.words
        await teacher.press("p")
        await teacher.sees(f"{RIGHT} ✓ right", f"Right is: {RIGHT}")
        await teacher.press("x")
        teacher.on(BoardScreen)
        await teacher.misses("Your question")
    assert [type(event) for event in room.told] == [Ask, Show, Ask, Show, Prove, Close]
    assert room.stands.poll is None


def cast(room: Class, poll: str, number: int) -> list[Vote]:
    """The votes of a round as the record has them."""
    with room.database() as database:
        return votes(database, poll, number)


def same_as_record(teacher: Teacher, room: Class, poll: str, rounds: int) -> None:
    """Every count and every confidence on the screen is that of the votes in the record."""
    taken = [counted(cast(room, poll, number)) for number in range(1, rounds + 1)]
    rows = teacher.rows
    for answer in (RIGHT, WRONG):
        [at] = [y for y, row in enumerate(rows) if row.split()[1:] == [answer]]
        drawn = [int(word) for word in rows[at + 1].split() if word.isdecimal()]
        assert drawn == [came.answers.get(answer, 0) for came in taken]
        words = ("guess", "fairly", "sure")
        sure = [
            f"{count} {words[level - 1]}"
            for came in taken
            for level in (3, 2, 1)
            if (count := came.sure.get((answer, level), 0))
        ]
        assert rows[at + 2].replace(",", "").split() == " ".join(sure).split()


async def test_votes_of_who_has_left_count_but_not_among_those_here(room: Class) -> None:
    """How many have voted is said of those who are here."""
    room.come("ada", "bob")
    poll = room.ask(ASKED)
    room.vote(poll, {"ada": RIGHT, "gone": RIGHT})
    async with room.teacher() as teacher:
        await teacher.press("v", "s")
        await teacher.sees("1 of 2 here have voted", "█ 2")


async def test_a_question_of_ones_own_is_talked_over_and_never_proved(room: Class) -> None:
    """There is nothing to prove; the second round says who has changed their answer."""
    room.come("ada", "bob")
    poll = room.ask(SAID)
    room.vote(poll, {"ada": "left", "bob": "right"})
    async with room.teacher() as teacher:
        await teacher.press("v", "p", "s")
        await teacher.sees("left", "█ 1", "Talk it over")
        assert "Proof" not in teacher.rows[-1]
        await teacher.press("g")
        room.vote(poll, {"ada": "right", "bob": "right"}, number=2)
        await teacher.sees("round 2 · 2 of 2 here have voted")
        await teacher.press("s")
        await teacher.sees("Of 2 who voted in both rounds, 1 changed their answer.")
    assert not any(isinstance(event, Prove) for event in room.told)


async def test_typed_answers_are_seen_with_their_counts(room: Class) -> None:
    """As they were given; and which is right only after the proof."""
    room.come("ada", "bob", "cy")
    poll = room.ask(NUMBER)
    room.vote(poll, {"ada": "9.1", "bob": "0.91", "cy": "9.1"})
    async with room.teacher(LARGE) as teacher:
        await teacher.press("v")
        await teacher.sees("3 of 3 here have voted", "The answers are typed")
        assert "9.1" not in teacher.part(teacher.app.screen.query_one("Tally"))[0]
        await teacher.press("s")
        await teacher.sees("1 9.1", "█ 2", "2 0.91", "█ 1")


@pytest.mark.parametrize("asked", [NUMBER, FALSE_LINE, BLANK, SAID], ids=str)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_a_question_of_any_kind_can_be_asked_and_seen_whole(
    room: Class, asked: dict[str, str], size: tuple[int, int]
) -> None:
    """Its prompt stands there, and every answer that can be chosen."""
    poll = room.ask(asked)
    question = question_of(asked, poll, LIBRARY)
    async with room.teacher(size) as teacher:
        await teacher.press("v")
        rows = await teacher.read(teacher.on(PollScreen).query_one(Reading))
        solid = "".join("".join(rows).split())
        for bar in bars(teacher.app.snapshot.standing):
            assert "".join(bar.text.split()) in solid
        assert question.prompt.split()[0].strip("`*") in solid


async def test_a_question_that_another_course_has_is_named_and_can_be_taken_away(
    room: Class,
) -> None:
    """The board of another course stands beside it."""
    room.ask({"lesson": "gone", "question": "gone"})
    async with room.teacher() as teacher:
        await teacher.press("v")
        await teacher.sees("✗ there is no lesson “gone”")
        await teacher.press("x")
        await teacher.misses("The room votes")
    assert room.stands.poll is None


async def test_who_keeps_the_votes_in_sight_sees_that_the_question_was_taken_away(
    room: Class,
) -> None:
    """By another board; nothing can be done with it then but to leave it."""
    poll = room.ask(ASKED)
    async with room.teacher(SMALL) as teacher:
        await teacher.press("v")
        await teacher.sees("Take away")
        room.tell(Close(poll=poll))
        await teacher.sees(" ".join(GONE.split()))
        assert "Take away" not in teacher.rows[-1]
        await teacher.press("x", "g", "s", "p", "escape")
        teacher.on(BoardScreen)
    assert [type(event) for event in room.told] == [Ask, Close]


async def test_a_second_question_takes_the_place_of_the_first(room: Class) -> None:
    """Whoever asks it."""
    room.ask(ASKED)
    async with room.teacher() as teacher:
        await teacher.press("v")
        await teacher.sees("100 flowers")
        room.ask(SAID)
        await teacher.sees("Which way?")
        assert "100 flowers" not in teacher.words
