"""Record lesson 1: `python -m tests.recording lesson.cast`, for asciinema to play.

With --readme its pictures are written into the README as well.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.recording.lesson import recorded_lab, recorded_lesson
from tests.recording.readme import README, with_pictures


def main() -> int:
    """Record, and write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="where the recording is written")
    parser.add_argument("--readme", action="store_true", help="renew the README's pictures")
    asked = parser.parse_args()
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        cast, pictures = recorded_lesson(Path(one))
        pictures |= recorded_lab(Path(other))
    asked.file.write_text(cast, encoding="utf-8")
    if asked.readme:
        text = with_pictures(README.read_text(encoding="utf-8"), pictures)
        README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
