"""ASCII twins on the screen, for a terminal that knows no other letters.

A text gets its twins before it is laid out, as many are longer than their symbols: η is eta. What
has no other width gets them cell by cell at the end: frames, scroll bars and pictures.
"""

from functools import partial
from itertools import accumulate
from typing import TypeVar

from rich.segment import Segment
from textual.color import Color
from textual.content import Content, Span
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tutor.capabilities import Look
from tutor.course.notation import in_ascii, in_cells, twins

Text = TypeVar("Text", str, Content)

_USUAL = Look()
"""That of an app which has none of its own."""


def as_shown(widget: Widget, text: Text) -> Text:
    """A text as the terminal of a widget can show it; for a widget that lays it out by itself."""
    return in_twins(text) if writes_ascii(widget) else text


def writes_ascii(widget: Widget) -> bool:
    """Whether all that a widget shows has to be ASCII."""
    look: Look = getattr(widget.app, "look", _USUAL)
    return look.ascii


def in_twins(text: Text) -> Text:
    """A text with its twins, in the styles of their symbols."""
    return in_ascii(text) if isinstance(text, str) else _content(text)


def _content(text: Content) -> Content:
    if text.plain.isascii():
        return text
    parts = twins(text.plain)
    at = [0, *accumulate(map(len, parts))]
    spans = [
        Span(at[max(span.start, 0)], at[min(span.end, len(parts))], span.style)
        for span in text.spans
    ]
    return Content("".join(parts), spans)


def with_twins(widget: Widget) -> None:
    """Give all texts of a widget their twins, as long as its app writes ASCII."""
    # On the widget alone, so that another learner's in the same process is Textual's own.
    vars(widget)["_render"] = partial(_render, widget)
    if isinstance(widget, OptionList):
        vars(widget)["_get_visual"] = partial(_get_visual, widget)
    if isinstance(widget, Input):
        widget.placeholder = in_ascii(widget.placeholder)


def write_anew(widget: DOMNode) -> None:
    """Lay out and draw a widget whose app has another look now."""
    if isinstance(widget, Widget):
        if writes_ascii(widget):
            with_twins(widget)
        widget.notify_style_update()
        widget.refresh(layout=True)


def _render(widget: Widget) -> Visual:
    return _shown(widget, type(widget)._render(widget))  # noqa: SLF001 - Textual has no other place


def _get_visual(options: OptionList, option: Option) -> Visual:
    return _shown(options, type(options)._get_visual(options, option))  # noqa: SLF001


def _shown(widget: Widget, visual: Visual) -> Visual:
    if not writes_ascii(widget):
        return visual
    if isinstance(visual, Content):
        return in_twins(visual)
    if isinstance(visual, Laid):
        return visual.in_twins()
    return visual


class Laid(Visual):
    """A visual of ours that lays out a text by itself."""

    def in_twins(self) -> Visual:
        """The same with its twins."""
        raise NotImplementedError


class AsciiCells(LineFilter):
    """Writes an ASCII character into every cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, as wide as before."""
        return [
            segment if segment.text.isascii() else Segment(in_cells(segment.text), *segment[1:])
            for segment in segments
        ]


ASCII_CELLS = AsciiCells()
