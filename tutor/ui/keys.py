"""Keys: what each does, where it is shown, and what becomes of them where they are set anew.

Textual's own `App.set_keymap` drops what shares a key with the function that is moved, such as the
other things that escape does; so the bindings are made anew here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode
from textual.keys import _character_to_key, format_key

from tutor.course.keys import NAMED

Key = tuple[str, str, str, str, str]
"""Key, action, name in the footer, what it does, id."""
Keys = Mapping[str, str]
"""Other keys than the usual ones, by the id of what they do; several with commas between."""
DISPLAYED = {
    "enter": "enter",
    "enter,space": "enter",
    "backspace,delete": "backspace",
    "plus": "+",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
_WRITTEN = {"enter", "backspace"}
"""Keys that are shown by their names, as signs for them are not in every font."""


def bindings(keys: tuple[Key, ...], *shown: str) -> list[BindingType]:
    """Bindings for keys; those in `shown` stand in the footer, the others in the help only."""
    return [
        Binding(
            key,
            action,
            name,
            show=key in shown,
            key_display=DISPLAYED.get(key),
            tooltip=tooltip,
            id=identifier,
        )
        for key, action, name, tooltip, identifier in keys
    ]


def display(key: str) -> str:
    """How a key is shown, such as `^x` or `esc`; of several the first."""
    first = normalized(key).split(",")[0]
    *held, name = first.split("+")
    shown = name if name in _WRITTEN else format_key(name)
    return "+".join((*held, shown)).replace("ctrl+", "^")


def normalized(key: str) -> str:
    """A key by Textual's name, as `question_mark` for `?`; several with commas between."""
    keys = [key] if len(key) == 1 else [one.strip() for one in key.split(",")]
    return ",".join(_character_to_key(one) if len(one) == 1 else one for one in keys)


def with_keys(text: str, keys: Keys) -> str:
    """A text with the keys as they are set now.

    Args:
        text: In which a key stands as `{lesson.skip:k}`: what it does, and how it is usually shown.
        keys: Those that were set anew.
    """

    def shown(named: re.Match[str]) -> str:
        identifier, usual = named.groups()
        return display(keys[identifier]) if identifier in keys else usual

    return NAMED.sub(shown, text)


def keys_of(app: App[Any]) -> Keys:
    """The keys that the learner of an app has set anew; none where it knows of no such."""
    keys: Keys = getattr(app, "keys", {})
    return keys


def keys_in(text: str) -> Iterable[tuple[str, str]]:
    """The keys that a text names: what each does, and how it is usually shown."""
    return [(named[1], named[2]) for named in NAMED.finditer(text)]


def set_anew(node: DOMNode, keys: Keys) -> None:
    """Give a screen, a widget or the app the keys of the learner, in place of the usual ones."""
    merged = node._merged_bindings or BindingsMap()  # noqa: SLF001 - no other way to them
    made: dict[str, list[Binding]] = {}
    moved = set()
    for key, binding in merged:
        if binding.id is None or binding.id not in keys:
            made.setdefault(key, []).append(binding)
        elif (binding.id, binding.action) not in moved:
            moved.add((binding.id, binding.action))
            there = replace(binding, key=normalized(keys[binding.id]), key_display=None)
            for one in Binding.make_bindings([there]):
                shown = replace(one, key_display=display(one.key))
                made.setdefault(one.key, []).append(shown)
    node._bindings = BindingsMap.from_keys(made)  # noqa: SLF001 - as above
