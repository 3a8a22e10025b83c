"""Says and asks in lines. All that the plain mode writes and reads goes through here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from tutor.course.notation import in_ascii, wrap, wrap_words
from tutor.plain.typed import LONGEST, literal, meant, quoted, ways_out

Read = Callable[[str], str]
"""Shows a prompt and gives the line that was typed, without its end; raises EOFError at the end."""
HELP, QUIT = "help", "quit"
_ALWAYS = {HELP: "this list", QUIT: "leave; everything is kept"}
_KEYS = {"?": HELP, "exit": QUIT}
_NARROWEST = 20
_MOST_LISTED = 8
"""Words that are told to who typed another one; of more, `help` tells."""


class Leave(Exception):  # noqa: N818 - no error: the learner goes, or the input has ended
    """The dialogue is over."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status
        """The exit status of the program."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A word that may be typed at every prompt, whatever is asked there."""

    does: str
    do: Callable[[], None]


@dataclass(slots=True)
class Dialogue:
    """What is said and asked, wrapped at the width of the terminal."""

    read: Read
    target: TextIO
    width: Callable[[], int]
    """Columns, which may change at any moment."""
    ascii: bool = False
    """Whether only ASCII is written."""
    echo: bool = False
    """Whether a line that was typed is written: a transcript then reads whole."""
    before: list[Callable[[], None]] = field(default_factory=list)
    """Done before every prompt: the place to tell what has happened meanwhile."""
    everywhere: dict[str, Everywhere] = field(default_factory=dict)
    """More words that may be typed at every prompt, by word."""
    _waiting: bool = False
    _ended: int | None = None
    """The status with which the program is to end, where it was told to."""

    def say(self, text: str = "") -> None:
        """Write sentences, each line of the text as a paragraph; an empty text is an empty line."""
        for line in self._plain(text).split("\n"):
            inner = len(line) - len(line.lstrip(" "))
            words = line[inner:]
            for start, end in wrap_words(words, self._width - inner):
                self._write(" " * inner + words[start:end])

    def say_formula(self, formula: str, indent: int = 4) -> None:
        """Write a formula, its further lines indented, each ending before an operator."""
        text = self._plain(formula)
        for start, end in wrap(text, self._width, indent):
            self._write(f"{' ' * indent if start else ''}{text[start:end]}")

    def show(self, picture: str) -> None:
        """Write a picture as it is."""
        for line in self._plain(picture).split("\n"):
            self._write(line)

    def ask(
        self,
        prompt: str,
        words: Mapping[str, str],
        *,
        free: str | None = None,
        usual: str = "",
        keys: Mapping[str, str] | None = None,
    ) -> str:
        """Ask until something is typed that can be typed here.

        `help` lists that, and is answered here.

        Args:
            prompt: What stands before the cursor, without a colon.
            words: What may be typed, and what it does; `page N` is a word and more behind it.
            free: What else may be typed, such as `a number`: then every other text is given back.
            usual: The word that an empty line stands for.
            keys: The keys of the app that stand for words.

        Returns:
            The word, with what was typed behind it (`page 3`), or the text as it was typed.

        Raises:
            Leave: If the learner leaves, or the input ends.
        """
        offered = {**words, **{word: it.does for word, it in self.everywhere.items()}, **_ALWAYS}
        known = {**ways_out(words), **(keys or {}), **_KEYS}
        while True:
            typed = self._typed(prompt) or usual
            found = meant(typed, offered, known)
            if not found and typed and free is not None:
                return typed
            if len(found) != 1:
                self._refuse(typed, found, offered, free)
            elif found[0] not in {QUIT, HELP, *self.everywhere}:
                return found[0]
            else:
                self._serve(found[0], offered, free, usual)

    def end(self, status: int) -> None:
        """End the program as soon as nothing is half done: at a prompt, now or the next one.

        Raises:
            Leave: If a prompt waits, or this is said a second time.
        """
        again, self._ended = self._ended is not None, status
        if self._waiting or again:
            raise Leave(status)

    def flush(self) -> None:
        """Write what is still to be written."""
        self.target.flush()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Nothing is half done in this block, which may take long: the program may end in it.

        Raises:
            Leave: If it was told to end.
        """
        self._waiting = True
        try:
            if self._ended is not None:
                raise Leave(self._ended)
            yield
        finally:
            self._waiting = False

    def _typed(self, prompt: str) -> str:
        """What was typed; before each prompt it is told what is new."""
        while True:
            for tell in self.before:
                tell()
            typed = self._line(f"{prompt}: ").strip()
            if len(typed) <= LONGEST:
                return typed
            self.say(f"That line has {len(typed):,} characters; {LONGEST:,} are the most.")

    def _serve(self, word: str, offered: Mapping[str, str], free: str | None, usual: str) -> None:
        """Do what a word does wherever it is typed."""
        if word == QUIT:
            raise Leave
        if word == HELP:
            self._help(offered, free, usual)
        else:
            self.everywhere[word].do()

    def _line(self, prompt: str) -> str:
        try:
            self.flush()
            with self.waiting():
                typed = self.read(self._plain(prompt))
        except (EOFError, OSError):
            self._write("")
            raise Leave from None
        except Leave:
            self._write("")
            raise
        if self.echo:
            self._write(self._plain(typed if len(typed) <= LONGEST else quoted(typed)))
        return typed

    def _refuse(
        self, typed: str, found: Sequence[str], offered: Mapping[str, str], free: str | None
    ) -> None:
        if found:
            self.say(f"{quoted(typed)} may be {' or '.join(found)}; type more of it.")
            return
        why = f"There is no {quoted(typed)} here. " if typed else ""
        what = [free] if free else []
        if len(offered) > _MOST_LISTED:
            self.say(f"{why}Type {', '.join((*what, f'or {HELP}' if what else HELP))} for a list.")
        else:
            self.say(f"{why}Type {', '.join((*what, *offered))}.")

    def _help(self, offered: Mapping[str, str], free: str | None, usual: str) -> None:
        self.say("You can type:")
        if free:
            self.say(free)
        for word, does in offered.items():
            empty = ", or an empty line" if usual and literal(word) == usual else ""
            self.say(f"{word}{empty}: {does}")

    @property
    def _width(self) -> int:
        return max(self.width(), _NARROWEST)

    def _plain(self, text: str) -> str:
        """A text without a character that would move the cursor."""
        parts = "".join(
            character if character.isprintable() or character == "\n" else " " for character in text
        )
        return in_ascii(parts) if self.ascii else parts

    def _write(self, line: str) -> None:
        self.target.write(f"{line.rstrip()}\n")
