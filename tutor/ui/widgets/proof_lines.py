"""The lines of a proof in a question, and the order in which the learner puts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.course.lesson import Line
from tutor.course.notation import wrap, wrap_words
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.twins import as_shown
from tutor.ui.widgets.title import TitleBar

INDENT = 4
_RULE_INDENT = 2
"""As far as a rule stands further in than its formula where both are an option."""
_OPEN = "·"
"""A place in the order that is not taken yet."""


def with_rule(line: Line) -> str:
    """A line of a proof as an option, its rule below it."""
    return f"{line.formula}\n{' ' * _RULE_INDENT}by: {line.rule}" if line.rule else line.formula


class ProofLines(Widget):
    """All lines of a proof, each with its rule; nothing in them is marked."""

    DEFAULT_CSS = """
    ProofLines { height: auto; width: 1fr; }
    """

    def __init__(self, lines: Sequence[Line], *, numbered: bool = False) -> None:
        super().__init__()
        self.lines = tuple(lines)
        self.numbered = numbered

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the lines need at this width."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        rows: list[Content] = []
        for number, line in enumerate(self.lines, 1):
            lead = f"{number}  " if self.numbered else ""
            room = max(width - len(lead), 1)
            formula, rule = as_shown(self, line.formula), as_shown(self, line.rule)
            for row, (start, end) in enumerate(wrap(formula, room, INDENT)):
                text = formula[start:end]
                rows.append(Content(f"{' ' * (len(lead) + INDENT) if row else lead}{text}"))
            if rule:
                rows += [
                    Content.styled(rule[start:end], "$secondary").pad_left(len(lead) + INDENT)
                    for start, end in wrap_words(rule, room - INDENT)
                ]
        return rows


GIVES = "{order.answer:enter} gives it"
TAKES = ", {order.back:⌫} takes one back"


class OrderAnswer(Widget, can_focus=True):
    """The order so far: a number adds a line, backspace takes the last one back."""

    DEFAULT_CSS = """
    OrderAnswer { height: auto; width: 1fr; }
    """
    BINDINGS = [
        Binding(
            "enter,space",
            "give",
            "Answer",
            key_display="enter",
            tooltip="Give this order, once every line stands in it",
            id="order.answer",
        ),
        Binding(
            "backspace",
            "take_back",
            "Take back",
            show=False,
            tooltip="Take the last line out of the order",
            id="order.back",
        ),
    ]

    order: reactive[tuple[int, ...]] = reactive((), layout=True)

    @dataclass
    class Given(Message):
        """The order is the answer."""

        order: str

    def __init__(self, count: int) -> None:
        super().__init__(classes="answer")
        self.count = count

    def render(self) -> Content:
        """The numbers of the lines that stand in the order, and what to press."""
        places = [str(line) for line in self.order] + [_OPEN] * (self.count - len(self.order))
        hint = GIVES if self._full else "press the number of the next line"
        if self.order:
            hint += TAKES
        told = with_keys(hint, keys_of(self.app))
        return Content(f"Your order: {' '.join(places)}   {told}")

    @property
    def _full(self) -> bool:
        return len(self.order) == self.count

    def on_key(self, event: Key) -> None:
        """A number adds its line, unless it stands there."""
        if event.character is None or event.character not in "123456789":
            return
        event.stop()
        line = int(event.character)
        if line in self.order:
            self._say(f"line {line} stands in your order already")
        elif line <= self.count:
            self.order = (*self.order, line)

    def action_take_back(self) -> None:
        """Take the last line out again."""
        self.order = self.order[:-1]

    def action_give(self) -> None:
        """Give the order, if it is one."""
        if self._full:
            self.post_message(self.Given(" ".join(map(str, self.order))))
        else:
            self._say("press the number of the next line")

    def _say(self, text: str) -> None:
        for title in self.screen.query(TitleBar):
            title.say(text)
