"""A new lesson to start from: commented, valid, and in a course that is written where none is."""

import re
import tomllib
from pathlib import Path

from tutor.course.ids import FILE as IDS
from tutor.course.ids import recorded_in
from tutor.course.library import Library
from tutor.course.outline import LibraryError, read_text
from tutor.course.starter import BELIEF, COURSE, DATA, DESCRIBED, LESSON, MISCONCEPTIONS

_NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_LESSONS = re.compile(r"^lessons\s*=\s*\[(?P<names>[^\]#]*)\]", re.MULTILINE)


def new_lesson(folder: Path, name: str) -> tuple[Path, ...]:
    """Write a lesson to start from, behind the last of the course; gives the files written.

    Where the folder has no course.toml, a small course is written with it. No file that is there is
    written over; course.toml and ids.txt get one entry more, and so does misconceptions.toml where
    it lacks the one that the lesson names.

    Raises:
        LibraryError: If the name is none, or taken, or a file cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise LibraryError(f"“{name}” is no lesson's id; use small letters, digits and hyphens")
    outline = folder / "course.toml"
    try:
        written = _new_course(folder, alone=outline.exists())
        return (*written, *_new_lesson(folder, name))
    except OSError as error:
        raise LibraryError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); check the path"
        ) from None


def _new_course(folder: Path, *, alone: bool) -> list[Path]:
    """The files of a course without a lesson, but for those that are there.

    Args:
        folder: Where it is written.
        alone: Whether there is a course, which may lack misconceptions.toml alone.
    """
    contents = {folder / "misconceptions.toml": MISCONCEPTIONS}
    if not alone:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        data = {folder / "data" / "four.csv": DATA}
        contents = {**data, **contents, folder / "course.toml": COURSE}
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
    content = _filled(LESSON, library, name)
    _write_new(file, content)
    outline.write_text(listed, encoding="utf-8")
    if BELIEF not in library.misconceptions:
        with (folder / "misconceptions.toml").open("a", encoding="utf-8") as out:
            out.write(_filled(DESCRIBED, library, name))
    _record(folder / IDS, content)
    return [file]


def _filled(text: str, library: Library, name: str) -> str:
    """A text with the names of this course."""
    before = library.entries[-1].id if library.entries else ""
    # A set without its own bias first: it is the one for work by hand.
    data = min(library.data, key=lambda key: library.data[key].get("bias", True))
    names = {
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "needs": before,
        "concept": next(iter(library.concepts)),
        "data": data,
        "belief": BELIEF,
    }
    return re.sub(r"<([a-z]+)>", lambda found: names[found[1]], text)


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
