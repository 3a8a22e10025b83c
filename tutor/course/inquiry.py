"""The fenced block `question`, read into a Question whose key the engine has computed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.course.draft import Texts
from tutor.course.kinds import MAKE
from tutor.course.lesson import ANYTHING_ELSE, Kind, Lab, Question
from tutor.course.settings import LAB, Settings, lab_from
from tutor.course.source import Course, LessonError, Text, values_of

__all__ = ["ANYTHING_ELSE", "question"]

_ID = re.compile(r"[a-z][a-z0-9-]*")
_KEYED = (Kind.YESNO, Kind.STEP, Kind.RATE, Kind.INTERVAL)
"""Kinds whose key the engine holds."""
_ALONE = (Kind.RATE, Kind.INTERVAL)
"""Kinds with a scope but no B: B is what the learner looks for."""
_OWN = {"want": Kind.RATE, "after": Kind.ORDER}
"""Settings that one kind has."""


def question(identifier: str, text: Text, course: Course) -> Question:
    """Read a question: settings, prompt, options each with its explanation, hints.

    Raises:
        LessonError: If anything is missing or unknown, or the key is not one right option.
    """
    if not _ID.fullmatch(identifier):
        raise text.fault(
            "a question needs an id of small letters, digits and hyphens: ```question some-id", -1
        )
    settings, rest = Settings.read(text, (*LAB, "kind", "concept", "key", "predict", *_OWN))
    kind = Kind(_one_of(settings, "kind", tuple(Kind)))
    lab = _lab(settings, kind, course)
    concept = _one_of(settings, "concept", sorted(course.concepts))
    _require_own(settings, kind)
    texts = Texts(settings, kind, rest)
    texts.read(course, values_of(lab))
    prompt = "\n".join(texts.prompt).strip()
    predict = settings.switch("predict", default=False)
    plain = Question(
        identifier, kind, concept, prompt, (), tuple(texts.hints), lab, predict=predict
    )
    made = MAKE[kind](texts, plain)
    if not prompt:
        raise text.fault(
            f"question {identifier} asks nothing; write its prompt above the options", -1
        )
    return made


def _one_of(settings: Settings, name: str, known: Sequence[str]) -> str:
    value = settings.get(name, "")
    if value not in known:
        said = f"{name} = {value} is unknown" if value else f"{name} is missing"
        raise settings.text.fault(f"{said}; known are {', '.join(known)}", settings.offset(name))
    return value


def _lab(settings: Settings, kind: Kind, course: Course) -> Lab | None:
    """The question's experiments; of those with a scope but without B, A alone."""
    if kind not in _ALONE:
        return lab_from(settings, course)
    other = next((name for name in ("eta_b", "w0_b") if name in settings.values), None)
    if other is not None:
        raise settings.text.fault(
            f"kind = {kind} has one experiment; take {other} out", settings.offset(other)
        )
    rest = {name: value for name, value in settings.values.items() if name != "scope"}
    lab = lab_from(replace(settings, values=rest), course)
    if lab is None:
        raise settings.text.fault(f"kind = {kind} is about an experiment; set data", -1)
    return lab


def _require_own(settings: Settings, kind: Kind) -> None:
    """Refuse a setting that another kind has; and ask for `key = engine` where the engine has it.

    Raises:
        LessonError: At that setting.
    """
    for name, owner in _OWN.items():
        if name in settings.values and kind is not owner:
            raise _at(settings, name, f"{name} is for kind = {owner}; take it out")
    if kind in _KEYED and settings.get("key", "") != "engine":
        what = "a yes/no question" if kind is Kind.YESNO else f"kind = {kind}"
        raise _at(settings, "key", f"{what} is keyed by the engine; write key = engine")
    if kind not in _KEYED and "key" in settings.values:
        known = f"{', '.join(_KEYED[:-1])} or {_KEYED[-1]}"
        raise _at(settings, "key", f"key = engine is for kind = {known}; take it out")


def _at(settings: Settings, name: str, what: str) -> LessonError:
    return settings.text.fault(what, settings.offset(name))
