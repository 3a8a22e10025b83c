"""The tour: four short steps over home, of which each points at what it tells of.

It takes no key from home but those that it names: whoever knows the way goes on as if it were not
there.
"""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.widgets import Static

from tutor.ui.keys import keys_of, with_keys
from tutor.ui.widgets.footer import Footer


@dataclass(frozen=True, slots=True)
class TourStep:
    """One idea, and the key that it is about."""

    about: str
    """The id of what the key does, to which the step points among the keys."""
    text: str


STEPS = (
    TourStep(
        "choices.choose",
        "The lessons above lead to the answer, one after another. {choices.choose:enter} opens the "
        "one with the pointer, and reads on in it; {lesson.leave:esc} comes back here, and your "
        "place is kept.",
    ),
    TourStep(
        "home.lab",
        "{home.lab:l} is the lab. There you run perceptrons of your own, with any η and any start, "
        "and see at which step two of them part.",
    ),
    TourStep(
        "home.quiz",
        "{home.quiz:u} asks ten fresh questions; every answer is explained at once. What you miss "
        "comes back in time, and {home.review:r} asks it then.",
    ),
    TourStep(
        "app.help",
        "{app.help:?} says what can be done, on every screen. {app.palette:^p} finds all else by "
        "its name, and the key {home.settings:,} sets colours and keys.",
    ),
)
POINT = "▼"


class Tour(Vertical):
    """Shows the steps, one at a time."""

    DEFAULT_CSS = """
    Tour {
        height: auto;
        padding: 0 1;
        border-top: solid $primary;
        border-title-color: $primary;
        background: $panel;
        Static { height: auto; }
        #tour-text { min-height: 3; }
        #tour-keys { color: $text-muted; }
        #tour-point { color: $accent; text-style: bold; text-wrap: nowrap; }
    }
    """

    step: var[int] = var(0)

    def __init__(self) -> None:
        super().__init__()
        # Kept here: where the tour is left as soon as it opens, there is nothing to be found in it.
        self._text = Static(id="tour-text", markup=False)
        self._keys = Static(id="tour-keys", markup=False)
        self._point = Static(id="tour-point", markup=False)

    def compose(self) -> ComposeResult:
        """The text, what to press, and what it points at."""
        yield from (self._text, self._keys, self._point)

    def on_mount(self) -> None:
        """Begin."""
        self.show()

    def watch_step(self) -> None:
        """Another idea."""
        if self.is_mounted:
            self.show()

    def on_resize(self) -> None:
        """The keys stand elsewhere."""
        self.call_after_refresh(self.point)

    def show(self) -> None:
        """Show the step."""
        keys = keys_of(self.app)
        self.border_title = f"The tour, {self.step + 1} of {len(STEPS)}"
        self._text.update(with_keys(STEPS[self.step].text, keys))
        on = "ends it" if self.ends else "goes on"
        told = f"{{tour.on:→}} {on}, {{tour.end:esc}} leaves the tour"
        self._keys.update(with_keys(told, keys))
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Point at the key in the last line, where it stands there."""
        if not self.is_attached:
            return
        columns = [one.column(STEPS[self.step].about) for one in self.screen.query(Footer)]
        at = next((column for column in columns if column is not None), None)
        self._point.display = at is not None
        self._point.update("" if at is None else f"{' ' * (at - 1)}{POINT}")

    @property
    def ends(self) -> bool:
        """Whether it shows the last step."""
        return self.step + 1 == len(STEPS)
