"""What every screen looks like, as text that can be read in a diff.

`pytest tests/ui --update-golden` writes the files anew; read their diff before it is kept.
"""

from pathlib import Path

import pytest

from tests.ui.scenes import SCENES
from tests.ui.screens import SIZES, Desk, Learner, clipped
from tutor.course.lesson import BLANK_LINE

GOLDEN = Path(__file__).parent / "golden"
_MOST_MISTAKES_SHOWN = "epoch: …"
"""The one place where a list is shortened on purpose, and says so."""


@pytest.mark.parametrize(
    ("name", "size"), [(name, size) for name, scene in SCENES.items() for size in scene.sizes]
)
async def test_a_screen_looks_as_it_did(
    desk: Desk, name: str, size: str, request: pytest.FixtureRequest
) -> None:
    """To the letter, in the dark theme and in the light one; and nothing on it is cut."""
    scene, file = SCENES[name], GOLDEN / f"{name}-{size}.txt"
    scene.prepare(desk)
    async with desk.learner(SIZES[size]) as learner:
        await scene.play(learner)
        shown, dark = f"{learner.text}\n", _colours(learner)
        if request.config.getoption("--update-golden"):
            file.write_text(shown, encoding="utf-8")
        assert file.is_file(), f"no {file.name}; pytest tests/ui --update-golden writes it"
        assert shown == file.read_text(encoding="utf-8")
        assert not [row for row in learner.rows if "…" in row and not _meant(row)]
        assert clipped(learner.app.screen) == []
        learner.app.action_toggle_theme()
        await learner.settle()
        assert f"{learner.text}\n" == shown
        assert not dark & _colours(learner), "a colour of the dark theme in the light one"


def test_every_golden_file_is_compared_with(request: pytest.FixtureRequest) -> None:
    """A file whose scene is gone is gone as well."""
    known = {f"{name}-{size}.txt" for name, scene in SCENES.items() for size in scene.sizes}
    unknown = [file for file in GOLDEN.iterdir() if file.name not in known]
    if request.config.getoption("--update-golden"):
        for file in unknown:
            file.unlink()
    else:
        assert unknown == []


def _meant(row: str) -> bool:
    """Whether a row has dots that are no cut: a list's, or those of a line that is missing."""
    return _MOST_MISTAKES_SHOWN in row or row.split()[:2] == ["▌", BLANK_LINE]


def _colours(learner: Learner) -> set[str]:
    """All colours on the screen, of the letters that can be seen and of what is behind them."""
    strips = learner.app.screen._compositor.render_strips()
    styles = {segment.style for strip in strips for segment in strip}
    colours = [c for style in styles if style for c in (style.color, style.bgcolor) if c]
    return {colour.name for colour in colours}
