"""The proportion of A's weights to B's, in words."""

from tutor.perceptron.exact import show_within
from tutor.perceptron.lockstep import Lockstep
from tutor.ui.running import Running

ROOM = 11
"""Columns for the number."""


def ratio_words(running: Running, found: Lockstep) -> str:
    """What w_A / w_B is at the current step, or since when it is no one number."""
    quotient = None if found.quotient is None else show_within([found.quotient], ROOM)
    if running.t <= found.until:
        zero = not any(running.a.whole_after(running.t))
        if zero or quotient is None:
            return "w_A and w_B are 0"
        return f"w_A / w_B {quotient if quotient.startswith('≈') else f'= {quotient}'}"
    if found.until < 0:
        return "w_A / w_B is no one number"
    if quotient is None:
        return f"w_A / w_B is no one number after step {found.until}"
    return f"w_A / w_B was {quotient} up to step {found.until}"
