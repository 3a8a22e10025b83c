"""A page of text that is read on by whole paragraphs."""

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.widget import Widget


class Reading(VerticalScroll, can_focus=False):
    """Scrolls so that no paragraph is cut where a cut can be helped."""

    # The bar's column is kept free: a page that grew beyond the window would be broken anew.
    DEFAULT_CSS = """
    Reading { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def _end(self) -> float:
        return self.scroll_y + self.scrollable_content_region.height

    def shows(self, widget: Widget) -> bool:
        """Whether a block's end is in sight; no block is that has no place yet."""
        region = widget.virtual_region
        return region.height > 0 and region.bottom <= self._end()

    def look_at(self, widget: Widget) -> None:
        """Scroll down to see a block: all of it, or its beginning where it is too long."""
        top = min(widget.virtual_region.y, self.max_scroll_y)
        self.scroll_to(y=max(self.scroll_y, top), animate=False)

    def keep_in_sight(self, part: Widget) -> None:
        """Scroll down as little as shows all of what a block has grown by, or its beginning."""
        window = self.scrollable_content_region
        top = part.region.y - window.y + self.scroll_y
        below = top + part.region.height - self._end()
        if below > 0:
            self.scroll_to(y=min(top, self.scroll_y + below), animate=False)

    def keep_rows(self, part: Widget, first: int, count: int) -> None:
        """Scroll as little as shows some rows of a block, such as the option pointed at."""
        window = self.scrollable_content_region
        top = part.content_region.y + first - window.y + self.scroll_y
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif top + count > self._end():
            self.scroll_to(y=top + count - window.height, animate=False)

    def move(self, rows: int) -> None:
        """Scroll by rows, and by no more than leaves a row that was seen before."""
        most = max(self.scrollable_content_region.height - 1, 1)
        self.scroll_relative(y=max(-most, min(rows, most)), animate=False)

    def read_on(self) -> bool:
        """Scroll to the first paragraph not wholly in sight; gives whether there was one."""
        if self.scroll_y >= self.max_scroll_y:
            return False
        height = self.scrollable_content_region.height
        cut = next(
            (top for top, bottom in self._paragraphs() if bottom > self._end()), self.max_scroll_y
        )
        target = cut if cut > self.scroll_y else self.scroll_y + height
        self.scroll_to(y=min(target, self.max_scroll_y), animate=False)
        return True

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        # Late, as home has a list that scrolls in such a page, but no Markdown.
        from textual.widgets import Markdown

        for child in self.children:
            region = child.virtual_region
            if isinstance(child, Markdown) and child.children:
                for block in child.children:
                    yield region.y + block.virtual_region.y, region.y + block.virtual_region.bottom
            else:
                yield region.y, region.bottom
