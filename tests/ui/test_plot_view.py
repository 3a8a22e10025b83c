"""The plot view on a screen: it shows the picture, and repaints no more than what changed."""

from dataclasses import dataclass, replace

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region, Size

from tutor.plot.data import DataView, limits_for
from tutor.plot.picture import Picture, Role, Run, View
from tutor.ui.widgets.plot_view import PlotView, to_strip

FOUR = ((1.0, 1.0), (1.0, 3.0), (-1.0, 2.0), (-3.0, 1.0))
VIEW = DataView(FOUR, (-1, -1, 1, 1), ("x1", "x2"), (0.0, -2.0, 1.0), limits_for(FOUR))


@dataclass(frozen=True)
class Blank:
    """Another kind of view, which calls its axes what `VIEW` calls its own."""

    frame: object = VIEW.frame

    def draw(self, width: int, height: int) -> Picture:
        """Draw nothing but blanks."""
        return Picture((((" " * width, Role.PLAIN),),) * height)


class Shown(App[None]):
    """A screen with nothing but a plot."""

    def compose(self) -> ComposeResult:
        """Compose the plot alone."""
        yield PlotView()


def text(plot: PlotView) -> str:
    """What the widget's rows say."""
    return "\n".join(plot.render_line(y).text for y in range(plot.size.height))


def styles(plot: PlotView) -> set[str]:
    """The styles in use on the widget's rows."""
    rows = [plot.render_line(y) for y in range(plot.size.height)]
    return {str(segment.style) for row in rows for segment in row}


async def test_the_widget_shows_the_picture_of_its_size() -> None:
    """What is on the screen is what `View.draw` gave, and it follows a resize."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        assert not text(plot).strip()
        plot.view = VIEW
        await pilot.pause()
        assert text(plot) == VIEW.draw(60, 20).text
        await pilot.resize_terminal(44, 14)
        await pilot.pause()
        assert text(plot) == VIEW.draw(44, 14).text
        plot.view = None
        await pilot.pause()
        assert not text(plot).strip()


async def test_a_change_of_view_repaints_only_the_cells_that_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Marking another sample costs its few cells, not the whole plot."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = VIEW
        await pilot.pause()
        repainted: list[Region] = []
        monkeypatch.setattr(plot, "refresh", lambda *regions: repainted.extend(regions))
        plot.view = replace(VIEW, current=1)
        assert [region.size for region in repainted] == [(3, 1)]
        assert "[−]" in plot.render_line(repainted[0].y).text


async def test_an_equal_view_repaints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights at another scale are the same picture, so no byte is sent."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = VIEW
        await pilot.pause()
        monkeypatch.setattr(plot, "refresh", lambda *_: pytest.fail("repainted"))
        plot.view = replace(VIEW, weights=(0.0, -4.0, 2.0))


@pytest.mark.parametrize("other", [replace(VIEW, limits=(-9.0, 9.0, -9.0, 9.0)), Blank()])
async def test_other_axes_repaint_everything(monkeypatch: pytest.MonkeyPatch, other: View) -> None:
    """Another frame, or another kind of view."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = VIEW
        await pilot.pause()
        repainted: list[tuple[Region, ...]] = []
        monkeypatch.setattr(plot, "refresh", lambda *regions: repainted.append(regions))
        plot.view = other
        assert repainted == [()]
        assert text(plot) == other.draw(60, 20).text


async def test_a_change_that_meets_a_change_of_size_repaints_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The widget has its new size before it is told; the picture of the old one is no measure."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = VIEW
        await pilot.pause()
        repainted: list[tuple[Region, ...]] = []
        monkeypatch.setattr(plot, "refresh", lambda *regions: repainted.append(regions))
        monkeypatch.setattr(PlotView, "size", Size(44, 14))
        plot.view = replace(VIEW, current=1)
        assert repainted == [()]
        assert text(plot) == plot.view.draw(44, 14).text


async def test_rows_are_drawn_once_for_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for rows computes nothing."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = VIEW
        await pilot.pause()
        text(plot)
        monkeypatch.setattr(DataView, "draw", lambda *_: pytest.fail("drawn"))
        assert text(plot)


async def test_the_plot_follows_the_theme() -> None:
    """Light and dark have styles of their own."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        app.theme = "textual-dark"
        plot.view = VIEW
        await pilot.pause()
        dark = styles(plot)
        app.theme = "textual-light"
        await pilot.pause()
        assert not dark & styles(plot)


async def test_the_current_sample_stands_out_without_colour() -> None:
    """Reverse is an attribute, so NO_COLOR leaves it."""
    app = Shown()
    async with app.run_test(size=(60, 20)) as pilot:
        plot = app.query_one(PlotView)
        plot.view = replace(VIEW, current=2)
        await pilot.pause()
        rows = [plot.render_line(y) for y in range(plot.size.height)]
        current = [s for row in rows for s in row if s.text == "[+]"]
        assert [bool(s.style and s.style.reverse) for s in current] == [True]


def test_blanks_cost_no_change_of_style() -> None:
    """A dotted row is one run, but an underline or a reverse never runs on over blanks."""
    styles = {role: Style(color=f"color({at})") for at, role in enumerate(Role)}
    styles[Role.MISSED] = Style(underline=True)
    row: tuple[Run, ...] = (
        (" ", Role.PLAIN),
        ("·", Role.SIDE),
        ("   ", Role.PLAIN),
        ("·", Role.SIDE),
    )
    assert [s.text for s in to_strip(row, styles, 6)] == [" ", "·   ·"]
    row = (("+", Role.MISSED), ("  ", Role.PLAIN))
    assert [s.text for s in to_strip(row, styles, 3)] == ["+", "  "]


async def test_the_plot_takes_no_focus() -> None:
    """It is there to be looked at; keys go to the fields."""
    app = Shown()
    async with app.run_test():
        assert not app.query_one(PlotView).focusable
