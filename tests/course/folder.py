"""A sound folder of two lessons, for the tests of the linter to break.

An `Edit` is a file's name, what stands in it once, and what is to stand there instead.
"""

import re
from pathlib import Path

from tutor.course.check import check
from tutor.course.faults import Fault
from tutor.course.library import Library

COURSE = """title = "Trial"
lessons = ["01-trial", "02-after"]
retired = ["old-question"]

[concepts]
scale = "what scales"
tie = "what ties"

[terms]
tie = ["dead heat"]

[data.four]
title = "four samples"
bias = false
"""
MISCONCEPTIONS = """[bigger-step]
name = "A bigger step"
right = "It is bigger."
refutation = "So is all of it."

[[bigger-step.experiment]]
data = "four"
eta_b = "10"
scope = "plane"
same = true

[[bigger-step.experiment]]
data = "four"
w0 = "-2, 2"
eta_b = "0.25"
scope = "trace"
same = false
first = 2

[one-epoch]
name = "One epoch is all there is"
right = "Every sample is shown in one epoch."
refutation = "They are shown again in the next."

[last-wins]
name = "The last of them is it"
right = "It is seen last."
refutation = "It was not asked which is seen last."
"""
TRIAL = """+++
id = "trial"
title = "A trial"
needs = ""
concepts = "scale"
+++

# One page

A has η = {eta}, B has {B.eta}, {c} times as much; {first} is no step.

```lab
data = four
eta = 0.5
eta_b = 2
scope = trace
```

```derivation
z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾
by: definition
```

```worked
z⁽¹⁾ = {w0} · {x1} = {z1}
by: zero start
```

---

# Questions

```question differ
kind = yesno
concept = scale
data = four
eta_b = 2
scope = trace
key = engine

Do A and B differ in the trace (the predictions made while training)?

- [ ] Yes {m=bigger-step}
  > B is {c} times A.
- [ ] No
  > B is {c} times A.
? What is w⁽¹⁾?
? B is {c} times A.
```

```question steps
kind = number
concept = scale
data = four

How many steps are {epochs} epochs of {n} samples?

- [x] {n * epochs}
  > That many.
- [ ] {n} {m=one-epoch}
  > That is one epoch.
- [ ] *
  > Count again.
? Is sample 16 shown in one epoch?
? It is {n} · {epochs}.
? It is {n * epochs}.
```

> **Keep:** This.
"""
AFTER = """+++
id = "after"
title = "After it"
needs = "trial"
concepts = "tie"
+++

# A dead heat

```question which
kind = choice
concept = tie

Which?

- [x] The first of them
  > Yes.
- [ ] The other {m=last-wins}
  > No.
? Look at both.
? It is the first of them.
```

```recall differ
```

> **Keep:** That.
"""
FOUR = "x1,x2,label\n1,1,-1\n1,3,-1\n-1,2,1\n-3,1,1\n"
Edit = tuple[str, str, str]
FILES = {
    "course.toml": COURSE,
    "misconceptions.toml": MISCONCEPTIONS,
    "01-trial.md": TRIAL,
    "02-after.md": AFTER,
    "data/four.csv": FOUR,
}


def write(folder: Path) -> Path:
    """Write the sound folder."""
    (folder / "data").mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace what stands in a file once; gives the line where it stood."""
    content = (folder / name).read_text(encoding="utf-8")
    assert content.count(old) == 1
    (folder / name).write_text(content.replace(old, new), encoding="utf-8")
    return content[: content.index(old)].count("\n") + 1


def ask(folder: Path, kind: str, content: str, *, hints: str = "? Look.\n? Look again.\n") -> None:
    """Ask a question `asked` of a kind at the end of the last lesson."""
    block = f"```question asked\nkind = {kind}\nconcept = scale\n{content}{hints}```\n"
    edit(folder, "02-after.md", "> **Keep:** That.\n", f"{block}\n> **Keep:** That.\n")


def found(folder: Path, *, variants: int = 0) -> list[Fault]:
    """What the linter finds in a folder."""
    return check(Library.open(folder), count=variants)


def found_by(folder: Path, code: str) -> Fault:
    """The one fault that a rule finds; its line is one line."""
    (fault,) = [fault for fault in found(folder) if fault.code == code]
    assert not re.search(r"\s\s|\n", str(fault))
    return fault
