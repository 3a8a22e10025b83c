"""Numbers: read exactly, shown honestly, and written so that they are read back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.perceptron.exact import (
    LONGEST,
    NumberError,
    field_text,
    parse_number,
    parse_vector,
    show,
    show_vector,
    show_within,
)

NAMES = ("b", "w1", "w2")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", Fraction(1, 10)),
        (" -3 ", Fraction(-3)),
        ("+2.50", Fraction(5, 2)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("1/3", Fraction(1, 3)),
        ("-6/4", Fraction(-3, 2)),
        ("−0.25", Fraction(-1, 4)),
        ("1e-2", Fraction(1, 100)),
        ("2.5E+3", Fraction(2500)),
        ("0.1000000000000000055511151231257827", Fraction("0.1000000000000000055511151231257827")),
        ("1e-999", Fraction(1, 10**999)),
    ],
)
def test_a_number_is_read_to_the_last_digit(text: str, number: Fraction) -> None:
    """Text is what the number is made from, never a float."""
    assert parse_number(text) == number
    assert type(parse_number(text)) is Fraction


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "a number is missing; write a number such as 0.1"),
        ("   ", "a number is missing"),
        ("nan", "“nan” is not a finite number"),
        ("-inf", "“-inf” is not a finite number"),
        ("Infinity", "“Infinity” is not a finite number"),
        ("1/0", "“1/0” divides by zero"),
        ("0,4", r"“0,4” has a comma where a point is expected \(0.4\)"),
        ("1e999999", "“1e999999” is out of range, powers of ten end at 999"),
        ("1e-9999999999", "out of range"),
        (".5e-999", "“.5e-999” has too many digits"),
        (f"0.{'3' * 58}", "has too many digits"),
        ("1" * (LONGEST + 1), f"a number of 61 characters is too long; use at most {LONGEST}"),
        ("abc", "“abc” is not a number; write a number such as 0.1, -3, 1/3 or 1e-2"),
        ("1 2", "is not a number"),
        ("--1", "is not a number"),
        ("1/2/3", "is not a number"),
        ("1/-2", "is not a number"),
        ("0x10", "is not a number"),
        ("1_000", "is not a number"),
        ("٣", "is not a number"),
        ("²", "is not a number"),
        ("1e", "is not a number"),
        (".", "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_what_would_be_right(text: str, what: str) -> None:
    """One line that says what is wrong and how a number is written."""
    with pytest.raises(NumberError, match=what) as refused:
        parse_number(text)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=70))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Nothing else ever comes out."""
    try:
        number = parse_number(text)
    except NumberError:
        return
    assert type(number) is Fraction


@given(st.fractions(max_denominator=10**12))
def test_a_number_written_for_a_field_is_read_back(number: Fraction) -> None:
    """Exactly, whatever its size."""
    assert parse_number(field_text([number])) == number


@given(
    st.from_regex(
        r"[+-]?(\d{0,25}\.?\d{1,25}(e[+-]?\d{1,3})?|\d{1,25}/[1-9]\d{0,25})", fullmatch=True
    )
)
def test_whatever_is_read_can_be_written_and_read_again(text: str) -> None:
    """A field that shows what was typed into it never refuses its own text."""
    try:
        number = parse_number(text)
    except NumberError:
        return
    written = field_text([number])
    assert len(written) <= LONGEST
    assert parse_number(written) == number


@given(st.lists(st.fractions(max_denominator=1000), min_size=3, max_size=3))
def test_a_vector_written_for_a_field_is_read_back(numbers: list[Fraction]) -> None:
    """With and without brackets around it."""
    text = field_text(numbers)
    assert parse_vector(text, NAMES) == parse_vector(f"({text})", NAMES) == tuple(numbers)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "0 numbers given, 3 needed: b, w1, w2, separated by commas"),
        ("1", "1 number given, 3 needed"),
        ("1,2,3,4", "4 numbers given"),
        ("1,,3", "w1: a number is missing"),
        ("1,2,nan", "w2: “nan” is not a finite number"),
    ],
)
def test_a_wrong_vector_is_refused_with_the_weight(text: str, what: str) -> None:
    """The message names the weight whose number is wrong."""
    with pytest.raises(NumberError, match=what):
        parse_vector(text, NAMES)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-3), "−3"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-22, 7), "−22/7"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(1, 10**7), "≈ 0.0000001|≈ 1e−7"),
        (Fraction(12345678, 99991), "≈ 123.47"),
        (Fraction(10) ** 30, "≈ 1e30"),
    ],
)
def test_a_number_is_shown_exactly_or_marked_as_rounded(number: Fraction, shown: str) -> None:
    """A person never takes a rounded number for an exact one."""
    assert show(number) in shown.split("|")


@given(st.fractions())
def test_what_is_shown_without_a_mark_is_exact(number: Fraction) -> None:
    """And what is marked is right to five digits."""
    shown = show(number)
    value = Fraction(shown.removeprefix("≈ ").replace("−", "-"))
    if shown.startswith("≈"):
        assert abs(value - number) <= abs(number) / 10**4
    else:
        assert value == number


def test_a_vector_is_shown_in_brackets() -> None:
    """As the formulas of the course write it."""
    assert show_vector([Fraction(1, 2), -1]) == "(0.5, −1)"


@given(st.lists(st.fractions(), min_size=1, max_size=4), st.integers(1, 40))
def test_a_vector_shown_within_a_room_fits_it(numbers: list[Fraction], room: int) -> None:
    """Rounded if it must be, and never longer."""
    assert len(show_within(numbers, room)) <= room
