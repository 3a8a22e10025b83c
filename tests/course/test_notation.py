"""Formulas in lines: nothing is lost, nothing is too long; and what changed is found."""

from itertools import pairwise
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.notation import (
    CELLS,
    TWINS,
    changed,
    has_twin,
    in_ascii,
    in_cells,
    twins,
    wrap,
    wrap_words,
)

LONG = "Δw⁽²⁾ = η (y⁽²⁾ − φ(η (y⁽¹⁾ − 1) x⁽¹⁾·x⁽²⁾)) x⁽²⁾"
WORDS = st.one_of(
    st.text("abη⁽¹⁾wφ()", min_size=1, max_size=12),
    st.sampled_from(["=", "+", "−", "·", "≥", "by", "with", "and", "(1,", "2)", "x,"]),
)
GAPS = st.sampled_from([" ", " ", " ", "  ", "   "])


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Words with spaces between them."""
    words = draw(st.lists(WORDS, min_size=1, max_size=25))
    return "".join(f"{word}{draw(GAPS)}" for word in words).strip()


def lines(formula: str, width: int, indent: int = 4) -> list[str]:
    """The lines of a formula, without their indents."""
    return [formula[start:end] for start, end in wrap(formula, width, indent)]


@given(formulas(), st.integers(1, 100), st.integers(0, 8))
def test_lines_hold_all_of_a_formula_but_the_spaces_between_them(
    formula: str, width: int, indent: int
) -> None:
    """In order, none empty, at any width."""
    spans = wrap(formula, width, indent)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(formula)
    assert all(start < end for start, end in spans)
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
        assert formula[end:start].strip(" ") == ""
    assert all(not formula[start:end].startswith(" ") for start, end in spans)


@given(formulas(), st.integers(16, 60), st.integers(0, 4))
def test_no_line_is_too_long_where_every_word_fits(formula: str, width: int, indent: int) -> None:
    """Its indent included; and then no word is broken."""
    written = lines(formula, width, indent)
    assert len(written[0]) <= width
    assert all(indent + len(line) <= width for line in written[1:])
    assert " ".join(written).split() == formula.split()


@given(st.text(min_size=1, max_size=60), st.integers(1, 30))
def test_any_text_can_be_wrapped(text: str, width: int) -> None:
    """Whatever stands in it."""
    written = lines(text, width)
    assert "".join(written).replace(" ", "") == text.replace(" ", "")


def test_a_formula_that_fits_is_one_line() -> None:
    """To the last column."""
    assert wrap(LONG, len(LONG)) == [(0, len(LONG))]
    assert len(wrap(LONG, len(LONG) - 1)) == 2
    assert wrap("", 40) == [(0, 0)]


@pytest.mark.parametrize(
    ("formula", "width", "expected"),
    [
        (LONG, 48, ["Δw⁽²⁾", "= η (y⁽²⁾ − φ(η (y⁽¹⁾ − 1) x⁽¹⁾·x⁽²⁾)) x⁽²⁾"]),
        (LONG, 40, ["Δw⁽²⁾ = η (y⁽²⁾", "− φ(η (y⁽¹⁾ − 1) x⁽¹⁾·x⁽²⁾)) x⁽²⁾"]),
        ("z = w₁x₁ + w₂x₂ + b", 12, ["z = w₁x₁", "+ w₂x₂", "+ b"]),
        ("c = (a + b) + d", 12, ["c = (a + b)", "+ d"]),
        ("w = (1, 2, 3, 4)", 12, ["w = (1, 2,", "3, 4)"]),
        ("u = w + (0, 1)", 12, ["u = w", "+ (0, 1)"]),
        ("u = w + (10, −10)", 13, ["u = w + (10,", "−10)"]),
        ("z = a + b + c + d", 14, ["z = a + b + c", "+ d"]),
        ("abcdefghijklmnop", 12, ["abcdefghijkl", "mnop"]),
        ("one two three four", 12, ["one two", "three", "four"]),
    ],
)
def test_lines_end_before_an_operator_and_rather_outside_brackets(
    formula: str, width: int, expected: list[str]
) -> None:
    """As few as will do, the first ones full."""
    assert lines(formula, width) == expected


def test_a_very_long_formula_is_wrapped_too() -> None:
    """A vector of two thousand numbers: as many lines as it takes, and no end of the stack."""
    formula = f"w = ({', '.join(['12345'] * 2_000)})"
    written = lines(formula, 12)
    assert len(written) == 2_000
    assert " ".join(written) == formula


def written(text: str, width: int) -> list[str]:
    """The lines of a sentence."""
    return [text[start:end] for start, end in wrap_words(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("At zero start all is a multiple", 20, ["At zero start all is", "a multiple"]),
        ("The weights are (0, 0) and", 19, ["The weights are", "(0, 0) and"]),
        ("The factor (y − ŷ) here", 15, ["The factor", "(y − ŷ) here"]),
        ("A remark (of many words) here", 18, ["A remark (of many", "words) here"]),
        ("A right order is 4 1 2 3.", 21, ["A right order", "is 4 1 2 3."]),
        ("What follows is z = 3 here", 19, ["What follows is", "z = 3 here"]),
        ("It is at this step 2 first", 18, ["It is at this", "step 2 first"]),
        ("The change η (y − ŷ) x is", 20, ["The change", "η (y − ŷ) x is"]),
        ("Now press s and + four times", 18, ["Now press s and +", "four times"]),
        ("(0, 0, 0, 0)", 8, ["(0, 0,", "0, 0)"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("", 4, [""]),
    ],
)
def test_a_sentence_breaks_late_but_not_inside_what_is_read_as_one(
    text: str, width: int, expected: list[str]
) -> None:
    """Vectors, rows of numbers, operators with what is behind them; where they fit at all."""
    assert written(text, width) == expected


@given(formulas(), st.integers(12, 60))
def test_lines_of_a_sentence_hold_all_of_it_and_are_not_too_long(text: str, width: int) -> None:
    """And no word is broken that fits."""
    rows = written(text, width)
    assert all(0 < len(row) <= width for row in rows)
    assert " ".join(rows).split() == text.split()


def marked(above: str, formula: str) -> list[str]:
    """What changed, as texts."""
    return [formula[start:end] for start, end in changed(above, formula)]


@pytest.mark.parametrize(
    ("above", "formula", "expected"),
    [
        ("w = a + b", "w = a + c", ["c"]),
        ("w⁽¹⁾ = w⁽⁰⁾ + Δw⁽¹⁾", "w⁽¹⁾ = 0 + Δw⁽¹⁾", ["0"]),
        ("z = w·x", "z = η w·x", ["η "]),
        ("z = η w·x", "z = w·x", []),
        ("φ(0.5)", "φ(0.25)", ["0.25"]),
        ("x⁽¹⁾", "x⁽²⁾", ["x⁽²⁾"]),
        ("a  = b", "a = b", []),
        ("", "a", ["a"]),
    ],
)
def test_what_changed_is_marked_in_whole_symbols(
    above: str, formula: str, expected: list[str]
) -> None:
    """A symbol with its step, a number with its decimals; spaces alone are no change."""
    assert marked(above, formula) == expected


@given(st.one_of(st.text(), formulas()), st.one_of(st.text(), formulas()))
def test_what_is_not_marked_stands_in_the_line_above(above: str, formula: str) -> None:
    """In the same order; the stretches do not overlap and are inside the formula."""
    spans = changed(above, formula)
    kept, at = [], 0
    for start, end in spans:
        assert at <= start < end <= len(formula)
        kept.append(formula[at:start])
        at = end
    kept.append(formula[at:])
    rest = iter("".join(above.split()))
    assert all(character in rest for character in "".join("".join(kept).split()))


@given(formulas())
def test_a_line_that_is_the_one_above_has_no_change(formula: str) -> None:
    """And all of it is new below an empty one."""
    assert changed(formula, formula) == []
    assert changed("", formula) == [(0, len(formula))]


ASCII = {
    "w⁽¹⁾ = w⁽⁰⁾ + η (y⁽¹⁾ − ŷ⁽¹⁾) x⁽¹⁾": "w(1) = w(0) + eta (y(1) - y^(1)) x(1)",
    "z² ≥ 10⁻³, w₁ ≠ w₂": "z^2 >= 10^-3, w1 != w2",
    "Δw ∝ φ(z)·2 · η ⇒ “é” ╲": 'dw ~ phi(z)*2 * eta => "e" \\',
    "3 1 · ·   ━━●····  ½": "3 1 . .   ==@....  1/2",
    "↑↓ enter, ↑ ↓": "up/down enter, up down",
    "A: z     ŷ  │η = 1: z    ŷ": "A: z     y^ |eta = 1: z  y^",
}


@pytest.mark.parametrize("formula", ASCII)
def test_a_formula_has_an_ascii_twin(formula: str) -> None:
    """Powers get a ^, what stands in raised brackets is a step, and accents are left out."""
    assert in_ascii(formula) == ASCII[formula]
    assert all(has_twin(character, formula=True) for character in formula)


@pytest.mark.parametrize("symbol", TWINS)
def test_a_twin_is_ascii(symbol: str) -> None:
    """Of one symbol alone."""
    assert len(symbol) == 1
    assert TWINS[symbol].isascii()
    twin = TWINS[symbol]
    assert in_ascii(symbol) in {twin, f"^{twin}", CELLS.get(symbol)}
    assert len(in_cells(symbol)) == (2 if east_asian_width(symbol) in "WF" else 1)


def test_the_columns_of_a_table_stay_below_each_other() -> None:
    """A longer twin takes a blank of the next gap, but never its last one, nor an indent."""
    rows = ["  η = 1   │ w⁽¹⁾ ≠ 0     1", "  x = 12  │ w⁽¹⁾ = 0     2"]
    assert [in_ascii(row) for row in rows] == [
        "  eta = 1 | w(1) != 0    1",
        "  x = 12  | w(1) = 0     2",
    ]
    assert in_ascii("η η  η\nη  1") == "eta eta eta\neta 1"


@given(st.text())
def test_any_text_can_be_written_in_ascii(text: str) -> None:
    """With one twin for each character; in cells, none but a wide one takes more than one."""
    assert len(twins(text)) == len(text)
    assert in_ascii(text).isascii()
    assert in_cells(text).isascii()
    assert in_ascii("李x e\u0301") == "??x e"


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [("⠉⠒⠤⣀", "'--_"), ("⡇⢸⡎⢣", "||/\\"), ("⠁⠐⢀⠀", "'-. "), ("⠭⣿⠢⠔", "=#--")],
)
def test_dots_become_the_mark_that_looks_most_like_them(symbols: str, expected: str) -> None:
    """By the height of a flat line, by the way a steep one leans."""
    assert in_cells(symbols) == expected


def test_a_letter_is_a_symbol_in_a_formula_only() -> None:
    """Greek is one everywhere; a picture has no twin anywhere."""
    assert has_twin("定")
    assert not has_twin("定", formula=True)
    assert not has_twin("Ϙ")
    assert not has_twin("☃")
