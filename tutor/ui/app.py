"""The app: one learner, one session. Screens do the work; this holds them together."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.command import Provider
from textual.message import Message
from textual.screen import Screen

from tutor.capabilities import decided
from tutor.errors import TutorError
from tutor.record.place import Given
from tutor.record.state import State
from tutor.settings import Settings, write
from tutor.ui.attending import AttendingApp
from tutor.ui.opening import begun, kept
from tutor.ui.screens.home import HomeScreen
from tutor.ui.session import Session
from tutor.ui.terminal import run_to_end


def _finder() -> type[Provider]:
    # Late, as it is seldom the first thing that is asked for.
    from tutor.ui.palette import Finder

    return Finder


class RecordChanged(Message, bubble=False):
    """The record was read or saved, or something about it has gone wrong or right again."""


class TutorApp(AttendingApp):
    """The tutor for one learner."""

    DEFAULT_MODE = "home"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_finder}

    def __init__(
        self, session: Session, first: Callable[[Session], Screen[None]] | None = None
    ) -> None:
        """Make the app of one learner; `first` gives a screen to open over home."""
        super().__init__(session)
        self._first = first
        self.welcomes = False
        """Whether who is new here is shown around as soon as the record is read."""
        self._noticed: str | None = None
        """The trouble of the record that was told last."""
        self.add_mode("home", lambda: HomeScreen(session))
        self.use_keys(session.settings.keys)

    def on_mount(self) -> None:
        """Open the first screen, where it is not home; then the record."""
        if self._first is not None:
            self.push_screen(self._first(self.session))
        self.session.record.changed = self._record_changed
        self.begin()
        if self.session.settings.keys:
            self.call_after_refresh(self._look_at_keys)

    def _look_at_keys(self) -> None:
        """Say which of the keys that were set cannot be so; these are the usual ones."""
        # Late, as it brings every screen.
        from tutor.ui.functions import sound

        keys, faults = sound(self.session.settings.keys)
        if faults:
            self.use_keys(keys)
        for fault in faults:
            self.notify(fault, title="Settings", severity="warning", markup=False)

    def begin(self) -> None:
        """Home is there: read the record. In a class, whose it is may not be known yet."""
        self.call_after_refresh(self.session.record.start)

    def _record_changed(self) -> None:
        """Called by the record's own thread."""
        self.post_message(RecordChanged())

    def on_record_changed(self) -> None:
        """Screens show what has become of the record; a new trouble is told on all but home."""
        if not self.screen_stack:
            return  # The program is about to end.
        notice, told = self.session.record.notice, self._noticed
        self._noticed = notice
        if notice not in {None, told} and not isinstance(self.screen, HomeScreen):
            self.notify(str(notice), severity="warning", markup=False)
        self.heed_room()
        self._welcome()
        self.screen.post_message(RecordChanged())

    def _welcome(self) -> None:
        """Who has done nothing yet is shown around, once."""
        record, home = self.session.record, self.screen
        if self.welcomes and record.loaded.is_set():
            self.welcomes = False
            new = self.session.settings.tour and record.state == State() and not record.notice
            if new and isinstance(home, HomeScreen):
                # It may have to be drawn first.
                home.call_after_refresh(home.welcome)

    @property
    def roams(self) -> bool:
        """Whether the learner may go where they want; not before it is known who it is."""
        return True

    def action_settings(self) -> None:
        """Show how it looks, which keys do what, and what is asked; all of it can be set."""
        # Late, as few ask for it.
        from tutor.ui.screens.settings import SettingsScreen

        if self.roams and not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def use(self, settings: Settings) -> str:
        """Be from now on as it is set, and keep that; gives why it could not be kept."""
        session = self.session
        look = decided(session.terminal, settings)
        if settings.ascii is session.settings.ascii:
            # It may be as the command line has it.
            look = replace(look, ascii=session.look.ascii)
        session.look = look
        if settings.keys != session.settings.keys:
            # Late, as it brings every screen.
            from tutor.ui.functions import sound

            self.use_keys(sound(settings.keys)[0])
        self.show_as(look)
        return self._keep(settings)

    def toured(self) -> None:
        """Who was shown around is not again, where settings may be kept."""
        self._keep(replace(self.session.settings, tour=False))

    def _keep(self, settings: Settings) -> str:
        """Have settings from now on, and in their file; gives why they could not be kept there."""
        session = self.session
        before, session.settings = session.settings, settings
        try:
            if session.settings_file is not None:
                write(session.settings_file, before, settings)
        except TutorError as error:
            return str(error)
        except OSError as error:
            return f"{session.settings_file}: {error.strerror or error}"
        return ""


def run(
    given: Given,
    seed: int | None = None,
    first: Callable[[Session], Screen[None]] | None = None,
) -> int:
    """Open the tutor for whoever sits at this terminal; gives the exit status.

    Args:
        given: Which lessons, which record and which learner.
        seed: The questions of the first quiz follow from it; any where it is left out.
        first: Gives the screen to open over home; home itself where it is left out.

    Raises:
        LibraryError: If the lessons cannot be found.
    """
    session, sitting = begun(given, seed)
    app = TutorApp(session, first)
    app.fault, app.welcomes = sitting.fault, True
    with kept(session, room=given.room):
        return asyncio.run(run_to_end(app))
