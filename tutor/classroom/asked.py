"""What a client asks for on its channel, and what it says of its terminal."""

import re
from collections.abc import Mapping

import asyncssh

_USUAL_SIZE = (80, 24)
_CANNOT_DRAW = {"", "dumb", "unknown"}
_WORD = re.compile(r"[!-~]{0,64}", re.ASCII)
"""What a client may say of its terminal."""
_OF_A_TERMINAL = ("COLORTERM", "NO_COLOR", "COLORFGBG", "LANG", "LC_ALL", "LC_CTYPE")
ONLY_THE_TUTOR = "only the tutor is here: connect with ssh NAME@HOST, without a command"
NO_TERMINAL = "the board needs a terminal: connect without -T, or with ssh -t NAME@HOST"


class Asked(asyncssh.SSHServerSession[bytes]):
    """A channel, and what is wanted of it."""

    def __init__(self) -> None:
        self.channel: asyncssh.SSHServerChannel[bytes]
        self.size: tuple[int, int] | None = None
        """As the client says it; None without a terminal."""
        self.why_not = ""
        """Why it is not what was asked for; empty where it is."""
        self._term = ""

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """There is a channel."""
        self.channel = chan

    def pty_requested(
        self,
        term_type: str,
        term_size: tuple[int, int, int, int],
        term_modes: Mapping[int, int],  # noqa: ARG002 - the session sets its terminal itself
    ) -> bool:
        """There is a terminal."""
        self._term, self.size = term_type, term_size[:2]
        return True

    def shell_requested(self) -> bool:
        """The tutor, in lines where there is no terminal that it can draw on."""
        if not _WORD.fullmatch(self._term):
            self.why_not = "TERM names no terminal"
        return True

    @property
    def in_lines(self) -> bool:
        """Whether nothing can be drawn there."""
        return self.size is None or self._term in _CANNOT_DRAW

    def exec_requested(self, command: str) -> bool:  # noqa: ARG002
        """No command is run; it is accepted so that the reason can be said."""
        self.why_not = ONLY_THE_TUTOR
        return True

    def subsystem_requested(self, subsystem: str) -> bool:  # noqa: ARG002
        """No sftp, as no command."""
        self.why_not = ONLY_THE_TUTOR
        return True

    def environment(self) -> dict[str, str]:
        """What the client says of its terminal, as far as it matters."""
        told = {str(name): str(value) for name, value in self.channel.get_environment().items()}
        kept = {name: told[name] for name in _OF_A_TERMINAL if _WORD.fullmatch(told.get(name, " "))}
        return {"TERM": self._term, **kept}

    def window(self) -> tuple[int, int]:
        """Its columns and rows, the usual where the client knows none, or has no terminal."""
        width, height = self.size or (0, 0)
        return width or _USUAL_SIZE[0], height or _USUAL_SIZE[1]
