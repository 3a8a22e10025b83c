"""Words on the screen: marks are shown as what they mean, and lines stand below each other."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.wording import Words, in_lines, marked


@pytest.mark.parametrize(
    ("text", "plain", "styled"),
    [
        ("the key `s`, then `e`", "the key s, then e", ["s", "e"]),
        ("*never* and **always so**", "never and always so", ["never", "always so"]),
        ("`a*b*c`", "a*b*c", ["a*b*c"]),
        ("2 * 3 * 4, a*b*c, w_A and w_B", "2 * 3 * 4, a*b*c, w_A and w_B", []),
        ("*", "*", []),
        ("[bold]x[/bold] and [$error]", "[bold]x[/bold] and [$error]", []),
        ("", "", []),
    ],
)
def test_marks_become_what_they_mean(text: str, plain: str, styled: list[str]) -> None:
    """Factors, indices and brackets stay as they are."""
    content = marked(text)
    assert content.plain == plain
    assert [plain[span.start : span.end] for span in content.spans] == styled


def test_lines_hang_below_the_first_word() -> None:
    """Those of a rule, which begins further in, below its own."""
    lines = in_lines(Content("w = 0 at the start\n  by: it is given so"), 16, Content("› 1  "))
    assert lines.plain.split("\n") == [
        "› 1  w = 0 at",
        "     the start",
        "       by: it is",
        "       given so",
    ]


def test_a_style_goes_on_in_the_next_line() -> None:
    """It is cut with the words."""
    lines = in_lines(marked("a **bold word** here"), 7)
    assert lines.plain == "a bold\nword\nhere"
    assert [lines.plain[span.start : span.end] for span in lines.spans] == ["bold", "word"]


def test_letters_wider_than_a_column_are_left_to_textual() -> None:
    """They are not counted here."""
    assert in_lines(Content("定理 定理 定理"), 6).plain == "定理 定理 定理"


class Narrow(App[None]):
    """Words that have no room at all."""

    CSS = "Words, Text { width: 0; }"

    def compose(self) -> ComposeResult:
        """Compose both kinds."""
        yield Words("Some words to be broken.")
        yield Text("Some words to be broken.")


async def test_words_without_room_take_no_row() -> None:
    """As beside a picture and a scroll bar in a tiny terminal."""
    app = Narrow()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.query_one(Words).size.area == 0
        assert app.query_one(Text).size.area == 0
