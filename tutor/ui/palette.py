"""What the command palette finds, from every screen: pages, labs, quizzes, keys, and the rest.

Imported with the palette, and not before.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from rich.markup import escape
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.ui.app import TutorApp
from tutor.ui.screens.home import HomeScreen

Run = Callable[[], Awaitable[None] | None]
ELSEWHERE = {"command_palette", "help", "quit", "app.quit", "app.settings", "toggle_theme"}
"""Actions of keys that have a name of their own here."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done, and by which name it is found."""

    title: str
    run: Run
    about: str = ""


class Finder(Provider):
    """Finds what can be done. What needs the lessons is looked up once the learner types."""

    async def startup(self) -> None:
        """Know what is at hand, and begin to look up the rest."""
        app = self.app
        assert isinstance(app, TutorApp)  # noqa: S101 - it is what has this provider
        self._near = list(near(app, self.screen))
        self._far = asyncio.create_task(asyncio.to_thread(far, app)) if app.roams else None

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for command in self._near:
            yield DiscoveryHit(
                Content(command.title), command.run, text=command.title, help=escape(command.about)
            )

    async def search(self, query: str) -> Hits:
        """All whose name has these letters in this order."""
        matcher = self.matcher(query)
        far = [] if self._far is None else await self._far
        for command in (*self._near, *far):
            if (score := matcher.match(command.title)) > 0:
                found = matcher.highlight(command.title)
                yield Hit(score, found, command.run, text=command.title, help=escape(command.about))


def near(app: TutorApp, screen: Screen[object]) -> Iterator[Command]:
    """What is found without a look into the lessons: screens, lessons, and the keys of a screen."""
    if app.roams:
        yield Command("Home", partial(_from_home, app, _stay), "The lessons with their state")
        for name, action, about in (
            ("Lab", HomeScreen.action_lab, "Run perceptrons of your own"),
            ("Quiz", HomeScreen.action_quiz, "Ten fresh questions"),
            ("Review", HomeScreen.action_review, "Answer what is due"),
            ("Progress", HomeScreen.action_progress, "What you know, and what is due"),
        ):
            yield Command(name, partial(_from_home, app, action), about)
        yield Command("Settings", app.action_settings, "Colours, ASCII, motion, keys, confidence")
        yield Command("Tour", partial(_from_home, app, HomeScreen.action_tour), "Four short steps")
    yield Command("Help", app.action_help, "What can be done here")
    yield Command("Theme", app.action_toggle_theme, "Dark or light")
    yield Command("Quit", app.action_quit, "Leave; everything is saved")
    if app.roams:
        for entry in app.session.library.entries:
            opened = partial(HomeScreen.open_lesson, entry=entry)
            title = f"Lesson {entry.number}: {entry.title}"
            yield Command(title, partial(_from_home, app, opened), "Open it where you stopped")
    yield from _keys(app, screen)


def _keys(app: TutorApp, screen: Screen[object]) -> Iterator[Command]:
    """What the keys of a screen do now."""
    told = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if binding.id is None or binding.id in told or not enabled or binding.action in ELSEWHERE:
            continue
        told.add(binding.id)
        run = partial(_press, app, binding.action, node)
        yield Command(f"{binding.description}: {tooltip}", run, app.get_key_display(binding))


async def _press(app: TutorApp, action: str, node: DOMNode) -> None:
    await app.run_action(action, node)


def far(app: TutorApp) -> list[Command]:
    """What takes a moment to be known: all pages, labs and kinds of quizzes."""
    library = app.session.library
    return [*_pages(app, library), *_labs(app), *_quizzes(app, library)]


def _pages(app: TutorApp, library: Library) -> Iterator[Command]:
    for entry in library.entries:
        # A lesson with a fault says so when it is opened.
        with suppress(TutorError):
            for number, page in enumerate(library.lesson(entry.id).pages, 1):
                title = f"{entry.number}.{number}  {page.title}"
                run = partial(_open_page, app, entry.id, number - 1)
                yield Command(title, run, f"Page {number} of lesson {entry.number}, {entry.title}")


def _open_page(app: TutorApp, lesson: str, page: int) -> None:
    from tutor.ui.screens.lesson import LessonScreen

    at_home(app)
    app.push_screen(LessonScreen(app.session, app.session.library.lesson(lesson), page))


def _labs(app: TutorApp) -> Iterator[Command]:
    from tutor.ui.screens.more_labs import LABS
    from tutor.ui.views import Look

    for look in Look:
        yield Command(f"Lab: {look}", partial(_open_view, app, look), "A picture in the lab")
    for title, make in LABS:
        name, _, about = title.partition(": ")

        def opened(make: Callable[..., Screen[None]] = make) -> None:
            at_home(app)
            app.push_screen(make(app.session))

        yield Command(f"Lab: {name}", opened, about.capitalize())


def _open_view(app: TutorApp, look: object) -> None:
    from tutor.ui.screens.lab import LabScreen
    from tutor.ui.views import Look

    at_home(app).action_lab()
    lab = app.screen
    if isinstance(lab, LabScreen) and isinstance(look, Look):
        # It may not be there before it is drawn.
        lab.call_after_refresh(lab.turn_to, look)


def _quizzes(app: TutorApp, library: Library) -> Iterator[Command]:
    """A quiz of each level, about each concept, and about each concept at each of its levels."""
    from tutor.course.generate import CONCEPTS, FAMILIES

    levels = {
        concept: sorted(
            {level for one in FAMILIES if one.concept == concept for level in one.levels}
        )
        for concept in CONCEPTS
    }
    asked: list[tuple[str | None, int | None]] = [
        (None, level) for level in sorted({level for some in levels.values() for level in some})
    ]
    for known in CONCEPTS:
        if known in library.concepts:
            asked += [(known, None), *((known, level) for level in levels[known])]
    for concept, level in asked:
        name = "Quiz" if level is None else f"Quiz of level {level}"
        title = name if concept is None else f"{name}: {library.concepts[concept]}"
        quiz = partial(HomeScreen.open_quiz, level=level, concept=concept)
        yield Command(title, partial(_from_home, app, quiz), "Fresh questions")


def _stay(_: HomeScreen) -> None:
    """Nothing is opened over home."""


def _from_home(app: TutorApp, action: Callable[[HomeScreen], None]) -> None:
    action(at_home(app))


def at_home(app: TutorApp) -> HomeScreen:
    """Leave all that lies over home, as escape would; gives home."""
    from tutor.ui.screens.run_screen import RunScreen

    while len(app.screen_stack) > 1:
        screen = app.screen
        if isinstance(screen, RunScreen):
            # Nothing goes on behind another screen, and what stands in the lab is kept.
            screen.set_focus(None)
            screen.action_leave()
        else:
            screen.dismiss()
    home = app.screen
    assert isinstance(home, HomeScreen)  # noqa: S101 - all else lies over it
    return home
