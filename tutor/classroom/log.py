"""What happens in the class, a line each: for people, or as JSON for programs."""

import json
import select
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TextIO


class Log:
    """Writes one line at a time, and never waits for who reads them: a class would wait too."""

    def __init__(self, *, as_json: bool = False, stream: TextIO | None = None) -> None:
        self._as_json, self._stream = as_json, stream or sys.stderr
        self._lost = 0
        """Lines that nobody took."""

    def __call__(self, event: str, **told: object) -> None:
        """Tell an event, with what belongs to it; nobody's fault if nobody reads it."""
        if self._stuck():
            self._lost += 1
            return
        if self._lost:
            self._write("log-lines-lost", {"lines": self._lost})
            self._lost = 0
        self._write(event, told)

    def _stuck(self) -> bool:
        with suppress(OSError, ValueError):  # It is no file, and takes all.
            return not select.select((), (self._stream,), (), 0)[1]
        return False

    def _write(self, event: str, told: dict[str, object]) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        known = {name: value for name, value in told.items() if value is not None}
        if self._as_json:
            line = json.dumps({"at": at, "event": event, **known})
        else:
            line = " ".join((at, event, *(f"{name}={_shown(one)}" for name, one in known.items())))
        try:
            print(line, file=self._stream, flush=True)
        except (OSError, ValueError):
            return


def _shown(value: object) -> str:
    """A value as one word, whatever is in it."""
    text = str(value)
    plain = text.isprintable() and text and not set(text) & set(' "=\\')
    return text if plain else json.dumps(text)
