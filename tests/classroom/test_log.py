"""What happens in the class, a line each."""

import io
import json

import pytest

from tutor.classroom.log import Log

AWKWARD = ("plain", "two words", "a=b", 'a "quote"', "line\nbreak", "\x1b[31mred", "\u202eback", "")


def told(*, as_json: bool, **said: object) -> str:
    """The lines of one event."""
    stream = io.StringIO()
    Log(as_json=as_json, stream=stream)("came", **said)
    return stream.getvalue()


@pytest.mark.parametrize("text", AWKWARD)
def test_an_event_is_one_line_for_people(text: str) -> None:
    """Whatever a name brings along: nothing in it steers a terminal, or looks like another word."""
    line = told(as_json=False, name=text, tries=2)
    assert line.count("\n") == 1
    assert line.rstrip("\n").isprintable()
    at, event, *_ = line.split(" ")
    assert (at[-1], event) == ("Z", "came")
    assert line.endswith(" tries=2\n")
    shown = line.split(" name=", 1)[1].rsplit(" tries=", 1)[0]
    assert (json.loads(shown) if shown.startswith('"') else shown) == text


@pytest.mark.parametrize("text", AWKWARD)
def test_an_event_is_one_value_for_programs(text: str) -> None:
    """JSON, with what is not known left out."""
    line = told(as_json=True, name=text, why=None)
    assert line.count("\n") == 1
    read = json.loads(line)
    assert read.pop("at").endswith("Z")
    assert read == {"event": "came", "name": text}


class Closing(io.StringIO):
    """Is closed by the other side after its first line."""

    def flush(self) -> None:
        """The first line has been taken."""
        self.taken = self.getvalue()
        self.close()


def test_nobody_who_reads_is_no_fault() -> None:
    """A log that was closed ends no class."""
    stream = Closing()
    log = Log(stream=stream)
    for name in ("ada", "bob"):
        log("came", name=name)
    assert stream.taken.endswith(" came name=ada\n")
