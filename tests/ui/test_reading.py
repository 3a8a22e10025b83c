"""Where a page that scrolls stands, and where its scroll bar says that it stands."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tests.ui.screens import Desk
from tutor.ui.compositor import CellApp
from tutor.ui.screens.lesson import LessonScreen

LONG, SHORT = Content("\n".join(map(str, range(60)))), Content("few")
SMALL = (40, 20)


class Page(CellApp):
    """An app with a long text."""

    def compose(self) -> ComposeResult:
        """The text, which scrolls."""
        with VerticalScroll():
            yield Static(LONG)


async def test_the_bar_of_a_page_that_was_turned_stands_where_the_new_page_is() -> None:
    """It was gone while the page was empty, and Textual moves only a bar that is shown."""
    app = Page()
    async with app.run_test(size=SMALL) as pilot:
        page = app.screen.query_one(VerticalScroll)
        page.scroll_to(y=30, animate=False)
        await pilot.pause()
        assert (page.scroll_y, page.vertical_scrollbar.position) == (30, 30)
        await page.remove_children()
        await page.mount(Static(SHORT))
        await pilot.pause()
        assert not page.show_vertical_scrollbar
        await page.mount(Static(LONG))
        await pilot.pause()
        assert (page.scroll_y, page.vertical_scrollbar.position) == (0, 0)


async def test_a_page_begins_at_its_top_at_once(desk: Desk) -> None:
    """Seen from where the page before was left, a question below the fold would get the keys."""
    desk.left_at("the-claim", 4)
    async with desk.learner() as learner:
        await learner.press("enter", "k")
        screen = learner.on(LessonScreen)
        screen.text.move(3)
        await learner.settle()
        assert screen.text.scroll_y > 0
        with learner.app.batch_update():  # Nothing is laid out meanwhile.
            await screen.text.clear(screen.lesson.pages[0])
            assert screen.text.scroll_y == 0
