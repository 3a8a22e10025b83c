"""The load generator at a small size: what it finds that no busy machine changes."""

import time

from tests.benchmarks import coming, going, pressing, resting
from tests.benchmarks.classroom import Size, school
from tests.benchmarks.students import seated

ROOM, SECONDS, VISITS = 10, 4.0, 50


async def test_no_key_of_a_room_in_the_lab_is_lost_and_each_costs_few_bytes() -> None:
    """In every lab stands the step to which its student's keys lead.

    That a lost one were found is seen at the end: of a press that only the generator believes in,
    it says that the lab stands at another step.
    """
    with school(Size(students=ROOM)) as (server, names):
        async with seated(server, names, ROOM, 0) as students:
            for student in students:
                assert student.knocked < student.admitted < student.first_full(coming.home())
            rest = await resting.resting(server, 1.0)
            done = await pressing.pressing(server, students, SECONDS)
            students[0].presses.append((time.perf_counter(), "s"))
            assert not list(pressing.answers_of(students[0], 0))[-1].right
        assert await coming.gone(server) == 0
    assert len(done.answers) == ROOM * SECONDS / pressing.INTERVAL
    assert done.astray == 0
    assert sum(one.size for one in done.answers) <= pressing.BYTES * len(done.answers)
    assert rest.spent.sessions < done.spent.sessions


async def test_nothing_is_left_of_students_who_come_and_go_rudely() -> None:
    """No session, no descriptor and no pseudo-terminal; each of them was served as is meant."""
    with school(Size(connections=VISITS)) as (server, names):
        done = await going.going(server, names, VISITS)
    assert done.astray == []
    before, *_, last = done.found
    assert (last.sessions, last.terminals) == (0, 0)
    assert last.listener <= before.listener
    assert last.warm <= before.warm
