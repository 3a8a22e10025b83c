"""A new lesson to start from: commented, valid, and in a course that is written where none is."""

import re
import tomllib
from pathlib import Path

from tutor.course.ids import FILE as IDS
from tutor.course.ids import recorded_in
from tutor.course.library import Library
from tutor.course.outline import LibraryError, read_text

_NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_LESSONS = re.compile(r"^lessons\s*=\s*\[(?P<names>[^\]#]*)\]", re.MULTILINE)

_COURSE = """title = "My course"

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
_MISCONCEPTIONS = """# What learners believe, by a permanent id. `right` is what is right in it;
# `refutation` starts from there.

[bigger-step]
name = "A bigger η jumps further, so it must land elsewhere"
right = "A bigger η does make every update longer."
refutation = "At zero start all of it is longer by one factor: enlarged, not moved."

# The comparison that refutes it. `same` is the verdict; `check` runs it.
[[bigger-step.experiment]]
data = "four"
eta = "0.1"
eta_b = "10"
scope = "plane"
same = true
"""
_DATA = "x1,x2,label\n1,1,-1\n1,3,-1\n-1,2,1\n-3,1,1\n"

_LESSON = """+++
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

<!-- The id of a question is permanent. Every option has an explanation, and only the last hint
may give the answer. -->

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

- [ ] Yes
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
epochs = 4

There are {n} samples and {epochs} epochs. How many steps is that?

- [x] {n * epochs}
  > Every sample is one step in every epoch: {n} times {epochs}.
- [ ] {n}
  > That is one epoch.
- [ ] *
  > Multiply the samples by the epochs.
? How many steps are there in one epoch?
? One sample shown is one step: {n} · {epochs}.
```

> **Keep:** Say the one sentence that is to stay.
"""


def new_lesson(folder: Path, name: str) -> tuple[Path, ...]:
    """Write a lesson to start from, behind the last of the course; gives the files written.

    Where the folder has no course.toml, a small course is written with it. No file that is there is
    written over; course.toml and ids.txt get one entry more.

    Raises:
        LibraryError: If the name is none, or taken, or a file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise LibraryError(f"“{name}” is no lesson's id; use small letters, digits and hyphens")
    outline = folder / "course.toml"
    try:
        written = [] if outline.exists() else _new_course(folder)
        return (*written, *_new_lesson(folder, name))
    except OSError as error:
        raise LibraryError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); check the path"
        ) from None


def _new_course(folder: Path) -> list[Path]:
    """The files of a course without a lesson, but for those that are there."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    contents = {
        folder / "data" / "four.csv": _DATA,
        folder / "misconceptions.toml": _MISCONCEPTIONS,
        folder / "course.toml": _COURSE,
    }
    written = [file for file in contents if not file.exists()]
    for file in written:
        _write_new(file, contents[file])
    return written


def _new_lesson(folder: Path, name: str) -> list[Path]:
    library = Library.open(folder)
    if any(entry.id == name for entry in library.entries):
        raise LibraryError(f"there is a lesson “{name}” already; take another name")
    if not library.concepts or not library.data:
        raise LibraryError(f"{folder / 'course.toml'}: needs a concept and a data set first")
    numbers = [int(entry.file.name.partition("-")[0]) for entry in library.entries]
    numbers += [int(file.name.partition("-")[0]) for file in folder.glob("[0-9]*-*.md")]
    file = folder / f"{max(numbers, default=0) + 1:02}-{name}.md"
    outline = folder / "course.toml"
    listed = _with_lesson(read_text(outline), file.stem, outline)
    content = _filled(library, name)
    _write_new(file, content)
    outline.write_text(listed, encoding="utf-8")
    _record(folder / IDS, content)
    return [file]


def _filled(library: Library, name: str) -> str:
    """The template with the names of this course."""
    before = library.entries[-1].id if library.entries else ""
    # A set without its own bias first: it is the one for work by hand.
    data = min(library.data, key=lambda key: library.data[key].get("bias", True))
    names = {
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "needs": before,
        "concept": next(iter(library.concepts)),
        "data": data,
    }
    return re.sub(r"<([a-z]+)>", lambda found: names[found[1]], _LESSON)


def _with_lesson(content: str, stem: str, file: Path) -> str:
    """The outline with one lesson more in its list, and nothing else changed.

    Raises:
        LibraryError: If that cannot be done without a risk to what stands there.
    """
    before = tomllib.loads(content)
    expected = {**before, "lessons": [*before["lessons"], stem]}

    def longer(found: re.Match[str]) -> str:
        names = found["names"].rstrip()
        comma = "," if names and not names.endswith(",") else ""
        return f'lessons = [{names}{comma}\n  "{stem}",\n]'

    listed = _LESSONS.sub(longer, content, count=1)
    try:
        changed = tomllib.loads(listed)
    except ValueError:
        changed = before
    if changed != expected:
        raise LibraryError(
            f"{file}: a lesson cannot be added to its list safely; write the list without comments"
        )
    return listed


def _record(file: Path, content: str) -> None:
    """Add the lesson's ids to the list of ids, where the course keeps one."""
    if file.exists():
        new = re.findall(r"^```question (\S+)", content, re.MULTILINE)
        known = sorted(recorded_in(file) | set(new))
        file.write_text("".join(f"{identifier}\n" for identifier in known), encoding="utf-8")


def _write_new(file: Path, content: str) -> None:
    """Write a file that is not there yet; "x" refuses to write over one."""
    with file.open("x", encoding="utf-8") as out:
        out.write(content)
