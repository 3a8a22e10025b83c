"""What all tests share: the options of the test run."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Machines are shared: how long one example takes says nothing about the code.
settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden screens anew instead of comparing with them."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/ui/golden/*.txt from what the screens show now",
    )


@pytest.fixture(autouse=True)
def _usual_digits() -> Iterator[None]:
    """A command that ran in this process has let Python write numbers of any length."""
    yield
    sys.set_int_max_str_digits(sys.int_info.default_max_str_digits)
