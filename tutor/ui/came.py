"""What came of a quiz, in words: the same on the screen and in lines."""

from collections.abc import Iterator

from tutor.course.library import Library
from tutor.record.progress import Do, Next, Summary, Tally


def score(came: Summary | Tally) -> str:
    """How many were right, of how many."""
    return f"{came.right} of {came.seen}"


def about(concept: str, library: Library) -> str:
    """What a concept is about, as far as the course says so."""
    return library.concepts.get(concept, concept)


def surely_wrong(came: Summary) -> str:
    """How often the learner was sure of a wrong answer; empty where never."""
    count = sum(tally.sure_and_wrong for tally in came.concepts)
    return f"Sure, but wrong: {count}. These are the ones worth another look." if count else ""


def betrayed(came: Summary, library: Library) -> Iterator[tuple[str, str]]:
    """Each misconception that the answers betray: its name, and what refutes it."""
    for misconception, count in came.misconceptions:
        # A teacher's own course need not name what the fresh questions are about.
        known = library.misconceptions.get(misconception)
        if known is not None:
            times = f" ({count} times)" if count > 1 else ""
            yield f"{known['name']}{times}", f"{known['right']} {known['refutation']}"


def next_words(following: Next, library: Library, again: str) -> str:
    """The one thing to do next.

    Args:
        following: What it is.
        library: What concepts and lessons are called.
        again: How a review is begun, as the end of a sentence.
    """
    concept = about(following.about or "", library)
    match following.do:
        case Do.SURE_AND_WRONG | Do.MISSED:
            return f"go once more over “{concept}”: {again}."
        case Do.REVIEW:
            return f"“{concept}” is due: {again}."
        case Do.LESSON:
            return f"read on: {library.entry(following.about or '').title}."
        case Do.NOTHING:
            return "all is read, and nothing is due."
