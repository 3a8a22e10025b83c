"""The lab in lines: its words do what the keys of its screen do, and say what came of it."""

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from textual.binding import Binding

from tests.ui.screens import NOON, SEED, Desk
from tutor.course.lesson import MOST_EPOCHS, Lab
from tutor.course.library import Library
from tutor.course.proof import words
from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment
from tutor.plain.dialogue import Dialogue, Leave
from tutor.plain.lab import KEYS, lab
from tutor.plot.told import data_told
from tutor.ui.lab_changes import NEGATIVE, first_lab
from tutor.ui.memory import remembered, running_of
from tutor.ui.running import Running
from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.session import Session
from tutor.ui.views import data_view

WIDTH = 100_000
"""So that no sentence is broken."""
MOTION = {"plus", "minus"}
"""Keys that set the pace of a run: in lines it is over at once."""
FIELDS = {"tab", "shift+tab", "escape"}
"""Keys that go to a field or leave: a number is typed behind its word."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the course of this checkout."""
    return Desk(Library.open(), tmp_path / "record.sqlite")


def told(desk: Desk, *lines: str, start: Running | None = None, seat: str | None = None) -> str:
    """All that is said while somebody types some lines in the lab; then the input ends."""
    return "".join(sayings(desk, *lines, start=start, seat=seat))


def sayings(
    desk: Desk, *lines: str, start: Running | None = None, seat: str | None = None
) -> list[str]:
    """What was said before the first line, and what to each of them."""
    said, target = [], io.StringIO()
    typed = iter(lines)

    def read(_: str) -> str:
        said.append(target.getvalue())
        target.truncate(0)
        target.seek(0)
        for line in typed:
            return line
        raise EOFError

    with desk.kept() as record:
        record.seat = seat
        session = Session(desk.library, record, lambda: NOON, SEED)
        with pytest.raises(Leave):
            lab(Dialogue(read, target, lambda: WIDTH), session, start)
    return said


def left(desk: Desk) -> Running:
    """The learner's own lab as the record has it."""
    found = running_of(desk.record().lab, desk.library)
    assert found is not None
    return found


def bindings(screen: type[LabScreen]) -> Iterator[Binding]:
    """The keys of a screen of the lab."""
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        yield binding


def test_every_key_of_the_lab_has_a_word(desk: Desk) -> None:
    """The same keys may be typed, and what each stands for can be."""
    keys = {key for binding in bindings(LabScreen) for key in binding.key.split(",")}
    names = {"right_square_bracket": "]", "left_square_bracket": "["}
    typed = {names.get(key, key) for key in keys - MOTION - FIELDS}
    assert typed <= KEYS.keys()
    helped = told(desk, "help")
    assert all(f"\n{word}" in helped for word in KEYS.values())


def test_every_key_that_moves_a_sample_has_a_word(desk: Desk) -> None:
    """In Break it."""
    helped = told(desk, "break", "help")
    for key in ("left", "right", "up", "down", "sample", "label"):
        assert f"\n{key}" in helped
    assert len(ChallengeScreen.BINDINGS) == 7


def test_the_lab_begins_as_everybody_finds_it(desk: Desk) -> None:
    """With what is run, and what is so of A and B."""
    running = Running.of(first_lab(desk.library))
    assert running.verdict is not None
    opened = told(desk)
    assert "Lab. iris: 100 samples, with bias, 10 epochs.\n" in opened
    assert "A: η = 0.1, w⁽⁰⁾ = (0, 0, 0).\nB: η = 1, w⁽⁰⁾ = (0, 0, 0).\n" in opened
    assert words(running.verdict, running.a.experiment) in opened


def test_what_is_typed_changes_the_runs_as_the_fields_and_keys_do(desk: Desk) -> None:
    """And the app finds the lab as it was left in lines."""
    told(
        desk,
        *("data four", "bias", "eta 1/2", "eta b 3", "w0 1, -2, 0", "w0 b 0.5,0,0"),
        *("epochs 5", "scope plane", "step 7", "step", "s", "back", "epoch"),
    )
    data = desk.library.dataset("four")
    a = Experiment(data, (Fraction(1), Fraction(-2), Fraction(0)), Fraction(1, 2), 5, bias=True)
    b = replace(a, start=(Fraction(1, 2), Fraction(0), Fraction(0)), rate=Fraction(3))
    assert left(desk) == Running.of(Lab(a, b, Scope.PLANE), 12)


def test_the_lab_is_found_as_it_was_left(desk: Desk) -> None:
    """Even where the line was cut right behind a change."""
    told(desk, "data xor", "compare", "step 9")
    assert "Step 9 of 40, " in told(desk)
    assert left(desk).b is None


def test_a_lab_that_only_shows_something_is_not_kept(desk: Desk) -> None:
    """The learner's own one stays as it was."""
    told(desk, "data xor")
    before = desk.record().lab
    told(desk, "data and", "step", start=Running.of(first_lab(desk.library)))
    assert desk.record().lab == before


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("eta 0", NEGATIVE),
        ("eta b -1", NEGATIVE),
        ("eta x", "η: “x” is not a number; write a number such as 0.1, -3, 1/3 or 1e-2"),
        ("eta", "Write eta 0.5 or w0 0, 0, 0, for B eta b 0.5 or w0 b 0, 0, 0."),
        ("w0 b", "Write eta 0.5 or w0 0, 0, 0, for B eta b 0.5 or w0 b 0, 0, 0."),
        ("epochs", "epochs: a number is missing; write a number such as"),
        ("step 1, 2", "step: “1, 2” is not a number"),
        ("scope", "Write scope and one of trace, samples, plane."),
        ("w0 1,2", "2 numbers given, 3 needed: b, w1, w2, separated by commas"),
        ("epochs 0", f"epochs: write a whole number from 1 to {MOST_EPOCHS}"),
        ("step 1/2", "step: write a whole number from 0 to 1000"),
        ("step 1001", "step: write a whole number from 0 to 1000"),
        ("trace 3", "trace: write a whole number from 1 to 1"),
        ("view south", "Write view and one of data, weights, mistakes, rates."),
        ("data nowhere", "there is no data set “nowhere”"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(desk: Desk, typed: str, reason: str) -> None:
    """In the words of the field that has it on the screen."""
    assert reason in told(desk, typed)
    assert desk.record().lab is None


def test_a_step_is_told_for_a_and_for_b(desk: Desk) -> None:
    """With all numbers, whether they differ there, and what w_A / w_B is."""
    start = ("data four", "w0 1,2", "step", "first")
    _, _, _, first, parting = sayings(desk, *start)
    assert first == (
        "Step 1 of 40, epoch 1, sample 1: x = (1, 1), y = −1.\n"
        "A: z = 3 predicts +1, a mistake: Δw = (−0.2, −0.2), w = (0.8, 1.8).\n"
        "B: z = 0 predicts +1, a mistake: Δw = (−2, −2), w = (−2, −2).\n"
        "A and B predict alike here; w_A / w_B is no one number.\n"
    )
    assert parting.startswith("Step 2 of 40, ")
    assert "A and B differ here, for the first time; " in parting


def test_the_first_difference_is_said_not_to_be_there(desk: Desk) -> None:
    """From zero there is none, and of one run alone there is nothing to say."""
    assert "A and B predict alike at every step." in told(desk, "first")
    assert "There is one run only" in told(desk, "compare", "first")


def test_neither_end_of_the_run_is_passed(desk: Desk) -> None:
    """It is said where there is no step more."""
    assert "The run starts here." in told(desk, "back")
    assert "The run ends here." in told(desk, "run", "step", "epoch")
    assert left(desk).finished


def test_a_picture_is_told_and_drawn_where_somebody_asks(desk: Desk) -> None:
    """The same that the screen draws, and the sentences of the same run."""
    said = told(desk, "data four", "compare", "epoch", "view data", "picture")
    running = left(desk)
    assert data_told(running.a, 4) in said
    drawn = data_view(running, "a").draw(72, 16).text
    assert "\n".join(line.rstrip() for line in drawn.split("\n")) in said


@pytest.mark.parametrize("look", ["data", "weights", "mistakes", "rates"])
def test_every_picture_has_sentences_and_a_drawing(desk: Desk, look: str) -> None:
    """At a narrow terminal too, where no row is wider than it."""
    *_, said, drawn = sayings(desk, "data four", "w0 1,2", "run", f"view {look}", "picture")
    assert all(line[-1] in ".)" for line in said.splitlines())
    assert max(map(len, drawn.splitlines())) <= 72
    assert drawn.count("\n") > 30


def test_the_next_critical_rate_is_taken_exactly(desk: Desk) -> None:
    """As the brackets do on the screen."""
    *_, up, down = sayings(desk, "data four", "w0 1,2", "eta 0.1", "next rate", "previous rate")
    assert up.startswith("A: η = 3/28, ")
    assert down.startswith("A: η = 1/12, ")
    assert "No critical rate above this η." in told(desk, "w0 0,0", "next rate", "]")


def test_the_trace_tells_steps_that_were_shown_and_no_others(desk: Desk) -> None:
    """A line a step, the last ones unless others are named."""
    *_, last, named = sayings(desk, "data four", "step 12", "trace", "trace 2 4")
    assert [line.split(" of ")[0] for line in last.splitlines()] == [
        f"Step {t}" for t in range(3, 13)
    ]
    assert [line.split(" of ")[0] for line in named.splitlines()] == ["Step 2", "Step 3", "Step 4"]


def test_a_file_of_ones_own_is_run(desk: Desk, tmp_path: Path) -> None:
    """Also of three features, which are told and not drawn."""
    path = tmp_path / "own.csv"
    path.write_text("a,b,c,y\n0,0,1,-1\n1,1,0,1\n")
    *_, run, drawn = sayings(desk, f"data {path}", "run", "picture")
    assert "Boundary where " in run
    assert "only two can be drawn" in drawn


def test_no_file_of_the_teachers_machine_is_read_in_a_class(desk: Desk, tmp_path: Path) -> None:
    """Nor is told whether there is one."""
    path = tmp_path / "secret.csv"
    path.write_text("a,b,y\n0,0,-1\n1,1,1\n")
    there, nowhere = (told(desk, f"data {name}", seat="s") for name in (path, tmp_path / "no.csv"))
    assert "there is no data set" in there
    assert there.replace("secret", "no") == nowhere


def test_break_it_counts_what_is_tried_from_zero(desk: Desk) -> None:
    """And proves that the claim holds, also for samples that were moved."""
    said = told(desk, "break", "right", "label", "eta b 7", "sample 2", "up", "leave")
    assert "Tried from zero: 5, broken: 0. You can move sample 2, (1, 3.5), y −1." in said
    assert said.count("a factor above zero changes no sign") == 7
    assert "The claim is for w⁽⁰⁾ = 0 only" in told(desk, "break", "w0 1,0")


def test_floats_say_where_rounding_breaks_the_claim(desk: Desk) -> None:
    """And what each of the three runs had at that step."""
    opened, first = sayings(desk, "floats", "first")[1:]
    assert "float64 at η = 0.1 predicts otherwise first at step 15".replace(
        " = ", "\N{NBSP}=\N{NBSP}"
    )
    assert "rounding breaks the claim" in opened
    assert "Exactly: z = 0, a tie, predicts +1.\n" in first
    assert "float64: z = −5.551115123125783e−17, predicts −1, otherwise than exactly." in first
    assert "No prediction differs at any step." in told(desk, "floats", "eta 1/2", "first")


def test_hidden_units_that_start_alike_are_said_to_stay_alike(desk: Desk) -> None:
    """And those that do not, to part."""
    *_, alike, broken = sayings(desk, "hidden", "start equal", "step 50", "start broken")
    assert "one neuron in effect" in alike
    assert "hidden 1 ≠ hidden 2." in broken
    *_, weights, samples = sayings(desk, "hidden", "step", "weights", "samples")
    assert weights.startswith("hidden 1: bias 0, w₁ 0, w₂ 0. No change.\n")
    assert samples.count("\n") == 4


def test_the_command_that_opens_this_experiment_is_told(desk: Desk) -> None:
    """In one line, however long, so that it can be taken over as it is."""
    *_, command = sayings(desk, "data four", "w0 1,-2", "step 3", "view weights", "command")
    assert command == (
        "perceptron-tutor lab --data four --w0 1,-2 --eta 0.1 --w0-b 0,0 --eta-b 1 --epochs 10 "
        "--step 3 --view weights\n"
    )


def test_leaving_another_lab_leads_back_to_the_lab(desk: Desk) -> None:
    """Which is as it was."""
    *_, back = sayings(desk, "data xor", "step 3", "floats", "step", "leave")
    assert back.startswith("Lab. xor: ")
    assert left(desk).t == 3
    assert remembered(left(desk), desk.library) == desk.record().lab


def test_no_lab_in_lines_loads_the_screen() -> None:
    """A terminal that cannot be drawn on need not wait for what draws."""
    program = (
        "import sys, tutor.plain.lab\n"
        "import tutor.plain.lab_break, tutor.plain.lab_floats, tutor.plain.lab_hidden\n"
        "print([m for m in sys.modules if m.split('.')[0] in {'textual', 'rich'}])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"


def test_the_keys_that_the_lessons_name_do_what_they_say(desk: Desk) -> None:
    """`v` for the weight space, `m` and a number for another lab, there `d` and a number."""
    *_, v, vv, m, other = sayings(desk, "v", "v", "m", "2")
    assert v.startswith("Weight space: A: ")
    assert vv.startswith("A: Mistakes in each epoch")
    assert [line.partition(":")[0] for line in m.splitlines()] == [
        "1. break",
        "2. floats",
        "3. hidden",
    ]
    assert other.startswith("Floats. ")
    *_, hidden, chosen, broken = sayings(desk, "3", "d", "3", "w", "w")[1:]
    assert hidden.startswith("Hidden units. xor, ")
    assert "start broken" in broken
    assert "start equal" in chosen
    *_, tab = sayings(desk, "tab")
    assert tab.startswith("Write eta 0.5 or w0 ")


def test_home_leads_out_of_the_lab_and_next_changes_nothing(desk: Desk) -> None:
    """A word of the lessons is asked about, and not taken for the next critical rate."""
    *_, said = sayings(desk, "data four", "w0 1,-2", "next")
    assert "“next” may be next rate or next view; type more of it." in said
    *_, back = sayings(desk, "floats", "home")
    assert back.startswith("Lab. ")


def test_the_trace_is_told_whichever_end_is_named_first(desk: Desk) -> None:
    """An order that is not the usual one is no reason to say nothing."""
    *_, named = sayings(desk, "data four", "step 12", "trace 4 2")
    assert [line.split(" of ")[0] for line in named.splitlines()] == ["Step 2", "Step 3", "Step 4"]


def test_an_epoch_tells_its_mistakes(desk: Desk) -> None:
    """Of both runs, as the lessons speak of them."""
    *_, first, second = sayings(desk, "data four", "w0 b -2,2", "epoch", "epoch")
    assert first.endswith("\nMistakes in epoch 1: A 2, B 1.\n")
    assert second.endswith("\nMistakes in epoch 2: A 2, B 0.\n")
    *_, alone = sayings(desk, "data four", "w0 0,0", "compare", "epoch")
    assert alone.endswith("\nMistakes in epoch 1: 2.\n")


def test_only_the_lab_says_that_a_file_can_be_named(desk: Desk) -> None:
    """No other lab reads one, nor does any in a class."""
    for lines, seat in ((("data no",), "s"), (("floats", "data no"), None)):
        *_, said = sayings(desk, *lines, seat=seat)
        assert said.startswith("there is no data set “no” here; there are:\nfour: ")
        assert "CSV" not in said
    assert "or give the path of a CSV file" in told(desk, "data no")
    *_, hidden = sayings(desk, "hidden", "data iris")
    assert hidden.startswith("there is no data set “iris” here; there are:\nand: ")


def test_one_sample_is_no_samples(desk: Desk, tmp_path: Path) -> None:
    """A file may have one row."""
    path = tmp_path / "one.csv"
    path.write_text("a,b,y\n0,0,-1\n")
    assert ": 1 sample, with bias" in told(desk, f"data {path}")
