"""Questions about the lines of a proof: the false one, the missing one, their order."""

import re
from dataclasses import replace
from hashlib import sha256

from tutor.course.draft import Texts
from tutor.course.lesson import ANYTHING_ELSE, BLANK_LINE, Line, Option, Question

MOST_LINES = 9
"""Lines to put in order: each is chosen by one key."""
_SHUFFLES = 100
_AFTER = re.compile(r"([1-9]):((?: *[1-9])*)")
IN_ORDER = "Every line stands below those that it needs."

Needed = tuple[tuple[int, ...], ...]
"""For each line the numbers of those that it needs, from 1."""


def false_line(texts: Texts, made: Question) -> Question:
    """The options are the lines of the proof."""
    return replace(made, lines=tuple(draft.line for draft in texts.drafts))


def blank(texts: Texts, made: Question) -> Question:
    """A derivation with one line missing.

    Raises:
        LessonError: If not exactly one is.
    """
    missing = sum(line.formula == BLANK_LINE for line in texts.lines)
    if missing != 1 or len(texts.lines) < 2:
        raise texts.settings.text.fault(
            f"kind = blank shows a derivation, its lines behind |, one of them `| {BLANK_LINE}`; "
            f"here are {len(texts.lines)}, {missing} of them missing",
            -1,
        )
    return replace(made, lines=tuple(texts.lines))


def make_order(texts: Texts, plain: Question) -> Question:
    """Lines in a right order, shown in one that is not right.

    Raises:
        LessonError: If there are too few or too many, two are the same, or every order is right.
    """
    drafts = texts.drafts
    for draft in drafts:
        if draft.marked:
            raise texts.text.fault("the order is the key; write [ ] at every line", draft.offset)
        if draft.misconception is not None:
            raise texts.text.fault("a line is no answer; take the misconception out", draft.offset)
        if sum(other.text == draft.text for other in drafts) > 1:
            raise texts.text.fault(f"“{draft.text}” stands here twice; keep one", draft.offset)
    if not 2 <= len(drafts) <= MOST_LINES:
        raise texts.at_options(f"{len(drafts)} lines; 2 to {MOST_LINES} can be put in order")
    needed = _needed(texts)
    if not any(needed):
        raise texts.at_setting("after", "every order is right here; say which line needs which")
    return in_order(
        plain, [draft.line for draft in drafts], needed, [draft.said for draft in drafts]
    )


def in_order(plain: Question, lines: list[Line], needed: Needed, why: list[str]) -> Question:
    """Ask for a right order of the lines of a proof.

    Args:
        plain: The question without options; its id settles the order in which they are shown.
        lines: The proof, in a right order.
        needed: What each line needs; not all are empty.
        why: For each line the reason.
    """
    shown = _shuffled(plain.id, lines, needed)
    place = {line: at for at, line in enumerate(shown, 1)}
    right = " ".join(str(place[line]) for line in range(1, len(lines) + 1))
    wrong = f"A line stands above one that it needs. Right is {right}."
    return replace(
        plain,
        lines=tuple(lines[line - 1] for line in shown),
        after=tuple(tuple(sorted(place[other] for other in needed[line - 1])) for line in shown),
        needs=tuple(why[line - 1] for line in shown),
        options=(
            Option(right, IN_ORDER, right=True),
            Option(ANYTHING_ELSE, wrong, right=False),
        ),
    )


def _needed(texts: Texts) -> Needed:
    """What each line needs, as `after = 3: 1 2; 4: 2` says; else the line before it."""
    lines = range(1, len(texts.drafts) + 1)
    needed: list[tuple[int, ...]] = [(line - 1,) if line > 1 else () for line in lines]
    for part in filter(None, texts.settings.get("after", "").split(";")):
        found = _AFTER.fullmatch(part.strip())
        line = int(found[1]) if found else 0
        others = tuple(map(int, found[2].split())) if found else ()
        if not 1 <= line <= len(needed) or any(other >= line for other in others):
            raise texts.at_setting(
                "after",
                f"“{part.strip()}”: write for instance after = 3: 1 2; 4: 2, "
                "each line with lines above it",
            )
        needed[line - 1] = tuple(dict.fromkeys(others))
    return tuple(needed)


def _shuffled(identifier: str, lines: list[Line], needed: Needed) -> list[int]:
    """The lines' numbers in an order that is not right; the same for the same id everywhere."""
    numbers = range(1, len(lines) + 1)
    for attempt in range(_SHUFFLES):
        keys = {
            line: sha256(f"{identifier} {attempt} {lines[line - 1].formula}".encode()).digest()
            for line in numbers
        }
        shown = sorted(numbers, key=keys.__getitem__)
        if too_early(tuple(shown), needed) is not None:
            return shown
    return list(reversed(numbers))


def too_early(order: tuple[int, ...], needed: Needed) -> tuple[int, int] | None:
    """The first line that stands above one that it needs, and that one; None where none does."""
    above: set[int] = set()
    for line in order:
        missing = next((other for other in needed[line - 1] if other not in above), None)
        if missing is not None:
            return line, missing
        above.add(line)
    return None


def about_order(question: Question, order: tuple[int, ...]) -> str:
    """Say that an order is right, or which line stands too early."""
    found = too_early(order, question.after)
    if found is None:
        return IN_ORDER
    line, missing = found
    right = question.options[0].text
    return (
        f"Line {line} stands above line {missing}, which it needs. {question.needs[line - 1]} "
        f"A right order is {right}."
    )
