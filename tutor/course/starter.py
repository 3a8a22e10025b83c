"""The texts of a new course and of a new lesson; what stands in <...> is put in by `template`."""

COURSE = """title = "My course"

# The files in their order. A lesson's id is its file's name behind the number.
lessons = [
]

# Ids of questions that are asked no more. An id is never used again.
retired = []

# What questions are about. An id never changes; its text may.
[concepts]
scale = "one run is the other, scaled"

# Words that may stand only where their concept is taught, and after it.
[terms]

# The data sets in data/NAME.csv. bias = false: an experiment has no bias unless it says so.
[data.four]
title = "four samples for work by hand"
bias = false
"""
MISCONCEPTIONS = """# What learners believe, by a permanent id. `right` is what is right in it;
# `refutation` starts from there. A wrong option names one: {m=id}.
"""
BELIEF = "bigger-step"
"""The misconception that the lesson's wrong options betray."""
DESCRIBED = """
[<belief>]
name = "A bigger η jumps further, so it must land elsewhere"
right = "A bigger η does make every update longer."
refutation = "At zero start all of it is longer by one factor: enlarged, not moved."

# The comparison that refutes it. `same` is the verdict; `check` runs it.
[[<belief>.experiment]]
data = "<data>"
eta = "0.1"
eta_b = "10"
scope = "plane"
same = true
"""
DATA = "x1,x2,label\n1,1,-1\n1,3,-1\n-1,2,1\n-3,1,1\n"

LESSON = """+++
# The id is the file's name behind its number. It never changes; the title may.
id = "<id>"
title = "<title>"
# Ids of earlier lessons, and of the concepts that this one teaches, with spaces between them.
needs = "<needs>"
concepts = "<concept>"
+++

# One idea a page

<!-- A comment like this one is not shown. The lab below is drawn beside the text. Numbers in
braces come from it. -->

There are {n} samples. A has η = {eta} and B has η = {B.eta}; both start at w⁽⁰⁾ = {w0}.

```lab
data = <data>
eta = 1
eta_b = 2
epochs = 4
scope = trace
```

At step 1 the input is x = {x1}. Its net input is computed before anything is learned:

```worked
z⁽¹⁾ = w⁽⁰⁾·x⁽¹⁾ = {z1}
by: the net input at step 1
```

---

# A page that asks

<!-- The id of a question is permanent. Every option has an explanation, and a wrong one the
misconception that it betrays, one of misconceptions.toml; only the last hint may give the answer.
`*` stands for every other answer. -->

```question <id>-scope
kind = yesno
concept = <concept>
data = <data>
eta = 1
eta_b = 2
epochs = 4
scope = trace
key = engine
predict = on

Both start at w⁽⁰⁾ = {w0}. A has η = {eta}, B has η = {B.eta}. Do their predictions
differ in the trace (the predictions made while training)?

- [ ] Yes {m=<belief>}
  > At step 1 the net input is {z1} in A and {B.z1} in B. From zero, B's weights are {c} times A's
  > at every step.
- [ ] No
  > From zero, B's weights are {c} times A's at every step, and a positive factor turns no sign
  > around.
? What is the net input before the first update?
? From zero, what is w⁽¹⁾ in A, and what in B?
? B's weights are {c} times A's at every step.
```

<!-- What stands below a question is shown when it has been answered or skipped. -->

```question <id>-steps
kind = number
concept = <concept>
data = <data>
eta = 2
epochs = 4

There are {n} samples and {epochs} epochs, and η = {eta}. How many steps is that?

- [x] {n * epochs}
  > Every sample is one step in every epoch: {n} times {epochs}.
- [ ] {n * epochs / eta} {m=<belief>}
  > η makes an update longer, not training shorter: every sample is shown in every epoch.
- [ ] *
  > Multiply the samples by the epochs.
? How many steps are there in one epoch?
? One sample shown is one step: {n} · {epochs}.
```

> **Keep:** Say the one sentence that is to stay.
"""
