"""A question from its prompt to its explanation: answer, confidence, verdict with the proof."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Markdown, Static

from tutor.course.lesson import Kind, Lab, Question
from tutor.course.proof import words
from tutor.course.question import Graded, grade
from tutor.errors import TutorError
from tutor.ui.running import Running
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.number_field import NumberAnswer

CONFIDENCE = ("a guess", "fairly sure", "sure")


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
        Choices, NumberAnswer { margin: 0; }
        .hints { color: $text-muted; height: auto; }
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
    ]

    @dataclass
    class Answered(Message):
        """The learner answered and was told."""

        question: Question
        graded: Graded
        confidence: int
        hints: int

    @dataclass
    class Grew(Message):
        """More is shown, and has to be brought into sight."""

        part: Widget

    @dataclass
    class ShowMe(Message):
        """The learner wants to see it happen."""

        lab: Lab

    def __init__(self, question: Question, *, name: str = "Question") -> None:
        super().__init__()
        self.question = question
        self.heading = name
        self.hints_used = 0
        self.given: str | None = None
        self.answered = False
        self.skipped = False

    def compose(self) -> ComposeResult:
        """Prompt, answers, and the places of what is said later."""
        yield Static(
            "Predict" if self.question.predict else self.heading, classes="kind", markup=False
        )
        yield Markdown(self.question.prompt)
        if self.question.kind is Kind.NUMBER:
            yield NumberAnswer()
        else:
            texts = [option.text for option in self.question.options]
            yield Choices(texts, pointed=False, id="answers")
        yield Static(classes="wrong", markup=False)
        yield Static(classes="hints", markup=False)
        yield Static(classes="feedback", markup=False)

    def focus_answer(self) -> None:
        """Put the focus where the answer goes."""
        for field in self.query("Choices, Input"):
            field.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No hint where there is none left, nothing to show where there is no experiment."""
        if action == "hint":
            return not self.answered and self.hints_used < len(self.question.hints)
        if action == "show_me":
            return self.answered and self.question.lab is not None
        return True

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """An answer first, then how sure."""
        event.stop()
        if self.answered:
            return
        if self.given is None:
            self._take(self.question.options[event.index].text)
        else:
            self._grade(event.index + 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A number first, then how sure."""
        event.stop()
        if not event.value.strip():
            return  # Enter reads on; here it came a key too early.
        try:
            grade(self.question, event.value)
        except TutorError as error:
            self._say(".wrong", f"✗ {error}")
            return
        self._say(".wrong", "")
        self._take(event.value)

    def _take(self, given: str) -> None:
        self.given = given
        for field in self.query("#answers, Input"):
            field.remove()
        how = Choices(CONFIDENCE, pointed=False, id="confidence")
        self.mount(
            Static(f"Your answer: {given}\nHow sure are you?", classes="sure", markup=False),
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
        self.query_one(".feedback", Static).update(_feedback(self.question, graded, confidence))
        self.query_one(".feedback").display = True
        self.refresh_bindings()
        self.can_focus = True
        self.focus(scroll_visible=False)
        self.post_message(self.Grew(self.query_one(".feedback")))
        self.post_message(self.Answered(self.question, graded, confidence, self.hints_used))

    def action_hint(self) -> None:
        """The next rung of the ladder."""
        self.hints_used += 1
        hints = self.question.hints[: self.hints_used]
        self._say(".hints", "\n".join(f"? {hint}" for hint in hints))
        self.refresh_bindings()

    def action_show_me(self) -> None:
        """Ask for the lab."""
        if self.question.lab is not None:
            self.post_message(self.ShowMe(self.question.lab))

    def _say(self, selector: str, text: str) -> None:
        place = self.query_one(selector, Static)
        place.update(text)
        place.display = bool(text)
        if text:
            self.post_message(self.Grew(place))


def _feedback(question: Question, graded: Graded, confidence: int) -> Content:
    """The verdict in words, the explanation of this answer, and the engine's proof."""
    mark = (
        Content.styled("✓ Right. ", "bold $text-success")
        if graded.right
        else Content.styled("✗ Not so. ", "bold $text-error")
    )
    lines = [
        Content(f"Your answer: {graded.given} ({CONFIDENCE[confidence - 1]})"),
        mark + graded.option.explanation,
    ]
    if not graded.right and question.kind is not Kind.YESNO:
        right = next(option for option in question.options if option.right)
        lines.append(
            Content(
                f"Right is: {right.text} {right.explanation}"
                if question.kind is Kind.CHOICE
                else f"Right is {right.text}. {right.explanation}"
            )
        )
    running = Running.of(question.lab) if question.kind is Kind.YESNO and question.lab else None
    if running is not None and running.verdict is not None:
        lines.append(
            Content.styled("Proof: ", "bold") + words(running.verdict, running.a.experiment)
        )
    return Content("\n").join(lines)
