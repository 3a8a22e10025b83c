"""Answers as statements of the Experience API, version 1.0.3.

Source: ADL, “xAPI-Data”, 1.0.3 (https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md):
sections 2.4 (statements), 2.4.2.3 (accounts), 2.4.4.1 (interactions), 2.4.5 (results), 4.5 and 4.6
(times).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from tutor.course.lesson import ANYTHING_ELSE, Kind, Question
from tutor.record.gradebook import Answered
from tutor.record.state import LESSON

VERSION = "1.0.3"
HOME_PAGE = "https://perceptron-tutor.invalid"
"""Of accounts and questions that are at home nowhere; a reserved name (RFC 2606)."""
_VERB = '{"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}}'
_TYPES = "http://adlnet.gov/expapi/activities"
_LONGEST = 10**7
"""Seconds; a longer duration is no measurement."""
_CHOSEN = {Kind.CHOICE, Kind.YESNO, Kind.FALSE_LINE, Kind.BLANK, Kind.INTERVAL}
_PLACES = re.compile(r"\d+", re.ASCII)


class Statements:
    """Writes answers as statements, each on a line of JSON."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        home: str = HOME_PAGE,
        *,
        called: Mapping[str, str] | None = None,
        marked: UUID | None = None,
    ) -> None:
        """Know what statements refer to.

        Args:
            questions: Those of the lessons, by id. Of others a statement names no more than the id.
            home: The home page of the accounts; the ids of questions begin with it.
            called: Other names for the learners.
            marked: From what the ids of the statements are made, besides those of the facts: for
                nameless statements something that nobody knows, else they lead back to the facts.
        """
        self._questions, self._home, self._called = questions, home.rstrip("/"), called
        self._marked = marked or uuid5(NAMESPACE_URL, self._home)
        self._confidence, self._hints, self._misconception = (
            self._iri("extensions", name) for name in ("confidence", "hints", "misconception")
        )
        # All but the result comes again and again, so it is written as JSON once.
        self._written: dict[tuple[str, ...], str] = {}

    def lines(self, answers: Iterable[Answered]) -> Iterator[str]:
        """The statements, in the order of the answers."""
        return map(self.line, answers)

    def line(self, answer: Answered) -> str:
        """What is said of one answer, as JSON in ASCII."""
        asked = self._questions.get(answer.question)
        response = asked and _response(asked, answer.given)
        # Where the response fits none of its options, the question was another one at that time.
        known = None if response is None else asked
        name, question, context = answer.learner, answer.question, (answer.place, answer.concept)
        parts = {
            "id": f'"{uuid5(self._marked, answer.id)}"',
            "version": f'"{VERSION}"',
            "actor": self._once(("actor", name), lambda: self._actor(name)),
            "verb": _VERB,
            "object": self._once(
                ("object", question, str(known is None)), lambda: self._activity(question, known)
            ),
            "result": json.dumps(self._result(answer, response or answer.given)),
            "context": self._once(("context", *context), lambda: self._context(*context)),
            "timestamp": f'"{answer.at}"',
        }
        return "{" + ", ".join([f'"{name}": {value}' for name, value in parts.items()]) + "}"

    def _once(self, of: tuple[str, ...], make: Callable[[], dict[str, Any]]) -> str:
        written = self._written.get(of)
        if written is None:
            written = self._written[of] = json.dumps(make())
        return written

    def _iri(self, kind: str, identifier: str) -> str:
        return f"{self._home}/{kind}/{quote(identifier, safe=':')}"

    def _actor(self, learner: str) -> dict[str, Any]:
        name = learner if self._called is None else self._called[learner]
        # No value may be empty but those of extensions.
        return {"objectType": "Agent", "account": {"homePage": self._home, "name": name or "-"}}

    def _activity(self, identifier: str, question: Question | None) -> dict[str, Any]:
        activity = {"objectType": "Activity", "id": self._iri("questions", identifier)}
        return activity if question is None else {**activity, "definition": definition(question)}

    def _result(self, answer: Answered, response: str) -> dict[str, Any]:
        told: dict[str, int | str] = {self._hints: answer.hints}
        if answer.confidence:
            told[self._confidence] = answer.confidence
        if answer.misconception is not None:
            told[self._misconception] = answer.misconception
        result: dict[str, Any] = {"success": bool(answer.right), "extensions": told}
        if response:
            result["response"] = response
        if 0 <= answer.seconds <= _LONGEST:
            # A hundredth of a second is as exact as a system has to compare.
            result["duration"] = f"PT{abs(answer.seconds):.2f}S"
        return result

    def _context(self, place: str, concept: str) -> dict[str, Any]:
        kind = "lesson" if place.startswith(LESSON) else "assessment"
        activity = {
            "objectType": "Activity",
            "id": self._iri(f"{kind}s", place.removeprefix(LESSON)),
            "definition": {"type": f"{_TYPES}/{kind}"},
        }
        return {
            "platform": "perceptron-tutor",
            "contextActivities": {"parent": [activity]},
            "extensions": {self._iri("extensions", "concept"): concept},
        }


def definition(question: Question) -> dict[str, Any]:
    """A question of a lesson as an interaction."""
    told: dict[str, Any] = {
        "type": f"{_TYPES}/cmi.interaction",
        "description": {"en": question.prompt},
    }
    if question.kind in _CHOSEN:
        right = [str(place) for place, one in enumerate(question.options, 1) if one.right]
        choices = [option.text for option in question.options]
        told |= {"interactionType": "choice", "correctResponsesPattern": right}
        told["choices"] = _components(choices)
    elif question.kind is Kind.ORDER:
        told["interactionType"] = "sequencing"
        told["choices"] = _components([line.formula for line in question.lines])
    else:
        told["interactionType"] = "fill-in"
        right = [one.text for one in question.options if one.right and one.text != ANYTHING_ELSE]
        if question.kind is not Kind.RATE and right:  # Of learning rates many more are right.
            told["correctResponsesPattern"] = right
    return told


def _components(texts: Iterable[str]) -> list[dict[str, Any]]:
    return [{"id": str(place), "description": {"en": text}} for place, text in enumerate(texts, 1)]


def _response(question: Question, given: str) -> str | None:
    """What was given in the form of the interaction; None for what the question does not offer."""
    if question.kind in _CHOSEN:
        texts = [option.text for option in question.options]
        return str(texts.index(given) + 1) if given in texts else None
    if question.kind is Kind.ORDER:
        order = _PLACES.findall(given)
        fits = sorted(map(int, order)) == list(range(1, len(question.lines) + 1))
        return "[,]".join(order) if fits else None
    return given
