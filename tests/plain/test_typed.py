"""Which word a typed line means."""

import pytest

from tutor.plain.typed import literal, meant, numbered

WORDS = ("next", "back", "page N", "step N", "step back", "show me", "skip", "eta NUMBER")
KEYS = {"s": "step", "b": "step back", "?": "help"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("next", ["next"]),
        ("NEXT", ["next"]),
        ("n", ["next"]),
        ("page 3", ["page 3"]),
        ("pa 3", ["page 3"]),
        ("page", ["page"]),
        ("step", ["step"]),
        ("step 12", ["step 12"]),
        ("step back", ["step back"]),
        ("show  me", ["show me"]),
        ("sh", ["show me"]),
        ("eta b 1/2", ["eta b 1/2"]),
        ("eta B 1E-2", ["eta B 1E-2"]),
        ("s", ["step"]),
        ("s 4", ["step 4"]),
        ("b", ["step back"]),
        ("sk", ["skip"]),
    ],
)
def test_a_line_means_one_word_and_keeps_what_stands_behind_it(
    typed: str, found: list[str]
) -> None:
    """In any case of its letters, by a beginning, or by the key of the app."""
    assert meant(typed, WORDS, KEYS) == found


@pytest.mark.parametrize("typed", ["", "nexts", "next 3", "show you", "0.5", "me"])
def test_what_is_no_word_means_nothing(typed: str) -> None:
    """So that it can be an answer."""
    assert meant(typed, WORDS, KEYS) == []


def test_a_beginning_of_several_words_means_them_all() -> None:
    """And none of them is done."""
    assert sorted(meant("s", WORDS, {})) == ["show me", "skip", "step", "step back"]


def test_a_word_in_capitals_is_not_typed_to_the_letter() -> None:
    """It stands for a number, a name, or several of them."""
    assert [literal(word) for word in ("page N", "w0 N, N", "show me")] == ["page", "w0", "show me"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("3", 3), ("\u0663", 3), ("5", 5), ("0", None), ("6", None), ("-1", None), ("²", None)],
)
def test_a_number_of_a_list_is_one_of_its_numbers(typed: str, found: int | None) -> None:
    """In whatever digits it is written."""
    assert numbered(typed, 5) == found
