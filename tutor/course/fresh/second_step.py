"""A run of two steps or three by its formulas: what is given, and ŷ⁽²⁾ unravelled in five lines."""

from fractions import Fraction

from tutor.course.fresh.draw import Draw, samples
from tutor.course.fresh.given import draw_rate, draw_start
from tutor.course.fresh.setting import convention
from tutor.course.fresh.text import label, raised
from tutor.course.lesson import Line
from tutor.perceptron.exact import show, show_vector
from tutor.perceptron.training import Experiment, Trace, phi, train


def draw_run(draw: Draw, level: int, count: int, *, bias: bool) -> Trace | None:
    """Draw a run of `count` steps that begins with a mistake, from a start that is not zero."""
    data = samples(draw, count)
    start = draw_start(draw, level, 2 + bias)
    run = train(Experiment(data, start, draw_rate(draw, level), epochs=1, bias=bias))
    return run if run.step(1).mistake else None


def given(run: Trace, count: int) -> str:
    """The samples, the start and η, in one paragraph; with a bias the inputs begin with 1."""
    a = run.experiment
    steps = [run.step(t) for t in range(1, count + 1)]
    shown = [
        f"- step {step.t}: x⁽{raised(step.t)}⁾ = {show_vector(step.inputs)}, "
        f"y⁽{raised(step.t)}⁾ = {label(step.label)}"
        for step in steps
    ]
    return "\n".join(
        (
            "A perceptron is shown these samples:",
            "",
            *shown,
            "",
            convention(bias=a.bias),
            f"The start is w⁽⁰⁾ = {show_vector(a.start)}, and η = {show(a.rate)}.",
        )
    )


def replacing(run: Trace) -> list[Line]:
    """The five lines of ŷ⁽²⁾: w⁽¹⁾, Δw⁽¹⁾ and ŷ⁽¹⁾ are replaced, then it is worked out."""
    one, two = run.step(1), run.step(2)
    w, rate, y = show_vector(one.before), show(run.experiment.rate), show(one.label)
    x, other = show_vector(one.inputs), show_vector(two.inputs)
    insides = (
        ("w⁽¹⁾", "the prediction at step 2"),
        (f"({w} + Δw⁽¹⁾)", "w⁽¹⁾ is replaced"),
        (f"({w} + {rate}·({y} − ŷ⁽¹⁾)·{x})", "Δw⁽¹⁾ is replaced"),
        (f"({w} + {rate}·({y} − φ({w}·{x}))·{x})", "ŷ⁽¹⁾ is replaced"),
    )
    lines = [Line(f"ŷ⁽²⁾ = φ({inside}·{other})", rule) for inside, rule in insides]
    return [*lines, worked(two.net_input)]


def worked(net_input: Fraction) -> Line:
    """The last line, with what z⁽²⁾ comes to."""
    return Line(f"ŷ⁽²⁾ = φ({show(net_input)}) = {label(phi(net_input))}", "worked out")
