"""A run in the lab as a frozen value: one perceptron, or A beside B, at one step."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Self

from tutor.course.lesson import Lab
from tutor.course.values import Values
from tutor.perceptron.comparison import FirstDifference, Scope, Verdict, compare_traces
from tutor.perceptron.lockstep import Lockstep, lockstep
from tutor.perceptron.training import Trace, Weights, train

Which = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Running:
    """One trained run or two, and the step that is looked at."""

    a: Trace
    b: Trace | None
    verdict: Verdict | None
    """On A and B; None where there is no B."""
    parting: int | None = None
    """The first step at which A and B predict differently, whatever the verdict's scope."""
    lockstep: Lockstep | None = None
    """How long w_A / w_B is one number; None where there is no B."""
    t: int = 0

    @classmethod
    def of(cls, lab: Lab, t: int = 0) -> Self:
        """Train what a lab states."""
        return cls._of(train(lab.a), None if lab.b is None else train(lab.b), lab.scope, t)

    @classmethod
    def _of(cls, a: Trace, b: Trace | None, scope: Scope | None, t: int) -> Self:
        if b is None:
            return cls(a, None, None, t=min(t, len(a)))
        by_steps = compare_traces(a, b, Scope.TRACE)
        first = by_steps.witness
        parting = first.step if isinstance(first, FirstDifference) else None
        scope = scope or Scope.TRACE
        verdict = by_steps if scope is Scope.TRACE else compare_traces(a, b, scope)
        return cls(a, b, verdict, parting, lockstep(a, b), min(t, len(a)))

    @property
    def lab(self) -> Lab:
        """The experiments as a lab states them."""
        b = None if self.b is None else self.b.experiment
        return Lab(self.a.experiment, b, None if self.verdict is None else self.verdict.scope)

    @property
    def sides(self) -> tuple[Which, ...]:
        """The names of the runs."""
        return ("a",) if self.b is None else ("a", "b")

    @property
    def values(self) -> Values:
        """The numbers for formulas."""
        return Values(self.a, self.b)

    @property
    def finished(self) -> bool:
        """Whether the last step is reached."""
        return self.t >= len(self.a)

    @property
    def epoch(self) -> int:
        """The epoch of the current step, from 1; 0 before the first."""
        return -(-self.t // len(self.a.experiment.dataset))

    def at(self, t: int) -> Self:
        """The same runs at another step, as near as there is one."""
        return replace(self, t=max(0, min(t, len(self.a))))

    def epoch_end(self) -> Self:
        """At the end of the current epoch, or of the next where that is reached."""
        n = len(self.a.experiment.dataset)
        return self.at((self.t // n + 1) * n)

    def trace(self, which: Which) -> Trace:
        """A's or B's run.

        Raises:
            KeyError: If there is no B.
        """
        chosen = self.a if which == "a" else self.b
        if chosen is None:
            raise KeyError(which)
        return chosen

    def having(
        self, which: Which, *, start: Weights | None = None, rate: Fraction | None = None
    ) -> Self:
        """The runs with another start or learning rate in one of them, at the same step.

        Raises:
            ExperimentError: If the experiment cannot be run.
        """
        old = self.trace(which).experiment
        new = replace(old, start=start or old.start, rate=old.rate if rate is None else rate)
        a, b = (train(new), self.b) if which == "a" else (self.a, train(new))
        return self._of(a, b, self.lab.scope, self.t)
