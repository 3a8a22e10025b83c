"""The live perceptron beside a page, in lines."""

from tutor.plain.lab import LabWords
from tutor.plain.lab_words import Word

KEYS = {"s": "step", "b": "step back", "e": "epoch", "r": "run", "f": "first", "tab": "eta"}
"""The keys of the app, which the lessons name."""
HOW = (
    "Type the keys that the text names, such as s, e and r. For tab type eta and a number, or w0 "
    "and numbers. + and escape are not needed here."
)
_HERE = (
    *("step N", "epoch", "run", "reset", "first", "eta NUMBER", "w0 NUMBERS"),
    *("trace FROM TO", "view NAME", "picture"),
)
"""Words of the lab that are of use beside a text."""


class Beside(LabWords):
    """Moves the run of a page. What the lab says of it is said here as well."""

    name = "Beside the text"

    def words(self) -> dict[str, Word]:
        """What moves the run, and tells what is to be seen of it."""
        words = super().words()
        return {
            **{entry: words[entry] for entry in _HERE},
            "step back": Word("take a step back", lambda _: self.move(-1)),
        }

    def tell_verdict(self) -> None:
        """Where the runs stand, and no more: whether A and B differ at all is asked on the page."""
        if self.running.t:
            self.tell_step()
