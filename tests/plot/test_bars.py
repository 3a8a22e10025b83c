"""The picture of the mistakes in each epoch: what a learner can read from its text alone."""

from hypothesis import given
from hypothesis import strategies as st

from tutor.plot.bars import BarsView

NAMES = ("epoch", "mistakes")
VIEW = BarsView((7, 5, 0), 6, 7, NAMES)

sizes = st.tuples(st.integers(0, 130), st.integers(0, 45))
values = st.lists(st.integers(-3, 10**6), max_size=300).map(tuple)


@given(values, st.integers(0, 400), st.integers(-1, 10**7), sizes)
def test_every_row_has_exactly_the_width_asked_for(
    shown: tuple[int, ...], count: int, top: int, size: tuple[int, int]
) -> None:
    """Whatever the values, those above the top included."""
    width, height = size
    picture = BarsView(shown, count, top, NAMES).draw(width, height)
    assert [sum(len(text) for text, _ in row) for row in picture.rows] == [width] * height


def test_numbers_stand_above_the_bars_where_there_is_room() -> None:
    """Each directly above its bar."""
    rows = VIEW.draw(58, 16).text.splitlines()
    column = next(row for row in rows if "5" in row).rindex("5")
    above = [row[column] for row in rows].index("5")
    assert rows[above + 1][column] in "▁▂▃▄▅▆▇█"


def test_an_epoch_without_a_mistake_differs_from_one_that_has_not_ended() -> None:
    """The one has a 0 on the base line, the other nothing."""
    rows = [
        view.draw(58, 16).text.splitlines()[-3] for view in (VIEW, BarsView((7, 5), 6, 7, NAMES))
    ]
    assert rows[0].count("0") == rows[1].count("0") + 1
    crowded = [BarsView(shown, 40, 50, NAMES).draw(58, 16).text for shown in ((50,), (50, 0))]
    assert crowded[1].count("0") == crowded[0].count("0") + 1


def test_a_single_mistake_is_never_drawn_as_none() -> None:
    """It is an eighth of a row at the least."""
    assert "▁" in BarsView((1,), 40, 1000, NAMES).draw(58, 16).text


def test_epochs_share_columns_where_there_are_too_many() -> None:
    """The title says how many; the largest of them is shown."""
    text = BarsView((0, 9, 0, 0), 200, 9, NAMES).draw(58, 16).text
    assert text.endswith("epoch, 4 a column")
    assert text.splitlines()[5].count("█") == 1


def test_the_axes_stand_still_as_epochs_end() -> None:
    """They follow from count and top alone."""
    later = BarsView((7, 5, 0, 2), 6, 7, NAMES)
    assert later.frame == VIEW.frame
    assert later.draw(58, 16).rows[-1] == VIEW.draw(58, 16).rows[-1]


def test_ticks_are_whole_numbers() -> None:
    """There is no half mistake and no half epoch."""
    text = BarsView((1,), 2, 1, NAMES).draw(58, 16).text
    assert "." not in text
    assert [row[0] for row in text.splitlines() if "┤" in row] == ["1", "0"]
