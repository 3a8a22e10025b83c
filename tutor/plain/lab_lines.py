"""What is told of the runs of the lab, as sentences."""

from collections.abc import Iterable, Iterator

from tutor.course.proof import words
from tutor.perceptron.exact import equation, show_vector
from tutor.plot.told import mistakes_told, outcome_told, shown_told
from tutor.ui.ratio import ratio_words
from tutor.ui.running import Running, Which


def setting_line(running: Running) -> str:
    """The data, and for how long they are shown."""
    one = running.a.experiment
    bias = "with bias" if one.bias else "no bias"
    epochs = f"{one.epochs} epoch{'s' * (one.epochs != 1)}"
    samples = f"{len(one.dataset)} sample{'s' * (len(one.dataset) != 1)}"
    return f"{one.dataset.name}: {samples}, {bias}, {epochs}."


def run_lines(running: Running, sides: Iterable[Which]) -> Iterator[str]:
    """The numbers of the runs."""
    for which in sides:
        it = running.trace(which).experiment
        yield f"{which.upper()}: {equation('η', it.rate)}, w⁽⁰⁾ = {show_vector(it.start)}."


def step_lines(running: Running, t: int) -> Iterator[str]:
    """What the step t showed and did in each run, and whether A and B differ at it."""
    yield shown_told(running.a, t)
    for which in running.sides:
        name = f"{which.upper()}: " if running.b is not None else ""
        yield f"{name}{outcome_told(running.trace(which), t)}"
    if running.b is None or running.lockstep is None:
        return
    ratio = f"{ratio_words(running.at(t), running.lockstep)}."
    if not t:
        yield ratio
        return
    differ = running.a.predictions[t - 1] != running.b.predictions[t - 1]
    alike = "A and B differ here" if differ else "A and B predict alike here"
    first = ", for the first time" if t == running.parting else ""
    yield f"{alike}{first}; {ratio}"


def epoch_line(running: Running) -> str:
    """The mistakes of the epoch that has just ended."""
    epoch = running.t // len(running.a.experiment.dataset)
    counts = [
        f"{f'{which.upper()} ' if running.b else ''}{running.trace(which).mistakes[epoch - 1]}"
        for which in running.sides
    ]
    return f"Mistakes in epoch {epoch}: {', '.join(counts)}."


def verdict_line(running: Running) -> str:
    """Whether the predictions of A and B differ, and why; of A alone its mistakes so far."""
    if running.verdict is None:
        return mistakes_told(running.a, running.t)
    said = words(running.verdict, running.a.experiment)
    return f"Scope {running.verdict.scope}: {said}"
