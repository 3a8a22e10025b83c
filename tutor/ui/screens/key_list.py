"""Every key that does something, screen by screen; each can be set anew."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.ui.functions import PLACES, Function, functions, refused
from tutor.ui.keys import Keys, bindings, display
from tutor.ui.twins import as_shown
from tutor.ui.widgets.choices import POINTER
from tutor.ui.widgets.footer import Footer
from tutor.ui.widgets.title import TitleBar
from tutor.ui.widgets.wording import Hanging

if TYPE_CHECKING:  # It brings this screen late.
    from tutor.ui.app import TutorApp

KEY = 11
"""Columns of the keys."""
PRESS = "press the new key; esc leaves it as it is"


class _Functions(OptionList, inherit_bindings=False):
    """The list; a key is its screen's where that waits for one."""

    BINDINGS = bindings(
        (
            ("up", "cursor_up", "Up", "The one above", "keys.up"),
            ("down", "cursor_down", "Down", "The one below", "keys.down"),
            ("pageup", "page_up", "Page up", "A screen up", "keys.pageup"),
            ("pagedown", "page_down", "Page down", "A screen down", "keys.pagedown"),
            ("home", "first", "First", "To the first", "keys.first"),
            ("end", "last", "Last", "To the last", "keys.last"),
        )
    )

    def on_key(self, event: Key) -> None:
        """The new key."""
        screen = self.screen
        if isinstance(screen, KeyListScreen) and screen.hearing:
            event.stop()
            event.prevent_default()
            screen.hear(event.key)


class KeyListScreen(Screen[None]):
    """Shows the keys, and hears new ones."""

    DEFAULT_CSS = """
    KeyListScreen OptionList {
        height: 1fr; padding: 0 1; background: $background; border: none;
        &:focus { background-tint: $foreground 0%; border: none; }
    }
    """
    HELP = """
All that keys do, screen by screen. Point at one, press **{keys.set:Enter}**, and then the key that
is to do it from now on; **{keys.usual:backspace}** gives the usual key back.

A key that does something else on the same screen already is refused.
"""
    BINDINGS = bindings(
        (
            ("enter", "set", "Set anew", "Set the key of what the pointer is at", "keys.set"),
            ("backspace,delete", "usual", "Usual key", "Give the usual key back", "keys.usual"),
            ("escape", "dismiss", "Back", "Back to the settings", "keys.leave"),
        ),
        *("enter", "backspace,delete", "escape"),
    )
    app: "TutorApp"

    hearing: var[bool] = var(default=False)
    """Whether the next key is the new one."""

    def compose(self) -> ComposeResult:
        """Title, the list, keys."""
        yield TitleBar("Settings: keys")
        yield _Functions(*self._options(), compact=True, markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The list has the keys."""
        self._list.focus()

    @property
    def _list(self) -> OptionList:
        return self.query_one(_Functions)

    @property
    def _keys(self) -> Keys:
        """Those that were set anew, and maybe cannot be so."""
        return self.app.session.settings.keys

    def _options(self) -> Iterator[Option]:
        """A heading for each screen, and below it what keys do there."""
        self._shown: list[Function | None] = []
        for place in PLACES:
            self._shown.append(None)
            yield Option(Content.styled(place, "bold $primary"), disabled=True)
            for function in functions(place):
                self._shown.append(function)
                yield Option(self._line(function))

    def _line(self, function: Function, *, pointed: bool = False) -> Hanging:
        named = " ".join(display(key) for key in function.now(self.app.keys).split(","))
        keys = as_shown(self, named)
        anew = "*" if function.id in self.app.keys else " "
        # The colour of the pointer's line is no ground for a muted text.
        muted = "" if pointed else "$text-muted"
        told = Content(f"{function.what}  ") + Content.styled(function.id, muted)
        return Hanging(f"{POINTER if pointed else ' '}{anew}{keys:>{KEY}}  ", told)

    @property
    def _pointed(self) -> Function | None:
        at = self._list.highlighted
        return None if at is None else self._shown[at]

    def on_option_list_option_highlighted(self) -> None:
        """Move the pointer."""
        self._show()

    def action_set(self) -> None:
        """Hear the new key of what the pointer is at."""
        if self._pointed is not None:
            self.hearing = True
            self.query_one(TitleBar).state_text = PRESS

    def hear(self, key: str) -> None:
        """A new key was pressed; escape leaves the one that there is."""
        self.hearing = False
        self.query_one(TitleBar).state_text = ""
        function = self._pointed
        if function is None or key == "escape":
            return
        if why := refused(function, key, self.app.keys):
            self.query_one(TitleBar).state_text = why
        elif key in function.key.split(","):
            self.action_usual()
        else:
            self._use({**self._keys, function.id: key})

    def action_usual(self) -> None:
        """The usual key again, unless something else has it now."""
        function = self._pointed
        if function is None or function.id not in self._keys:
            return
        others = {name: key for name, key in self.app.keys.items() if name != function.id}
        for key in function.key.split(","):
            if why := refused(function, key, others):
                self.query_one(TitleBar).state_text = why
                return
        self._use({name: key for name, key in self._keys.items() if name != function.id})

    def _use(self, keys: dict[str, str]) -> None:
        why = self.app.use(replace(self.app.session.settings, keys=MappingProxyType(keys)))
        if why:
            self.query_one(TitleBar).state_text = f"not kept: {why}"
        self._show()

    def _show(self) -> None:
        """Show the lines as they are now, where they are otherwise."""
        for at, function in enumerate(self._shown):
            if function is None:
                continue
            line = self._line(function, pointed=at == self._list.highlighted)
            if str(line) != str(self._list.get_option_at_index(at).prompt):
                self._list.replace_option_prompt_at_index(at, line)
