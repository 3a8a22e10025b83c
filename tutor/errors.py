"""The one family of errors a person ever sees: what was wrong, where, and what to do."""


class TutorError(Exception):
    """A fault in what came from outside: a number, a file, a lesson, a command.

    The message is one line for a person: where, what was wrong, and what would be right. Commands
    print it and exit with status 2; fields show it under themselves. It is never a fault of the
    program.
    """
