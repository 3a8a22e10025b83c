"""A question from its prompt to its explanation: answer, confidence, verdict with the proof."""

from dataclasses import dataclass
from time import monotonic

from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tutor.course.lesson import Question
from tutor.course.question import Graded, grade
from tutor.course.typed import NONE
from tutor.errors import TutorError
from tutor.ui.keys import bindings
from tutor.ui.verdict import CONFIDENCE
from tutor.ui.widgets.answer import ANSWER, kept_widgets
from tutor.ui.widgets.choices import Choices, Options
from tutor.ui.widgets.proof_lines import OrderAnswer
from tutor.ui.widgets.question_shown import QuestionShown
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Words, marked

__all__ = ["CONFIDENCE", "QuestionView"]

UNDO_SECONDS = 5
"""For so long an answer can be taken back."""
_SLIP = f"Take a slip of the finger back, for {UNDO_SECONDS} seconds"
_NONE = "question.none"
NOT_ASKED = 0
"""The confidence of who was not asked for it."""


class QuestionView(QuestionShown):
    """Asks one question. Knows nothing of where it is asked."""

    BINDINGS = bindings(
        (
            ("h", "hint", "Hint", "A hint: first a question, last the step", "question.hint"),
            ("z", "undo", "Undo", _SLIP, "question.undo"),
            ("down", "none", "None", "To the answer below the field, that there is none", _NONE),
            ("up", "field", "Field", "Back to the field above", "question.field"),
        ),
        *("h", "z", "down"),
    )

    @dataclass
    class Answered(Message):
        """The learner answered and was told."""

        question: Question
        graded: Graded
        confidence: int
        """1 to 3, or 0 where none was asked for."""
        hints: int
        seconds: float
        """From the question's appearance to the answer."""

    @dataclass
    class Undone(Message):
        """The answer was a slip of the finger; the question is open again."""

        question: Question

    @dataclass
    class Stuck(Message):
        """The last hint is read, and there is no answer yet."""

    undoable: var[bool] = var(default=False)
    """Whether the answer may still be taken back."""

    def __init__(  # noqa: PLR0913 - those of what shows one, and another one
        self,
        question: Question,
        *,
        name: str = "",
        later: str = "",
        told: Content | None = None,
        given: str | None = None,
        confidence: bool = True,
    ) -> None:
        """Ask a question; the arguments are those of what shows one.

        `confidence` says whether to ask how sure the learner is, before the verdict.
        """
        super().__init__(question, name=name, later=later, told=told, given=given)
        self.hints_used = 0
        self.skipped = False
        self._undoing: Timer | None = None
        self._asks_confidence = confidence
        self._shown_at = monotonic()

    @property
    def begun(self) -> bool:
        """Whether an answer is half given, or can still be taken back."""
        if self.given is not None:
            return self.undoable or not self.answered
        typed = any(field.value for field in self.query(Input))
        return typed or any(answer.order for answer in self.query(OrderAnswer))

    @property
    def stuck(self) -> bool:
        """Whether all hints are read, and there is no answer."""
        hints = len(self.question.hints)
        return 0 < hints == self.hints_used and not (self.answered or self.skipped)

    def focus_answer(self, *, in_sight: bool = False) -> None:
        """Put the focus where the answer goes; where that is in sight, nothing scrolls to it."""
        for field in self.query("Choices, Input, OrderAnswer").results(Widget):
            # What has no place as yet would be looked for at the top of the page.
            field.focus(scroll_visible=field.region.height > 0 and not in_sight)
            return
        if self.answered:
            self.focus(scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No hint where there is none left, and no answer but to an open question."""
        if action == "hint":
            return self.given is None and self.hints_used < len(self.question.hints)
        if action == "undo":
            return self.undoable
        if action in {"none", "field"}:
            there = isinstance(self.screen.focused, Input if action == "none" else Choices)
            return self.given is None and self.question.search is not None and there
        return super().check_action(action, parameters)

    async def on_choices_picked(self, event: Choices.Picked) -> None:
        """An answer first, then how sure."""
        event.stop()
        if self.answered:
            return
        if self.given is None:
            searched = self.question.search is not None
            await self._take(NONE if searched else self.question.options[event.index].text)
        else:
            await self._grade(event.index + 1)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A number first, then how sure."""
        event.stop()
        if not event.value.strip():
            # Enter reads on; here it came a key too early.
            for title in self.screen.query(TitleBar):
                title.say("write your answer, then press {number.answer:enter}")
            return
        try:
            grade(self.question, event.value)
        except TutorError as error:
            self.say(".wrong", f"✗ {error}")
            return
        await self._take(event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was refused is being mended, so the reason has done its work."""
        event.stop()
        self.say(".wrong", "")

    async def _take(self, given: str) -> None:
        self.given = given
        self.say(".wrong", "")
        answers = [*self.query(f".{ANSWER}")]
        if not self._asks_confidence:
            self.mount(*kept_widgets(self.question), before=self.query_one(".wrong"))
            await self._grade(NOT_ASKED)
            return
        how = Options(CONFIDENCE, pointed=False, id="confidence")
        self.mount(
            *kept_widgets(self.question),
            Words(marked(f"Your answer: {given}\nHow sure are you?"), classes="sure"),
            how,
            before=self.query_one(".wrong"),
        )
        # Before what has the keys goes: else the question above would get them, and be scrolled to.
        self.screen.set_focus(how, scroll_visible=False)
        # Then it stands where it stays; till then it may be scrolled to further down.
        await self.remove_children(answers)
        self.post_message(self.Grew(how))

    async def _grade(self, confidence: int) -> None:
        if self.given is None:
            return
        self.answered = True
        graded = grade(self.question, self.given)
        self.can_focus = True
        self.screen.set_focus(self, scroll_visible=False)
        gone = self.query(f".{ANSWER}, .sure, #confidence, .hints").remove()
        feedback = self.query_one(".feedback", Words)
        feedback.update(self.said(graded, confidence))
        feedback.display = True
        self.refresh_bindings()
        seconds = monotonic() - self._shown_at
        self.post_message(
            self.Answered(self.question, graded, confidence, self.hints_used, seconds)
        )
        self.undoable = True
        self._undoing = self.set_timer(UNDO_SECONDS, self._keep_for_good)
        await gone
        self.post_message(self.Grew(feedback))

    def _keep_for_good(self) -> None:
        """The time to take the answer back is over."""
        self.undoable = False
        self.refresh_bindings()

    async def action_undo(self) -> None:
        """The answer was a slip of the finger: ask again."""
        if self._undoing is not None:
            self._undoing.stop()
        self.undoable = self.answered = False
        self.given = None
        self.can_focus = False
        await self.recompose()
        self._say_hints()
        self.post_message(self.Undone(self.question))
        self.call_after_refresh(self.focus_answer)

    def action_hint(self) -> None:
        """The next rung of the ladder."""
        self.hints_used += 1
        self._say_hints()
        self.refresh_bindings()
        if self.stuck:
            self.post_message(self.Stuck())

    def _say_hints(self) -> None:
        hints = self.question.hints[: self.hints_used]
        self.say(".hints", Content("\n").join(Content("? ") + marked(hint) for hint in hints))

    def action_none(self) -> None:
        """From the field to the option below it, that nothing is to be written there."""
        for choices in self.query(Choices):
            choices.focus()
            choices.highlighted = 0

    def action_field(self) -> None:
        """Back from that option to the field."""
        for choices in self.query(Choices):
            choices.highlighted = None
        self.focus_answer()

    async def on_order_answer_given(self, event: OrderAnswer.Given) -> None:
        """An order first, then how sure."""
        event.stop()
        await self._take(event.order)
