"""Cells as bytes: a terminal shows from them what it should."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from tests.ui.tty import Tty
from tutor.ui.pen import ATTRIBUTES, Cell, Pen

colours = st.sampled_from([None, "default", "red", "bright_blue", "color(200)", "#102030"])
styles = st.none() | st.builds(
    Style,
    color=colours,
    bgcolor=colours,
    **{name: st.sampled_from([None, True, False]) for name in ATTRIBUTES},
)
cells = st.tuples(st.sampled_from("aη⡇ "), styles)
runs = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 3), st.lists(cells, min_size=1, max_size=6)),
    max_size=6,
)
SYSTEMS = st.sampled_from(["standard", "256", "truecolor"])


@given(runs, SYSTEMS)
def test_a_terminal_shows_the_cells_in_their_styles(
    written: list[tuple[int, int, list[Cell]]], system: str
) -> None:
    """As Rich would write them one by one, wherever they are and in whatever order."""
    console = Console(color_system=system, force_terminal=True)  # type: ignore[arg-type]
    pen, ours, theirs = Pen(), Tty(), Tty()
    for column, row, line in written:
        pen.write(console, column, row, line)
        for at, (character, style) in enumerate(line, column):
            code = (style or Style()).render(character, color_system=console._color_system)
            theirs.write(f"\x1b[{row + 1};{at + 1}H{code}")
    ours.write(pen.lift())
    assert ours.cells == theirs.cells


def test_nothing_is_set_that_is_set_already() -> None:
    """Neither a colour that stays nor a place that follows by itself costs a byte."""
    console, pen = Console(color_system="256", force_terminal=True), Pen()
    red, blue = (
        Style(color="color(1)", bgcolor="color(0)"),
        Style(color="color(4)", bgcolor="color(0)"),
    )
    pen.write(console, 2, 0, [("a", red), ("b", red)])
    pen.write(console, 4, 0, [("c", blue)])
    pen.write(console, 9, 0, [("d", blue)])
    assert pen.lift() == "\x1b[1;3H\x1b[31;40mab\x1b[34mc\x1b[4Cd\x1b[0m"
    assert pen.lift() == ""


def test_where_there_are_no_colours_none_is_written() -> None:
    """But the attributes are."""
    console, pen = Console(color_system=None, force_terminal=True), Pen()
    pen.write(console, 0, 0, [("a", Style(color="red", bgcolor="blue", bold=True)), ("b", None)])
    assert pen.lift() == "\x1b[1;1H\x1b[1ma\x1b[0mb"


def test_after_a_whole_piece_the_place_is_told_anew() -> None:
    """A terminal may find wide characters as wide as it likes."""
    console, pen = Console(color_system="256", force_terminal=True), Pen()
    pen.write_whole(console, 0, 0, Strip.blank(3))
    pen.write(console, 3, 0, [("a", None)])
    assert pen.lift() == "\x1b[1;1H   \x1b[1;4Ha"
