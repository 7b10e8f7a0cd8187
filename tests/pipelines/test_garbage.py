"""What is loaded is not searched for garbage; what is made in cycles still goes."""

import subprocess
import sys

SCRIPT = """
import gc, weakref
from pipelines.garbage import YOUNG, settle

class Knot:
    def __init__(self):
        self.self = self

loaded = Knot()
settle()
assert gc.get_freeze_count() > 0
gone = weakref.ref(Knot())
kept = [[] for _ in range(3 * YOUNG)]
assert gone() is None
"""


def test_cycles_go_after_what_is_loaded_has_settled() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)
