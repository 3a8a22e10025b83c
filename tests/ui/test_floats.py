"""The float lab: where float64 parts from the exact perceptron, shown, found and explained."""

from fractions import Fraction
from time import process_time

import pytest
from rich.cells import cell_len

from tests.ui.screens import SIZES, Desk, Learner, clipped, solid
from tutor.perceptron.floats import side_by_side
from tutor.perceptron.training import Experiment
from tutor.ui.rounding import MOST_STEPS, float_text, most_epochs, sentences
from tutor.ui.screens.floats import FloatScreen
from tutor.ui.widgets.float_table import FloatTable, float_within, table
from tutor.ui.widgets.float_verdict import FloatVerdict
from tutor.ui.widgets.number_field import NumberField

LEAST = (70, 20)


async def _open(learner: Learner) -> FloatScreen:
    screen = FloatScreen(learner.session)
    learner.app.push_screen(screen)
    await learner.settle()
    return learner.on(FloatScreen)


def _t(learner: Learner) -> int:
    shown = learner.on(FloatScreen).shown
    assert shown is not None
    return shown[1]


def _row(learner: Learner) -> list[str]:
    """The parts of the current step's row: common, exact, at η, at η = 1."""
    return next(row for row in learner.rows if "›" in row).split("│")


async def test_it_opens_on_a_run_that_float64_gets_wrong(desk: Desk) -> None:
    """AND, zero start, η = 0.1: at step 15 z is exactly 0, and float64 has it below."""
    async with desk.learner() as learner:
        await _open(learner)
        assert "and: 4 samples, with bias" in learner.text
        assert "step 0 of 40" in learner.rows[0]
        words = solid(learner.text)
        for said in (
            "float64 at η = 0.1 predicts otherwise first at step 15:",
            "exactly, z = 0, a tie, predicts +1;",
            "float64 has z = −5.551115123125783e−17 and predicts −1.",
            "Steps that differ: 3 of 40; ties: 13.",
            "float64 at η = 1 predicts otherwise than at η = 0.1, first at step 15:",
            "it has z = 0.0 and predicts +1.",
            "η changes no prediction at zero start: rounding breaks the claim.",
            "A power of two (try η = 0.5) only shifts exponents",
        ):
            assert solid(said) in words


async def test_f_goes_to_the_first_step_that_differs_and_its_row_says_so(desk: Desk) -> None:
    """Sample, label, the tie, both z's and the sign ≠ at the float64 that is wrong."""
    async with desk.learner() as learner:
        await _open(learner)
        await learner.press("f")
        assert _t(learner) == 15
        common, exact, rounded, at_one = _row(learner)
        assert common.split() == ["›", "15", "3", "−1"]
        assert exact.split() == ["0", "+1", "tie"]
        assert rounded.split() == ["−5.551115123125783e−17", "−1≠"]
        assert at_one.split() == ["0.0", "+1"]


async def test_t_goes_from_tie_to_tie(desk: Desk) -> None:
    """To the last, and then says that there is none."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        assert screen.shown is not None
        seen = []
        for _ in screen.shown[0].ties:
            await learner.press("t")
            seen.append(_t(learner))
            assert "tie" in _row(learner)[1]
        assert tuple(seen) == screen.shown[0].ties
        assert seen[:6] == [1, 5, 6, 10, 11, 15]
        await learner.press("t")
        assert f"no tie after step {seen[-1]}" in learner.rows[0]
        assert _t(learner) == seen[-1]


async def test_keys_step_on_and_back_and_never_over_either_end(desk: Desk) -> None:
    """By one, by ten, to the end of the epoch, to the start."""
    async with desk.learner() as learner:
        await _open(learner)
        keys = ["b", "s", "s", "b", "e", "e", "pagedown", "pageup", "pageup", "0"]
        seen = []
        for key in [*keys, *["pagedown"] * 5, "s", "e"]:
            await learner.press(key)
            seen.append(_t(learner))
        assert seen == [0, 1, 2, 1, 4, 8, 18, 8, 0, 0, 10, 20, 30, 40, 40, 40, 40]


async def test_no_step_that_is_still_to_come_is_shown(desk: Desk) -> None:
    """The learner predicts it; at step 0 there is none yet."""
    async with desk.learner() as learner:
        await _open(learner)
        assert "nothing is shown yet" in learner.text
        await learner.press("s", "s", "s")
        assert "nothing is shown yet" not in learner.text
        rows = [row.split("│")[0].split() for row in learner.rows if "│" in row]
        assert [row[-3] for row in rows[1:]] == ["1", "2", "3"]


@pytest.mark.parametrize("rate", ["0.5", "0.25", "2", "1/256"])
async def test_at_a_power_of_two_nothing_differs(desk: Desk, rate: str) -> None:
    """It says so, how many ties there were, and why."""
    async with desk.learner() as learner:
        await _open(learner)
        await learner.put("eta", rate)
        await learner.press("escape", "f")
        assert "no prediction differs at any step" in learner.rows[0]
        words = solid(learner.text)
        assert "predictsateverystepastheexactperceptrondoes" in words
        assert solid("Steps that differ: 0 of 40; ties: 13.") in words
        assert "isapoweroftwo:itshiftsexponents,changesnodigit" in words
        await learner.press(*["e"] * 10)
        assert "≠" not in "".join(row for row in learner.rows if "│" in row)


async def test_at_another_rate_that_agrees_nothing_is_promised(desk: Desk) -> None:
    """0.3 happens to agree on AND; at η = 1 the two float64 runs are one."""
    async with desk.learner() as learner:
        await _open(learner)
        await learner.put("eta", "0.3")
        assert solid("float64 at η = 1 predicts at every step as at η = 0.3.") in solid(
            learner.text
        )
        assert "isapoweroftwo:" not in solid(learner.text)
        await learner.put("eta", "1")
        assert "Both runs in float64 are the same one here." in learner.words
        assert "isapoweroftwo:" not in solid(learner.text)


async def test_with_a_start_the_run_at_one_begins_at_its_quotient_by_the_rate(desk: Desk) -> None:
    """So only rounding can part them; the verdict says which start."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        await learner.put("w0", "0.3, 0, -1")
        assert "float64 at η = 1 with w⁽⁰⁾/η" in learner.words
        assert screen.shown is not None
        assert screen.shown[0].at_one.experiment.start == tuple(map(Fraction, (3, 0, -10)))


WRONG = {
    (
        "eta",
        "0",
    ): "η is 0, but must be above 0: the argument needs that η never turns a sign around",
    ("eta", "-1"): "η is −1, but must be above 0",
    ("eta", "abc"): "η: “abc” is not a number",
    ("eta", "1e309"): "η is too large for a float64",
    ("eta", ""): "0 numbers given, 1 needed: η",
    ("w0", "1, 2"): "2 numbers given, 3 needed: b, w1, w2",
    ("w0", "1e400, 0, 0"): "a weight of the start is too large for a float64",
    ("epochs", "0"): "epochs: write a whole number from 1 to 500",
    ("epochs", "501"): "epochs: write a whole number from 1 to 500",
    ("epochs", "1.5"): "epochs: write a whole number from 1 to 500",
}


@pytest.mark.parametrize(("field", "text"), WRONG, ids=map(" ".join, WRONG))
async def test_what_is_wrong_is_said_and_the_last_picture_stays(
    desk: Desk, field: str, text: str
) -> None:
    """The runs and the step are kept, and a right number mends it."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        await learner.press("f")
        before = screen.shown
        await _paste(learner, field, text)
        assert solid(f"✗ {WRONG[field, text]}") in solid(learner.text)
        assert screen.shown == before
        assert not clipped(screen)
        await _paste(learner, field, {"eta": "0.1", "w0": "0, 0, 0", "epochs": "10"}[field])
        assert "✗" not in learner.text
        assert screen.shown == before


async def _paste(learner: Learner, identifier: str, text: str) -> NumberField:
    """Paste a text into a field over what it holds."""
    field = await learner.to_field(identifier)
    await learner.press("end", "shift+home")
    if text:
        await learner.paste(text)
    else:
        await learner.press("backspace")
    return field


async def test_two_wrong_fields_are_mended_one_after_the_other(desk: Desk) -> None:
    """The first stays said when the second is right again."""
    async with desk.learner() as learner:
        await _open(learner)
        await _paste(learner, "eta", "x")
        await _paste(learner, "w0", "y")
        await _paste(learner, "w0", "0, 0, 0")
        assert "η: “x” is not a number" in learner.words
        await _paste(learner, "eta", "0.1")
        assert "✗" not in learner.text


async def test_tab_goes_round_the_fields_and_escape_leaves_them_then_the_screen(desk: Desk) -> None:
    """η is first; letters in a field are no keys."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        seen = []
        for _ in range(4):
            await learner.press("tab")
            seen.append(learner.app.focused and learner.app.focused.id)
        assert seen == ["eta", "w0", "epochs", "eta"]
        await learner.press("s", "shift+tab")
        assert learner.app.focused is screen.query_one("#epochs")
        assert _t(learner) == 0
        await learner.press("escape", "s")
        assert _t(learner) == 1
        await learner.press("escape")
        assert "lessons read" in learner.text


async def test_other_data_start_at_zero_with_their_own_bias_and_fewer_epochs(desk: Desk) -> None:
    """As many epochs as keep it quick; i takes the bias out, and there η = 1 is wrong."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        await learner.put("epochs", "500")
        await learner.put("w0", "1, 2, 3")
        await learner.press("escape", "e")
        assert screen.shown is not None
        await learner.press("d", str(list(desk.library.data).index("blobs") + 1))
        now = screen.experiment
        assert (now.dataset.name, now.bias, now.epochs) == ("blobs", True, 50)
        assert now.start == (Fraction(0),) * 3
        assert _t(learner) == 0
        await learner.press("i")
        assert "blobs: 40 samples, no bias" in learner.text
        await learner.put("eta", "0.1")
        await learner.press("escape", "f")
        assert _t(learner) == 469
        _, exact, rounded, at_one = _row(learner)
        assert "tie" in exact
        assert "≠" not in rounded
        assert "≠" in at_one
        before = screen.shown
        await learner.press("d", "escape")
        assert screen.shown == before


async def test_data_that_cannot_be_read_leave_those_that_can(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says why."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        before = screen.shown
        monkeypatch.setitem(desk.library.data, "gone", {"title": "no file", "bias": True})
        await learner.press("d", str(len(desk.library.data)))
        assert "there is no such file" in learner.told
        assert screen.shown == before


async def test_the_help_says_what_the_signs_mean_and_names_the_keys(desk: Desk) -> None:
    """Those of the footer and those that are not in it."""
    async with desk.learner((120, 40)) as learner:
        await _open(learner)
        await learner.press("question_mark")
        for said in ("marks a step at which z is 0 exactly", "To the next tie", "10 steps back"):
            assert said in learner.words


@pytest.mark.parametrize("size", [LEAST, *SIZES.values()], ids=["70x20", *SIZES])
async def test_nothing_is_cut_at_any_size(desk: Desk, size: tuple[int, int]) -> None:
    """Rows, verdict and footer are whole, on any data and at a rate with long numbers."""
    async with desk.learner(size) as learner:
        screen = await _open(learner)
        await learner.put("eta", "1/7")
        await learner.press("escape")
        for number in range(1, len(desk.library.data) + 1):
            await learner.press("d", str(number), "e", "s")
            assert not clipped(screen)
            grid = screen.query_one(FloatTable)
            assert all(cell_len(text) <= grid.content_size.width for text, _ in grid._rows)
            assert 1 < len(grid._rows) <= grid.content_size.height
            assert "? Help" in learner.rows[-1]
            assert screen.shown is not None
            said = solid("\n".join(learner.part(screen.query_one(FloatVerdict))))
            signs = ["≠ " if differs else "= " for differs, _ in sentences(screen.shown[0])]
            texts = [text for _, text in sentences(screen.shown[0])]
            assert said == solid("".join(map("".join, zip(signs, texts, strict=True))))


async def test_no_line_of_the_verdict_ends_within_an_equation(desk: Desk) -> None:
    """At whatever width."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        for width in range(70, 121, 5):
            await learner.pilot.resize_terminal(width, 24)
            await learner.settle()
            for line in learner.part(screen.query_one(FloatVerdict)):
                assert not line.rstrip().endswith("=")
                assert not line.startswith("  =")


def test_rows_are_whole_at_every_width(desk: Desk) -> None:
    """From the smallest terminal on, with a z that is long everywhere."""
    data = desk.library.dataset("blobs")
    start = (Fraction(1, 7), Fraction(-1, 3 * 10**20), Fraction(10) ** 17 / 3)
    runs = side_by_side(Experiment(data, start, Fraction(1, 10**9 + 7), 2, bias=True))
    for width in range(68, 200):
        rows = table((runs, 33), width, 12)
        assert {len(text) for text, _ in rows} == {len(rows[0][0])}
        assert len(rows[0][0]) <= width
        assert rows[-1][1] == "now"


@pytest.mark.parametrize("number", [-5.551115123125783e-17, 0.1, -1 / 3, 1e22, 1234567890123456.7])
@pytest.mark.parametrize("room", range(9, 25))
def test_a_number_too_long_loses_digits_but_not_its_magnitude(number: float, room: int) -> None:
    """The power of ten stays, and `…` says that digits are missing."""
    text = float_within(number, room)
    assert len(text) <= room
    plain = float(text.replace("−", "-").replace("…", ""))
    assert plain == pytest.approx(number, rel=0.25)
    assert ("…" in text) == (text != float_text(number))


async def test_a_step_repaints_only_the_rows_that_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of them while the table is not full."""
    async with desk.learner() as learner:
        screen = await _open(learner)
        await learner.press("s", "s")
        painted: list[int] = []
        grid = screen.query_one(FloatTable)
        monkeypatch.setattr(grid, "refresh", lambda *regions: painted.extend(r.y for r in regions))
        screen.action_step(1)
        assert painted == [2, 3]


def test_the_most_steps_are_few_enough_for_one_key(desk: Desk) -> None:
    """On every shipped data set; the bound is wide, as machines are shared."""
    for name in desk.library.data:
        data = desk.library.dataset(name)
        zero = (Fraction(0),) * (len(data.features) + 1)
        experiment = Experiment(data, zero, Fraction(1, 7), most_epochs(data), bias=True)
        assert experiment.steps <= MOST_STEPS
        began = process_time()
        side_by_side(experiment)
        assert process_time() - began < 0.2
