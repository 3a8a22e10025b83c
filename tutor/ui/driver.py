"""How an app writes to a local terminal: as Textual does, and no more once the terminal is gone."""

from textual.drivers.linux_driver import LinuxDriver


class LastingDriver(LinuxDriver):
    """Writes nothing to a terminal that is gone.

    Textual hands what is written to a thread, through a queue of thirty pieces. Where the terminal
    is gone the thread has ended, and to put in one piece too many would last for ever.
    """

    @property
    def _takes(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def write(self, data: str) -> None:
        """Write, if anybody takes it."""
        if self._takes:
            super().write(data)

    def close(self) -> None:
        """End the thread, if it has not ended."""
        if self._takes:
            super().close()
