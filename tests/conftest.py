"""What all tests share: the options of the test run."""

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
