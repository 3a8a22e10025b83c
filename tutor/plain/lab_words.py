"""A lab in lines: words that may be typed, each with what it does, until the learner leaves."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.course.library import Library
from tutor.errors import TutorError
from tutor.perceptron.dataset import Dataset
from tutor.perceptron.exact import NumberError, parse_number
from tutor.plain.dialogue import Dialogue
from tutor.plain.typed import literal, quoted

LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Word:
    """What a word does."""

    does: str
    do: Callable[[str], None]
    """Takes what was typed behind the word."""


class Words(ABC):
    """Asks for words and does what they say. What is refused is told, and nothing has changed."""

    keys: Mapping[str, str] = {}
    """The keys of the screen that stand for words."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue

    @property
    @abstractmethod
    def prompt(self) -> str:
        """What stands before the cursor."""

    @abstractmethod
    def words(self) -> dict[str, Word]:
        """What may be typed now, as `Dialogue.ask` takes it."""

    @abstractmethod
    def done(self) -> None:
        """Follows every word."""

    def go(self) -> None:
        """Ask until the learner leaves.

        Raises:
            Leave: If they leave the program, or the input ends.
        """
        while True:
            offered = {entry: word.does for entry, word in self.words().items()}
            offered[LEAVE] = "back to where you came from"
            typed = self.dialogue.ask(self.prompt, offered, keys=self.keys)
            if typed == LEAVE:
                return
            self.take(typed)

    def knows(self, typed: str) -> bool:
        """Whether what was typed, as `ask` gave it, is one of these words."""
        return self._entry(typed) is not None

    def take(self, typed: str) -> None:
        """Do what was typed, as `ask` gave it."""
        entry = self._entry(typed)
        if entry is None:
            return
        try:
            self.words()[entry].do(typed.removeprefix(literal(entry)).strip())
        except TutorError as error:
            self.dialogue.say(str(error))
        self.done()

    def _entry(self, typed: str) -> str | None:
        fitting = [it for it in self.words() if f"{typed} ".startswith(f"{literal(it)} ")]
        return max(fitting, key=lambda it: len(literal(it)), default=None)


def number_in(text: str, name: str) -> Fraction:
    """The number behind a word, refused in the words of the field that has it.

    Raises:
        NumberError: If it is none.
    """
    try:
        return parse_number(text)
    except NumberError as error:
        raise NumberError(f"{name}: {error}") from None


def data_of(
    dialogue: Dialogue, library: Library, typed: str, names: Sequence[str]
) -> Dataset | None:
    """The data set that was named; None where there is none, and which there are is said."""
    if typed in names:
        return library.dataset(typed)
    if typed:
        dialogue.say(f"there is no data set {quoted(typed)} here; there are:")
    for name in names:
        dialogue.say(f"{name}: {library.data[name]['title']}")
    return None
