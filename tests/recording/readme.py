"""The README's pictures: each stands in a block below a comment that names it."""

import re
from collections.abc import Mapping
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
_PICTURE = re.compile(r"(?<=<!-- picture: )([a-z-]+)( -->\n```\n)(.*?)(?=\n```\n)", re.DOTALL)


def pictures_in(readme: str) -> dict[str, str]:
    """The pictures by their names."""
    return {found[1]: found[3] for found in _PICTURE.finditer(readme)}


def with_pictures(readme: str, pictures: Mapping[str, str]) -> str:
    """A README with these pictures in place of those that it has."""
    return _PICTURE.sub(lambda found: found[1] + found[2] + pictures[found[1]], readme)
