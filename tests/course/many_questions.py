"""Many generated questions judged by plain loops: `python -m tests.course.many_questions`.

Every key must equal what the loops find, no explanation may say what is not so, no two ids and no
two prompts may be alike, and Yes must be right for half of the questions, within 3 %. Prints the
figures. Ends with status 1 if anything is not so.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from tests.course.judged import faults, lab_of, right
from tutor.course.generate import questions
from tutor.course.lesson import Question
from tutor.course.library import Library

UNBALANCED = 0.03
"""How far from one half the share of Yes may be."""


@dataclass
class Figures:
    """What was found among many questions."""

    count: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)
    scopes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of questions whose right answer is Yes."""
        return self.answers["Yes"] / self.count

    @property
    def sound(self) -> bool:
        """Whether all is as it must be."""
        return not self.faults and abs(self.share - 0.5) <= UNBALANCED


def judge(asked: Iterable[Question]) -> Figures:
    """Judge every question by itself, and all of them together."""
    found = Figures()
    ids, prompts = set[str](), set[str]()
    for question in asked:
        found.count += 1
        found.answers[right(question)] += 1
        found.concepts[question.concept] += 1
        found.scopes[lab_of(question)[3].value] += 1
        found.faults += faults(question)
        if question.id in ids or question.prompt in prompts:
            found.faults.append(f"{question.id}: the id or the prompt was there before")
        ids.add(question.id)
        prompts.add(question.prompt)
    return found


def main() -> int:
    """Draw, judge, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--level", type=int)
    parser.add_argument("--concept")
    asked = parser.parse_args()
    stream = questions(asked.seed, Library.open(), asked.level, asked.concept)
    found = judge(islice(stream, asked.count))
    whole = f"{found.count} questions, seed {asked.seed}: {len(found.faults)} faults"
    lines = [
        f"{whole}, Yes is right for {found.share:.2%}",
        *(f"  {name}: {number}" for name, number in sorted(found.concepts.items())),
        *(f"  scope {name}: {number}" for name, number in sorted(found.scopes.items())),
        *found.faults[:10],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.sound else 1


if __name__ == "__main__":
    sys.exit(main())
