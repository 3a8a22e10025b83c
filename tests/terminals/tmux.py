"""The real program in the real tmux, which is a terminal that can be read back."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from rich.cells import cell_len

TMUX = shutil.which("tmux")
needs_tmux = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
SECONDS, MOMENT = 30.0, 0.05
_SETTINGS = "set -g status off\nset -g remain-on-exit on\nset -s escape-time 0\n"


class Tmux:
    """A server of its own with one window, in which the program runs. Ended as it is left."""

    def __init__(
        self, folder: Path, *arguments: str, size: tuple[int, int], env: Mapping[str, str]
    ) -> None:
        """Start the program, with a record of its own in a folder.

        Args:
            folder: An empty one.
            arguments: Those of the program.
            size: Columns and rows.
            env: TERM, LANG and what else is to be set; nothing of this process comes through.
        """
        self.columns, self.rows = size
        self._socket = str(folder / "socket")
        settings = folder / "tmux.conf"
        settings.write_text(_SETTINGS, encoding="utf-8")
        own = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "PERCEPTRON_TUTOR_RECORD": str(folder / "record.sqlite"),
            **env,
        }
        words = [f"{name}={value}" for name, value in own.items()]
        command = shlex.join(["env", "-i", *words, sys.executable, "-m", "tutor", *arguments])
        place = ("-x", str(self.columns), "-y", str(self.rows))
        # tmux itself does not always know with which status a program has ended.
        self._status = folder / "status"
        told = f"{command}; echo $? > {shlex.quote(str(self._status))}"
        self.ask("-f", str(settings), "-u", "new-session", "-d", *place, told)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ask("kill-server")

    def ask(self, *words: str) -> str:
        """Give tmux a command; gives what it answers."""
        assert TMUX is not None
        # By the path of the socket: nobody else's server can be meant.
        command = (TMUX, "-S", self._socket, *words)
        done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
        return done.stdout.decode()

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names, such as `Enter` and `Escape`."""
        self.ask("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.columns, self.rows = columns, rows
        self.ask("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, from the top, without blanks at the ends."""
        rows = self.ask("capture-pane", "-p").split("\n")
        return [row.rstrip() for row in rows[: self.rows]]

    @property
    def painted(self) -> str:
        """What stands there, with its colours."""
        return self.ask("capture-pane", "-p", "-e")

    def sees(self, *texts: str, last: str = "") -> list[str]:
        """Wait until all texts stand there, and one in the last line; gives the lines.

        Raises:
            TimeoutError: If they do not come.
        """
        end = time.monotonic() + SECONDS
        while True:
            lines = self.lines
            words = " ".join(" ".join(lines).split())
            if all(text in words for text in texts) and last in lines[-1]:
                return lines
            if time.monotonic() > end:
                raise TimeoutError(f"{texts} {last} never came; there is:\n" + "\n".join(lines))
            time.sleep(MOMENT)

    def whole(self, *texts: str, footer: str = "? Help") -> list[str]:
        """Wait until all texts and the keys stand there, and see that nothing is torn."""
        lines = self.sees(*texts, last=footer)
        assert lines[0].strip(), "the first line says where one is"
        assert max(map(cell_len, lines)) <= self.columns
        assert not [line for line in lines if "Traceback" in line or "\ufffd" in line]
        return lines

    def left(self) -> int:
        """Wait until the program has ended; gives its status."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if self._status.is_file() and (status := self._status.read_text(encoding="utf-8")):
                return int(status)
            time.sleep(MOMENT)
        raise TimeoutError("it does not end")
