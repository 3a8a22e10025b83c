"""A learner at the keyboard: presses keys, and reads what stands on the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets._toast import Toast
from textual.worker import WorkerCancelled

from tutor.course.library import Library
from tutor.record.database import Database
from tutor.record.room import Event
from tutor.record.state import State
from tutor.record.store import Record
from tutor.record.taught import tell
from tutor.settings import Settings
from tutor.ui.app import TutorApp
from tutor.ui.session import Session
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.reading import Reading
from tutor.ui.widgets.trace_table import TraceTable

SMALL, LARGE = (80, 24), (120, 40)
SIZES = {f"{width}x{height}": (width, height) for width, height in (SMALL, LARGE)}
SEED = 7
LEARNER = "ada"
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))

_MOMENT, _TURN = 0.05, 0.01
_CALM, _ROUNDS, _PATIENCE = 3, 500, 30
_MOST_FIELDS, _TRIES = 7, 3
_LONGEST = 60
"""Page downs after which a page is taken to have no end."""

S = TypeVar("S", bound=Screen[Any])
E = TypeVar("E", bound=Event)


class Learner:
    """Presses keys one at a time, each when the one before has had its whole effect."""

    def __init__(self, app: TutorApp, pilot: Pilot[None], session: Session) -> None:
        self.app = app
        self.pilot = pilot
        self.session = session

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type a text as it stands."""
        await self.press(*("space" if character == " " else character for character in text))

    async def to_field(self, identifier: str) -> NumberField:
        """Go with tab to the field with this id."""
        for _ in range(_MOST_FIELDS):
            focused = self.app.focused
            if isinstance(focused, NumberField) and focused.id == identifier:
                return focused
            await self.press("tab")
        raise AssertionError(f"tab does not lead to {identifier}")

    async def put(self, identifier: str, text: str) -> NumberField:
        """Put a text into a field in place of what it holds."""
        field = await self.to_field(identifier)
        await self.press("end", "ctrl+u")
        await self.write(text)
        return field

    async def paste(self, text: str) -> None:
        """Paste a text."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to be done: no message, no layout, nothing to be painted."""
        await self.rest()
        record = self.session.record
        if record.loaded.is_set():
            # What cannot be saved is no reason to wait.
            await asyncio.to_thread(record.wait_saved, 0 if record.notice else _PATIENCE)
        await self.rest()

    async def rest(self) -> None:
        """Wait until the screen has nothing left to do, whatever the record does."""
        calm = 0
        for _ in range(_ROUNDS):
            if working := [one for one in self.app.workers if not one.is_finished]:
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete(working)
            if self.app.typed_ahead:
                await asyncio.sleep(_TURN)
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            calm = calm + 1 if self._still() else 0
            if calm == _CALM:
                return
        raise AssertionError("the screen does not come to rest")

    def _still(self) -> bool:
        screen = self.app.screen
        pumps = [self.app, *screen.walk_children(with_self=True)]
        return not (
            self.app.typed_ahead
            or any(not one.is_finished for one in self.app.workers)
            or any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._dirty_widgets
            or screen._callbacks
        )

    async def until(self, widget: Widget, attribute: str, wanted: Callable[[Any], bool]) -> None:
        """Wait until a reactive attribute has a wanted value."""
        reached = asyncio.Event()

        def look(value: object) -> None:
            if wanted(value):
                reached.set()

        self.app.watch(widget, attribute, look)
        async with asyncio.timeout(_PATIENCE):
            await reached.wait()
        await self.settle()

    async def told_at_home(self, words: str) -> None:
        """Wait until home says these words."""
        async with asyncio.timeout(_PATIENCE):
            while words not in self.words:
                await self.pilot.pause(_MOMENT)
                await self.settle()

    async def hear(self, event: E) -> E:
        """The teacher does something, and the session hears of it."""
        record = self.session.record
        before = self.app._heeded
        kept = await asyncio.to_thread(told, record.where, event)
        record.ring()
        async with asyncio.timeout(_PATIENCE):
            while self.app._heeded is before:
                await self.pilot.pause(_MOMENT / 10)
        await self.settle()
        return kept

    async def arrive(self, kind: type[S]) -> S:
        """Wait until a screen of this kind has opened by itself."""
        async with asyncio.timeout(_PATIENCE):
            while not isinstance(self.app.screen, kind):
                await self.pilot.pause(_MOMENT / 10)
        await self.settle()
        return self.on(kind)

    def on(self, kind: type[S]) -> S:
        """The present screen, which must be of this kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), f"on {type(screen).__name__}, not on {kind.__name__}"
        return screen

    @property
    def rows(self) -> list[str]:
        """What a person sees, row by row, without blanks at the ends."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What a person sees."""
        return "\n".join(self.rows)

    @property
    def words(self) -> str:
        """What a person sees, as one line with single blanks."""
        return " ".join(self.text.split())

    @property
    def told(self) -> str:
        """What the notes in the corner say, as one line."""
        toasts = self.app.screen.query(Toast)
        return " ".join(" ".join(row for toast in toasts for row in self.part(toast)).split())

    def part(self, widget: Widget) -> list[str]:
        """What a person sees where a widget stands, without its padding and scroll bar."""
        region = widget.scrollable_content_region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text for strip in strips]

    async def read(self, reading: Reading) -> list[str]:
        """Read a page from its first row to its last; once more where it changed meanwhile."""
        for _ in range(_TRIES):
            before = [child.virtual_region for child in reading.children]
            rows = await self._read(reading)
            after = [child.virtual_region for child in reading.children]
            if before == after and len(rows) >= reading.virtual_size.height:
                return rows
        raise AssertionError("the page does not stand still")

    async def _read(self, reading: Reading) -> list[str]:
        """Read a page with page up and page down."""
        for _ in range(_LONGEST):
            if not reading.scroll_y:
                break
            await self.press("pageup")
        rows: list[str] = []
        for _ in range(_LONGEST):
            rows[int(reading.scroll_y) :] = self.part(reading)
            if reading.scroll_y >= reading.max_scroll_y:
                return rows
            await self.press("pagedown")
        raise AssertionError("the page has no end")


def told(where: str, event: E) -> E:
    """What the teacher does, put into the record at noon."""
    database = Database.open(where)
    try:
        return tell(database, event, NOON)
    finally:
        database.close()


@dataclass(frozen=True)
class Desk:
    """Where one learner sits, today and tomorrow: the course and the file of the record."""

    library: Library
    path: Path
    seed: int = SEED
    settings: Settings = field(default_factory=Settings)
    """As the file of settings has them."""

    def record(self) -> State:
        """What follows from the record as the file has it now."""
        with self.kept() as record:
            return record.state

    @contextmanager
    def kept(self) -> Iterator[Record]:
        """The record, read, and closed in the end with all that was told to it."""
        record = Record(str(self.path), LEARNER, lambda: NOON)
        record.start()
        assert record.loaded.wait(_PATIENCE)
        yield record
        assert record.close(_PATIENCE) == 0

    def left_at(self, lesson: str, page: int = 0) -> None:
        """Somebody read a lesson at this desk up to a page, counted from 0, and left."""
        with self.kept() as record:
            record.go(lesson, page)

    @asynccontextmanager
    async def learner(
        self, size: tuple[int, int] = SMALL, *, lost: int = 0, seat: str | None = None
    ) -> AsyncIterator[Learner]:
        """Start the tutor at this desk; so many facts are expected to be lost in the end.

        With a seat it stands in a class.
        """
        record = Record(str(self.path), LEARNER, lambda: NOON, seat=seat)
        session = Session(self.library, record, lambda: NOON, self.seed, self.settings)
        app = TutorApp(session)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            learner = Learner(app, pilot, session)
            assert await asyncio.to_thread(record.loaded.wait, _PATIENCE)
            await learner.settle()
            yield learner
        assert record.close(_PATIENCE) == lost


def solid(text: str) -> str:
    """A text without its blanks, its list marks and its bars, to be found however it is wrapped."""
    return "".join(text.translate(_NO_MARKS).split())


_NO_MARKS = dict.fromkeys(map(ord, "▌•*`_"), " ")


def clipped(screen: Screen[Any]) -> list[str]:
    """What is not wholly there on a screen: texts too tall or too wide for their place."""
    faults = []
    for widget in screen.walk_children(Static):
        room = widget.content_size
        if not widget.is_on_screen or not room.width or isinstance(widget, Toast):
            continue
        needed = widget.get_content_height(room, screen.size, room.width)
        plain = str(widget.visual)
        needed -= len(plain) - len(plain.rstrip("\n"))
        beside = widget.parent
        assert isinstance(beside, Widget)
        if needed > room.height or widget.region.right > beside.content_region.right:
            faults.append(f"{widget}: {widget.visual}")
    for table in (table for table in screen.query(TraceTable) if table.display):
        faults += [text for text, _ in table._rows if len(text) > table.content_size.width]
    return faults
