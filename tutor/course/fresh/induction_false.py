"""Which line of an alleged induction with v = w/η does not follow?"""

from dataclasses import replace
from fractions import Fraction

from tutor.course.fresh.family import Ask, Family
from tutor.course.fresh.given import WIDEST, given_lines
from tutor.course.fresh.induction import CLAIM
from tutor.course.fresh.induction_fault import PART_OF, Proof, draw_proof, lines_of
from tutor.course.fresh.induction_words import hints, said
from tutor.course.lesson import Kind, Lab, Option, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment, train


def _false_line(family: Family, ask: Ask) -> Question | None:
    proof = draw_proof(ask.draw, ask.level, ask.once)
    if proof is None:
        return None
    lines, false = lines_of(proof), PART_OF[proof.fault]
    if any(len(line.formula) > WIDEST for line in lines):
        return None
    options = [
        Option(line.formula, said(proof, part), right=part is false)
        for part, line in zip(proof.order, lines, strict=True)
    ]
    prompt = "\n".join(
        (
            *given_lines(proof.a.experiment, "Put v = w/η."),
            f"{CLAIM} Which is the",
            "first line that does not follow from all this and the lines above it?",
        )
    )
    made = family.question(ask, prompt, options, hints(proof), _lab(proof))
    return replace(made, lines=tuple(lines))


def _lab(proof: Proof) -> Lab:
    """The run with its rate and with one with which it predicts otherwise, if one is found."""
    a = proof.a.experiment
    rates = [proof.b.experiment.rate, *(a.rate * Fraction(n, d) for n, d in _FACTORS)]
    others = [replace(a, rate=rate) for rate in rates]
    apart = (b for b in others if train(b).predictions != proof.a.predictions)
    b: Experiment = next(apart, others[0]) if any(a.start) else others[0]
    return Lab(a, b, Scope.TRACE)


_FACTORS = ((10, 1), (1, 10), (3, 1), (1, 3), (100, 1), (1, 100))

FAMILIES = (Family("false-line-induction", Kind.FALSE_LINE, "induction", _false_line),)
