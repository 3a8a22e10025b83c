"""What stands below a question's settings while it is read: prompt, lines, options, hints."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from tutor.course.lesson import Kind, Line
from tutor.course.settings import Settings
from tutor.course.source import Course, LessonError, Text
from tutor.course.values import Values

_OPTION = re.compile(r"- \[([ x])\]\s+(\S.*?)(?:\s*\{m=([\w-]+)\})?")
_MARGIN = "|"
_RULE = "by:"
_WITH_RULES = {Kind.FALSE_LINE, Kind.ORDER}
"""Kinds whose options are lines of a proof."""


@dataclass
class Draft:
    """An option while its lines are read."""

    offset: int
    marked: bool
    text: str
    misconception: str | None
    explanation: list[str] = field(default_factory=list)
    rule: str = ""

    @property
    def said(self) -> str:
        """Its explanation in one line."""
        return " ".join(self.explanation).strip()

    @property
    def line(self) -> Line:
        """The line of a proof that it is."""
        return Line(self.text, self.rule)


@dataclass
class Texts:
    """The texts of one question while they are read."""

    settings: Settings
    kind: Kind
    text: Text
    """What stands below the settings."""
    prompt: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def at_options(self, what: str) -> LessonError:
        """A fault at the first option; at the line that opens the block where there is none."""
        if self.drafts:
            return self.text.fault(what, self.drafts[0].offset)
        return self.settings.text.fault(what, -1)

    def at_setting(self, name: str, what: str) -> LessonError:
        """A fault at a setting; at the line that opens the block where it is left out."""
        return self.settings.text.fault(what, self.settings.offset(name))

    def read(self, course: Course, values: Values | None) -> None:
        """Read all lines, and put their numbers in.

        Raises:
            LessonError: If a line stands where it cannot, or an option has no explanation.
        """
        for offset, line in enumerate(self.text.lines):
            stripped = line.strip()
            if stripped.startswith("- ["):
                self.drafts.append(self._draft(offset, course, values))
            else:
                self._read_below(offset, stripped, values)
        for draft in self.drafts:
            if not draft.said:
                raise self.text.fault(
                    "this option has no explanation; add one below it with >", draft.offset
                )

    def _read_below(self, offset: int, stripped: str, values: Values | None) -> None:
        """A line that opens no option."""
        text, raw = self.text, self.text.lines[offset]
        if stripped.startswith(">"):
            if not self.drafts:
                raise text.fault(
                    "an explanation stands under an option; write the option first", offset
                )
            said = text.fill(stripped[1:].strip(), values, offset)
            self.drafts[-1].explanation.append(said)
        elif stripped.startswith("? "):
            self.hints.append(text.fill(stripped[2:].strip(), values, offset))
        elif stripped and self.hints and raw.startswith("  "):
            self.hints[-1] += " " + text.fill(stripped, values, offset)
        elif stripped.startswith(_RULE) and self.drafts and self.kind in _WITH_RULES:
            self._rule(offset, text.fill(stripped[len(_RULE) :].strip(), values, offset))
        elif self.drafts:
            if stripped:
                raise text.fault(
                    "after the options only explanations (>) and hints (?) may stand; "
                    "begin this line with one of the signs and a space",
                    offset,
                )
        elif stripped.startswith(_MARGIN) and self.kind is Kind.BLANK:
            self._line(offset, text.fill(stripped[len(_MARGIN) :].strip(), values, offset))
        else:
            self.prompt.append(text.fill(raw.rstrip(), values, offset))

    def _draft(self, offset: int, course: Course, values: Values | None) -> Draft:
        """An option's own line."""
        found = _OPTION.fullmatch(self.text.lines[offset].strip())
        if found is None:
            raise self.text.fault("an option is written `- [ ] text` or `- [x] text`", offset)
        mark, words, misconception = found.groups()
        if misconception is not None and misconception not in course.misconceptions:
            raise self.text.fault(
                f"{{m={misconception}}} is no known misconception; "
                f"{_meant(misconception, course)}add it to misconceptions.toml",
                offset,
            )
        return Draft(offset, mark == "x", self.text.fill(words, values, offset), misconception)

    def _rule(self, offset: int, rule: str) -> None:
        """The rule of the line of a proof that an option is."""
        draft = self.drafts[-1]
        if draft.rule or draft.explanation:
            raise self.text.fault("by: names the rule of the one formula above it", offset)
        draft.rule = rule

    def _line(self, offset: int, line: str) -> None:
        """A line behind the margin: a formula, or the rule of the one above it."""
        if not line.startswith(_RULE):
            self.lines += [Line(line)] if line else []
        elif not self.lines or self.lines[-1].rule:
            raise self.text.fault("by: names the rule of the one formula above it", offset)
        else:
            self.lines[-1] = Line(self.lines[-1].formula, line[len(_RULE) :].strip())


def _meant(given: str, course: Course) -> str:
    """The misconception that may be meant by an unknown id; empty where none is near."""
    near = get_close_matches(given, sorted(course.misconceptions), n=1)
    return f"write {{m={near[0]}}}, or " if near else ""
