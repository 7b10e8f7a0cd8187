"""Python's search for cyclic garbage rests while a report is made: it would look through a hundred thousand articles again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """A quarter of a year's report is saved; what is cyclic waits until the end."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
