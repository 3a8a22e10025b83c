"""The network of the hidden-unit lab as text: its weights, its drawing, and its samples."""

from textual.content import Content

from tutor.perceptron.exact import show
from tutor.perceptron.network import Network, Triple, alike
from tutor.ui.descent import Outcome

WIDTH = 8
"""Characters that a number takes at most."""
NAMES = "hidden 1", "hidden 2", "output"


def number(value: float) -> str:
    """A number in at most `WIDTH` characters. Only an exact 0 is written `0`."""
    if value == 0:
        return "0"
    size = abs(value)
    forms: tuple[str, ...] = (f"{size:.4f}", f"{size:.3f}") if 0.00005 <= size < 1000 else ()
    powers = _power(f"{size:.1e}"), _power(f"{size:.0e}")
    sign = "−" if value < 0 else ""
    texts = [sign + form for form in (*forms, *powers)]
    return next(text for text in texts if len(text) <= WIDTH)


def _power(text: str) -> str:
    digits, power = text.split("e")
    return f"{digits}e{int(power)}".replace("-", "−")


def weights_table(network: Network, before: Network | None) -> Content:
    """Four rows of 65 columns: a unit's weights, and how the last step changed them."""
    head = f"{'weights':<9}{'bias':>9}{'w₁':>9}{'w₂':>9} │{'Δ bias':>9}{'Δ w₁':>9}{'Δ w₂':>9}"
    rows = [Content.styled(head, "$secondary")]
    old = (None,) * 3 if before is None else (*before.hidden, before.output)
    for name, now, past in zip(NAMES, (*network.hidden, network.output), old, strict=True):
        cells = "".join(f"{number(value):>9}" for value in now)
        rows.append(Content(f"{name:<9}{cells} │") + _changes(now, past))
    return Content("\n").join(rows)


def _changes(now: Triple, past: Triple | None) -> Content:
    if past is None:
        return Content(f"{'–':>9}" * 3)
    changes = (new - old for new, old in zip(now, past, strict=True))
    return Content("").join(
        Content.styled(f"{number(change):>9}", "bold" if change else "$secondary")
        for change in changes
    )


def likeness(network: Network) -> Content:
    """Whether the hidden units are one and the same, told from every bit of their weights."""
    if alike(network):
        same = Content.styled("=", "bold $success")
        return (
            Content.assemble("hidden 1 ", same, " hidden 2, and the output's w₁ ", same, " w₂,")
            + " to the last bit"
        )
    one, two = network.hidden
    outside = ", but the output's w₁ ≠ w₂" if one == two else ""
    sign = ("=", "bold $success") if one == two else ("≠", "bold $warning")
    return Content.assemble("hidden 1 ", sign, " hidden 2", outside)


def drawing(network: Network) -> Content:
    """Seven rows of 48 columns: the units, and each of the nine weights at its connection."""
    one, two = ([_wire(value) for value in unit] for unit in network.hidden)
    bias, first, second = map(_wire, network.output)
    blank = " " * 27
    return Content(
        "\n".join(
            (
                f"1  {one[0]}╮",
                f"x₁ {one[1]}┼─ hidden 1 {first}╮",
                f"x₂ {one[2]}╯{blank[16:]}{' ' * 12}│",
                f"{'1 ':>27}{bias}┼─ output",
                f"1  {two[0]}╮{blank[16:]}{' ' * 12}│",
                f"x₁ {two[1]}┼─ hidden 2 {second}╯",
                f"x₂ {two[2]}╯",
            )
        )
    )


def _wire(value: float) -> str:
    return f"{f' {number(value)} ':─^12}"


def samples_table(outcomes: list[Outcome]) -> Content:
    """A head and a row a sample, of 64 columns: inputs, hidden units, output, right or wrong."""
    head = f"{'x₁':>4}{'x₂':>4} │{'h₁':>9}{'h₂':>9} │{'o':>9}{'target':>7} │{'ŷ':>4}{'y':>4}"
    return Content("\n").join([Content.styled(head, "$secondary"), *map(_sample, outcomes)])


def _sample(seen: Outcome) -> Content:
    one, two = map(show, seen.inputs)
    hidden = "".join(f"{number(value):>9}" for value in seen.hidden)
    row = (
        f"{one:>4}{two:>4} │{hidden} │{number(seen.output):>9}{seen.target:>7.0f} │"
        f"{seen.prediction:>+4}{seen.label:>+4} "
    ).replace("-", "−")
    right = seen.prediction == seen.label
    mark = ("✓ right", "$success") if right else ("✗ wrong", "bold $error")
    return Content(row) + Content.styled(*mark)
