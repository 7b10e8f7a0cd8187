"""The log of a command: one line an event on stderr, what came from elsewhere escaped, secrets left out."""

import logging

from model.telling import line


class Lines(logging.Formatter):
    """What follows the first line (a traceback) is set in, so that nothing can pass for another event."""

    def format(self, record: logging.LogRecord) -> str:
        first = line(record.getMessage())
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            return "\n".join([first, *(f"  | {line(text)}" for text in trace.split("\n"))])
        return first


def arrange() -> None:
    """Warnings and worse, of whatever library."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
