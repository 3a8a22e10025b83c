"""The state of a lab as one text, so that it can be gone on with another day."""

import json

from tutor.course.lesson import Lab
from tutor.course.library import Library
from tutor.course.stated import experiment_of, stated
from tutor.errors import TutorError
from tutor.perceptron.comparison import Scope
from tutor.ui.running import Running


def remembered(running: Running, library: Library) -> str:
    """The experiments and the step as a text."""
    lab = running.lab
    state = {
        "a": stated(lab.a, library.data),
        "b": None if lab.b is None else stated(lab.b, library.data),
        "scope": lab.scope,
        "step": running.t,
    }
    return json.dumps(state, separators=(",", ":"))


def running_of(text: str | None, library: Library) -> Running | None:
    """The runs that a text states; None where it states none that this course can run."""
    try:
        state = json.loads(text or "")
        b = None if state["b"] is None else experiment_of(state["b"], library)
        scope = None if state["scope"] is None else Scope(state["scope"])
        return Running.of(Lab(experiment_of(state["a"], library), b, scope), int(state["step"]))
    except (KeyError, TypeError, ValueError, TutorError):
        return None
