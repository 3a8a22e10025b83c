"""The fenced block `question`, read into a Question whose key the engine has computed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.course.settings import LAB, Settings, lab_from
from tutor.course.source import Course, LessonError, Text, values_of
from tutor.course.values import Values
from tutor.perceptron.comparison import compare
from tutor.perceptron.exact import NumberError, parse_number

_OPTION = re.compile(r"- \[([ x])\]\s+(\S.*?)(?:\s*\{m=([\w-]+)\})?")
_ID = re.compile(r"[a-z][a-z0-9-]*")
ANYTHING_ELSE = "*"
"""The option of a number question that stands for every answer without an option of its own."""


@dataclass
class _Draft:
    """An option while its lines are read."""

    offset: int
    marked: bool
    text: str
    misconception: str | None
    explanation: list[str] = field(default_factory=list)


@dataclass
class _Texts:
    """What stands below a question's settings while it is read: prompt, options, hints."""

    text: Text
    prompt: list[str] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def question(identifier: str, text: Text, course: Course) -> Question:
    """Read a question: settings, prompt, options each with its explanation, hints.

    Raises:
        LessonError: If anything is missing or unknown, or the key is not one right option.
    """
    if not _ID.fullmatch(identifier):
        raise text.fault(
            "a question needs an id of small letters, digits and hyphens: ```question some-id", -1
        )
    settings, rest = Settings.read(text, (*LAB, "kind", "concept", "key", "predict"))
    lab = lab_from(settings, course)
    kind = Kind(_one_of(settings, "kind", tuple(Kind)))
    concept = _one_of(settings, "concept", sorted(course.concepts))
    texts = _read(rest, course, values_of(lab))
    options = _options(settings, kind, lab, texts)
    prompt = "\n".join(texts.prompt).strip()
    if not prompt:
        raise text.fault(
            f"question {identifier} asks nothing; write its prompt above the options", -1
        )
    predict = settings.switch("predict", default=False)
    return Question(identifier, kind, concept, prompt, options, tuple(texts.hints), lab, predict)


def _one_of(settings: Settings, name: str, known: Sequence[str]) -> str:
    value = settings.get(name, "")
    if value not in known:
        said = f"{name} = {value} is unknown" if value else f"{name} is missing"
        raise settings.text.fault(f"{said}; known are {', '.join(known)}", settings.offset(name))
    return value


def _read(text: Text, course: Course, values: Values | None) -> _Texts:
    """The prompt, the options and the hints, all with their numbers put in."""
    texts = _Texts(text)
    for offset, line in enumerate(text.lines):
        stripped = line.strip()
        if stripped.startswith("- ["):
            texts.drafts.append(_draft(text, offset, course, values))
        elif stripped.startswith(">"):
            if not texts.drafts:
                raise text.fault(
                    "an explanation stands under an option; write the option first", offset
                )
            said = text.fill(stripped[1:].strip(), values, offset)
            texts.drafts[-1].explanation.append(said)
        elif stripped.startswith("? "):
            texts.hints.append(text.fill(stripped[2:].strip(), values, offset))
        elif stripped and texts.hints and line.startswith("  "):
            texts.hints[-1] += " " + text.fill(stripped, values, offset)
        elif not texts.drafts:
            texts.prompt.append(text.fill(line.rstrip(), values, offset))
        elif stripped:
            raise text.fault(
                "after the options only explanations (>) and hints (?) may stand", offset
            )
    return texts


def _draft(text: Text, offset: int, course: Course, values: Values | None) -> _Draft:
    """An option's own line."""
    found = _OPTION.fullmatch(text.lines[offset].strip())
    if found is None:
        raise text.fault("an option is written `- [ ] text` or `- [x] text`", offset)
    mark, words, misconception = found.groups()
    if misconception is not None and misconception not in course.misconceptions:
        raise text.fault(
            f"{{m={misconception}}} is no known misconception; add it to misconceptions.toml",
            offset,
        )
    return _Draft(offset, mark == "x", text.fill(words, values, offset), misconception)


def _options(settings: Settings, kind: Kind, lab: Lab | None, texts: _Texts) -> tuple[Option, ...]:
    """Say of each option whether it is right.

    Raises:
        LessonError: If not exactly one is, an explanation is missing, or two cannot be told apart.
    """
    text, drafts = texts.text, texts.drafts
    for draft in drafts:
        if not any(draft.explanation):
            raise text.fault(
                "this option has no explanation; add one below it with >", draft.offset
            )
    right = _keyed(settings, lab, texts) if kind is Kind.YESNO else _marked(settings, texts)
    if kind is Kind.NUMBER:
        _require_numbers(texts)
    _require_distinct(kind, texts)
    return tuple(
        Option(draft.text, " ".join(draft.explanation).strip(), key, draft.misconception)
        for draft, key in zip(drafts, right, strict=True)
    )


def _keyed(settings: Settings, lab: Lab | None, texts: _Texts) -> list[bool]:
    """The key of a yes/no question, from the engine."""
    text, drafts = texts.text, texts.drafts
    if settings.get("key", "") != "engine":
        raise settings.text.fault(
            "a yes/no question is keyed by the engine; write key = engine", settings.offset("key")
        )
    if lab is None or lab.b is None or lab.scope is None:
        raise settings.text.fault(
            "a yes/no question compares two experiments; set data, eta_b or w0_b, and scope", -1
        )
    if [draft.text.split()[0].strip(",.") for draft in drafts] != ["Yes", "No"]:
        raise _at_options(
            settings,
            texts,
            "the options of a yes/no question are Yes (the predictions differ), then No",
        )
    marked = next((draft for draft in drafts if draft.marked), None)
    if marked is not None:
        raise text.fault("the engine holds the key of a yes/no question; write [ ]", marked.offset)
    differ = not compare(lab.a, lab.b, lab.scope).same
    return [differ, not differ]


def _marked(settings: Settings, texts: _Texts) -> list[bool]:
    """The key that the author has marked."""
    if "key" in settings.values:
        raise settings.text.fault(
            "key = engine is for kind = yesno; mark the right option with [x]",
            settings.offset("key"),
        )
    right = [draft.marked for draft in texts.drafts]
    if len(right) < 2 or sum(right) != 1:
        raise _at_options(
            settings,
            texts,
            f"{len(right)} options, {sum(right)} of them right; "
            "at least two are needed and one right",
        )
    return right


def _at_options(settings: Settings, texts: _Texts, what: str) -> LessonError:
    """A fault at the first option; at the line that opens the block where there is none."""
    if texts.drafts:
        return texts.text.fault(what, texts.drafts[0].offset)
    return settings.text.fault(what, -1)


def _require_numbers(texts: _Texts) -> None:
    *numbers, last = texts.drafts
    if last.text != ANYTHING_ELSE or last.marked:
        raise texts.text.fault(
            "the last option of a number question is `- [ ] *`, for any other number", last.offset
        )
    for draft in numbers:
        try:
            parse_number(draft.text)
        except NumberError as error:
            raise texts.text.fault(
                f"an option of a number question: {error}", draft.offset
            ) from None


def _require_distinct(kind: Kind, texts: _Texts) -> None:
    """An answer has to fall under one option only."""
    seen: set[object] = set()
    for draft in texts.drafts:
        numeric = kind is Kind.NUMBER and draft.text != ANYTHING_ELSE
        answer = parse_number(draft.text) if numeric else draft.text
        if answer in seen:
            raise texts.text.fault(
                f"“{draft.text}” is an option already; every option needs an answer of its own",
                draft.offset,
            )
        seen.add(answer)
