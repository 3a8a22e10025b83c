"""What a shell completes behind an option: the names that the course and the options know."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tutor.errors import TutorError

if TYPE_CHECKING:  # Pressing tab behind another option does not read the course.
    from tutor.course.library import Library

Found = list[tuple[str, str] | str]
"""Texts, or texts with what each of them is."""


def of(texts: Iterable[str]) -> Callable[[], Found]:
    """One of a few words."""
    words: Found = [str(text) for text in texts]
    return lambda: words


def data_sets(context: typer.Context) -> Found:
    """The data sets of the course; where none begins so, the shell completes a file."""
    library = _library(context)
    return [(name, about["title"]) for name, about in library.data.items()] if library else []


def concepts(context: typer.Context) -> Found:
    """The ids of the concepts."""
    library = _library(context)
    return list(library.concepts.items()) if library else []


def lessons(context: typer.Context) -> Found:
    """The ids of the lessons."""
    library = _library(context)
    return [(entry.id, entry.title) for entry in library.entries] if library else []


def _library(context: typer.Context) -> "Library | None":
    """The course that `--lessons` names, before the command or behind it; None where it is none."""
    from tutor.course.library import Library

    named = context.params.get("lessons") or context.find_root().params.get("lessons")
    with suppress(TutorError):
        return Library.open(None if named is None else Path(named))
    return None
