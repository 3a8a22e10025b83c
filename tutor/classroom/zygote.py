"""The warm process: it imports the app once, runs it once unseen, and then only forks.

It has no thread and no running event loop when it forks; what it has drawn and cached is shared by
all sessions, page by page, until one of them writes to it. Run by the listener as
`python -m tutor.classroom.zygote FD SERVER`; over that socket it is told what is taught.
"""

import gc
import os
import selectors
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any

from tutor.classroom.drawn import Drawn
from tutor.classroom.opening import LONGEST, Lines, Opening, Taught, said


class Zygote:
    """Forks a session for each request, and tells which have ended."""

    def __init__(self, control: socket.socket, drawn: Drawn) -> None:
        """Take requests from a socket: a line, and with it a terminal and a bell."""
        self._control, self._drawn = control, drawn
        self._lines, self._selector = Lines(), selectors.DefaultSelector()
        self._woken, self._wake = os.pipe()
        for end in (self._woken, self._wake):
            os.set_blocking(end, False)

    def serve(self) -> None:
        """Fork and reap until the listener is gone."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        with self._selector as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            self._control.sendall(said({"warm": True}))
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self._woken in ready:
                    os.read(self._woken, 4096)
                    self._reap()
                if self._control in ready and not self._take():
                    return

    def _take(self) -> bool:
        """Fork for a request; gives whether the listener is still there."""
        piece, descriptors, _, _ = socket.recv_fds(self._control, LONGEST, 2)
        if not piece:
            return False
        for request in self._lines.take(piece):
            self._fork(request, *descriptors)
        return True

    def _fork(self, request: dict[str, Any], terminal: int, bell: int) -> None:
        try:
            pid = os.fork()
        except OSError as error:  # No more processes, or no more memory.
            self._answer(request, refused=error.strerror)
        else:
            if pid == 0:
                self._become(request, terminal, bell)
            self._answer(request, forked=pid)
        os.close(terminal)
        os.close(bell)

    def _answer(self, request: dict[str, Any], **told: object) -> None:
        self._control.sendall(said({"seat": request["seat"], **told}))

    def _become(self, request: dict[str, Any], terminal: int, bell: int) -> None:
        """In the child: let go of what is the zygote's, and be a session to its end."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for name in ("CHLD", "INT", "HUP", "TERM", "PIPE", "WINCH", "TSTP", "USR1"):
                signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_DFL)
            self._control.close()
            self._selector.close()
            os.close(self._woken)
            os.close(self._wake)
            _sit_at(terminal)
            status = self._drawn.attend(socket.socket(fileno=bell), Opening(**request))
        finally:
            # What the zygote would do at its own end is not for a session to do.
            os._exit(status)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            self._control.sendall(said({"ended": pid, "status": code}))


def _sit_at(terminal: int) -> None:
    """Have a terminal, or a line without one, as the process's own input and output."""
    if os.isatty(terminal):
        os.login_tty(terminal)
        return
    os.setsid()
    for descriptor in (0, 1, 2):
        os.dup2(terminal, descriptor)
    os.close(terminal)


def main() -> None:
    """Warm up and serve until the listener is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    with control.makefile("rb") as first:
        taught = first.readline()
    if not taught:
        return  # The listener is gone.
    drawn = Drawn(Taught.of(taught))
    if threading.active_count() > 1:
        raise RuntimeError("a thread is left from warming up; a fork would lose its locks")
    gc.collect()
    gc.freeze()
    with suppress(BrokenPipeError):  # The listener is gone.
        Zygote(control, drawn).serve()


if __name__ == "__main__":
    try:
        main()
    except Exception:  # noqa: BLE001 - the app has taken stderr; the listener tells that it ended
        traceback.print_exc(file=sys.__stderr__)
    finally:
        # The app that nobody sees is not to be ended, which would take its time.
        os._exit(1)
