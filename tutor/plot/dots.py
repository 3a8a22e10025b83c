"""Lines of braille dots, two by four to a cell: what plotext has is too slow for long paths."""

from tutor.plot.picture import Board, Role

Dot = tuple[int, int]
"""Column and row of a dot, from the canvas' top left corner."""

BLANK = 0x2800
BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""For a column and a row within the cell its bit: Unicode, block Braille Patterns."""


class Dots:
    """Dots on the canvas of a board, to be put there together."""

    def __init__(self, board: Board) -> None:
        self.width, self.height = 2 * board.width, 4 * board.height
        self._board = board
        self._dots: set[Dot] = set()

    def at(self, u: float, v: float) -> Dot:
        """The dot nearest to a place in the unit square, v upwards; places outside are moved in."""
        u, v = (min(max(share, 0.0), 1.0) for share in (u, v))
        column = min(int(u * self.width), self.width - 1)
        return column, self.height - 1 - min(int(v * self.height), self.height - 1)

    def line(self, start: Dot, end: Dot) -> None:
        """Join two dots, as straight as dots allow."""
        (column, row), (across, down) = start, (end[0] - start[0], end[1] - start[1])
        steps = max(abs(across), abs(down), 1)
        self._dots.update(
            (
                column + (2 * at * across + steps) // (2 * steps),
                row + (2 * at * down + steps) // (2 * steps),
            )
            for at in range(steps + 1)
        )

    def put(self, role: Role) -> None:
        """Put all dots on the board, over what is there."""
        cells: dict[Dot, int] = {}
        for column, row in self._dots:
            cell = column // 2, row // 4
            cells[cell] = cells.get(cell, 0) | BITS[column % 2][row % 4]
        for (column, row), bits in cells.items():
            self._board.put(column, row, chr(BLANK + bits), role)
