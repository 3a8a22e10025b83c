"""The runs of the lab as a value: what another setting leaves as it was."""

from fractions import Fraction

import pytest

from tests.ui.screens import Desk
from tutor.course.lesson import Lab
from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment
from tutor.ui.running import Running, Which
from tutor.ui.views import DataViews, data_view


def _runs(desk: Desk, scope: Scope = Scope.TRACE, *, rate: Fraction = Fraction(1, 10)) -> Running:
    data = desk.library.dataset("iris")
    start = (Fraction(1), Fraction(-1, 2), Fraction(0))
    a = Experiment(data, start, rate, 3, bias=True)
    return Running.of(Lab(a, Experiment(data, start, Fraction(1), 3, bias=True), scope), 7)


@pytest.mark.parametrize("scope", Scope)
def test_another_rate_trains_its_own_run_only(desk: Desk, scope: Scope) -> None:
    """The other is kept, and all that is said of both is as if both had been trained anew."""
    before = _runs(desk, scope)
    after = before.having("a", rate=Fraction(1, 2))
    assert after.b is before.b
    assert after == _runs(desk, scope, rate=Fraction(1, 2))


@pytest.mark.parametrize("which", ["a", "b"])
def test_views_that_are_kept_are_those_that_are_made_anew(desk: Desk, which: Which) -> None:
    """Whatever step, run or limits come next; and so are their pictures."""
    kept = DataViews()
    limits = (-9.0, 9.0, -9.0, 9.0)
    first, other = _runs(desk), _runs(desk, rate=Fraction(5))
    for running in (first, other, first):
        for t in (0, 1, 2, 3, 2, 60, 61, 300):
            for place in ({}, {"limits": limits}, {"chosen": 3}):
                now = kept(running.at(t), which, **place)
                new = data_view(running.at(t), which, **place)
                assert now == new
                assert now.draw(38, 12) == new.draw(38, 12)
