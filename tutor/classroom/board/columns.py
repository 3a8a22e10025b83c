"""Text from outside in columns: nothing in it moves what stands beside it."""

from rich.cells import cell_len, set_cell_size

from tutor.classroom.names import plain

__all__ = ["fitted", "plain"]


def fitted(text: str, width: int) -> str:
    """A text in exactly so many cells; dots stand for what is left out."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + "…", width)
