"""What a learner has set, in `settings.toml` in the user's config folder."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from tutor.errors import TutorError

Theme = Literal["auto", "dark", "light"]
V = TypeVar("V")

PLACE = "PERCEPTRON_TUTOR_SETTINGS"
"""The variable that names another file."""
_EITHER = {"true": True, "false": False}
_NAMES = ("theme", "ascii", "motion", "confidence", "tour", "keys")
_MOST_BYTES = 1 << 18
"""Of a file; all that can be set is a small part of it."""
_TOLD, _LONGEST = 4, 40
"""Of names, and the letters of a value, of what is wrong."""
_DEEPEST = 4
"""Tables in tables; an id has two parts."""
_MARK = "utf-8-sig"
"""Some editors begin a file with a mark that says how it is encoded."""


class SettingsError(TutorError):
    """A file of settings with something in it that is none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How it looks, which keys do what, and what is asked."""

    theme: Theme = "auto"
    """`auto`: as the terminal seems to be."""
    ascii: bool | None = None
    """Whether only ASCII is written; None: as the terminal can."""
    motion: bool | None = None
    """Whether anything moves by itself on its way; None: not over SSH."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Other keys than the usual ones, by the id of what they do, such as `run.step`."""
    confidence: bool = True
    """Whether a question asks how sure one is."""
    tour: bool = True
    """Whether who has done nothing yet is shown around."""


def settings_path() -> Path:
    """The file that the environment names, else the one in the user's config folder."""
    if named := os.environ.get(PLACE):
        return Path(os.path.expanduser(named))  # noqa: PTH111 - Path has none for an unknown user
    from platformdirs import user_config_path

    return user_config_path("perceptron-tutor") / "settings.toml"


def read(path: Path) -> Settings:
    """What a file sets; the usual where there is no file.

    Raises:
        SettingsError: If it cannot be read, or something in it is no setting.
    """
    return _settings(path, _table(path))


def read_or_usual(path: Path) -> tuple[Settings, str]:
    """What a file sets; or the usual. And in one line what is wrong in the file, if anything is."""
    try:
        table = _table(path)
        settings = _settings(path, table)
    except SettingsError as error:
        return Settings(), f"{error}. Until then all settings are the usual ones"
    strange = tuple(name for name in table if name not in _NAMES)
    if not strange:
        return settings, ""
    called = f"{path}: {', '.join(strange[:_TOLD])}: no setting is called so"
    return settings, f"{called}; {_listed(_NAMES)} are. It is left as it is, the others hold"


def write(path: Path, before: Settings, now: Settings) -> None:
    """Set in a file what has changed; comments, order and what is left alone stay.

    Args:
        path: The file, in which another program may have set something else meanwhile.
        before: As it was set.
        now: As it is set now.

    Raises:
        SettingsError: If the file has a fault that had to be overwritten.
        OSError: If it cannot be written.
    """
    # Late, as who only reads does not need it.
    import tomlkit

    there = read(path)
    new = not path.exists()
    if not new and not (path.is_file() and os.access(path, os.W_OK)):
        raise SettingsError(f"{path}: nothing can be written to it")
    document = tomlkit.parse("" if new else path.read_bytes().decode(_MARK))
    for name in _NAMES[:-1]:
        value = getattr(now, name)
        if getattr(before, name) != value != getattr(there, name):
            document[name] = "auto" if value is None else value
    for name, key in _changed(before.keys, now.keys):
        if key != there.keys.get(name):
            table, last = _place(document.setdefault("keys", tomlkit.table()), name)
            if key is None:
                del table[last]
            else:
                table[last] = key
    _replace(path.resolve(), tomlkit.dumps(document))


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """The keys that are others now, by id; None for one that is the usual one again."""
    for name in (*now, *(name for name in before if name not in now)):
        if before.get(name) != now.get(name):
            yield name, now.get(name)


def _table(path: Path) -> dict[str, Any]:
    """What stands in a file.

    Raises:
        SettingsError: If it cannot be read, or is not TOML.
    """
    if path == Path(os.devnull):
        return {}
    if str(path).startswith("~"):
        raise SettingsError(f"{path}: no user is called so; write the path in full")
    try:
        about = path.stat()
        if S_ISREG(about.st_mode) and about.st_size > _MOST_BYTES:
            raise SettingsError(f"{path}: {about.st_size:,} bytes are no settings; see to the path")
        if not S_ISREG(about.st_mode):
            raise SettingsError(f"{path}: it is no file; see to the path")
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}; see to the path") from error
    # Late, as most learners have set nothing.
    import tomllib

    try:
        return tomllib.loads(content.decode(_MARK))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f'{path}: {error}; a line is such as: theme = "dark"') from error
    except RecursionError:
        raise SettingsError(f"{path}: there are too many brackets in each other") from None


def _place(table: Any, name: str) -> tuple[Any, str]:  # noqa: ANN401 - tomlkit has many of them
    """The table in which an id is written, or will be, and its name there."""
    first, _, rest = name.partition(".")
    while rest and name not in table:
        if isinstance(table.get(first), dict):
            return _place(table[first], rest)
        more, _, rest = rest.partition(".")
        first = f"{first}.{more}"
    return table, name


def _replace(path: Path, text: str) -> None:
    """Write a file so that at any moment the old one or the new one is there, and whole."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode)
        os.replace(name, path)  # noqa: PTH105 - the word that says so
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _settings(path: Path, table: Mapping[str, Any]) -> Settings:
    """What a table sets; names that it knows nothing of may be those of a newer version."""
    themes: Mapping[str, Theme] = {"auto": "auto", "dark": "dark", "light": "light"}
    either: Mapping[str, bool | None] = {**_EITHER, "auto": None}
    keys = table.get("keys", {})
    if not isinstance(keys, dict):
        raise SettingsError(f"{path}: keys: it is {_toml(keys)}; a table [keys] would be right")
    return Settings(
        _one_of(path, table, "theme", themes, "auto"),
        ascii=_one_of(path, table, "ascii", either, None),
        motion=_one_of(path, table, "motion", either, None),
        keys=MappingProxyType(dict(_keys(path, keys))),
        confidence=_one_of(path, table, "confidence", _EITHER, usual=True),
        tour=_one_of(path, table, "tour", _EITHER, usual=True),
    )


def _one_of(
    path: Path, table: Mapping[str, Any], name: str, allowed: Mapping[str, V], usual: V
) -> V:
    """The value of a setting that has few."""
    if name not in table:
        return usual
    given = table[name]
    word = str(given).lower() if isinstance(given, bool) else given
    if isinstance(word, str) and word in allowed:
        return allowed[word]
    words = _listed([word if word in _EITHER else f'"{word}"' for word in allowed], "or")
    raise SettingsError(f"{path}: {name}: it is {_toml(given)}; {words} would be right")


def _keys(path: Path, table: Mapping[str, Any], within: str = "") -> list[tuple[str, str]]:
    """The keys by id; `run.step = "n"` without quotes is a table in a table for TOML."""
    found: list[tuple[str, str]] = []
    for name, key in table.items():
        if isinstance(key, dict) and within.count(".") < _DEEPEST:
            found += _keys(path, key, f"{within}{name}.")
        elif isinstance(key, str) and _is_named(key):
            found.append((f"{within}{name}", key))
        else:
            example = 'the name of a key, such as "n" or "ctrl+n", would be right'
            raise SettingsError(f"{path}: keys.{within}{name}: it is {_toml(key)}; {example}")
    return found


def _is_named(key: str) -> bool:
    """Whether a text can be a key, or several with commas between."""
    return key.isprintable() and (key == "," or all(one.strip() for one in key.split(",")))


def _toml(value: object) -> str:
    """A value about as it stands in the file, on one line that is not too long."""
    if isinstance(value, dict | list):
        return "several values"
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    shown = shown.replace("'", '"') if isinstance(value, str) else shown
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _listed(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
