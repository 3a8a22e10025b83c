"""Find a learning rate that changes a prediction, or none; say in which interval one lies.

They need the rate path, and with it numpy, so that is imported only where one is drawn.
"""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.course.computed import about_rate, does, with_rate
from tutor.course.fresh.draw import Draw
from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import draw_experiment, given_lines, parts
from tutor.course.fresh.which_interval import hints_of, options_of, predicted
from tutor.course.lesson import Kind, Lab, Option, Question, Search, Want
from tutor.course.proof import words
from tutor.course.rates import any_rate, find_rate
from tutor.course.typed import NONE
from tutor.perceptron.comparison import FirstDifference, Scope, compare
from tutor.perceptron.exact import field_text, show
from tutor.perceptron.training import Experiment, train

if TYPE_CHECKING:
    from tutor.perceptron.ratepath import Interval, RatePath

COMPARE = {
    Scope.TRACE: "Compare the predictions made while training, step by step.",
    Scope.SAMPLES: "Compare the predictions of the final weights on the samples.",
}
_ASKED = {
    Want.DIFFER: (
        "Find an η for B, all else as in A, that changes at least one of them,",
        "or type `none` if no η > 0 does.",
    ),
    Want.SAME: (
        "Find another η for B, all else as in A, that changes none of them,",
        "or type `none` if every other η > 0 changes one.",
    ),
}
_NONE_OF = {Want.DIFFER: 4, Want.SAME: 8}
"""Of so many questions one has the answer that there is no such η."""
_FACTORS = tuple(
    Fraction(n, d) for n, d in ((2, 1), (1, 2), (10, 1), (1, 10), (3, 1), (1, 5), (100, 1))
)
"""Wrong rates are looked for at these multiples of A's."""
_WRONG = 2
RULE = (
    "z = w⁽⁰⁾·x + η (u·x), where u is the sum of the brackets (y − ŷ) x of the steps before; "
    "only its sign counts."
)


def path_of(a: Experiment, scope: Scope) -> "RatePath":
    """All intervals of learning rates."""
    from tutor.perceptron.ratepath import rate_path

    return rate_path(a.dataset, a.start, a.epochs, bias=a.bias, scope=scope)


def _rate(family: Family, ask: Ask) -> Question | None:
    draw, wanted = ask.draw, tuple(Want)
    want = wanted[ask.once % len(wanted)]
    none = ask.once // len(wanted) % _NONE_OF[want] == 0
    scope = Scope.TRACE if ask.level == 1 else draw.one_of((Scope.TRACE, Scope.SAMPLES))
    zero = none and want is Want.DIFFER and draw.below(2) == 0
    a = draw_experiment(draw, ask.level, zero=zero)
    found = _search(draw, a, want, scope, none=none)
    return None if found is None else _asked(family, ask, *found)


def _search(
    draw: Draw, a: Experiment, want: Want, scope: Scope, *, none: bool
) -> tuple[Experiment, Search] | None:
    """A search that ends as it shall, in an experiment with a mistake; None where it does not."""
    path = path_of(a, scope)
    if want is Want.SAME:
        # An η that is alone with its predictions is the only reason for “none”.
        alone = [interval.low for interval in path if interval.low == interval.high]
        if (none and not alone) or len(path) < 2:
            return None
        a = replace(a, rate=draw.one_of(alone)) if none else a
    if not any(train(a).mistakes):
        return None
    search = Search(want, scope, find_rate(path, a, want))
    every = want is Want.DIFFER and find_rate(path, a, Want.SAME) is None
    return None if every or (search.example is None) != none else (a, search)


def _asked(family: Family, ask: Ask, a: Experiment, search: Search) -> Question:
    lines = given_lines(a, f"A has η = {show(a.rate)}.")
    prompt = "\n".join((*lines, COMPARE[search.scope], *_ASKED[search.want]))
    plain = family.question(ask, prompt, (), _hints(a, search))
    return any_rate(plain, a, search, _own(ask.draw, a, search))


def _own(draw: Draw, a: Experiment, search: Search) -> list[Option]:
    """Wrong answers: that there is none where there is one, and learning rates that fail."""
    tried = [a.rate * factor for factor in draw.shuffled(_FACTORS)]
    wrong = [rate for rate in tried if not does(a, search, rate)][:_WRONG]
    options = [_failing(a, search, rate) for rate in sorted(wrong)]
    if search.example is None:
        return options
    differ = search.want is Want.DIFFER
    said = "From a zero start it would be so." if differ else "Another η may change a prediction."
    told = f"{said} {'' if differ else 'It need not. '}{about_rate(a, search, None)}"
    known = "never-matters" if differ else "must-change"
    return [Option(NONE, told, right=False, misconception=known), *options]


def _failing(a: Experiment, search: Search, rate: Fraction) -> Option:
    """A learning rate that does not do what is wanted."""
    larger = rate > a.rate
    if search.want is Want.DIFFER:
        said = f"A {'larger' if larger else 'smaller'} η does change the updates' length. Still,"
        known = "bigger-step" if larger else "must-change" if any(a.start) else "always-critical"
    else:
        said = "All else is as in A, that is so. But"
        known = "close-rates" if a.rate / 2 <= rate <= a.rate * 2 else "never-matters"
    # The example is told to who types “none”; here the two runs are enough.
    verdict = compare(a, replace(a, rate=rate), search.scope)
    told = f"{said} {_lower(words(verdict, a))}"
    return Option(field_text([rate]), told, right=False, misconception=known)


def _lower(sentence: str) -> str:
    return sentence if sentence.startswith("A and B") else sentence[0].lower() + sentence[1:]


def _hints(a: Experiment, search: Search) -> tuple[str, ...]:
    first = "Is w⁽⁰⁾ zero? If not, where do the start and the updates pull z to different sides?"
    return first, RULE, _last_hint(a, search)


def _last_hint(a: Experiment, search: Search) -> str:
    """The step where to look, or where A's interval ends."""
    if not any(a.start):
        return "w⁽⁰⁾ = 0: z is η times a number without η, at every step. Can its sign turn?"
    example = search.example
    if search.want is Want.DIFFER and search.scope is Scope.TRACE and example is not None:
        b = with_rate(a, example, search.scope).b or a
        found = compare(a, b, Scope.TRACE).witness
        if isinstance(found, FirstDifference) and found.step is not None:
            c, k = parts(a, train(a).step(found.step))
            return (
                f"At step {found.step}, w⁽⁰⁾·x = {show(c)} and u·x = {show(k)}. For which η has "
                "their sum w⁽⁰⁾·x + η (u·x) another sign than in A?"
            )
    here = path_of(a, search.scope).at(a.rate)
    if here.low == here.high:
        return f"At η = {show(a.rate)} some z is exactly 0. Which sign has it just beside?"
    ways = (("down", here.low), ("up", here.high))
    ends = [
        f"going {way} from A's η, at {'once' if end == a.rate else f'η = {show(end)}'}"
        for way, end in ways
        if end
    ]
    if not ends and search.scope is Scope.SAMPLES:
        return "Cut where some z turns its sign; train once in each piece. What is predicted then?"
    if not ends:
        return "Look at every step for w⁽⁰⁾·x and u·x of opposite signs. Is there one?"
    return f"The first change comes, {'; '.join(ends)}."


def _interval(family: Family, ask: Ask) -> Question | None:
    draw = ask.draw
    hard = ask.level == len(_INTERVALS) and ask.once % 2 == 0
    scope = Scope.SAMPLES if hard else Scope.TRACE
    a = draw_experiment(draw, ask.level)
    path = path_of(a, scope)
    fewest, most = _INTERVALS[ask.level]
    if not fewest - hard <= len(path) <= most:
        return None
    index = draw.below(len(path))
    here = path[index]
    rate = _plain_rate(draw, here)
    if rate is None or sum(one.predictions == here.predictions for one in path) > 1:
        return None
    return _which(family, ask, replace(a, rate=rate), path, scope)


_INTERVALS = {1: (2, 4), 2: (3, 7), 3: (5, 12)}
"""By level, how many intervals there are."""
_PLAIN = tuple(Fraction(n, 20) for n in (*range(1, 20), *range(20, 100, 5), 100, 160, 200, 400))


def _plain_rate(draw: Draw, interval: "Interval") -> Fraction | None:
    """A learning rate of an interval that one would write down."""
    inside = [rate for rate in _PLAIN if rate in interval]
    return draw.one_of(inside) if inside else None


def _which(family: Family, ask: Ask, a: Experiment, path: "RatePath", scope: Scope) -> Question:
    signs = ", ".join("+1" if value > 0 else "−1" for value in predicted(a, scope))
    lines = (
        *given_lines(a, "A has an η > 0 that is not told."),
        _TOLD[scope],
        f"{signs}.",
        "In which of these intervals of learning rates does A's η lie?",
    )
    return family.question(
        ask,
        "\n".join(lines),
        options_of(a, path, ask.id, scope),
        hints_of(a, path, scope),
        Lab(a, scope=scope),
    )


_TOLD = {
    Scope.TRACE: "A's predictions made while training are, step by step,",
    Scope.SAMPLES: "The predictions of A's final weights on the samples are, in order,",
}

FAMILIES = (
    Family("rate-may-change", Kind.RATE, "may-change", _rate),
    Family("interval-rate-path", Kind.INTERVAL, "rate-path", _interval),
)
