"""One sound question of every kind, as an author writes it; `{m}` stands behind a wrong option."""

CHOICE = """
Which?

- [x] The sign
  > Yes.
- [ ] The size{m}
  > No.
"""
YESNO = """data = four
eta_b = 2
scope = trace
key = engine

Do A and B differ in the trace?

- [ ] Yes{m}
  > No.
- [ ] No
  > Yes.
"""
NUMBER = """data = four

How many steps are there?

- [x] {n * epochs}
  > Yes.
- [ ] {n}{m}
  > No.
- [ ] *
  > Count.
"""
STEP = """data = four
w0 = -2, 2
eta_b = 0.25
scope = trace
key = engine

At which step do they first differ?

- [ ] 3{m}
  > Look again.
- [ ] 2
  > Yes.
"""
RATE = """data = four
w0 = -2, 2
scope = trace
want = differ
key = engine

Find an η that changes a prediction in the trace.

- [ ] none{m}
  > Look again.
"""
BLANK = """
Which line is missing?

| v = w / η
| …

- [x] w = η v
  > Yes.
- [ ] w = v{m}
  > No.
"""
FALSE_LINE = """
Which does not follow?

- [ ] η > 0
  by: assumed
  > It is assumed.
- [x] η > 1
  by: assumed
  > It is not.
"""
ORDER = """
Put them in order.

- [ ] w⁽⁰⁾ = 0
  > It needs nothing.
- [ ] v⁽⁰⁾ = 0
  > It needs the start.
- [ ] φ(0) = 1
  > It needs z.
"""
INTERVAL = """data = four
w0 = -2, 2
eta = 0.3
scope = trace
key = engine

In which interval of the trace does η = {eta} lie?
"""
NO_RATE = """data = four
scope = trace
want = differ
key = engine

Find an η that changes a prediction in the trace.
"""
WITH_BELIEFS = {
    "choice": CHOICE,
    "yesno": YESNO,
    "number": NUMBER,
    "step": STEP,
    "rate": RATE,
    "blank": BLANK,
}
"""Kinds whose wrong options name a misconception."""
WITHOUT = {"false-line": FALSE_LINE, "order": ORDER, "interval": INTERVAL}
