"""What each picture shows, in sentences: for whoever hears or feels it. Exact numbers decide them.

Nothing here looks at a picture: the words follow from the run, so they are right where rounding or
a coarse grid of cells could mislead the eye.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import equation, show, show_vector, signed
from tutor.perceptron.training import Trace, Weights, phi

if TYPE_CHECKING:  # It brings numpy, which a picture of the data does not need.
    from tutor.perceptron.ratepath import Interval, RatePath

MOST_NAMED = 8
"""Samples, or rows of neighbours, that are named; the others are counted."""
MOST_EPOCHS = 20
"""Epochs whose mistakes are told one by one; of more, only the last ones."""


def step_told(trace: Trace, t: int) -> str:
    """The step t: what was shown, and what came of it."""
    return f"{shown_told(trace, t)} {outcome_told(trace, t)}"


def shown_told(trace: Trace, t: int) -> str:
    """Which sample the step t shows: the same in all runs on the same data."""
    if t == 0:
        return f"Step 0 of {len(trace)}: nothing shown yet."
    step = trace.step(t)
    where = f"Step {t} of {len(trace)}, epoch {step.epoch}, sample {step.sample}"
    return f"{where}: x = {show_vector(step.inputs)}, y = {signed(step.label)}."


def outcome_told(trace: Trace, t: int) -> str:
    """What the step t predicted, and what it made of the weights; for t = 0 where they start."""
    if t == 0:
        return f"w⁽⁰⁾ = {show_vector(trace.experiment.start)}."
    step = trace.step(t)
    predicted = f"{equation('z', step.net_input)} predicts {signed(step.prediction)}"
    if not step.mistake:
        return f"{predicted}, right: w stays {show_vector(step.weights)}."
    moved = f"Δw = {show_vector(step.update)}, w = {show_vector(step.weights)}"
    return f"{predicted}, a mistake: {moved}."


def data_told(trace: Trace, t: int) -> str:
    """The boundary after step t, and on which side of it the samples are."""
    return " ".join((boundary_told(trace, t), *_sides(trace, t)))


def boundary_told(trace: Trace, t: int) -> str:
    """Where z = 0 after step t: a line for two features, and what takes its place otherwise."""
    weights, bias = trace.weights_after(t), trace.experiment.bias
    b, rest = (weights[0], weights[1:]) if bias else (Fraction(0), weights)
    if not any(weights):
        return "All weights are zero: no line; every z is 0, so every prediction is +1."
    if not any(rest):
        both = "all weights but the bias are zero"
        return f"No line: {both}; z = b = {show(b)} everywhere predicts {signed(phi(b))}."
    names = trace.experiment.dataset.features
    if len(rest) == 2:
        return _line(b, rest, names)
    if len(rest) == 1:
        return _crosswise("Boundary", names[0], -b / rest[0], rest[0], ("above", "below"))
    terms = " + ".join(f"({show(w)})·{name}" for w, name in zip(rest, names, strict=True) if w)
    return f"Boundary where {terms} = {show(-b)}; + side where it is more."


def _line(b: Fraction, w: Weights, names: Sequence[str]) -> str:
    """A line in the plane of two features, of which one counts at the least."""
    if not w[1]:
        return _crosswise("Vertical line", names[0], -b / w[0], w[0], ("right", "left"))
    if not w[0]:
        return _crosswise("Horizontal line", names[1], -b / w[1], w[1], ("above", "below"))
    rising = w[0] * w[1] < 0
    way = "lower left to upper right" if rising else "upper left to lower right"
    side = "above" if w[1] > 0 else "below"
    if not b:
        where = f"through the origin, slope {show(-w[0] / w[1])}"
    else:
        at = [show(-b / weight) for weight in w]
        where = f"crossing {names[0]} at {at[0]} and {names[1]} at {at[1]}"
    return f"Line from {way}, {where}; + side {side}."


def _crosswise(what: str, name: str, at: Fraction, weight: Fraction, sides: tuple[str, str]) -> str:
    """A boundary on which one feature has one value."""
    return f"{what} where {equation(name, at)}; + side {sides[0] if weight > 0 else sides[1]}."


def _sides(trace: Trace, t: int) -> Iterator[str]:
    labels = trace.experiment.dataset.labels
    net_inputs = [trace.net_input(sample, t) for sample in range(len(labels))]
    numbered = list(enumerate(zip(net_inputs, labels, strict=True), 1))
    missed = [sample for sample, (z, label) in numbered if phi(z) != label]
    if missed:
        count = f"{len(missed)} of {len(labels)} samples on the wrong side"
        yield f"{count}: {samples_told(missed)}."
    else:
        yield f"All {len(labels)} samples are on the right side."
    if len({phi(z) for z in net_inputs}) == 1 and any(trace.whole_after(t)):
        yield f"All samples are on the {'+' if net_inputs[0] >= 0 else '−'} side."
    ties = [sample for sample, (z, _) in numbered if not z]
    if ties and any(trace.whole_after(t)):
        yield f"On the line, so predicted +1: {samples_told(ties)}."


def samples_told(samples: Sequence[int]) -> str:
    """Samples by their numbers, neighbours together, the first ones of many."""
    rows: list[list[int]] = []
    for sample in samples:
        if rows and sample == rows[-1][-1] + 1:
            rows[-1].append(sample)
        else:
            rows.append([sample])
    named = ", ".join(map(_row_told, rows[:MOST_NAMED]))
    more = sum(map(len, rows[MOST_NAMED:]))
    word = "sample" if len(samples) == 1 else "samples"
    return f"{word} {named} and {more} more" if more else f"{word} {named}"


def _row_told(row: Sequence[int]) -> str:
    """Neighbours: `3`, `3, 4` or `3 to 7`."""
    return f"{row[0]} to {row[-1]}" if len(row) > 2 else ", ".join(map(str, row))


def weights_told(trace: Trace, t: int) -> str:
    """The way of the weights up to step t, of the two that the picture shows."""
    names = " and ".join(trace.experiment.weight_names[-2:])
    start, now = trace.weights_after(0)[-2:], trace.weights_after(t)[-2:]
    moves = [step for step in trace.update_steps if 0 < step <= t]
    begin = f"{names} start at {show_vector(start)}{_origin(start)}"
    if not moves:
        return f"{begin}, and are there: no update yet."
    count = f"{len(moves)} update{'s' * (len(moves) != 1)}"
    update = trace.step(moves[-1]).update[-2:]
    last = f"The last one, at step {moves[-1]}, moved them by {show_vector(update)}{_way(update)}."
    if now == start:
        return f"{begin}; after {count} they are back there. {last}"
    return f"{begin}; after {count} they are at {show_vector(now)}{_origin(now)}. {last}"


def _origin(weights: Weights) -> str:
    return "" if any(weights) else ", the origin"


def _way(update: Weights) -> str:
    """Where an update points to in the picture, whose axes are the two weights."""
    if len(update) != 2 or not any(update):
        return ""
    across, up = update
    words = [("to the right" if across > 0 else "to the left") if across else ""]
    words.append(("up" if up > 0 else "down") if up else "")
    return f", {' and '.join(filter(None, words))}"


def mistakes_told(trace: Trace, t: int) -> str:
    """The mistakes in the epochs that have ended by step t."""
    ended = trace.mistakes[: t // len(trace.experiment.dataset)]
    if not ended:
        return "Mistakes in each epoch: no epoch has ended yet."
    listed = ended[-MOST_EPOCHS:]
    first = len(ended) - len(listed) + 1
    which = f"epochs {first} to {len(ended)}" if len(ended) > first else f"epoch {first}"
    said = f"Mistakes in {which} of {trace.experiment.epochs}: {', '.join(map(str, listed))}."
    if 0 in ended:
        return f"{said} Epoch {ended.index(0) + 1} is the first without a mistake."
    if len(ended) == 1:
        return said
    most, fewest = max(ended), min(ended)
    return (
        f"{said} Most: {most}, first in epoch {ended.index(most) + 1}; "
        f"fewest: {fewest}, first in epoch {ended.index(fewest) + 1}."
    )


def rates_told(path: "RatePath", rate: Fraction) -> str:
    """The mistakes for every η, and what is made at one of them.

    Args:
        path: A rate path in any scope.
        rate: A learning rate that stands on it; it may lie below where the path was cut.
    """
    totals = path.mistakes.sum(axis=0).tolist()
    where = "on the samples" if path.scope is Scope.SAMPLES else "in the whole run"
    least, most = min(totals), max(totals)
    count = f"{len(path):,} interval{'s' * (len(path) != 1)} of η"
    cut = "" if path.complete else f" followed, down to η = {show(path.low(0))}"
    if len(path) == 1 and path.complete:
        return f"Every η: {_mistakes(least)} {where}."
    if least == most:
        every = f"{count}{cut}: {_mistakes(least)} {where} in each."
    else:
        fewest = range_told(path[totals.index(least)])
        most_told = f"from {least:,} to {_mistakes(most)} {where}"
        every = f"{count}{cut}: {most_told}, fewest first in {fewest}."
    low = path.low(0)
    if not path.complete and (rate < low or (rate == low and not path.closed(0))):
        return f"{every} {equation('η', rate)} lies below them."
    index = path.index(rate)
    here = f"{equation('η', rate)} lies in {range_told(path[index])}"
    return f"{every} {here}: {_mistakes(totals[index])}."


def _mistakes(count: int) -> str:
    return f"{count:,} mistake{'s' * (count != 1)}"


def range_told(interval: "Interval") -> str:
    """An interval as it is written in mathematics: (0, 1/2], [3, ∞)."""
    left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    high = "∞" if interval.high is None else show(interval.high)
    return f"{left}{show(interval.low)}, {high}{right}"
