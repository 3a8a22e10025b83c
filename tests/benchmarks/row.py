"""One line of the benchmarks' table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, and what it may be."""

    what: str
    value: float
    unit: str = "ms"
    bound: float | None = None
    """The most that is good enough; None where the figure is for information."""

    @property
    def good(self) -> bool:
        """Whether the bound, if there is one, is kept."""
        return self.bound is None or self.value <= self.bound

    def cells(self) -> tuple[str, str, str, str]:
        """The row as texts."""
        bound = "" if self.bound is None else f"<= {self.bound:g} {self.unit}".rstrip()
        verdict = "" if self.bound is None else "ok" if self.good else "NOT OK"
        digits = (
            0
            if self.unit == "bytes" or isinstance(self.value, int)
            else 5
            if 0 < self.value < 0.1
            else 2
        )
        return self.what, f"{self.value:.{digits}f} {self.unit}".rstrip(), bound, verdict


def table(rows: list[Row]) -> str:
    """The rows under their heading, in columns."""
    cells = [("what", "measured", "bound", ""), *(row.cells() for row in rows)]
    wide = [max(len(row[column]) for row in cells) for column in range(3)]
    return "\n".join(
        f"{what:<{wide[0]}}  {value:>{wide[1]}}  {bound:>{wide[2]}}  {verdict}".rstrip()
        for what, value, bound, verdict in cells
    )
