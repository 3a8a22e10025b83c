"""All benchmarks, one table: `python -m tests.benchmarks`, from the checkout's folder.

Needs the project, the standard library and a system with pseudo-terminals; takes about a minute.
Ends with status 1 where a bound is not kept. Not part of the tests: a busy machine fails it.
"""

import sys

from tests.benchmarks import bytes as sent
from tests.benchmarks import lab, plot, record, startup, training
from tests.benchmarks.row import table


def main() -> int:
    """Measure everything and print it."""
    rows = [row for module in (startup, lab, sent, training, plot, record) for row in module.rows()]
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
