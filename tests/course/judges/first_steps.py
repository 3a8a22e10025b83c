"""The first step at which two runs predict differently, found by running both."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.course.judges.formulas import line
from tests.course.judges.prompt import Check, N, number
from tests.course.judges.rates import compared, listed, scope_of
from tests.course.judges.sentences import Trial, foreign_lab, trial, unread
from tutor.course.lesson import Kind, Question
from tutor.perceptron.comparison import Scope


def judge_step(question: Question) -> Iterator[str]:
    """At which step A and B predict differently first."""
    prompt, asked = question.prompt, trial(question.prompt)
    ((a, b),) = [
        tuple(map(number, found))
        for found in re.findall(rf"A has η = {N}, B has η = {N}\.", prompt)
    ]
    assert scope_of(prompt) is Scope.TRACE
    assert (
        "do A and B predict differently for the first\ntime? Type its number, or `never`." in prompt
    )
    if f"At which step, 1 to {len(asked.steps)}, do" not in prompt:
        yield "the steps are counted otherwise"
    yield from foreign_lab(question, asked, [a, b])
    if question.lab is None or question.lab.scope is not Scope.TRACE:
        yield "the lab compares something else"
    (one, _), (other, _) = asked.run(a), asked.run(b)
    differ = [p.said != q.said for p, q in zip(one, other, strict=True)]
    truth = str(differ.index(True) + 1) if any(differ) else "never"
    for option in question.options:
        if option.right != (option.text == truth):
            yield f"the key: “{option.text}” is {'' if option.right else 'not '}keyed"
        if f"at step {truth} " not in option.explanation and truth != "never":
            yield f"“{option.text}” is explained by another key"
        if truth == "never" and "No prediction differs in training" not in option.explanation:
            yield f"“{option.text}” is explained by another key"
        leads = _leads(asked, a, b, option.text)
        yield from unread(option.explanation, [*leads, *compared(asked, a, b)])
    yield from unread(" ".join(question.hints), _step_hints(asked, a, b))


def _leads(asked: Trial, a: Fraction, b: Fraction, text: str) -> list[Check]:
    first = asked.mistakes(a)[:1]
    step = 0 if text in {"*", "never"} else int(text)
    (one, _), (other, _) = asked.run(a), asked.run(b)

    def named(lead: str) -> str:
        """What stands before the sentence about the step that was typed."""
        return rf"{lead}(?= At step {step} )"

    return [
        (named(r"η is there from the beginning\. But no update has been made yet\."),
         lambda: step == 1),
        (named(r"From here on the weights differ\. But this prediction was made before\."),
         lambda: [step] == first),
        (named(r"Here z is not the same in A and B\. But its sign is\."),
         lambda: one[step - 1].z != other[step - 1].z),
        (r"At a zero start it would be so\.", lambda: any(asked.start)),
    ]  # fmt: skip


def _step_hints(asked: Trial, a: Fraction, b: Fraction) -> list[Check]:
    (one, _), (other, _) = asked.run(a), asked.run(b)
    first = asked.mistakes(a)[0]

    def goes_on(mistake: str, step: str, formula: str, p: str, q: str) -> bool:
        i = int(step) - 1
        same = (one[i].c, one[i].d) == (other[i].c, other[i].d)
        right = line(formula) == (one[i].c, one[i].d) and (number(p), number(q)) == (a, b)
        # Where u·x = 0 the step before has the same z in both, and nothing is to be looked at.
        alike = not any(seen.d for run in (one, other) for seen in run[first:i])
        return int(mistake) == first <= i and alike and same and right

    return [
        (r"Up to which step are the weights of A and B the same\?", lambda: True),
        ((r"Each step predicts with the weights before it; a mistake adds Δw = η \(y − ŷ\) x to "
         r"them\."), lambda: True),
        ((r"The first mistake is at step (\d+), in both\. Go on from step (\d+): there z = "
         rf"(\S+(?: [+−] \S+)?), with η = {N} and with η = {N}\."), goes_on),
    ]  # fmt: skip


JUDGES = {
    (Kind.STEP, "may-change"): listed(judge_step),
    (Kind.STEP, "first-prediction"): listed(judge_step),
}
