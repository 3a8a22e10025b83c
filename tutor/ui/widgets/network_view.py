"""The network of the hidden-unit lab as text: its weights, its drawing, and its samples."""

from textual.content import Content

from tutor.perceptron.exact import show
from tutor.perceptron.network import Network, Triple
from tutor.ui.descent import Outcome
from tutor.ui.remark import NAMES, WIDTH, likeness_words, number


def weights_table(network: Network, before: Network | None, room: int = WIDTH) -> Content:
    """Four rows of 65 columns, or 58: a unit's weights, and how the last step changed them.

    Args:
        network: After the step.
        before: Before it; None where there was none.
        room: For a number: 8, or 7 where there are only 58 columns.
    """
    names = ("bias", "w₁", "w₂", "Δ bias", "Δ w₁", "Δ w₂")
    head = [f"{name:>{room + 1}}" for name in names]
    first = f"{'weights':<{room + 1}}{''.join(head[:3])} │{''.join(head[3:])}"
    rows = [Content.styled(first, "$secondary")]
    old = (None,) * 3 if before is None else (*before.hidden, before.output)
    for name, now, past in zip(NAMES, (*network.hidden, network.output), old, strict=True):
        cells = "".join(f"{number(value, room):>{room + 1}}" for value in now)
        rows.append(Content(f"{name:<{room + 1}}{cells} │") + _changes(now, past, room))
    return Content("\n").join(rows)


def _changes(now: Triple, past: Triple | None, room: int) -> Content:
    if past is None:
        return Content(f"{'–':>{room + 1}}" * 3)
    changes = (new - old for new, old in zip(now, past, strict=True))
    return Content("").join(
        Content.styled(f"{number(change, room):>{room + 1}}", "bold" if change else "$secondary")
        for change in changes
    )


def likeness(network: Network) -> Content:
    """Whether the hidden units are one and the same, with its signs marked."""
    text = Content(likeness_words(network))
    text = text.highlight_regex("=", style="bold $success")
    return text.highlight_regex("≠", style="bold $warning")


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


def samples_table(outcomes: list[Outcome], room: int = WIDTH) -> Content:
    """A head and a row a sample, of 64 columns, or 57 where a number has 7 instead of 8.

    They are inputs, hidden units, output, right or wrong.
    """
    few, many = room // 2, room + 1
    head = (
        f"{'x₁':>{few}}{'x₂':>{few}} │{'h₁':>{many}}{'h₂':>{many}} │{'o':>{many}}{'target':>7} │"
        f"{'ŷ':>{few}}{'y':>{few}}"
    )
    rows = (_sample(outcome, room) for outcome in outcomes)
    return Content("\n").join([Content.styled(head, "$secondary"), *rows])


def _sample(seen: Outcome, room: int) -> Content:
    few, many = room // 2, room + 1
    one, two = map(show, seen.inputs)
    hidden = "".join(f"{number(value, room):>{many}}" for value in seen.hidden)
    row = (
        f"{one:>{few}}{two:>{few}} │{hidden} │{number(seen.output, room):>{many}}"
        f"{seen.target:>7.0f} │{seen.prediction:>+{few}}{seen.label:>+{few}} "
    ).replace("-", "−")
    right = seen.prediction == seen.label
    mark = ("✓ right", "$success") if right else ("✗ wrong", "bold $error")
    return Content(row) + Content.styled(*mark)
