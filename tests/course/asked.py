"""A question of every kind, as an author writes it, and how an answer to it is given."""

from itertools import count

from tests.course.lessons import CHOICE, NUMBER, YESNO, lesson
from tutor.course.lesson import ANYTHING_ELSE, Kind, Option, Question
from tutor.course.question import grade
from tutor.errors import TutorError

STEP = """```question parting
kind = step
concept = scale
data = four
w0 = -2, 2
eta = 0.1
eta_b = 1
scope = trace
key = engine

At which step do A and B predict differently first?

- [ ] never {m=bigger-step}
  > They part.
- [ ] 1
  > Both start at w⁽⁰⁾ = {w0}.
? Look at both z.
? It is step {first}.
```
"""
VECTOR = """```question vector
kind = number
concept = tie
data = four
eta = 0.5

What is w after step 1?

- [x] {w1}
  > It moved by η (y − ŷ) x.
- [ ] {w0 + g1} {m=bigger-step}
  > Without η.
- [ ] *
  > Compute the update first.
? Is the prediction a mistake?
```
"""
RATE = """```question another-rate
kind = rate
concept = scale
data = four
w0 = -2, 2
eta = 0.1
want = differ
scope = trace
key = engine

A has η = {eta} from w⁽⁰⁾ = {w0}. Find an η with which a prediction changes.

- [ ] none {m=bigger-step}
  > The start is not zero.
? Try a large one.
```
"""
NO_RATE = (
    RATE.replace("w0 = -2, 2\n", "")
    .replace("another-rate", "no-rate")
    .replace("- [ ] none {m=bigger-step}\n  > The start is not zero.\n", "")
)
FALSE_LINE = """```question false
kind = false-line
concept = tie

Which line does not follow?

- [ ] η > 0
  by: assumed
  > It is assumed.
- [ ] φ(η z) = φ(z)
  by: η > 0 changes no sign
  > This follows.
- [x] φ(z + η) = φ(z)
  by: η > 0 changes no sign
  > A sum may change its sign.
? Which line adds?
```
"""
BLANK = """```question missing
kind = blank
concept = tie

Which line is missing?

| w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾
| by: the update is added
| …
| by: definition of Δw

- [x] w⁽¹⁾ = w⁽⁰⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾
  > Yes.
- [ ] w⁽¹⁾ = η x⁽¹⁾
  > Where is the start?
? What is Δw?
```
"""
ORDER = """```question order
kind = order
concept = tie
after = 2: ; 3: 1 2

Put the lines in order.

- [ ] w⁽⁰⁾ = 0
  by: assumed
  > It needs nothing.
- [ ] η > 0
  by: assumed
  > It needs nothing.
- [ ] v⁽ᵗ⁾ = w⁽ᵗ⁾ / η
  > One has to know that η is not 0.
- [ ] v⁽⁰⁾ = 0
  > It needs the definition of v.
? What is assumed comes first.
```
"""
INTERVAL = """```question interval
kind = interval
concept = scale
data = four
w0 = -2, 2
eta = 0.3
scope = trace
key = engine

In which interval of the rate line lies η = {eta}?

? Its ends are the critical rates.
```
"""
ASKED = {
    "choice": CHOICE,
    "yesno": YESNO,
    "number": NUMBER,
    "vector": VECTOR,
    "step": STEP,
    "rate": RATE,
    "no-rate": NO_RATE,
    "false-line": FALSE_LINE,
    "blank": BLANK,
    "order": ORDER,
    "interval": INTERVAL,
}
TYPED = {Kind.NUMBER, Kind.STEP, Kind.RATE, Kind.ORDER}
_PARTS = 1000
_MOST = 2 * _PARTS


def asked(text: str) -> Question:
    """The one question of a text."""
    (question,) = lesson(text).questions
    return question


def given_for(question: Question, option: Option) -> str:
    """An answer that falls under an option, with the minus that a keyboard has."""
    if question.kind not in TYPED or option.text != ANYTHING_ELSE:
        return option.text.replace("−", "-") if question.kind in TYPED else option.text
    for number in count(1):
        if number > _MOST:
            break
        given = _candidate(question, number)
        try:
            graded = grade(question, given)
        except TutorError:
            continue
        if not graded.right and graded.option not in question.options[:-1]:
            return given
    raise AssertionError(f"{question.id}: nothing falls under {option.text}")


def _candidate(question: Question, number: int) -> str:
    """The texts that are tried for “anything else”."""
    if question.kind is Kind.ORDER:
        lines = list(range(1, len(question.lines) + 1))
        turn = number % len(lines)
        return " ".join(map(str, lines[turn:] + lines[:turn]))
    size = question.options[0].text.count(",") + 1
    plain = str(number)
    if question.kind is Kind.RATE:
        # Up to 1 in small parts, then whole numbers: where one fails it may be above 1 only.
        plain = f"{number}/{_PARTS}" if number <= _PARTS else str(number - _PARTS)
    return ", ".join([plain] * size)
