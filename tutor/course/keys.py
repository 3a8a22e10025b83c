"""Keys in the prose of a lesson: named by what they do, as a learner may have set others.

A key stands in a text as `{run.step:s}`: the id of what it does, and how it is usually shown.
"""

import re
from collections.abc import Mapping

NAMED = re.compile(r"\{([a-z]+\.[a-z_]+):([^}\s]+)\}")
"""A key in a text: the id of what it does, and how it is usually shown."""
KEYS: Mapping[str, str] = {
    "field.out": "escape",
    "floats.differing": "f",
    "floats.tie": "t",
    "hidden.activation": "a",
    "hidden.data": "d",
    "hidden.field": "tab",
    "hidden.hundred": "x",
    "hidden.leave": "escape",
    "hidden.start": "w",
    "hidden.step": "s",
    "home.lab": "l",
    "home.quiz": "u",
    "lab.look": "v",
    "lab.mode": "m",
    "lab.scope": "o",
    "lesson.lab": "l",
    "rate.down": "[",
    "rate.farther": "Z",
    "rate.nearer": "z",
    "rate.up": "]",
    "run.epoch": "e",
    "run.faster": "+",
    "run.field": "tab",
    "run.parting": "f",
    "run.run": "r",
    "run.step": "s",
}
"""The keys that a lesson may name, by the id of what they do, with the usual ones."""


def with_usual_keys(text: str) -> str:
    """A text with the usual keys, for who has none to set."""
    return NAMED.sub(r"\2", text)
