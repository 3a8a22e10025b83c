"""The lines `name = value` at the head of a lab or a question, and the experiments they state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from tutor.course.lesson import Lab
from tutor.course.source import Course, Text
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.perceptron.exact import NumberError, parse_number, parse_vector
from tutor.perceptron.training import Experiment, weight_names

_T = TypeVar("_T")

LAB = ("data", "bias", "w0", "eta", "w0_b", "eta_b", "epochs", "scope")
"""The settings of an experiment, in the order in which they are best written."""
_EPOCHS = 4
"""Where a lab does not say how many."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings by name, each with the offset of its line."""

    text: Text
    values: dict[str, tuple[str, int]]

    @classmethod
    def read(cls, text: Text, known: tuple[str, ...]) -> tuple["Settings", Text]:
        """Read the settings at the head of a text; gives them and the text behind them.

        Raises:
            LessonError: If a setting is unknown or stands there twice.
        """
        values: dict[str, tuple[str, int]] = {}
        offset = 0
        for offset, line in enumerate((*text.lines, "")):
            name, equals, value = (part.strip() for part in line.partition("="))
            if not line.strip() or not equals or " " in name:
                break
            if name not in known:
                raise text.fault(
                    f"“{name}” is no setting here; known are {', '.join(known)}", offset
                )
            if name in values:
                raise text.fault(f"“{name}” is set twice; keep one", offset)
            values[name] = (value, offset)
        return cls(text, values), text.part(offset)

    def get(self, name: str, default: str) -> str:
        """The text of a setting."""
        return self.values[name][0] if name in self.values else default

    def offset(self, name: str) -> int:
        """Where a setting stands; the line that opens the block where it is left out."""
        return self.values.get(name, ("", -1))[1]

    def switch(self, name: str, *, default: bool) -> bool:
        """A setting that is `on` or `off`."""
        text = self.get(name, "on" if default else "off")
        if text not in {"on", "off"}:
            raise self.text.fault(f"{name} = {text}: write on or off", self.offset(name))
        return text == "on"

    def made(self, name: str, make: Callable[[str], _T], default: _T) -> _T:
        """What is made of a setting's text, or the default where it is left out.

        Raises:
            LessonError: With the setting's line, if nothing can be made of it.
        """
        if name not in self.values:
            return default
        try:
            return make(self.values[name][0])
        except TutorError as error:
            raise self.text.fault(f"{name}: {error}", self.offset(name)) from None


def lab_from(settings: Settings, course: Course) -> Lab | None:
    """The experiment or the two that the settings state; None where they name no data.

    Raises:
        LessonError: If a setting is wrong, or two experiments have no scope.
    """
    data = settings.made("data", course.dataset, None)
    if data is None:
        stray = next((name for name in LAB if name in settings.values), None)
        if stray is not None:
            raise settings.text.fault(
                f"{stray} is set but no data; add data = NAME", settings.offset(stray)
            )
        return None
    bias = settings.switch("bias", default=data.bias)
    zeros = (Fraction(0),) * len(weight_names(data, bias=bias))
    plain = Experiment(data, zeros, Fraction(1), _EPOCHS, bias)
    timed = settings.made("epochs", lambda text: replace(plain, epochs=_whole(text)), plain)
    a = _set(settings, timed, "w0", "eta")
    two = "w0_b" in settings.values or "eta_b" in settings.values
    b = _set(settings, a, "w0_b", "eta_b") if two else None
    return Lab(a, b, _scope(settings, two=two))


def _set(settings: Settings, experiment: Experiment, start: str, rate: str) -> Experiment:
    """The experiment with the start and the learning rate of the settings with these names."""
    started = settings.made(
        start,
        lambda text: replace(experiment, start=parse_vector(text, experiment.weight_names)),
        experiment,
    )
    return settings.made(rate, lambda text: replace(started, rate=parse_number(text)), started)


def _whole(text: str) -> int:
    number = parse_number(text)
    if number.denominator != 1:
        raise NumberError(f"“{text}” is not a whole number; write for instance 10")
    return int(number)


def _scope(settings: Settings, *, two: bool) -> Scope | None:
    given = settings.get("scope", "")
    if two != bool(given):
        what = (
            "two experiments need a scope"
            if two
            else "a scope needs two experiments: add eta_b or w0_b"
        )
        raise settings.text.fault(
            f"{what}; scope = trace, samples or plane", settings.offset("scope")
        )
    if not two:
        return None
    if given not in set(Scope):
        raise settings.text.fault(
            f"scope = {given}: write trace, samples or plane", settings.offset("scope")
        )
    return Scope(given)
