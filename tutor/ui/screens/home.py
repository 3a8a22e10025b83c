"""Home: the lessons with their state, and one key to go on."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tutor.course.library import Entry
from tutor.errors import TutorError
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.planning import QUESTION, fresh_seed, next_lesson, page_of, plan_of, state_of
from tutor.ui.room import note, opens_later
from tutor.ui.session import Session
from tutor.ui.widgets.choices import Choices
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar

if TYPE_CHECKING:  # The app brings this screen, and the lab comes when it is opened.
    from tutor.ui.app import TutorApp
    from tutor.ui.screens.lab import LabScreen

ALL_READ = (
    "All lessons are read. {home.quiz:u} asks you ten fresh questions, {home.lab:l} opens the lab."
)
EARLY = "opens later; {choices.choose:enter} opens it all the same"


class HomeScreen(Screen[None]):
    """Where everything begins and everything ends."""

    CSS_PATH = "home.tcss"
    HELP = """
The lessons lead to the answer. **{choices.choose:Enter}** opens the one with the pointer, where you
stopped.

**{home.lab:l}** is the lab, where you run perceptrons of your own; **{home.quiz:u}** is a quiz that
never runs out; **{home.review:r}** asks again what is about to be forgotten; **{home.progress:p}**
shows what you know, and what is due.
"""
    BINDINGS = [
        Binding("l", "lab", "Lab", tooltip="Run perceptrons of your own", id="home.lab"),
        Binding("u", "quiz", "Quiz", tooltip="Ten fresh questions", id="home.quiz"),
        Binding("r", "review", "Review", tooltip="Answer what is due", id="home.review"),
        Binding("p", "progress", "Progress", tooltip="What you know", id="home.progress"),
        Binding(
            "comma",
            "app.settings",
            "Settings",
            show=False,
            tooltip="Colours, ASCII, motion, keys, confidence",
            id="home.settings",
        ),
        Binding("right", "tour_on", "On", show=False, tooltip="The tour goes on", id="tour.on"),
        Binding("escape", "tour_end", "End", show=False, tooltip="Leave the tour", id="tour.end"),
        Binding("q", "app.quit", "Quit", tooltip="Leave; everything is saved", id="home.quit"),
    ]
    app: "TutorApp"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._lab: LabScreen | None = None
        """The learner's own, when it was open once."""
        self._chosen: Entry | None = None
        """The lesson to open as soon as the record is read."""
        self._early: Entry | None = None
        """The lesson of which was said that it opens later."""
        self._following: Entry | None = None
        """The lesson that comes next, as far as it was told here."""

    @property
    def passing(self) -> bool:
        """Keys typed ahead are for the lesson that opens in a moment."""
        return self._chosen is not None

    def compose(self) -> ComposeResult:
        """Title, question, lessons, what to do next."""
        yield TitleBar("perceptron-tutor")
        with VerticalScroll(can_focus=False):
            yield Static(QUESTION, id="question", markup=False)
            yield Choices(self._lines(), id="lessons")
        yield Static(id="next", markup=False)
        yield Static(id="due", markup=False)
        yield Static(id="notice", markup=False)
        yield Static(id="room", markup=False)
        yield Footer(palette=True)

    def on_mount(self) -> None:
        """Show where the learner is."""
        self.refresh_record()
        self.query_one(Choices).focus()

    def on_screen_resume(self) -> None:
        """Back from a lesson: its state has changed."""
        self.session.record.be("home")
        if self.query(Choices):
            self._following = None
            self.refresh_record()

    def on_screen_suspend(self) -> None:
        """Who goes somewhere knows the way."""
        if not self.app.screen.is_modal:
            self.action_tour_end()

    def on_record_changed(self) -> None:
        """Show it."""
        self.refresh_record()

    def refresh_record(self) -> None:
        """Show the record as it is now; open the lesson that was chosen before it was read."""
        record, entries = self.session.record, self.session.library.entries
        following = next_lesson(self.session)
        lessons = self.query_one(Choices)
        if (lines := tuple(self._lines())) != lessons.texts:
            lessons.show(lines)
        if following is not self._following or lessons.highlighted is None:
            # Else it stays where the learner has put it, whatever else is new.
            self._following = following
            lessons.highlighted = entries.index(following) if following else 0
        self.query_one(
            TitleBar
        ).state_text = f"{len(record.state.finished)} of {len(entries)} lessons read"
        self._say("#next", self._next(following))
        self._say("#due", self._due())
        self._say("#notice", f"! {record.notice}" if record.notice else "")
        told = note(self.session)
        self._say("#room", f"Your teacher: {told}" if told else "")
        if self._chosen is not None and record.loaded.is_set():
            chosen, self._chosen = self._chosen, None
            self.open_lesson(chosen)

    def _say(self, selector: str, text: str) -> None:
        text = with_keys(text, keys_of(self.app))
        line = self.query_one(selector, Static)
        if str(line.visual) != text:
            line.update(text)
        line.display = bool(text)

    def _lines(self) -> list[str]:
        wide = max(len(entry.title) for entry in self.session.library.entries)
        return [
            f"{entry.title:<{wide}}   {state_of(self.session, entry) or '·'}"
            for entry in self.session.library.entries
        ]

    def _next(self, following: Entry | None) -> str:
        record = self.session.record
        if following is None:
            return ALL_READ
        if opens_later(self.session, following):
            return f"Lesson {following.number}, {following.title}, opens later."
        at = record.state.reached.get(following.id)
        verb = "Begin" if not record.state.reached else "Go on"
        where = "" if at is None else f", page {page_of(self.session, following) + 1}"
        lesson = f"lesson {following.number}, {following.title}"
        return f"{verb} with {{choices.choose:enter}}: {lesson}{where}."

    def _due(self) -> str:
        """What is due for review; nothing before the record is read."""
        if not self.session.record.state.answers:
            return ""
        count = len(plan_of(self.session).due)
        if not count:
            return ""
        are = "s are" if count > 1 else " is"
        return f"{count} concept{are} due: {{home.review:r}} reviews them."

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Open the lesson with the pointer; one that opens later when it is chosen again."""
        entry = self.session.library.entries[event.index]
        if opens_later(self.session, entry) and entry is not self._early:
            self._early = entry
            self.query_one(TitleBar).say(EARLY)
        else:
            self.open_lesson(entry)

    def open_lesson(self, entry: Entry) -> None:
        """Open a lesson; one with a fault says what is wrong, and the others stay open."""
        from tutor.ui.screens.lesson import LessonScreen

        if not self.session.record.loaded.is_set():
            # Where it was left is known in a moment.
            self._chosen = entry
            self.query_one(TitleBar).say("reading the record")
            return
        try:
            lesson = self.session.library.lesson(entry.id)
        except TutorError as error:
            self.notify(
                str(error),
                title=f"Lesson {entry.number} cannot be opened",
                severity="error",
                markup=False,
            )
            return
        self.app.push_screen(LessonScreen(self.session, lesson, page_of(self.session, entry)))

    def action_lab(self) -> None:
        """Open the lab."""
        from tutor.ui.screens.lab import LabScreen

        if self._lab is None:
            # It is kept: to open it anew takes longer than anything else here.
            self._lab = LabScreen(self.session)
            self.app.install_screen(self._lab, "lab")
        else:
            self._lab.open_again()
        self.app.push_screen(self._lab)

    def action_review(self) -> None:
        """Ask what is due."""
        from tutor.ui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.session))

    def action_progress(self) -> None:
        """Show where the learner stands."""
        from tutor.ui.screens.progress import ProgressScreen
        from tutor.ui.screens.waiting import once_read

        self.app.push_screen(once_read(self.session, ProgressScreen))

    def action_quiz(self) -> None:
        """Open a quiz."""
        self.open_quiz()

    def open_quiz(self, level: int | None = None, concept: str | None = None) -> None:
        """Open a quiz of a level and about a concept; mixed where they are left out."""
        from tutor.ui.screens.quiz import QuizScreen

        seed = fresh_seed(self.session)
        quiz = QuizScreen(self.session, level=level, concept=concept, seed=seed)
        self.app.push_screen(quiz)

    def welcome(self) -> None:
        """Show around who is here for the first time, unless they went somewhere already."""
        if self.is_current:
            self.action_tour()

    def action_tour(self) -> None:
        """Show what is where, in four short steps."""
        from tutor.ui.widgets.tour import Tour

        self.query(Tour).remove()
        self.mount(Tour(), before=self.query_one(Footer))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the tour are there with it."""
        if action in {"tour_on", "tour_end"}:
            return bool(self.query("Tour"))
        return super().check_action(action, parameters)

    def action_tour_on(self) -> None:
        """The next step of the tour."""
        from tutor.ui.widgets.tour import Tour

        tour = self.query_one(Tour)
        if tour.ends:
            self.action_tour_end()
        else:
            tour.step += 1

    def action_tour_end(self) -> None:
        """Leave the tour, which need not come again."""
        if tours := self.query("Tour"):
            tours.remove()
            self.app.toured()
