"""Runs `jianbao crawl --all` on a home and tells, as the last line of stdout, the CPU seconds of each of its threads by name.

    python -m bench.crawl_parts HOME

For `python -m bench.crawl --profile`. Threads of the index engine, which Python does not know, are "engine".
"""

import json
import sys
import threading
import time
from collections import Counter

from cli.main import main as jianbao

NAMES = {  # beginning of a thread's name -> what it does
    "asyncio": "asked of the loop: lists read, addresses and captures handed over",
    "line": "the line: evidence, grouping, ledger, index",
    "Thread-": "the readers' pool: sending, receiving, watching the clock",
    "dns": "names of hosts",
}
ENGINE = "the index engine's own threads"


def main() -> int:
    spent: Counter[str] = Counter()
    run = threading.Thread.run

    def timed(thread: threading.Thread) -> None:
        name = next((told for begin, told in NAMES.items() if thread.name.startswith(begin)), thread.name)
        try:
            run(thread)
        finally:
            spent[name] += time.thread_time()

    threading.Thread.run = timed  # type: ignore[method-assign]
    loop = "start, and the loop: fetching"
    status = jianbao(["--home", sys.argv[1], "crawl", "--all"])
    spent[loop] = time.thread_time()
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(5)
    spent[ENGINE] = max(0.0, time.process_time() - spent.total())
    print(json.dumps(spent, ensure_ascii=False))
    return status


if __name__ == "__main__":
    sys.exit(main())
