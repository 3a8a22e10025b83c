"""Generated questions judged without the engine: by plain loops over what the prompt says.

A judge takes a question of its kind and concept and gives all that is wrong with it: the key, or
what an explanation says. It was written by someone who did not write the family.
"""

from collections.abc import Callable, Mapping

from tests.course.judges import (
    blanks,
    bound,
    by_hand,
    dropped,
    factors,
    first_steps,
    intervals,
    learners,
    library,
    machines,
    networks,
    ordering,
    powers,
    proofs,
    rates,
    scaled,
    steps,
    which_argument,
    yesno,
)
from tutor.course.lesson import Kind, Question

Judge = Callable[[Question], list[str]]

JUDGES: Mapping[tuple[Kind, str], Judge] = {
    **yesno.JUDGES,
    **networks.JUDGES,
    **which_argument.JUDGES,
    **machines.JUDGES,
    **powers.JUDGES,
    **library.JUDGES,
    **learners.JUDGES,
    **bound.JUDGES,
    **by_hand.JUDGES,
    **steps.JUDGES,
    **scaled.JUDGES,
    **factors.JUDGES,
    **blanks.JUDGES,
    **dropped.JUDGES,
    **first_steps.JUDGES,
    **intervals.JUDGES,
    **ordering.JUDGES,
    **proofs.JUDGES,
    **rates.JUDGES,
}
