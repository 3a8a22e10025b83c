"""What the teacher reads first."""

from pathlib import Path

import pytest

from tutor.classroom.serving import Serving, announcement

KEY = "SHA256:abc"


def test_two_lines_are_for_the_board_of_the_room() -> None:
    """The line to type, and the code; and the fingerprint for who is asked."""
    said = announcement(Serving(host="192.168.1.7"), "amber-falcon-42", KEY, 8022)
    assert "    ssh -p 8022 YOURNAME@192.168.1.7\n    code: amber-falcon-42\n" in said
    assert KEY in said
    assert "Only this machine" not in said


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_that_nobody_else_can_connect_is_said(host: str) -> None:
    """With what lets them."""
    said = announcement(Serving(host=host), "x", KEY, 8022)
    assert "Only this machine can connect; --host 0.0.0.0" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104
def test_an_address_that_means_all_is_no_address_to_type(host: str) -> None:
    """It is one of this machine's that is told."""
    line = next(
        one
        for one in announcement(Serving(host=host), "x", KEY, 22).splitlines()
        if "YOURNAME@" in one
    )
    assert line.partition("@")[2] not in {"", "0.0.0.0", "::"}  # noqa: S104


def test_what_an_open_class_means_is_said() -> None:
    """No code is asked, nor written on the board."""
    said = announcement(Serving(open=True), None, KEY, 8022)
    assert "whoever reaches this port comes in" in said
    assert "code:" not in said


def test_no_line_is_wider_than_a_terminal() -> None:
    """As it may be on a projector."""
    how = Serving(record=str(Path("a") / "record.sqlite"))
    said = announcement(how, "amber-falcon-42", "SHA256:" + "x" * 43, 65_535)
    assert max(map(len, said.splitlines())) <= 80
