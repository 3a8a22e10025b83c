"""How an app writes to a local terminal: as Textual does, and no more once the terminal is gone."""

import os
from codecs import getincrementaldecoder
from select import select
from time import monotonic, sleep

from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition
from textual.message import Message

from tutor.ui.typed import TypedParser

_PIECE = 4096
_LOOK = 0.1
"""Seconds from look to look for an escape that nothing follows, and for the end."""
_UNDERWAY = 2
"""Frames that may be on their way to the terminal."""
_LOST = 5.0
"""Seconds after which an answer does not come any more."""
_PATIENCE = 1.0
"""Seconds after which a terminal that has never answered is taken to be one that does not."""
_LAST_ANSWER = 1.5
"""Seconds from the last question for which the end waits for the answer."""
_WHERE = "\x1b[6n"
"""Asks where the cursor is: a terminal answers when it has shown all that came before."""


class AnsweredDriver(LinuxDriver):
    """Knows whether the terminal keeps up with what is written.

    No system tells how much of it is still on its way: behind a pseudo-terminal there may be an SSH
    server with buffers of its own. So the terminal is asked, and only while something moves.
    """

    _answers = False
    """It has answered once."""
    _unanswered = 0
    _asked = 0.0

    def keeps_up(self) -> bool:
        """Whether another frame may be written; then the terminal is asked to say when it is."""
        waited = monotonic() - self._asked
        if self._unanswered >= _UNDERWAY and self._answers and waited > _LOST:
            self._unanswered = 0
        if self._unanswered >= _UNDERWAY:
            return not self._answers and waited > _PATIENCE
        self._unanswered += 1
        self._asked = monotonic()
        self.write(_WHERE)
        self.flush()
        return True

    def process_message(self, message: Message) -> None:
        """Take an answer of the terminal, and hand on what is for the app."""
        if isinstance(message, CursorPosition):
            self._answers, self._unanswered = True, max(0, self._unanswered - 1)
        else:
            super().process_message(message)

    def _hear_out(self) -> None:
        """Wait for the last answer, which whatever comes next would take for keys."""
        while self._unanswered and monotonic() - self._asked < _LAST_ANSWER:
            self._look()

    def _look(self) -> None:
        """Give the terminal a moment to answer."""
        sleep(_LOOK / 10)


class LastingDriver(AnsweredDriver):
    """Writes nothing to a terminal that is gone.

    Textual hands what is written to a thread, through a queue of thirty pieces. Where the terminal
    is gone the thread has ended, and to put in one piece too many would last for ever.
    """

    @property
    def _takes(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def keeps_up(self) -> bool:
        """Whether another frame may be written: all of the last ones has left this process."""
        waiting = self._writer_thread is not None and self._writer_thread._queue.qsize()  # noqa: SLF001
        return not waiting and super().keeps_up()

    def write(self, data: str) -> None:
        """Write, if anybody takes it."""
        if self._takes:
            super().write(data)

    def disable_input(self) -> None:
        """Take no more keys."""
        self._hear_out()
        super().disable_input()

    def close(self) -> None:
        """End the thread, if it has not ended."""
        if self._takes:
            super().close()

    def run_input_thread(self) -> None:
        """Read keys until the end, in a thread of their own."""
        parser, decoder = TypedParser(), getincrementaldecoder("utf-8")("replace")
        while not self.exit_event.is_set():
            if select([self.fileno], [], [], _LOOK)[0]:
                data = os.read(self.fileno, _PIECE)
                if not data:
                    return
                for message in parser.feed(decoder.decode(data)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
