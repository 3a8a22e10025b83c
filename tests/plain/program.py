"""The real program in lines, on pipes: all lines at once, or one line after what was said."""

import os
import select
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.terminal import SECONDS, environment
from tutor.record.state import State
from tutor.record.store import Record

LEARNER = "ada"
_CALM = 0.03
"""Seconds without a letter after which a line that ends as a prompt does is taken for one."""


def command(record: Path, *arguments: str) -> tuple[str, ...]:
    """The command line that opens it."""
    whose = ("--record", str(record), "--learner", LEARNER)
    return (sys.executable, "-m", "tutor", "--plain", *whose, *arguments)


def surroundings(folder: Path, **variables: str) -> dict[str, str]:
    """An environment without settings of the developer's own."""
    usual = {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"}
    settings = {"PERCEPTRON_TUTOR_SETTINGS": str(folder / "settings.toml")}
    return environment(**{**usual, **settings, **variables})


def piped(
    record: Path, *lines: str, arguments: tuple[str, ...] = (), **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end with some lines as its input."""
    return subprocess.run(
        command(record, *arguments),
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        check=False,
        env=surroundings(record.parent, **variables),
        timeout=10 * SECONDS,
    )


def kept(record: Path) -> State:
    """What the record says, as the tutor finds it when it is opened again."""
    reader = Record(str(record), LEARNER, lambda: datetime.now(UTC))
    reader.start()
    assert reader.loaded.wait(SECONDS)
    assert reader.close() == 0
    return reader.state


class Talk:
    """The program, heard up to each prompt and answered a line at a time."""

    def __init__(self, arguments: tuple[str, ...], env: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._input, self._output = self.process.stdin, self.process.stdout
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait(SECONDS)
        for pipe in (self._input, self._output):
            with suppress(BrokenPipeError):
                pipe.close()

    def heard(self) -> str:
        """All that is said up to the next prompt, with it; or up to the end.

        Raises:
            TimeoutError: If no prompt comes.
        """
        while True:
            at_prompt = self._heard.endswith(b": ")
            ready, _, _ = select.select([self._output], [], [], _CALM if at_prompt else SECONDS)
            if at_prompt and not ready:
                break
            if not ready:
                raise TimeoutError(f"no prompt came; there was {self._heard[-2000:]!r}")
            piece = os.read(self._output.fileno(), 65536)
            if not piece:
                break
            self._heard += piece
        said, self._heard = self._heard.decode(), b""
        return said

    def type(self, line: str) -> None:
        """Type a line."""
        self._input.write(f"{line}\n".encode())
        self._input.flush()

    def reply(self, line: str) -> str:
        """Type a line; gives what is said to it."""
        self.type(line)
        return self.heard()

    def end(self) -> int:
        """Close the input; gives the exit status."""
        self._input.close()
        self._output.read()
        return self.process.wait(SECONDS)
