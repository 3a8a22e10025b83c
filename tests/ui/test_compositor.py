"""What a key sends to the terminal: all that changed, and little else."""

import re

import pytest
from rich.console import Console
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tests.benchmarks.lab import RATES, STEPS
from tests.benchmarks.terminal import DOWN, TAB, UP
from tests.ui.screens import SIZES, SMALL, Desk, Learner
from tests.ui.tty import Tty, written_to
from tutor.ui import shown
from tutor.ui.compositor import CellApp
from tutor.ui.screens.lab import LabScreen

NAMES = {UP: "up", DOWN: "down", TAB: "tab"}
MOST, HALF = 2048, 700
"""Bytes of 95 keys in a hundred, and of half of them, at 80x24."""
SEEN_OF_A_BLANK = {"4", "7", "9", "21", "51", "52", "53"}
"""The codes of lines, of a frame, and of letters and ground exchanged."""
ROAM = (
    *("s", "s", "e", "b", "tab", "up", "7", "x", "backspace", "escape", "f", "v", "s", "v", "e"),
    *("v", "v", "c", "s", "c", "d", "down", "enter", "s", "o", "escape", "bracketright", "z", "T"),
    *("i", "s", "question_mark", "escape", "s", "m", "enter", "left", "s", "n", "escape", "s"),
)
"""Keys through the lab: steps, fields, pictures, questions to the learner, themes, another lab."""


def seen(learner: Learner) -> list[list[tuple[str, object]]]:
    """All cells of the screen as it should stand there, painted at once on another terminal."""
    whole = Tty()
    screen = learner.app.screen
    strips = screen._compositor.render_strips()
    for y, strip in enumerate(strips):
        whole.write(f"\x1b[{y + 1};1H{strip.render(learner.app.console)}")
    return grid(whole, learner)


def grid(tty: Tty, learner: Learner) -> list[list[tuple[str, object]]]:
    """All cells of a terminal; of a blank only its ground and lines are seen."""
    width, height = learner.app.size

    def cell(row: int, column: int) -> tuple[str, object]:
        character, (attributes, colour, background) = tty.cells[row, column]
        if character == " " and not attributes & SEEN_OF_A_BLANK:
            return character, background
        return character, (attributes, colour, background)

    return [[cell(row, column) for column in range(width)] for row in range(height)]


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_sent_is_what_stands_on_the_screen(desk: Desk, size: str) -> None:
    """After every key, to the last cell and its colours, whatever was left out as unchanged."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner(SIZES[size]) as learner:
            await learner.press("l")
            for key in ROAM:
                await learner.press(key)
                assert grid(tty, learner) == seen(learner), f"after {key}"


async def test_nothing_stays_of_what_moved_while_somebody_only_looked(desk: Desk) -> None:
    """As of a note that has gone while another came: Textual lays out anew to find a widget."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner() as learner:
            compositor = learner.app.screen._compositor
            learner.app.screen.query_one("#question").display = False
            compositor._full_map_invalidated = True
            assert compositor.full_map
            await learner.settle()
            assert grid(tty, learner) == seen(learner)


@pytest.mark.parametrize("text", ["too long", "few"])
def test_a_widget_that_draws_for_another_size_is_no_fault(text: str) -> None:
    """As a note does while the window changes; what it has no room for is left out."""
    there, console = shown.Shown(), Console(color_system="truecolor")
    there.paint(console, Size(6, 1), {0: [(1, 6, Strip([Segment(text)]))]})
    assert "other" in there.paint(console, Size(6, 1), {0: [(1, 6, Strip([Segment("other")]))]})


async def test_another_size_is_painted_whole(desk: Desk) -> None:
    """Smaller, then larger than it was."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner(SIZES["120x40"]) as learner:
            await learner.press("l", "s")
            for size in (SMALL, (101, 33)):
                tty.cells.clear()
                await learner.pilot.resize_terminal(*size)
                while learner.app.screen._compositor.size != size:
                    await learner.pilot.pause()
                await learner.settle()
                assert grid(tty, learner) == seen(learner)
                await learner.press("s")
                assert grid(tty, learner) == seen(learner)


async def test_a_key_in_the_lab_sends_few_bytes(desk: Desk) -> None:
    """Over SSH they decide how many learners one machine can serve."""
    tty, sizes = Tty(), []
    with written_to(tty):
        async with desk.learner() as learner:
            await learner.press("l")
            for key in (*STEPS, TAB, *RATES):
                tty.written.clear()
                await learner.press(NAMES.get(key, key))
                sizes.append(len("".join(tty.written).encode()))
    sizes.sort()
    assert sizes[len(sizes) * 95 // 100] <= MOST
    assert sizes[len(sizes) // 2] <= HALF


async def test_a_key_writes_hardly_a_cell_that_stays_as_it_is(desk: Desk) -> None:
    """But for the small gaps over which moving the cursor costs more."""
    tty = Tty()
    with written_to(tty):
        async with desk.learner() as learner:
            await learner.press("l", "s", "s")
            for key in ("s", "s", "b", "e"):
                before, tty.touched = dict(tty.cells), 0
                await learner.press(key)
                differing = sum(before[place] != tty.cells[place] for place in before)
                assert 0 < differing <= tty.touched <= 2 * differing


async def test_a_step_renders_few_rows_and_lays_nothing_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Widgets in which nothing changed are not asked for a single row."""
    async with desk.learner() as learner:
        await learner.press("l", "s", "s")
        lab = learner.on(LabScreen)
        monkeypatch.setattr(lab, "_refresh_layout", lambda *_, **__: pytest.fail("laid out"))
        asked: list[str] = []
        render = StylesCache.render_widget

        def noted(self: StylesCache, widget: Widget, crop: Region) -> list[Strip]:
            asked.append(type(widget).__name__)
            return render(self, widget, crop)

        monkeypatch.setattr(StylesCache, "render_widget", noted)
        await learner.press("s")
        assert sorted(asked) == [
            *("Caption", "Caption", "NumberField", "PlotView", "PlotView"),
            "TraceTable",
        ]


class Words(Screen[None]):
    """A screen of words."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(Content("one two"))


class Shown(CellApp):
    """An app with nothing but words."""

    def on_mount(self) -> None:
        """Show them."""
        self.push_screen(Words())


@pytest.mark.parametrize("words", ["長 two", "a\u0301 two", "one 長", "👩‍👩‍👧 three", "one two"])
async def test_wide_and_combining_characters_are_sent_with_their_row(words: str) -> None:
    """How many columns they take is not ours to know: the whole piece is sent, from its left."""
    tty = Tty()
    with written_to(tty):
        app = Shown()
        async with app.run_test(size=(20, 3)) as pilot:
            await pilot.pause()
            static = app.screen.query_one(Static)
            static.update(Content(words))
            await pilot.pause()
            tty.written.clear()
            static.update(Content("one four"))
            await pilot.pause()
            sent = "".join(tty.written)
    told = re.sub(r"\x1b\[[0-9;]*m", "", sent)
    whole = "\x1b[1;1Hone four" + " " * 12
    assert told == (whole if words != "one two" else "\x1b[1;5Hfour")
