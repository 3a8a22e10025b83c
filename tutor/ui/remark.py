"""The hidden-unit lab in words: what is to be seen of a descent at one step, told from its run."""

from tutor.perceptron.network import Network, alike, flat
from tutor.ui.descent import Descent

OUTPUT_BIAS = 6
"""Its place among the nine numbers of `flat`."""
WIDTH = 8
"""Characters that a number takes at most."""
NAMES = "hidden 1", "hidden 2", "output"


def remark(descent: Descent, t: int) -> str:
    """Which weights have moved by step t, and whether the hidden units have parted."""
    if t == 0:
        return _before(descent)
    moved, still = descent.moved(t), not any(flat(descent.slopes(t)))
    if not moved:
        return _nothing(descent, t, still=still)
    if moved == {OUTPUT_BIAS} and _silent(descent, t):
        return (
            "Only the output bias has moved: each h is 0, and so are the output's w₁ and w₂; "
            "so ∂E/∂w is 0 for the other eight weights."
        )
    if still:
        return f"Nothing moves any more: ∂E/∂w is 0 for all nine weights. {_count(descent, t)}"
    if descent.alike(t):
        half = "At step 0 each h was 1/2, not 0, so weights do move. " * _all_half(descent)
        alike = "Both hidden units have had the same gradient at every step: one neuron in effect."
        return f"{half}{alike} {_count(descent, t)}"
    return f"The two hidden units differ, so they can share the work. {_count(descent, t)}"


def _before(descent: Descent) -> str:
    if descent.alike(0):
        return (
            "No step yet: both hidden units start alike. "
            "Which of the nine weights will move, and will the two ever differ?"
        )
    return (
        "No step yet: the two hidden units start with different weights. "
        "Will the network get every sample right?"
    )


def _nothing(descent: Descent, t: int, *, still: bool) -> str:
    if not still:
        return "Nothing has moved: the steps are too small to change even the last bit of a weight."
    known = "Nothing moves: ∂E/∂w is 0 for all nine weights."
    if any(descent.network(t).output[1:]):
        return known
    return (
        f"{known} The output's w₁ and w₂ are 0 and let no error back to the hidden units, "
        "and at the output the errors of the samples cancel."
    )


def _silent(descent: Descent, t: int) -> bool:
    """Whether h and the output's weights are 0, so that no other slope can be anything but 0."""
    weights = descent.network(t).output[1:]
    return not any(weights) and not any(any(seen.hidden) for seen in descent.outcomes(t))


def _all_half(descent: Descent) -> bool:
    return all(seen.hidden == (0.5, 0.5) for seen in descent.outcomes(0))


def _count(descent: Descent, t: int) -> str:
    right = sum(seen.prediction == seen.label for seen in descent.outcomes(t))
    if right == descent.size:
        return f"All {right} samples are right."
    return f"Right: {right} of {descent.size} samples."


def likeness_words(network: Network) -> str:
    """Whether the hidden units are one and the same, told from every bit of their weights."""
    if alike(network):
        return "hidden 1 = hidden 2, and the output's w₁ = w₂, to the last bit"
    one, two = network.hidden
    if one == two:
        return "hidden 1 = hidden 2, but the output's w₁ ≠ w₂"
    return "hidden 1 ≠ hidden 2"


def error_words(descent: Descent, t: int, *, brief: bool = False) -> str:
    """The error at the first step, now, and where it was highest."""
    errors = descent.errors(t)
    first, now, most = (number(error) for error in (errors[0], errors[-1], max(errors)))
    steps = "" if brief else f", steps 0 to {t}"
    return f"error E{steps}: first {first}, now {now}, highest {most}"


def number(value: float, room: int = WIDTH) -> str:
    """A number in at most `room` characters, 7 or more. Only an exact 0 is written `0`."""
    if value == 0:
        return "0"
    size = abs(value)
    forms: tuple[str, ...] = (f"{size:.4f}", f"{size:.3f}") if 0.00005 <= size < 1000 else ()
    powers = _power(f"{size:.1e}"), _power(f"{size:.0e}")
    sign = "−" if value < 0 else ""
    texts = [sign + form for form in (*forms, *powers)]
    return next(text for text in texts if len(text) <= room)


def _power(text: str) -> str:
    digits, power = text.split("e")
    return f"{digits}e{int(power)}".replace("-", "−")
