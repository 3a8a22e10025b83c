"""Progress: what is known, how sure one is rightly, when one was here, and a way to begin anew."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.library import Entry
from tutor.errors import TutorError
from tutor.record.progress import Do
from tutor.ui import standing as lines
from tutor.ui.backing_up import backed_up, backup_folder
from tutor.ui.keys import keys_of, with_keys
from tutor.ui.screens.chooser import Chooser
from tutor.ui.session import Session
from tutor.ui.standing import Standing, standing_of
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.title import TitleBar

WAYS = {
    Do.SURE_AND_WRONG: "{progress.review:r} asks again.",
    Do.REVIEW: "{progress.review:r} asks.",
    Do.LESSON: "{screen.leave:esc}, then {choices.choose:enter}.",
    Do.NOTHING: "{home.quiz:u} on home asks fresh questions.",
}
"""How to do what comes next."""
BESIDE, MOST = 4, 100
"""Columns beside the page, and those that it has at the most."""
LATER = (
    "Once you have answered a few questions in a lesson or a quiz, you see here what you know, "
    "what you are wrongly sure of, and what comes back when."
)
_YES = 1
_FAINT, _MARK = re.compile("·+"), re.compile(r"●|\[[^ ]+\]")


class ConceptRow(Horizontal):
    """What a concept is about, and its figures."""

    def __init__(self, about: str, figures: str, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.about = about
        self.figures = figures

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Static(self.about, classes="about", markup=False)
        yield Static(self.figures, classes="figures", markup=False)


class ProgressScreen(Screen[None]):
    """Shows where the learner stands; nothing on it is asked or answered."""

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = ""
    HELP = """
Every concept about which you have answered a question: how often it was **seen** and **right**;
how often you were **sure, and wrong**, which is what is most worth another look; whether it is
**known**: a fresh question about it was right on three separate days; and when it is **due**.

Below: how sure you were against how much was right. The ● is yours; between ├ and ┤ it fits.
Then a calendar of your answers.

**{progress.reset:R}** begins a lesson, or everything, anew. It asks twice, and keeps a backup.
"""
    BINDINGS = [
        Binding(
            "enter,space",
            "read_on",
            "Read on",
            key_display="enter",
            tooltip="Further down",
            id="progress.on",
        ),
        Binding("r", "review", "Review", tooltip="Answer what is due", id="progress.review"),
        Binding(
            "R", "reset", "Reset", tooltip="Begin a lesson or everything anew", id="progress.reset"
        ),
        Binding("escape", "dismiss", "Home", tooltip="Go home", id="screen.leave"),
        Binding("up", "scroll(-1)", "Up", show=False, tooltip="Scroll", id="progress.up"),
        Binding("down", "scroll(1)", "Down", show=False, tooltip="Scroll", id="progress.down"),
        Binding("pageup", "scroll(-15)", "Up", show=False, tooltip="Scroll", id="progress.pageup"),
        Binding(
            "pagedown", "scroll(15)", "Down", show=False, tooltip="Scroll", id="progress.pagedown"
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shown: object = None
        """All on which the page depends."""

    def compose(self) -> ComposeResult:
        """Title, what to do next, the page, keys."""
        yield TitleBar("Progress")
        yield Static(id="next", markup=False)
        yield Reading(id="page")
        yield Footer()

    async def on_screen_resume(self) -> None:
        """It is opened, or one is back from a review."""
        self.session.record.be("progress")
        await self.show_standing()

    async def on_record_changed(self) -> None:
        """It could be read only now."""
        await self.show_standing()

    async def on_resize(self) -> None:
        """Another width, another number of weeks in the calendar."""
        if self._shown is not None:
            await self.show_standing()

    @property
    def _room(self) -> int:
        """Columns of the page."""
        return min(self.size.width - BESIDE, MOST)

    async def show_standing(self) -> None:
        """Show the record as it is now."""
        standing, library = standing_of(self.session), self.session.library
        plan = standing.plan
        shown = (standing.progress, standing.next, plan.due, plan.now.date(), self._room)
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one(TitleBar).state_text = lines.summed(standing)
        following = with_keys(lines.next_line(standing, library, WAYS), keys_of(self.app))
        self.query_one("#next", Static).update(following)
        page = self.query_one(Reading)
        await page.remove_children()
        page.scroll_home(animate=False)
        await page.mount(*self._parts(standing))

    def _parts(self, standing: Standing) -> Iterator[Widget]:
        """The parts of the page, each of which is read as a whole."""
        library, plan = self.session.library, standing.plan
        if standing.seen:
            yield ConceptRow("\nConcepts", lines.HEADER, "header")
            for one in standing.seen:
                yield ConceptRow(library.concepts[one.concept], lines.figures(one, plan.now))
            yield Static(lines.not_seen(standing, library), classes="part", markup=False)
            calibration = lines.calibration_lines(standing.progress.calibration)
            yield _drawn(lines.CALIBRATION, (*calibration, lines.LEGEND))
        else:
            text = f"{lines.empty(self.session)} {LATER}"
            yield Static(text, classes="part", markup=False)
        if any(standing.progress.calendar.values()):
            days, today = standing.progress.calendar, plan.now.date()
            yield _drawn(lines.CALENDAR, lines.calendar_lines(days, today, self._room))

    def action_read_on(self) -> None:
        """Further down, by whole parts."""
        self.query_one(Reading).read_on()

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(Reading).move(rows)

    def action_review(self) -> None:
        """Ask what is due."""
        # Late, as it brings the engine, which progress does not need.
        from tutor.ui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.session))

    def action_reset(self) -> None:
        """Ask what is to be begun anew."""
        state = self.session.record.state
        begun = [entry for entry in self.session.library.entries if entry.id in state.reached]
        if not begun and not state.answers:
            self.query_one(TitleBar).say("there is nothing to reset")
            return
        texts = (
            "all: every lesson, every answer",
            *(f"lesson {one.number}, {one.title}" for one in begun),
        )
        self.app.push_screen(Chooser("Reset what?", texts), partial(self._ask_again, begun))

    def _ask_again(self, begun: list[Entry], index: int | None) -> None:
        """Ask whether it is really meant."""
        if index is None:
            return
        entry = begun[index - 1] if index else None
        what = f"lesson {entry.number}, {entry.title}" if entry else "everything"
        heading = (
            f"Really? All that you did in {what} counts no more.\n"
            f"First a backup is kept {backup_folder(self.session)}"
        )
        texts = ("No, leave it as it is", f"Yes, reset {what}")
        self.app.push_screen(Chooser(heading, texts), partial(self._reset, entry))

    def _reset(self, entry: Entry | None, index: int | None) -> None:
        """Reset a lesson, or all, where the answer was yes."""
        if index == _YES:
            self.query_one(TitleBar).say("keeping a backup")
            # The app's own: this screen may be left meanwhile.
            self.app.run_worker(partial(self._back_up, self.app, entry), thread=True)

    def _back_up(self, app: App[object], entry: Entry | None) -> None:
        """Keep a backup, in a thread of its own: the database may take its time."""
        try:
            place = backed_up(self.session)
        except TutorError as error:
            app.call_from_thread(_refuse, app, str(error))
        else:
            app.call_from_thread(self._done, app, entry, place)

    def _done(self, app: App[object], entry: Entry | None, place: str) -> None:
        self.session.record.reset(entry.id if entry else None)
        what = f"Lesson {entry.number} is" if entry else "Everything is"
        app.notify(f"The backup is {place}", title=f"{what} as new", markup=False)
        if self.is_attached:
            self.call_later(self.show_standing)


def _refuse(app: App[object], why: str) -> None:
    title = "Nothing is reset: there is no backup"
    app.notify(why, title=title, severity="error", markup=False)


def _drawn(heading: str, rows: Iterable[str]) -> Static:
    """A picture in text below its heading."""
    text = "\n".join(rows)
    content = Content(text)
    for pattern, style in ((_FAINT, "$text-muted"), (_MARK, "bold $accent")):
        for found in pattern.finditer(text):
            content = content.stylize(style, *found.span())
    title = Content.styled(f"{heading}\n", "bold $primary")
    return Static(title + content, classes="part", markup=False)
