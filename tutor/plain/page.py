"""The text of a page in lines, up to where the learner goes on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.course.keys import with_usual_keys
from tutor.course.lesson import Block, Derivation, Keep, Lab, Line, Page, Prose, Question, Recall
from tutor.course.marks import unmarked
from tutor.course.values import Values, fill
from tutor.plain.asked import say_line
from tutor.plain.dialogue import Dialogue
from tutor.plain.prose import paragraphs
from tutor.plain.question import say_part
from tutor.record.store import Record
from tutor.ui.verdict import recalled


@dataclass(slots=True)
class PageText:
    """What is said of a page, and what is still to be said."""

    dialogue: Dialogue
    record: Record
    page: Page
    values: Callable[[], Values | None]
    """The numbers of the running experiment."""
    whole: bool
    """Whether derivations are said at once, and not a line at a time."""
    waiting: list[Block] = field(init=False)
    """The blocks that are not said yet."""
    growing: list[Line] = field(default_factory=list)
    """The lines of a derivation that are not said yet."""
    worked: list[Line] = field(default_factory=list)
    """The lines that are said, and whose numbers follow the learner's."""
    _live: bool = False
    """Whether the lines that grow are such lines."""

    def __post_init__(self) -> None:
        self.waiting = [block for block in self.page.blocks if not isinstance(block, Lab)]

    @property
    def ended(self) -> bool:
        """Whether all is said."""
        return not self.waiting and not self.growing

    def say_on(self) -> Question | None:
        """Say the page on up to the next line to wait for, or to a question, which is given."""
        if self.growing:
            self._say_line()
        while self.waiting and not self.growing:
            block = self.waiting.pop(0)
            self.dialogue.say()
            if isinstance(block, Question):
                return block
            self._say(block)
        return None

    def _say(self, block: Block) -> None:
        match block:
            case Prose(text):
                for paragraph in paragraphs(with_usual_keys(text)):
                    self.dialogue.say(paragraph)
            case Derivation(lines, live):
                self.growing, self._live = list(lines), live
                self._say_line()
                while self.growing and self.whole:
                    self._say_line()
            case Recall(question):
                say_part(self.dialogue, recalled(self.record, question))
            case Keep(text):
                self.dialogue.say(f"Keep: {unmarked(text)}")

    def _say_line(self) -> None:
        line = self.growing.pop(0)
        if self._live:
            self.worked.append(line)
        say_line(self.dialogue, self._filled(line) if self._live else line)

    def say_worked(self) -> None:
        """Say the lines again whose numbers are others now."""
        for line in self.worked:
            say_line(self.dialogue, self._filled(line))

    def _filled(self, line: Line) -> Line:
        values = self.values()
        return Line(fill(line.formula, values), fill(line.rule, values))
