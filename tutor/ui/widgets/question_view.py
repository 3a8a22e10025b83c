"""A question from its prompt to its explanation: answer, confidence, verdict with the proof."""

from dataclasses import dataclass
from time import monotonic

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.course.lesson import Lab, Question
from tutor.course.question import Graded, grade, lab_of
from tutor.course.typed import NONE
from tutor.errors import TutorError
from tutor.ui.widgets.answer import ANSWER, answer_widgets, kept_widgets
from tutor.ui.widgets.choices import Choices, Options
from tutor.ui.widgets.feedback import CONFIDENCE, feedback
from tutor.ui.widgets.proof_lines import OrderAnswer
from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Words, marked

__all__ = ["CONFIDENCE", "QuestionView"]

UNDO_SECONDS = 5
"""For so long an answer can be taken back."""


class QuestionView(Vertical):
    """Asks one question. Knows nothing of where it is asked."""

    DEFAULT_CSS = """
    QuestionView {
        height: auto;
        margin: 1 0 0 0;
        padding: 0 0 0 1;
        border-left: outer $success;
        .kind { color: $text-success; text-style: bold; }
        Markdown { margin: 0; padding: 0; background: transparent; }
        Markdown > *:last-child { margin: 0; }
        ProofLines, OrderAnswer, .sure { margin: 1 0 0 0; }
        #confidence, .below { margin: 0; }
        .hints { color: $text-muted; height: auto; display: none; }
        .wrong { color: $error; height: auto; display: none; }
        .feedback { height: auto; margin: 1 0 0 0; display: none; }
    }
    """
    BINDINGS = [
        Binding(
            "h",
            "hint",
            "Hint",
            tooltip="A hint: first a question, last the step",
            id="question.hint",
        ),
        Binding(
            "m",
            "show_me",
            "Show me",
            tooltip="Open the lab on this experiment",
            id="question.show_me",
        ),
        Binding(
            "z",
            "undo",
            "Undo",
            tooltip=f"Take a slip of the finger back, for {UNDO_SECONDS} seconds",
            id="question.undo",
        ),
        Binding(
            "down",
            "none",
            "None",
            key_display="↓",
            tooltip="To the answer below the field, that there is none",
            id="question.none",
        ),
        Binding(
            "up",
            "field",
            "Field",
            show=False,
            tooltip="Back to the field above",
            id="question.field",
        ),
    ]

    @dataclass
    class Answered(Message):
        """The learner answered and was told."""

        question: Question
        graded: Graded
        confidence: int
        hints: int
        seconds: float
        """From the question's appearance to the answer."""

    @dataclass
    class Undone(Message):
        """The answer was a slip of the finger; the question is open again."""

        question: Question

    @dataclass
    class Grew(Message):
        """More is shown, and has to be brought into sight."""

        part: Widget

    @dataclass
    class ShowMe(Message):
        """The learner wants to see it happen."""

        lab: Lab

    undoable: var[bool] = var(default=False)
    """Whether the answer may still be taken back."""

    def __init__(self, question: Question, *, name: str = "Question") -> None:
        super().__init__()
        self.question = question
        self.heading = name
        self.hints_used = 0
        self.given: str | None = None
        self.answered = False
        self.skipped = False
        self._undoing: Timer | None = None
        self._shown_at = monotonic()

    def compose(self) -> ComposeResult:
        """Prompt, answers, and the places of what is said later."""
        yield Static(self._kind, classes="kind", markup=False)
        yield Text(self.question.prompt)
        yield from answer_widgets(self.question)
        yield Words(classes="wrong")
        yield Words(classes="hints")
        yield Words(classes="feedback")

    def focus_answer(self) -> None:
        """Put the focus where the answer goes."""
        for field in self.query("Choices, Input, OrderAnswer").results(Widget):
            field.focus()
            break

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No hint where there is none left, nothing to show where there is no experiment."""
        if action == "hint":
            return self.given is None and self.hints_used < len(self.question.hints)
        if action == "undo":
            return self.undoable
        if action == "show_me":
            return self.answered and self.question.lab is not None
        if action in {"none", "field"}:
            there = isinstance(self.screen.focused, Input if action == "none" else Choices)
            return self.given is None and self.question.search is not None and there
        return True

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """An answer first, then how sure."""
        event.stop()
        if self.answered:
            return
        if self.given is None:
            searched = self.question.search is not None
            self._take(NONE if searched else self.question.options[event.index].text)
        else:
            self._grade(event.index + 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A number first, then how sure."""
        event.stop()
        if not event.value.strip():
            # Enter reads on; here it came a key too early.
            for title in self.screen.query(TitleBar):
                title.say("write your answer, then press enter")
            return
        try:
            grade(self.question, event.value)
        except TutorError as error:
            self._say(".wrong", f"✗ {error}")
            return
        self._take(event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was refused is being mended, so the reason has done its work."""
        event.stop()
        self._say(".wrong", "")

    def _take(self, given: str) -> None:
        self.given = given
        self._say(".wrong", "")
        self.query(f".{ANSWER}").remove()
        how = Options(CONFIDENCE, pointed=False, id="confidence")
        self.mount(
            *kept_widgets(self.question),
            Words(marked(f"Your answer: {given}\nHow sure are you?"), classes="sure"),
            how,
            before=self.query_one(".wrong"),
        )
        how.focus()
        self.post_message(self.Grew(how))

    def _grade(self, confidence: int) -> None:
        if self.given is None:
            return
        self.answered = True
        graded = grade(self.question, self.given)
        self.query(".sure, #confidence, .hints").remove()
        self.query_one(".feedback", Words).update(feedback(self.question, graded, confidence))
        self.query_one(".feedback").display = True
        self.refresh_bindings()
        self.can_focus = True
        self.focus(scroll_visible=False)
        self.post_message(self.Grew(self.query_one(".feedback")))
        seconds = monotonic() - self._shown_at
        self.post_message(
            self.Answered(self.question, graded, confidence, self.hints_used, seconds)
        )
        self.undoable = True
        self._undoing = self.set_timer(UNDO_SECONDS, self._keep_for_good)

    def show_saved(self) -> None:
        """Say that the answer is kept, whatever happens now."""
        if self.answered:
            self.query_one(".kind", Static).update(f"{self._kind} · saved")

    @property
    def _kind(self) -> str:
        return "Predict" if self.question.predict else self.heading

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

    def _say_hints(self) -> None:
        hints = self.question.hints[: self.hints_used]
        self._say(".hints", Content("\n").join(Content("? ") + marked(hint) for hint in hints))

    def action_show_me(self) -> None:
        """Ask for the lab."""
        lab = lab_of(self.question, self.given)
        if lab is not None:
            self.post_message(self.ShowMe(lab))

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

    def on_order_answer_given(self, event: OrderAnswer.Given) -> None:
        """An order first, then how sure."""
        event.stop()
        self._take(event.order)

    def _say(self, selector: str, text: Content | str) -> None:
        place = self.query_one(selector, Words)
        place.update(text)
        place.display = bool(text)
        if text:
            self.post_message(self.Grew(place))
