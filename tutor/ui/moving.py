"""Whether what moves by itself may take its next step on the screen."""

from typing import Protocol, runtime_checkable

from textual.app import App


@runtime_checkable
class Asking(Protocol):
    """A driver that knows how far its terminal is."""

    def keeps_up(self) -> bool:
        """Whether another frame may be written."""


def keeps_up(app: App[None]) -> bool:
    """Whether the terminal has shown what moved before; where nobody knows, it is taken to."""
    driver = app._driver  # noqa: SLF001 - Textual shows it to nobody
    return not isinstance(driver, Asking) or driver.keeps_up()
