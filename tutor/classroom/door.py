"""Who may come in: the code of the class, codes of their own, public keys."""

import hmac
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import asyncssh

from tutor.classroom.names import clean, folded, refusal
from tutor.classroom.opening import UNLISTED
from tutor.errors import TutorError

TEACHER = "teacher"
"""Who comes in by this name and a teacher's key gets the board."""
_WORDS = """
    amber anchor apple arrow basil beacon birch bridge candle canyon cedar cherry clover comet
    copper coral cotton cricket dune eagle ember falcon fern flint forest garden ginger
    glacier harbor hazel heron island ivory jasmine juniper kettle lantern lemon linen lotus
    maple marble meadow mint mirror nectar nutmeg oasis olive onyx orchid otter pebble pepper
    pine plum pond quartz rabbit raven reef river robin saddle saffron sage sparrow spruce
    summit tulip velvet violet walnut willow zephyr
""".split()  # noqa: SIM905 - words read better so


_KEY = re.compile(r"(?:^|\s)(?:ssh|ecdsa|sk)-\S+(?:\s|$)")
"""A public key begins so; what stands before it are options, which are refused."""


class DoorError(TutorError):
    """A roster or a folder of keys that cannot be read."""


def fresh_code() -> str:
    """A code that is easily said and typed, and that nobody guesses in a lesson."""
    words = [secrets.choice(_WORDS) for _ in range(2)]
    return "-".join((*words, str(secrets.randbelow(90) + 10)))


@dataclass(slots=True)
class Entry:
    """What somebody may show that is theirs alone."""

    code: str | None = None
    keys: list[asyncssh.SSHKey] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, and by what."""

    code: str | None = None
    """That of the class; None where none is asked for."""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By folded name, those who have something of their own."""
    roster: bool = False
    """Nobody else comes in."""

    def refusal(self, name: str) -> str | None:
        """Why nobody comes in by this name; None where somebody may."""
        if self.roster and folded(clean(name) or "") not in self.entries:
            return UNLISTED
        return refusal(name)

    @property
    def reserved_and_listed(self) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The folded names that only something of their own leads in by, and all of a roster."""
        reserved = tuple(name for name in self.entries if self.own(name))
        return reserved, tuple(self.entries) if self.roster else None

    def asks(self, name: str) -> bool:
        """Whether something has to be shown to come in by this name."""
        entry = self._entry(name)
        return self.code is not None or entry.code is not None or bool(entry.keys)

    def takes_codes(self, name: str) -> bool:
        """Whether a code leads in by this name."""
        entry = self._entry(name)
        return entry.code is not None or (self.code is not None and not entry.keys)

    def right_code(self, name: str, code: str) -> bool:
        """Whether this is the code for this name: their own, where they have one."""
        if not self.takes_codes(name):
            return False
        return _same(code, self._entry(name).code or self.code or "")

    def right_key(self, name: str, key: asyncssh.SSHKey) -> bool:
        """Whether this key is theirs."""
        return any(key.public_data == one.public_data for one in self._entry(name).keys)

    def own(self, name: str) -> bool:
        """Whether what they have to show is theirs alone, so that no PIN is needed."""
        entry = self._entry(name)
        return entry.code is not None or bool(entry.keys)

    def _entry(self, name: str) -> Entry:
        return self.entries.get(folded(clean(name) or ""), Entry())


def _same(one: str, other: str) -> bool:
    told, right = ("-".join(folded(code).split()).encode() for code in (one, other))
    return hmac.compare_digest(told, right)


def entries_of(roster: Path | None, keys: Path | None, teacher: Path | None) -> dict[str, Entry]:
    """Read who has what.

    Args:
        roster: Lines of a name, and behind it a code or a public key, or nothing; `#` begins a
            remark, behind a blank or at the beginning of a line. A name may have several lines.
        keys: A folder of files in the form of `authorized_keys`, each named as who has the keys.
        teacher: Such a file, of the teacher.

    Raises:
        DoorError: If one of them cannot be read.
    """
    found: dict[str, Entry] = {}
    if roster is not None:
        for number, line in enumerate(_read(roster).splitlines(), 1):
            _add_line(found, line, f"{roster}:{number}")
    if keys is not None:
        try:
            files = sorted(path for path in keys.iterdir() if path.is_file())
        except OSError as error:
            raise DoorError(f"{keys}: {error.strerror}; name a folder of public keys") from None
        for path in files:
            name = path.name.removesuffix(".pub")
            found.setdefault(folded(name), Entry()).keys += _keys(_read(path), str(path))
    if teacher is not None:
        found[TEACHER] = Entry(keys=_keys(_read(teacher), str(teacher)))
    return found


def _add_line(found: dict[str, Entry], line: str, where: str) -> None:
    words = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].split(None, 1)
    if not words:
        return
    if clean(words[0]) is None:
        raise DoorError(f"{where}: no name; write a name of 1 to 40 letters")
    entry = found.setdefault(folded(words[0]), Entry())
    proof = words[1].strip() if len(words) > 1 else ""
    if _KEY.search(proof):
        entry.keys += _keys(proof, where)
    elif proof:
        entry.code = proof


def _keys(text: str, where: str) -> list[asyncssh.SSHKey]:
    lines: Iterable[str] = (line.strip() for line in text.splitlines())
    try:
        return [
            asyncssh.import_public_key(line) for line in lines if line and not line.startswith("#")
        ]
    except asyncssh.KeyImportError as error:
        raise DoorError(
            f"{where}: no public key ({error}); write it as in id_ed25519.pub"
        ) from None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "no UTF-8 text"
        raise DoorError(f"{path}: {why}; name a text file that can be read") from None
