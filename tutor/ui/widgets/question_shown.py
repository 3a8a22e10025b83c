"""A question as it is shown: its prompt, the places of what is said, and the way into the lab."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.lesson import Lab, Question
from tutor.course.question import Graded, lab_of
from tutor.ui.widgets.answer import ANSWER, answer_widgets, kept_widgets
from tutor.ui.widgets.feedback import awaiting, feedback
from tutor.ui.widgets.prose import Text
from tutor.ui.widgets.wording import Words


class QuestionShown(Vertical):
    """A question with what is said of it. Whether it can be answered is left to others."""

    DEFAULT_CSS = """
    QuestionShown {
        height: auto;
        margin: 1 0 0 0;
        padding: 0 0 0 1;
        border-left: outer $success;
        .kind { color: $text-success; text-style: bold; }
        Markdown { margin: 0; padding: 0; background: transparent; }
        Markdown > MarkdownBlock:last-child { margin: 0; }
        ProofLines, OrderAnswer, .sure { margin: 1 0 0 0; }
        #confidence, .below { margin: 0; }
        .hints { color: $text-muted; height: auto; display: none; }
        .wrong { color: $error; height: auto; display: none; }
        .feedback { height: auto; margin: 1 0 0 0; display: none; }
    }
    """
    BINDINGS = [
        Binding(
            "m",
            "show_me",
            "Show me",
            tooltip="Open the lab on this experiment",
            id="question.show_me",
        ),
        Binding(
            "y",
            "copy",
            "Copy",
            tooltip="Copy the command that opens this experiment",
            id="question.copy",
        ),
    ]

    @dataclass
    class Copy(Message, namespace="question_view"):
        """The learner wants the command that opens this experiment."""

        lab: Lab

    @dataclass
    class Grew(Message, namespace="question_view"):
        """More is shown, and has to be brought into sight."""

        part: Widget

    @dataclass
    class ShowMe(Message, namespace="question_view"):
        """The learner wants to see it happen."""

        lab: Lab

    def __init__(
        self,
        question: Question,
        *,
        name: str = "",
        later: str = "",
        told: Content | None = None,
        given: str | None = None,
    ) -> None:
        """Show a question.

        Args:
            question: What is asked.
            name: Stands above it.
            later: What is said to an answer where its verdict comes later.
            told: What is said of the question from the beginning: then it is not to be answered.
            given: The answer of which this is said, if there was one.
        """
        super().__init__()
        self.question = question
        self.heading = name or ("Predict" if question.predict else "Question")
        self.later = later
        self.told = told
        self.given = given
        self.answered = told is not None

    def compose(self) -> ComposeResult:
        """Prompt, answers, and the places of what is said later."""
        yield Static(self.heading, classes="kind", markup=False)
        yield Text(self.question.prompt)
        asked = answer_widgets(self.question)
        if self.told is None:
            yield from asked
        else:
            yield from (widget for widget in asked if not widget.has_class(ANSWER))
            yield from kept_widgets(self.question)
        yield Words(classes="wrong")
        yield Words(classes="hints")
        yield Words(self.told or "", classes="feedback")

    def on_mount(self) -> None:
        """Where all is said, it is shown."""
        if self.told is not None:
            self.query_one(".feedback").display = self.can_focus = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is to be shown where there is no experiment, or before the verdict."""
        if action in {"show_me", "copy"}:
            return self.answered and not self.later and self.question.lab is not None
        return super().check_action(action, parameters)

    def said(self, graded: Graded, confidence: int) -> Content:
        """What is said to an answer: the verdict, or what comes before it."""
        if not self.later:
            return feedback(self.question, graded, confidence)
        return awaiting(graded.given, confidence, self.later)

    def show_saved(self) -> None:
        """Say that the answer is kept, whatever happens now."""
        if self.answered:
            self.query_one(".kind", Static).update(f"{self.heading} · saved")

    def action_show_me(self) -> None:
        """Ask for the lab."""
        lab = lab_of(self.question, self.given)
        if lab is not None:
            self.post_message(self.ShowMe(lab))

    def action_copy(self) -> None:
        """Ask for the command that opens the lab."""
        lab = lab_of(self.question, self.given)
        if lab is not None:
            self.post_message(self.Copy(lab))

    def say(self, selector: str, text: Content | str) -> None:
        """Put a text into its place, or empty it."""
        place = self.query_one(selector, Words)
        place.update(text)
        place.display = bool(text)
        if text:
            self.post_message(self.Grew(place))
