"""What plain `Fraction` loops say of a generated question, without asking the engine."""

from fractions import Fraction

from tests.perceptron.problems import Vector, loop_divided_by_rate, loop_with_appended_bias
from tutor.course.lesson import Kind, Lab, Question
from tutor.perceptron.comparison import Scope
from tutor.perceptron.training import Experiment

CLAIMS = {
    "every prediction made while training is the same in A and B": (Scope.TRACE, False),
    "some prediction made while training is not the same in A and B": (Scope.TRACE, True),
    "the final weights of A and B agree on every sample": (Scope.SAMPLES, False),
    "the final weights of A and B disagree on some sample": (Scope.SAMPLES, True),
    "the final weights of A and B agree on every input": (Scope.PLANE, False),
    "the final weights of A and B disagree on some input": (Scope.PLANE, True),
}
"""What an explanation may say of a scope, and whether A and B then differ in it."""


def lab_of(question: Question) -> tuple[Lab, Experiment, Experiment, Scope]:
    """A question's lab, with its parts that are always there."""
    lab = question.lab
    assert lab is not None
    assert lab.b is not None
    assert lab.scope is not None
    return lab, lab.a, lab.b, lab.scope


def run(experiment: Experiment) -> tuple[list[int], Vector]:
    """Predictions and final weights, on which two loops of different make agree."""
    one, other = loop_with_appended_bias(experiment), loop_divided_by_rate(experiment)
    assert (one.predictions, one.weights) == (other.predictions, other.weights)
    return one.predictions, one.weights[-1]


def inputs(experiment: Experiment, sample: int) -> tuple[Fraction, ...]:
    """A sample with the constant 1 before it where there is a bias."""
    return (*(Fraction(1) for _ in range(experiment.bias)), *experiment.dataset.sample(sample))


def predict(weights: Vector, x: tuple[Fraction, ...]) -> int:
    """The unit step of the net input, +1 at zero."""
    return 1 if sum(w * value for w, value in zip(weights, x, strict=True)) >= 0 else -1


def same_half_space(one: Vector, other: Vector, *, bias: bool) -> bool:
    """Whether two weight vectors predict alike everywhere.

    Where no feature counts, one class is predicted everywhere. Else the inputs predicted +1 are a
    closed half-space, and that determines the weights up to a positive factor.
    """
    constant = [not any(weights[bias:]) for weights in (one, other)]
    if any(constant):
        classes = [1 if not bias or weights[0] >= 0 else -1 for weights in (one, other)]
        return all(constant) and classes[0] == classes[1]
    pairs = list(zip(one, other, strict=True))
    parallel = all(a * d == b * c for a, b in pairs for c, d in pairs)
    return parallel and sum(a * b for a, b in pairs) > 0


def differing(question: Question) -> set[Scope]:
    """The scopes in which A and B differ."""
    _, a, b, _ = lab_of(question)
    (predictions_a, weights_a), (predictions_b, weights_b) = run(a), run(b)
    samples = [inputs(a, index) for index in range(len(a.dataset))]
    found = {
        Scope.TRACE: predictions_a != predictions_b,
        Scope.SAMPLES: any(predict(weights_a, x) != predict(weights_b, x) for x in samples),
        Scope.PLANE: not same_half_space(weights_a, weights_b, bias=a.bias),
    }
    return {scope for scope, differs in found.items() if differs}


def right(question: Question) -> str:
    """The right option's text."""
    (option,) = (option for option in question.options if option.right)
    return option.text


def faults(question: Question) -> list[str]:
    """What is wrong with a yes/no question: its key, or what its explanations say."""
    differ, (*_, scope) = differing(question), lab_of(question)
    wrong = []
    if right(question) != ("Yes" if scope in differ else "No"):
        wrong.append(f"{question.id}: the key is {right(question)}")
    for option in question.options:
        claims = [claim for said, claim in CLAIMS.items() if said in option.explanation]
        if scope not in {said for said, _ in claims}:
            wrong.append(f"{question.id}: {option.text} is not explained in its scope")
        if any((said in differ) != differs for said, differs in claims):
            wrong.append(f"{question.id}: what is said of {option.text} is not so")
        if "{" in option.explanation or not option.explanation:
            wrong.append(f"{question.id}: {option.text} has no finished explanation")
    return wrong


JUDGES = {
    (Kind.YESNO, concept): faults
    for concept in ("may-change", "scopes", "ratio", "scale", "bias-start", "limits")
}
