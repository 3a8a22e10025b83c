"""Where a terminal knows ASCII alone: every screen in it, to the last byte, and nothing is cut."""

import ast
from pathlib import Path

import pytest
from textual.widget import Widget

import tutor
from tests.classroom.board.conftest import room
from tests.classroom.board.room import Class
from tests.classroom.board.test_looks import AWAITED
from tests.classroom.board.test_looks import SCENES as OF_THE_BOARD
from tests.classroom.threshold import Threshold
from tests.ui.scenes import SCENES
from tests.ui.screens import LARGE, SMALL, Desk, Learner, clipped, solid
from tests.ui.tty import Tty, written_to
from tutor.capabilities import Look
from tutor.course.library import Library
from tutor.course.notation import TWINS, in_ascii, in_cells
from tutor.course.values import fill
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.terminal import TerminalApp
from tutor.ui.twins import ASCII_CELLS
from tutor.ui.widgets.derivation import DerivationView
from tutor.ui.widgets.question_view import QuestionView
from tutor.ui.widgets.row_table import RowTable

__all__ = ["room"]

HERE = Path(__file__).parent
ASCII, USUAL = Look(ascii=True, motion=False), Look(motion=False)
LESSONS = [entry.id for entry in Library.open().entries]
WIDE = (
    *("home-with-progress", "lesson-a-and-b", "lab-weight-space", "lab-rates", "lab-help"),
    *("floats-first-difference", "hidden-logistic", "progress", "room-proved"),
)
"""Scenes that are laid out otherwise where there is more room."""


def bare(text: str) -> str:
    """A text without its blanks, its marks and its frames."""
    return solid(text).translate({ord("|"): ""})


async def switched(learner: Learner, look: Look) -> None:
    """Another look, as the settings set it."""
    learner.app.show_as(look)
    await learner.rest()


def is_whole(learner: Learner) -> None:
    """All that stands there is ASCII, and has room for its twins."""
    assert learner.text.isascii()
    assert clipped(learner.app.screen) == []
    for table in (one for one in learner.app.screen.query(RowTable) if one.display):
        width = table.content_size.width
        assert [text for text, _ in table._rows if len(text.rstrip()) > width > 0] == []


@pytest.mark.parametrize(
    ("name", "size"),
    [(name, SMALL) for name in SCENES] + [(name, LARGE) for name in WIDE],
    ids=lambda it: it if isinstance(it, str) else f"{it[0]}x{it[1]}",
)
async def test_not_one_byte_of_a_screen_is_beyond_ascii(
    desk: Desk, name: str, size: tuple[int, int]
) -> None:
    """From the first frame to the last; and its texts are whole."""
    SCENES[name].prepare(desk)
    tty = Tty()
    async with desk.learner(size) as learner:
        await switched(learner, ASCII)
        with written_to(tty):
            await SCENES[name].play(learner)
            learner.app.action_toggle_theme()
            await learner.settle()
            is_whole(learner)
    assert tty.written
    assert all(frame.isascii() for frame in tty.written)


@pytest.mark.parametrize("lesson", LESSONS)
async def test_all_of_a_lesson_can_be_read_in_ascii(desk: Desk, lesson: str) -> None:
    """Formulas, rules, prompts and options, with their twins, to the letter."""
    pages = len(desk.library.lesson(lesson).pages)
    desk.left_at(lesson, pages)
    async with desk.learner(SMALL) as learner:
        await switched(learner, ASCII)
        await learner.press("enter")
        screen = learner.on(LessonScreen)
        for number in range(pages):
            await screen.show_page(number)
            await learner.settle()
            rows = await learner.read(screen.text)
            assert "".join(rows).isascii()
            for derivation in screen.query(DerivationView):
                assert bare(_seen(derivation, rows)) == bare(_formulas(derivation))
            for question in screen.query(QuestionView):
                seen = bare(_seen(question, rows))
                texts = [option.text for option in question.question.options]
                for text in texts if question.query("#answers") else ():
                    assert bare(in_ascii(text)) in seen
            is_whole(learner)


def _seen(widget: Widget, rows: list[str]) -> str:
    region = widget.virtual_region
    return " ".join(rows[region.y : region.bottom])


def _formulas(view: DerivationView) -> str:
    """Its formulas and rules, with the numbers put in, in ASCII."""
    templates = [text for line in view.derivation.lines for text in (line.formula, line.rule)]
    live = view.derivation.live
    return " ".join(in_ascii(fill(text, view.values) if live else text) for text in templates)


@pytest.mark.parametrize("name", OF_THE_BOARD)
async def test_the_board_is_in_ascii_as_well(room: Class, name: str) -> None:
    """Whatever the learners are called."""
    OF_THE_BOARD[name].begin(room)
    tty = Tty()
    async with room.teacher(SMALL) as teacher:
        await switched(teacher, ASCII)
        with written_to(tty):
            await teacher.press(*OF_THE_BOARD[name].keys)
            await teacher.sees(in_cells(AWAITED.get(name, "")))
            assert clipped(teacher.app.screen) == []
    assert all(frame.isascii() for frame in tty.written)


async def test_who_arrives_in_a_class_reads_ascii(desk: Desk) -> None:
    """Also what is wrong with a PIN, and a name that is none in ASCII."""
    tty = Tty()
    async with Threshold(desk).comes("Zoë", SMALL) as person:
        await switched(person, ASCII)
        with written_to(tty):
            await person.press("1", "enter")
            await person.press("ctrl+l")
            assert "Zoe is new here" in person.words
            assert clipped(person.app.screen) == []
    assert all(frame.isascii() for frame in tty.written)


async def test_palette_notes_and_settings_are_in_ascii(desk: Desk) -> None:
    """Textual's own widgets too, with what is typed into them."""
    tty = Tty()
    async with desk.learner() as learner:
        await switched(learner, ASCII)
        with written_to(tty):
            learner.app.notify("η ≠ 0 …", title="“w⁽⁰⁾”")
            await learner.settle()
            assert '"w(0)" eta != 0 ...' in learner.told
            await learner.press("ctrl+p", *"ηé")
            assert learner.text.isascii()
            await learner.press("escape", "comma", "question_mark")
            is_whole(learner)
    assert all(frame.isascii() for frame in tty.written)


async def test_the_look_can_be_changed_at_any_time(desk: Desk) -> None:
    """There and back, it is as if it had never been another."""
    desk.left_at("zero-start", 2)
    async with desk.learner() as learner:
        await learner.press("enter", "enter", "enter")
        before = learner.rows
        await switched(learner, ASCII)
        is_whole(learner)
        assert "| y^(2) = phi((w(0) + eta (y(1)" in learner.text
        await switched(learner, USUAL)
        assert learner.rows == before


async def test_nothing_is_done_where_all_symbols_are_known(desk: Desk) -> None:
    """No widget of such an app knows of twins, and no row is looked through for them."""
    async with desk.learner() as learner:
        await learner.press("l", "s")
        widgets = [*learner.app.screen.walk_children(Widget)]
        assert not any({"_render", "_get_visual"} & vars(widget).keys() for widget in widgets)
        assert ASCII_CELLS not in learner.app.get_line_filters()
        assert isinstance(learner.app, TerminalApp)


def _texts() -> dict[str, str]:
    """The texts of the program, of its lessons, and of its pictures, by where they stand."""
    home = Path(tutor.__file__).parent
    found = {str(file): file.read_text("utf-8") for file in (HERE / "golden").iterdir()}
    course = Library.open()
    found |= {entry.id: entry.file.read_text("utf-8") for entry in course.entries}
    for file in home.rglob("*.py"):
        tree = ast.walk(ast.parse(file.read_text("utf-8")))
        told = [node.value for node in tree if isinstance(node, ast.Constant)]
        found[str(file)] = "".join(text for text in told if isinstance(text, str))
    return found


def test_every_symbol_of_the_program_has_a_twin() -> None:
    """None is dropped, and for none a question mark has to stand."""
    symbols = {symbol: where for where, text in _texts().items() for symbol in text}
    for symbol, where in symbols.items():
        if not symbol.isascii() and symbol.isprintable():
            assert symbol in TWINS or in_ascii(symbol).strip("?"), f"{symbol!r} in {where}"
            assert len(in_cells(symbol)) in {1, 2}
