"""Who is here, who is stuck, and how names stay hidden: the values behind the list."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.ui.screens import NOON
from tutor.classroom.board.columns import fitted, plain
from tutor.classroom.board.people import Here, Spot, Stuck, most_common, numbered, people
from tutor.course.library import Library
from tutor.record.facts import instant
from tutor.record.seats import Seat

LIBRARY = Library.open()
ONE, TWO = LIBRARY.entries[0].id, LIBRARY.entries[1].id


def sitting(
    name: str, place: str = "home", page: int | None = None, ago: float = 0, *, stuck: bool = False
) -> Seat:
    """A seat, with the learner at this place since so many minutes."""
    at = instant(NOON - timedelta(minutes=ago))
    return Seat(
        id=f"{name} {place}",
        learner=name,
        server="one",
        address="",
        began=at,
        seen=instant(NOON),
        place=place,
        page=page,
        since=at,
        stuck=stuck,
    )


def reading(name: str, page: int, ago: float = 0, lesson: str = ONE, **said: bool) -> Seat:
    """A seat with the learner on a page, counted from 1."""
    return sitting(name, f"lesson:{lesson}", page - 1, ago, **said)


def here(*seats: Seat) -> tuple[Here, ...]:
    """Who is here at noon."""
    return people(seats, LIBRARY, NOON)


def stuck(*seats: Seat) -> dict[str, Stuck]:
    """Who is stuck at noon, and why."""
    return {one.learner: one.stuck for one in here(*seats) if one.stuck is not None}


def test_all_are_listed_by_name_and_who_is_stuck_first() -> None:
    """Upper and lower case are one."""
    found = here(sitting("bob"), sitting("Ada"), reading("zoe", 1, stuck=True), sitting("Cy"))
    assert [one.learner for one in found] == ["zoe", "Ada", "bob", "Cy"]


def test_a_learner_with_two_seats_is_here_once() -> None:
    """Where they were last."""
    [one] = here(reading("ada", 1, 9), sitting("ada", "lab", None, 1))
    assert one.where == "lab"


def test_places_are_said_in_words() -> None:
    """Also those that this program or this course does not know."""
    places = ("home", "quiz:7", "review", "lab", "room", "progress", "lesson:gone", "a-new-one")
    words = [here(sitting("ada", place))[0].where for place in places]
    assert words == [
        "home",
        "quiz",
        "review",
        "lab",
        "your question",
        "progress",
        "lesson gone",
        "a-new-one",
    ]
    [on_page] = here(reading("ada", 3, lesson=TWO))
    assert (on_page.where, on_page.spot) == ("lesson 2, page 3", Spot(2, 3))


def test_all_hints_read_without_an_answer_is_stuck() -> None:
    """At once, and alone."""
    assert stuck(reading("ada", 1, stuck=True)) == {"ada": Stuck.HINTS}


def test_who_stays_for_more_than_five_minutes_while_others_move_on_is_stuck() -> None:
    """Not with the fifth minute, but after it."""
    moved = [reading(name, 3, 1) for name in ("bob", "cy")]
    assert stuck(reading("ada", 2, 5), *moved) == {}
    assert stuck(reading("ada", 2, 5.1), *moved) == {"ada": Stuck.LONG}


def test_nobody_is_stuck_while_all_wait() -> None:
    """The teacher talks; one learner alone goes on."""
    waiting = [reading(name, 2, 20) for name in ("ada", "bob", "cy", "dan")]
    assert stuck(*waiting) == {}
    assert stuck(*waiting, reading("eve", 3, 1)) == {}


def test_who_is_furthest_is_not_stuck() -> None:
    """They wait for the others."""
    assert stuck(reading("ada", 1, 20, TWO), *(reading(n, 4, 1) for n in ("bob", "cy"))) == {}


def test_who_is_not_in_a_lesson_is_not_long_on_a_page() -> None:
    """However long they are in the lab."""
    moved = [reading(name, 3, 1) for name in ("bob", "cy")]
    assert stuck(sitting("ada", "lab", None, 60), *moved) == {}


def test_the_page_most_are_on_comes_first() -> None:
    """Of as many, the earlier one in the course."""
    found = here(reading("a", 2), reading("b", 2), reading("c", 1, 0, TWO), reading("d", 1))
    assert most_common(found) == [(Spot(1, 2), 2), (Spot(1, 1), 1), (Spot(2, 1), 1)]


@given(st.lists(st.sets(st.text(max_size=3), max_size=5), max_size=5), st.randoms())
def test_a_number_is_kept_and_is_nobody_elses(arrivals: list[set[str]], chance: Random) -> None:
    """Whoever comes and goes."""
    known: dict[str, int] = {}
    for names in arrivals:
        after = numbered(known, names, chance)
        assert after.items() >= known.items()
        assert set(after) == known.keys() | names
        known = after
    assert sorted(known.values()) == list(range(1, len(known) + 1))


def test_numbers_do_not_follow_the_names() -> None:
    """Else they would give them away."""
    names = [f"{letter}" for letter in "abcdefghij"]
    orders = {tuple(numbered({}, names, Random(seed))) for seed in range(20)}
    assert len(orders) > 1


@given(st.text(max_size=30), st.integers(1, 40))
def test_any_text_fills_its_column_to_the_cell(text: str, width: int) -> None:
    """Emoji, letters from right to left, control characters: what stands beside it stays."""
    assert cell_len(fitted(plain(text), width)) == width


def test_no_text_turns_or_colours_its_row() -> None:
    """Marks of direction and control characters are gone; letters of any language stay."""
    assert plain("\u202eabc\u2069 \x1b[31mred\x00\n[b]x[/b]") == "abc [31mred [b]x[/b]"
    assert plain("שרה כהן") == "שרה כהן"
    assert plain("e\u0301a" + "\u0300" * 40) == "éà\u0300\u0300"
