"""The marks of Markdown inside a line: code, bold and slanted words."""

import re

MARKS = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
)
"""Each stretch that is marked; a star that is no mark, as between two factors, is none of them."""


def unmarked(text: str) -> str:
    """A text without its marks."""
    return MARKS.sub(lambda found: found[found.lastgroup or 0], text)
