"""Python's search for cyclic garbage, for processes that load much once and then make much that is soon gone: a tenth of their time."""

import gc

YOUNG = 20_000  # new objects after which it looks among them; Python's own 700 are made by a few pages


def rest() -> None:
    """No search until the process settles: of what it loads nothing is garbage, and a tenth of its start went into looking."""
    gc.disable()


def settle() -> None:
    """From now on what is loaded is not looked through any more, and what is new less often. Called when a process begins its work."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
