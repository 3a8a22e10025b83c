"""A student's session in lines, for who comes without a terminal that can be drawn on."""

import signal
import socket
from contextlib import suppress
from typing import Any

from tutor.classroom.arrival import Arrival
from tutor.classroom.lines_arriving import LinesArriving
from tutor.classroom.lines_seat import LinesSeat
from tutor.classroom.opening import Opening, Taught, rung, said
from tutor.plain.dialogue import Dialogue, Leave
from tutor.plain.home import Home
from tutor.plain.opening import GREETING, end_by_fault, talk
from tutor.plain.room import RoomWords
from tutor.record.connection import RecordError
from tutor.record.database import Database
from tutor.ui.session import Session


class LinesSession:
    """The tutor of one learner in a class, as a dialogue in lines."""

    def __init__(
        self,
        session: Session,
        taught: Taught,
        database: Database | None,
        bell: socket.socket,
        opening: Opening,
    ) -> None:
        """Take the input and the output of this process.

        Args:
            session: A learner's, of whom nothing is known.
            taught: What all sessions have in common.
            database: The record, where it could be opened before.
            bell: To and from the listener.
            opening: Who says that they are here.
        """
        self.session, self._taught, self._opening = session, taught, opening
        self._bell, self._words = bell, list[str]()
        session.record.seat = opening.seat
        self._seat = seat = LinesSeat(bell, self._heed)
        look = session.look
        self._dialogue = Dialogue(seat.read, seat.target, seat.width, ascii=look.ascii)
        seat.say, seat.news = self._dialogue.say, self._told
        self._arrival = Arrival(
            session.record.where,
            opening.seat,
            taught.server,
            opening.address,
            session.clock,
            database=database,
        )

    def run(self) -> int:
        """Speak with the learner until they leave; gives the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        # Else the end of the line would end it before all is kept.
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        try:
            self._dialogue.say(GREETING)
            self._is(self._name())
            status = talk(self._dialogue, self.session, self._begin)
        except Leave as leave:
            status = leave.status
        except OSError:  # The line is gone.
            return 128 + signal.SIGHUP
        except Exception:  # noqa: BLE001 - whatever it is, nobody sits before a line that is mute
            status = self._fault()
        with suppress(OSError):
            self._dialogue.flush()
        return status

    def _fault(self) -> int:
        try:
            return end_by_fault(self._dialogue, self.session)
        except OSError:  # The line is gone, too.
            return 128 + signal.SIGHUP

    def _end(self, number: int, _: object) -> None:
        self._dialogue.end(128 + number)

    def _name(self) -> str:
        """Whoever has shown what is theirs alone, and sits nowhere else, is asked nothing."""
        opening = self._opening
        if opening.known:
            try:
                who = self._arrival.who(opening.name)
                if not who.elsewhere:
                    self._arrival.sit(who.name)
                    return who.name
            except RecordError:
                # What they do waits in the journal until the record is there again.
                return opening.name
        arriving = LinesArriving(self._dialogue, self._seat, self._arrival, self._taught)
        arriving.wrong_pins = lambda: self._say({"event": "wrong-pins"})
        return arriving.who(opening, self.session.library)

    def _is(self, name: str) -> None:
        """It is known who it is: the record is theirs, and the teacher is heard."""
        record = self.session.record
        record.learner, record.changed = name, self._seat.wake
        self._say({"is": name})
        room = RoomWords(self._dialogue, self.session)
        self._dialogue.before.append(lambda: self._tell(self._told()))
        self._seat.news = lambda: [*self._told(), *room.fresh()]
        self._dialogue.before.append(room.tell)

    def _begin(self, dialogue: Dialogue, session: Session) -> None:
        """The lesson that the class opens with."""
        for entry in session.library.entries:
            if entry.id == self._taught.start:
                Home(dialogue, session).open(entry)

    def _told(self) -> list[str]:
        """What the listener has said since it was last asked."""
        words, self._words = self._words, []
        return words

    def _tell(self, words: list[str]) -> None:
        for text in words:
            self._dialogue.say(text)

    def _say(self, message: dict[str, Any]) -> None:
        with suppress(OSError):  # The listener is about to be gone.
            self._bell.sendall(said(message))

    def _heed(self, message: dict[str, Any]) -> None:
        match message:
            case {"ring": int()}:
                self.session.record.ring(rung(message))
            case {"tell": str(text)}:
                self._words.append(text)
            case {"end": str(text)}:
                self._dialogue.say()
                self._dialogue.say(text)
                raise Leave
