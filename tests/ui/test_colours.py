"""What is written can be read, in every theme and with however few colours; and by other eyes."""

import re
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet
from textual.theme import Theme

from tests.benchmarks.startup import command
from tests.benchmarks.terminal import CTRL_Q, ESCAPE, Terminal, environment
from tests.classroom.board.room import Class
from tests.classroom.board.test_looks import AWAITED
from tests.classroom.board.test_looks import SCENES as OF_THE_BOARD
from tests.ui.colours import EYES, XTERM, Seen, contrast, difference, in_256, rgb, seen
from tests.ui.scenes import SCENES
from tests.ui.screens import SMALL, Desk
from tutor.capabilities import Look
from tutor.ui.few import DARK_INKS, FEW_INKS, LIGHT_INKS, PALETTE, Inks
from tutor.ui.themes import DARK, DARK_8, DARK_16, LIGHT, LIGHT_16

TEXT = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3 AA)."""
APART = "▏"
"""A line between two parts that stand apart without it: of the footer, and beside a lesson."""
LISTED = [name for name, scene in SCENES.items() if len(scene.sizes) > 1]
"""Those at one size only are other questions on the same screens."""
FEW = {
    "16": (Look(colours=16), DARK_INKS),
    "16 light": (Look(colours=16, light=True), LIGHT_INKS),
    "8": (Look(colours=8), FEW_INKS),
}
_SGR = re.compile(r"\x1b\[([0-9;]*)m")
MEANING = ("primary", "accent", "success", "error")
LEAST_APART = ((DARK, 15), (LIGHT, 15), (DARK_16, 10), (LIGHT_16, 10))
"""Six times, and four times, what can just be told."""


@pytest.fixture
def room(desk: Desk) -> Class:
    """A class in which nobody is yet."""
    return Class(desk.library, str(desk.path))


def faint(pieces: Iterable[Seen]) -> list[str]:
    """What is hard to read, in many colours or in 256."""
    found = set()
    for one in pieces:
        assert one.ink is not None, one
        assert one.ground is not None, one
        ink, ground = one.ink.get_truecolor(), one.ground.get_truecolor()
        ratio = min(contrast(ink, ground), contrast(in_256(ink), in_256(ground)))
        if ratio < TEXT and one.text != APART:
            found.add(f"{ratio:.2f}: {one.text} in {ink.hex} on {ground.hex}")
    return sorted(found)


@pytest.mark.parametrize("name", LISTED)
async def test_all_that_is_written_can_be_read_in_both_themes(desk: Desk, name: str) -> None:
    """Text, plots, frames and keys alike, with 16 million colours and with 256."""
    SCENES[name].prepare(desk)
    async with desk.learner(SMALL) as learner:
        await SCENES[name].play(learner)
        assert faint(seen(learner.app.screen)) == []
        learner.app.show_as(Look(light=True))
        await learner.settle()
        assert faint(seen(learner.app.screen)) == []


@pytest.mark.parametrize("name", OF_THE_BOARD)
async def test_the_board_can_be_read_in_both_themes(room: Class, name: str) -> None:
    """As everything else."""
    scene = OF_THE_BOARD[name]
    scene.begin(room)
    async with room.teacher(SMALL) as teacher:
        await teacher.press(*scene.keys)
        await teacher.sees(AWAITED.get(name, ""))
        assert faint(seen(teacher.app.screen)) == []
        teacher.app.show_as(Look(light=True))
        await teacher.rest()
        assert faint(seen(teacher.app.screen)) == []


@pytest.mark.parametrize("few", FEW)
@pytest.mark.parametrize(
    "name", ["home-new", "lesson-a-and-b", "lab-rates-zoomed", "lesson-number-refused", "lab-help"]
)
async def test_of_few_colours_only_those_are_used_that_can_be_read(
    desk: Desk, name: str, few: str
) -> None:
    """The standard ones, by their numbers, so that nobody makes others of them."""
    look, inks = FEW[few]
    SCENES[name].prepare(desk)
    async with desk.learner(SMALL) as learner:
        await SCENES[name].play(learner)
        learner.app.show_as(look)
        await learner.settle()
        used = {(one.ground, one.ink) for one in seen(learner.app.screen)}
        pairs = {(ground.number, ink.number) for ground, ink in used if ground and ink}
        known = {(ground, ink) for ground, inks in inks.items() for ink in inks}
        # What is reversed has its ink as ground.
        assert pairs <= known | {(ink, ground) for ground, ink in known}


@pytest.mark.parametrize("inks", [inks for _, inks in FEW.values()], ids=FEW)
def test_few_colours_can_be_read_whatever_they_are_exactly(inks: Inks) -> None:
    """On the Linux console, which has the colours of the IBM PC, and in xterm."""
    hard = [
        (ground, ink)
        for palette in (PALETTE, XTERM)
        for ground, of in inks.items()
        for ink in of
        if contrast(palette[ground], palette[ink]) < TEXT
    ]
    assert hard == []


@pytest.mark.parametrize(
    ("theme", "inks"), [(DARK_16, DARK_INKS), (LIGHT_16, LIGHT_INKS), (DARK_8, FEW_INKS)]
)
def test_the_themes_of_few_colours_are_made_of_them(theme: Theme, inks: Inks) -> None:
    """So that each of their colours is shown as itself."""
    allowed = {tuple(PALETTE[ink]) for ink in inks[next(iter(inks))]}
    told = (theme.foreground, theme.secondary, theme.warning)
    for colour in (*told, *(getattr(theme, role) for role in MEANING)):
        assert rgb(str(colour)) in allowed


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("theme", "least"), LEAST_APART, ids=[one.name for one, _ in LEAST_APART])
def test_colours_that_mean_something_are_told_apart_by_all_eyes(
    theme: Theme, least: int, eyes: str
) -> None:
    """Right and wrong, +1 and −1, A and B: whatever of red, green or blue one does not see."""
    colours = {role: rgb(getattr(theme, role)) for role in MEANING}
    for one, other in combinations(MEANING, 2):
        apart = difference(colours[one], colours[other], EYES[eyes])
        assert apart >= least, f"{one} and {other}"


@pytest.mark.parametrize("eyes", EYES)
def test_with_eight_colours_the_three_that_can_be_read_are_told_apart(eyes: str) -> None:
    """At least twice what can just be told: there are no others."""
    colours = {rgb(getattr(DARK_8, role)) for role in MEANING}
    assert len(colours) == 3
    for one, other in combinations(colours, 2):
        assert difference(one, other, EYES[eyes]) >= 5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_grounds_are_greys_with_256_colours_as_well(theme: Theme) -> None:
    """A ground of little colour is not to become one of much."""
    for ground in (theme.background, theme.panel):
        red, green, blue = in_256(ColorTriplet(*rgb(str(ground))))
        assert red == green == blue


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({"NO_COLOR": "1"}, r"[0147]"),
        ({"TERM": "vt100"}, r"[0147]"),
        ({"TERM": "vt220"}, r"[0147]"),
        ({"TERM": "linux"}, r"[0147]|3[0267]|4[0267]|39|49"),
    ],
    ids=lambda one: " ".join(one.values()) if isinstance(one, dict) else "",
)
def test_the_real_program_sends_no_other_codes(
    tmp_path: Path, changed: dict[str, str], allowed: str
) -> None:
    """Over home, the lab and its help, to the last byte; what it is told at the end as well."""
    env = environment(PERCEPTRON_TUTOR_RECORD=str(tmp_path / "record.sqlite"), **changed)
    with Terminal(command(), env) as terminal:
        terminal.until("lessons read")
        for key, shown in ((ESCAPE, ""), ("l", "epoch 0 of 10"), ("s", "mistake"), ("?", "Tab")):
            terminal.send(key)
            terminal.until(shown)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
        sent = {code for codes in _SGR.findall(terminal.output) for code in codes.split(";")}
    assert {code for code in sent if code and not re.fullmatch(allowed, code)} == set()
    assert "1" in sent


async def test_without_colours_none_is_sent_and_the_cursor_is_reversed(desk: Desk) -> None:
    """Only attributes: what a ground would tell is told by reversing it."""
    async with desk.learner(SMALL) as learner:
        learner.app.show_as(Look(colours=0))
        await learner.settle()
        styles = [
            (text, style)
            for strip in learner.app.screen._compositor.render_strips()
            for text, style, _ in strip
        ]
        assert [one for one in styles if one[1] and (one[1].color or one[1].bgcolor)] == []
        reversed_ = [text for text, style in styles if style and style.reverse]
        assert "The claim" in "".join(reversed_)


async def test_with_so_few_colours_that_there_is_one_theme_the_key_says_so(desk: Desk) -> None:
    """And changes nothing."""
    async with desk.learner(SMALL) as learner:
        learner.app.show_as(Look(colours=8))
        await learner.settle()
        await learner.press("T")
        assert "no other theme" in learner.told
        assert learner.app.theme == DARK_8.name
