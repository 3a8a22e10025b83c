"""The command `perceptron-tutor`, and `python -m tutor`."""

import os
import sys

from tutor.capabilities import here
from tutor.errors import TutorError

COMPLETION = "_PERCEPTRON_TUTOR_COMPLETE"


def main() -> int:
    """Open the tutor, or do what the command line says; gives the exit status.

    Without arguments the parser of the commands is not even imported: the first frame comes sooner.
    """
    if len(sys.argv) > 1 or COMPLETION in os.environ or not here().draws:
        from tutor.cli import main as command

        return command()
    from tutor.record.place import Given
    from tutor.ui.app import run

    try:
        return run(Given())
    except TutorError as error:
        from tutor.commands.say import refuse

        return refuse(str(error))


if __name__ == "__main__":
    sys.exit(main())
