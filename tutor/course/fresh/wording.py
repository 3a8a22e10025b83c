"""What a generated question says: its prompt, the explanation of each answer, its hints."""

from tutor.course.fresh.pairs import Form, Pair
from tutor.course.fresh.text import CONVENTION, sample_lines
from tutor.course.library import Library
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import show, show_vector

_WIDTH = 74
_SCOPES = {
    Scope.TRACE: "the predictions made while training, step by step",
    Scope.SAMPLES: "the predictions of the final weights on the samples",
    Scope.PLANE: "the predictions of the final weights on every input of the plane",
}


def prompt_of(pair: Pair, library: Library) -> str:
    """The question in Markdown: the samples, the two runs, what is compared."""
    a, b, scope = pair.a.experiment, pair.b.experiment, pair.scope
    data, epochs = a.dataset, f"{a.epochs} epoch{'s' * (a.epochs > 1)}"
    head = f"These {len(data)} samples are shown in this order, for {epochs}:"
    if data.name in library.data:
        title = f"The set “{library.data[data.name]['title']}” in this order, for {epochs}:"
        head = title if len(title) <= _WIDTH else head
    bias = "Bias b first in w⁽⁰⁾, its input 1" if a.bias else "No bias"
    runs = [
        f"- {name}: η = {show(run.rate)}, w⁽⁰⁾ = {show_vector(run.start)}"
        for name, run in (("A", a), ("B", b))
    ]
    return "\n".join(
        [
            *(head, "", *sample_lines(data), ""),
            f"{bias}; {CONVENTION} Two runs:",
            *(*runs, ""),
            f"Compare {_SCOPES[scope]}.",
            "Does any of them differ between A and B?",
        ]
    )


def explanation(pair: Pair, misconception: str | None, *, yes: bool, differ: bool) -> str:
    """What is said to who answered yes, or no.

    Args:
        pair: The two runs.
        misconception: The one that the wrong answer betrays, if any.
        yes: The answer.
        differ: Whether they differ in the scope, which makes Yes the right answer.
    """
    finding = (_DIFFER if differ else _SAME)[pair.scope]
    if not yes and misconception in _INSTEAD:
        return _INSTEAD[misconception].format(finding=finding)
    case = "alike" if pair.alike and pair.form is not Form.ZERO else pair.form.value
    return _TEXTS[case, differ, yes].format(finding=finding) + _aside(pair, differ=differ)


def _aside(pair: Pair, *, differ: bool) -> str:
    """What is so in another scope, where that is otherwise; the strongest such statement."""
    others = [scope for scope in Scope if pair.differs(scope) != differ]
    if not others:
        return ""
    return f" Still, {_SAME[others[-1]] if differ else _DIFFER[others[0]]}."


def hints(pair: Pair) -> tuple[str, ...]:
    """From a nudge to what has to be computed."""
    return _FIRST_HINT[pair.form], _RULE, _last_hint(pair)


def _last_hint(pair: Pair) -> str:
    """The step, the sample or the weights to look at: the first that differ, or the likeliest."""
    a, b, last = pair.a, pair.b, len(pair.a)
    if pair.scope is Scope.TRACE:
        after_first_update = min(a.update_steps[1] + 1, last)
        steps = enumerate(zip(a.predictions, b.predictions, strict=True), 1)
        step = next((t for t, (one, other) in steps if one != other), after_first_update)
        return f"Compute z at step {step} for A and for B. Do the two signs agree?"
    if pair.scope is Scope.SAMPLES:
        samples = range(len(a.experiment.dataset))
        closest = min(samples, key=lambda sample: abs(a.net_input(sample, last)))
        unlike = (i for i in samples if a.predict(i, last) != b.predict(i, last))
        sample = next(unlike, closest) + 1
        return f"Train both to the end, then compute z of sample {sample} for A and for B."
    bias = " If not: does each predict one class everywhere?" if a.experiment.bias else ""
    return f"Train both to the end. Is one final w a positive multiple of the other?{bias}"


_RULE = (
    "A run depends on w⁽⁰⁾ and η only through w⁽⁰⁾/η. The same ratio gives the same run, scaled; "
    "another ratio may change a prediction, and need not."
)
_FIRST_HINT = {
    Form.RATE: "Is w⁽⁰⁾ zero? How much does one update weigh against it in A, and how much in B?",
    Form.START: "How much does one update weigh against w⁽⁰⁾ in A, and how much in B?",
    Form.BOTH: "By what is w⁽⁰⁾ multiplied from A to B, and by what is η?",
    Form.ZERO: "What was there before the first update, and how long is the update in A and in B?",
    Form.ONE_ZERO: "Is w⁽⁰⁾ zero in A? And in B?",
    Form.HUGE: "How long is an update of B beside its w⁽⁰⁾? Where does w⁽⁰⁾ decide all the same?",
    Form.BIAS: "Is w⁽⁰⁾ zero, b included?",
}

_SAME = {
    Scope.TRACE: "every prediction made while training is the same in A and B",
    Scope.SAMPLES: "the final weights of A and B agree on every sample",
    Scope.PLANE: "the final weights of A and B agree on every input",
}
_DIFFER = {
    Scope.TRACE: "some prediction made while training is not the same in A and B",
    Scope.SAMPLES: "the final weights of A and B disagree on some sample",
    Scope.PLANE: "the final weights of A and B disagree on some input",
}

_TEXTS = {
    ("alike", False, True): (
        "Start and η are other numbers in B, that is so. But both are multiplied by the same "
        "factor, so B's weights are A's times that factor at every step, and no sign turns: "
        "{finding}."
    ),
    ("alike", False, False): (
        "w⁽⁰⁾/η is the same in A and B, so the two are one run up to scale: {finding}."
    ),
    ("zero", False, True): (
        "A bigger η does make every update longer. But at zero start all that an update is "
        "added to was made by the same η, so it is longer by the same factor, and no sign "
        "turns: {finding}."
    ),
    ("zero", False, False): (
        "The start is zero, so w⁽⁰⁾/η is zero in A and B: one run is the other, scaled, and "
        "{finding}."
    ),
    ("rate", True, True): (
        "w⁽⁰⁾ is not zero, so η decides how much an update weighs against it, and here {finding}."
    ),
    ("rate", True, False): (
        "At zero start η changes no prediction, that is so. But w⁽⁰⁾ is not zero here, so η "
        "decides how much an update weighs against it, and {finding}."
    ),
    ("rate", False, True): (
        "With a start that is not zero, η may change a prediction, that is so. But it need not:"
        " here {finding}."
    ),
    ("rate", False, False): (
        "A start that is not zero lets η change a prediction, but does not force it to: here "
        "{finding}."
    ),
    ("start", True, True): (
        "The same η with another start is another w⁽⁰⁾/η, which may change a prediction; here "
        "{finding}."
    ),
    ("start", True, False): (
        "Both do learn from the same samples with the same η. But each adds its updates to "
        "another start, and here {finding}."
    ),
    ("start", False, True): (
        "Another start may change a prediction, that is so. But it need not: here {finding}."
    ),
    ("start", False, False): (
        "Another start lets a prediction change, but does not force it to: here {finding}."
    ),
    ("both", True, True): (
        "w⁽⁰⁾ and η are multiplied by different factors, so w⁽⁰⁾/η is not the same in A and B, "
        "and here {finding}."
    ),
    ("both", True, False): (
        "Multiplying w⁽⁰⁾ and η by one factor changes nothing, that is so. But here the two "
        "factors differ, so w⁽⁰⁾/η does, and {finding}."
    ),
    ("both", False, True): (
        "w⁽⁰⁾ and η are multiplied by different factors, so a prediction may change, that is "
        "so. But it need not: here {finding}."
    ),
    ("both", False, False): (
        "w⁽⁰⁾/η is not the same in A and B, which lets a prediction change, but does not force "
        "it to: here {finding}."
    ),
    ("one-zero", True, True): (
        "Only A starts at zero. w⁽⁰⁾/η is zero in A and not in B, so B need not be A scaled, and "
        "here {finding}."
    ),
    ("one-zero", True, False): (
        "If both started at zero, one run would be the other, scaled, that is so. But B does not "
        "start at zero, and here {finding}."
    ),
    ("one-zero", False, True): (
        "Only A starts at zero, so a prediction may change, that is so. But it need not: here "
        "{finding}."
    ),
    ("one-zero", False, False): (
        "Only A starts at zero, which lets a prediction change, but does not force it to: here "
        "{finding}."
    ),
    ("huge", True, True): (
        "B's η is so large that its updates drown w⁽⁰⁾, which makes B nearly A. But where the "
        "updates alone give z = 0, the sign of w⁽⁰⁾·x decides, and in A φ(0) = +1: here {finding}."
    ),
    ("huge", True, False): (
        "B's η is so large that its updates drown w⁽⁰⁾, that is so. But where the updates alone "
        "give z = 0, w⁽⁰⁾ decides however small it is, and here {finding}."
    ),
    ("huge", False, True): (
        "w⁽⁰⁾ is not zero in B, so a prediction may change, that is so. But its updates are so "
        "long that w⁽⁰⁾ could decide only where they give z = 0, and here {finding}."
    ),
    ("huge", False, False): (
        "B's updates are so long that w⁽⁰⁾ could decide only where they give z = 0, and here "
        "{finding}."
    ),
    ("bias", True, True): (
        "w₁ and w₂ start at zero, but b does not, so w⁽⁰⁾ is not zero; b/η is not the same in A"
        " and B, and here {finding}."
    ),
    ("bias", True, False): (
        "b multiplies no feature, that is so. But it is the weight of the constant input 1, so "
        "with b ≠ 0 the start is not zero; b/η is not the same in A and B, and here {finding}."
    ),
    ("bias", False, True): (
        "With b ≠ 0 the start is not zero, so a prediction may change, that is so. But it need "
        "not: here {finding}."
    ),
    ("bias", False, False): (
        "With b ≠ 0 the start is not zero, which lets a prediction change, but does not force "
        "it to: here {finding}."
    ),
}
"""By what the pair is, whether it differs in the scope, and the answer given."""

_INSTEAD = {
    "converged-means-same": (
        "Both end without a mistake on the samples, that is so. But many lines separate the "
        "same samples, and {finding}."
    ),
    "same-boundary-same-trace": (
        "The final weights do agree on every input. But that is the end, not the way to it: "
        "{finding}."
    ),
    "same-trace-same-boundary": (
        "Every prediction on the way is the same, and so is every update, up to η. But w⁽⁰⁾/η "
        "is not the same in A and B, so start and updates need not add up to the same "
        "direction: {finding}."
    ),
}
"""What is said to a No that betrays one of these."""
