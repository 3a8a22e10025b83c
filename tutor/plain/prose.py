"""Markdown as sentences: paragraphs, and lists with their numbers; nothing is drawn."""

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_INDENT = 2


@cache
def _reader() -> MarkdownIt:
    """The same dialect as on the screen."""
    return MarkdownIt("gfm-like")


def paragraphs(markdown: str) -> Iterator[str]:
    """The paragraphs of a text, without marks; an item of a list has its number or a dash.

    Args:
        markdown: Prose of a lesson, or the prompt of a question.
    """
    lists: list[int | None] = []
    """The numbers of the next items of the lists around here; None where they have none."""
    lead = ""
    row: list[str] | None = None
    """The cells of a table's row, inside of one."""
    for token in _reader().parse(markdown):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(_first(token))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                lead, lists[-1] = _led(lists[-1])
            case "tr_open":
                row = []
            case "tr_close":
                yield ", ".join(row or ())
                row = None
            case "fence" | "code_block":
                yield token.content.rstrip("\n")
            case "inline" if row is not None:
                row.append(_words(token.children or ()))
            case "inline":
                inner = " " * _INDENT * (len(lists) - 1)
                yield f"{inner}{lead}{_words(token.children or ())}"
                lead = ""


def _first(token: Token) -> int | None:
    """The number of a list's first item; None where they have none."""
    return int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None


def _led(number: int | None) -> tuple[str, int | None]:
    """What stands before an item, and the number of the next one."""
    return ("- ", None) if number is None else (f"{number}. ", number + 1)


def _words(tokens: Sequence[Token]) -> str:
    """The words of a paragraph in one line, but where a line was meant to end."""
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case _:
                parts.append(token.content)
    return "".join(parts)
