"""What the start-up of home is measured against: an app with a Header, a Markdown and a Footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Markdown

LAST_LINE = "The last line of the text."


class Bare(App[None]):
    """Nothing of the tutor's."""

    TITLE = "bare"

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield Header()
        yield Markdown(
            f"# A heading\n\nA paragraph, some *emphasis*.\n\n- one\n- two\n\n{LAST_LINE}"
        )
        yield Footer()


if __name__ == "__main__":
    Bare().run()
