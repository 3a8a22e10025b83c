"""Many generated questions judged by plain loops: `python -m tests.course.many_questions`.

Every key must equal what the loops find, no explanation may say what is not so, no two ids and no
two questions may be alike, and Yes must be right for half of the yes/no questions, within 3 %.
Prints the figures. Ends with status 1 if anything is not so.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from tests.course.judges import every
from tutor.course.fresh.family import key
from tutor.course.generate import questions
from tutor.course.lesson import Kind, Question
from tutor.course.library import Library

UNBALANCED = 0.03
"""How far from one half the share of Yes may be."""


@dataclass
class Figures:
    """What was found among many questions."""

    count: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    """Of the yes/no questions."""
    kinds: Counter[str] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)
    scopes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of yes/no questions whose right answer is Yes; a half if there are none."""
        return self.answers["Yes"] / self.answers.total() if self.answers else 0.5

    @property
    def sound(self) -> bool:
        """Whether all is as it must be."""
        return not self.faults and abs(self.share - 0.5) <= UNBALANCED


def judge(asked: Iterable[Question], library: Library) -> Figures:
    """Judge every question by itself, and all of them together."""
    found = Figures()
    ids, texts = set[str](), set[tuple[str, ...]]()
    for question in asked:
        found.count += 1
        found.kinds[question.kind] += 1
        found.concepts[question.concept] += 1
        if question.kind is Kind.YESNO:
            found.answers[key(question).text] += 1
        if question.lab is not None and question.lab.scope is not None:
            found.scopes[question.lab.scope] += 1
        found.faults += every.faults(question, library)
        text = (question.prompt, *sorted(line.formula for line in question.lines))
        if question.id in ids or text in texts:
            found.faults.append(f"{question.id}: the id or the question was there before")
        ids.add(question.id)
        texts.add(text)
    return found


def main() -> int:
    """Draw, judge, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", type=int)
    parser.add_argument("--concept")
    asked = parser.parse_args()
    library = Library.open()
    stream = questions(asked.seed, library, asked.level, asked.concept)
    found = judge(islice(stream, asked.count), library)
    whole = f"{found.count} questions, seed {asked.seed}: {len(found.faults)} faults"
    lines = [
        f"{whole}, Yes is right for {found.share:.2%} of {found.answers.total()} yes/no questions",
        *(f"  kind {name}: {number}" for name, number in sorted(found.kinds.items())),
        *(f"  {name}: {number}" for name, number in sorted(found.concepts.items())),
        *(f"  scope {name}: {number}" for name, number in sorted(found.scopes.items())),
        *found.faults[:10],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.sound else 1


if __name__ == "__main__":
    sys.exit(main())
