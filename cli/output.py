"""Results on stdout: JSON lines."""

import json
import sys
from typing import Any


def row(value: Any) -> None:
    """Prints one JSON line; Chinese as it is, whatever the terminal's encoding."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()
