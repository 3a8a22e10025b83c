"""Names that come from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.classroom.names import LONGEST, clean, folded

STEER = ("\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800")


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "[red]x[/red]",
        "🧮👩🏽",
        "عائشة بنت محمد",
        "O'Hara; DROP TABLE",
        "%s",
        "-oProxyCommand=x",
    ],
)
def test_any_letters_and_signs_are_a_name(name: str) -> None:
    """It is text, and nothing is done with it but to show and to compare."""
    assert clean(name) == name


@pytest.mark.parametrize("sign", STEER)
def test_what_steers_is_left_out(sign: str) -> None:
    """A terminal, the direction of writing, and what nobody sees."""
    assert clean(f"a{sign}da") == "ada"
    assert clean(sign) is None


@pytest.mark.parametrize(
    "name", ["", " ", "\n\t", "x" * (LONGEST + 1), "x" * 10_000, " x" * 10_000]
)
def test_what_is_empty_or_long_is_no_name(name: str) -> None:
    """Looked at no longer than needed."""
    assert clean(name) is None


@pytest.mark.parametrize(
    ("one", "other"), [("Ada", "ada"), ("ＡＤＡ", "ada"), ("Straße", "STRASSE"), ("Å", "A\u030a")]
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    """Capitals, width and the way an accent is written do not count."""
    assert folded(one) == folded(other)


@given(st.text())
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    """It can be printed in one line, and to clean and to fold it again changes nothing."""
    name = clean(text)
    if name is not None:
        assert clean(name) == name
        assert 0 < len(name) <= LONGEST
        assert "\n" not in name
        assert folded(folded(name)) == folded(name)
