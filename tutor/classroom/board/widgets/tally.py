"""The answers of the room, with the votes of the last two rounds side by side."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.classroom.board.columns import fitted
from tutor.classroom.board.poll import Bar, Standing, bars, in_sight
from tutor.course.lesson import Kind, Question
from tutor.record.votes import Counted
from tutor.ui.twins import as_shown
from tutor.ui.widgets.proof_lines import with_rule
from tutor.ui.widgets.wording import in_lines, marked

_INDENT = "     "
_COUNT = 4
"""Columns of a count behind its bar."""
_WORDS = ("guess", "fairly", "sure")
_TYPED = "The answers are typed; s shows them with their counts."
_NONE = "No vote yet."


class Tally(Widget):
    """Shows a standing; the counts only where they are to be seen."""

    DEFAULT_CSS = """
    Tally { height: auto; width: 1fr; margin: 1 0 0 0; }
    """

    standing: reactive[Standing | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        standing = self.standing
        if standing is None or width <= 0:
            return []
        found, more = in_sight(bars(standing))
        shown = _labels(standing.question)
        if not counts_shown(standing):
            texts = [shown.get(bar.text, bar.text) for bar in found if bar.offered]
            rows = [
                row for n, text in enumerate(texts, 1) for row in self._option(n, text, "", width)
            ]
            return rows or [Content(_TYPED)]
        rows = list(_heading(standing.rounds, width)) if found else [Content(_NONE)]
        for number, bar in enumerate(found, 1):
            sign = "✓ right" if standing.poll.proved and bar.right else ""
            rows += self._option(number, shown.get(bar.text, bar.text), sign, width)
            rows += _bars(bar, standing.rounds, width)
        if more:
            rows.append(Content(f"and {more} more answers, each with fewer votes"))
        return rows

    def _option(self, number: int, text: str, sign: str, width: int) -> list[Content]:
        """An answer behind its number, in as many rows as it needs."""
        words = marked(text)
        if sign:
            words = words + Content.styled(f"  {sign}", "bold $text-success")
        lead = Content(f"{number:>3}  ")
        return in_lines(as_shown(self, words), width, lead).split("\n", allow_blank=True)


def counts_shown(standing: Standing) -> bool:
    """Whether the counts are to be seen."""
    return standing.poll.shown or standing.poll.proved


def changed(standing: Standing) -> str:
    """How many of those who voted twice answer otherwise now; empty in the first round."""
    now = standing.rounds[-1]
    both = sum(now.moved.values())
    if not both:
        return ""
    other = sum(count for (before, after), count in now.moved.items() if before != after)
    begin = f"Of {both} who voted in both rounds, {other} changed their answer"
    if not standing.judged:
        return f"{begin}."
    return f"{begin}: {now.to_right} from wrong to right, {now.to_wrong} from right to wrong."


def _labels(question: Question | None) -> dict[str, str]:
    """How an answer is shown that is not shown as it is given: a line of a proof has its rule."""
    if question is None or question.kind is not Kind.FALSE_LINE:
        return {}
    return {line.formula: with_rule(line) for line in question.lines}


def _columns(width: int, rounds: Sequence[Counted]) -> int:
    """The width of a round's column."""
    return max((width - len(_INDENT)) // min(len(rounds), 2) - 1, 1)


def _heading(rounds: Sequence[Counted], width: int) -> Iterator[Content]:
    if len(rounds) < 2:
        return
    column = _columns(width, rounds)
    begin = len(rounds) - 1
    cells = [f"round {n}: {c.voters} votes" for n, c in enumerate(rounds[-2:], begin)]
    yield Content.styled(_INDENT + " ".join(fitted(cell, column) for cell in cells), "$primary")


def _bars(bar: Bar, rounds: Sequence[Counted], width: int) -> Iterator[Content]:
    """The votes of an answer as bars, and below them how sure they were."""
    column = _columns(width, rounds)
    votes = zip(bar.counts[-2:], rounds[-2:], strict=True)
    cells = [_cell(count, counted.voters, column) for count, counted in votes]
    yield Content.styled(_INDENT + " ".join(cells), "$primary")
    words = [_confidence(sure) for sure in bar.sure[-2:]]
    if any(words):
        text = " ".join(fitted(word, column) for word in words)
        yield Content.styled(_INDENT + text.rstrip(), "$secondary")


def _cell(count: int, voters: int, column: int) -> str:
    """A bar as long as its share of the round, with its count; a single vote is seen as well."""
    room = max(column - _COUNT, 1)
    length = max(count * room // voters, 1) if count else 0
    return fitted(f"{'█' * length} {count}".strip(), column)


def _confidence(sure: tuple[int, int, int]) -> str:
    named = zip(reversed(sure), reversed(_WORDS), strict=True)
    return ", ".join(f"{count} {word}" for count, word in named if count)
