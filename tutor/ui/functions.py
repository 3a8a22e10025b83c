"""What keys do, screen by screen: by this they are listed, and set anew.

It brings every screen, so it comes with the list of keys and not before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.dom import DOMNode
from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character
from textual.widgets import Input

from tutor.ui.app import TutorApp
from tutor.ui.copying import CopyScreen
from tutor.ui.keys import Keys, display, normalized
from tutor.ui.screens.challenge import ChallengeScreen
from tutor.ui.screens.chooser import Chooser
from tutor.ui.screens.floats import FloatScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.hidden import HiddenScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lab import LabScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.room import RoomScreen
from tutor.ui.screens.settings import SettingsScreen
from tutor.ui.widgets.answer import AnswerField
from tutor.ui.widgets.choices import Choices, Options
from tutor.ui.widgets.number_field import NumberField
from tutor.ui.widgets.proof_lines import OrderAnswer
from tutor.ui.widgets.question_view import QuestionView

_ASKED = (QuestionView, Options, AnswerField, OrderAnswer)
EVERYWHERE = "Everywhere"
_FROM_FIELDS = {
    *("field.out", "lab.out", "floats.leave", "hidden.leave", "question.none"),
    *("run.field", "run.field_before", "floats.field", "floats.field_before", "hidden.field"),
}
"""What leads out of a field: a letter would be written into it, and nobody would come out."""
_SENT = {
    str(getattr(key, "value", key))
    for keys in ANSI_SEQUENCES_KEYS.values()
    for key in (keys if isinstance(keys, tuple) else ())
}
"""Keys that write nothing, as terminals send them."""
_EDITING = {key for key, _ in Input._merged_bindings or ()}  # noqa: SLF001 - no other way to them
"""Keys that have a use in every field."""
PLACES: Mapping[str, tuple[type[DOMNode], ...]] = {
    EVERYWHERE: (TutorApp,),
    "Home": (HomeScreen, Choices),
    "Lesson": (LessonScreen, *_ASKED, NumberField),
    "Lab": (LabScreen, NumberField),
    "Lab: break it": (ChallengeScreen, NumberField),
    "Lab: floats": (FloatScreen, NumberField),
    "Lab: hidden units": (HiddenScreen, NumberField),
    "Quiz": (QuizScreen, *_ASKED),
    "Review": (ReviewScreen, *_ASKED),
    "Progress": (ProgressScreen,),
    "The teacher's question": (RoomScreen, *_ASKED),
    "Help": (HelpScreen,),
    "Choosing": (Chooser, Choices),
    "Settings": (SettingsScreen, Choices),
    "What was copied": (CopyScreen,),
}
"""Every screen, with what has keys of its own on it."""


@dataclass(frozen=True, slots=True)
class Function:
    """Something that a key does."""

    id: str
    what: str
    key: str
    """The usual one; several with commas between."""
    typed_over: bool
    """Whether it is done while a field is written in, where letters are no keys."""

    def now(self, keys: Keys) -> str:
        """The key as it is set now."""
        return normalized(keys[self.id]) if self.id in keys else self.key


def functions(place: str) -> tuple[Function, ...]:
    """What keys do in one of the `PLACES` and not everywhere, in the order of their bindings."""
    found: dict[str, Function] = {}
    for kind in PLACES[place]:
        for identifier, (what, keys) in _bound(kind).items():
            if place != EVERYWHERE and any(identifier in _bound(one) for one in PLACES[EVERYWHERE]):
                continue
            field = issubclass(kind, Input) or identifier in _FROM_FIELDS
            found.setdefault(identifier, Function(identifier, what, ",".join(keys), field))
    return tuple(found.values())


def _bound(kind: type[DOMNode]) -> dict[str, tuple[str, list[str]]]:
    """What a screen or a widget binds, by id: what it does, and its keys."""
    bound: dict[str, tuple[str, list[str]]] = {}
    for key, binding in kind._merged_bindings or ():  # noqa: SLF001 - no other way to them
        if binding.id is not None:
            bound.setdefault(binding.id, (binding.tooltip, []))[1].append(key)
    return bound


def known() -> set[str]:
    """The ids of all functions."""
    return {one.id for place in PLACES for one in functions(place)}


def refused(function: Function, key: str, keys: Keys) -> str:
    """Why a function cannot have a key; empty where it can.

    The usual one it can have unless another one was given that: some share a key, as what escape
    does depends on what there is to leave.

    Args:
        function: Which.
        key: By Textual's name.
        keys: Those that are set anew already.
    """
    usual, character = key in function.key.split(","), _written(key)
    if character is None and key not in _SENT:
        return f"{key} is no key that every terminal sends, such as n, ctrl+n or escape"
    if not usual and function.typed_over and (character is not None or key in _EDITING):
        return f"{display(key)} writes in the field; take a key that does not, such as ctrl+n"
    if not usual and character is not None and character.isdecimal():
        return "numbers choose from lists, and stay so"
    for place, other in _beside(function):
        if key in other.now(keys).split(",") and (not usual or other.id in keys):
            return f"{display(key)} is taken: {place}: {other.what}"
    return ""


def _written(key: str) -> str | None:
    """The character that a key writes; None where it writes none."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    here = character is not None and character.isprintable() and _character_to_key(character) == key
    return character if here else None


def _beside(function: Function) -> Iterator[tuple[str, Function]]:
    """The other functions of the screens on which one is, with the place of each."""
    for place in PLACES:
        here = functions(place)
        if place == EVERYWHERE or any(one.id == function.id for one in here):
            yield from ((place, one) for one in here if one.id != function.id)
        elif any(one.id == function.id for one in functions(EVERYWHERE)):
            yield from ((place, one) for one in here)


def sound(keys: Keys) -> tuple[Keys, tuple[str, ...]]:
    """Those of keys that can be set so, and what is wrong with the others, which stay usual.

    Where one stays usual, another may not take its key: so it is looked again until all can be.
    """
    told: list[str] = []
    while wrong := dict(_faults(keys)):
        told += (f"keys.{identifier}: {why}" for identifier, why in wrong.items())
        keys = {identifier: key for identifier, key in keys.items() if identifier not in wrong}
    return keys, tuple(told)


def _faults(keys: Keys) -> Iterator[tuple[str, str]]:
    """Ids that are none, and keys that are none or are taken."""
    by_id = {one.id: one for place in PLACES for one in functions(place)}
    for identifier, key in keys.items():
        if identifier not in by_id:
            yield identifier, "nothing is called so; the screen of settings lists all"
            continue
        for one in normalized(key).split(","):
            if why := refused(by_id[identifier], one, keys):
                yield identifier, why
                break
