"""A process of its own that writes into an embedded index: python -m tests.archive.index.writer FOLDER FIRST LAST BATCH

Says which entries are in once `put` has returned; after the last one it holds the index until its input ends.
"""

import sys
from pathlib import Path

from archive.index.embedded import EmbeddedIndex
from tests.archive.index.samples import entry

if __name__ == "__main__":
    folder, first, last, batch = sys.argv[1], *map(int, sys.argv[2:])
    index = EmbeddedIndex(Path(folder))
    for start in range(first, last, batch):
        index.put([entry(number, f"第{number}号", "正文" * 50) for number in range(start, start + batch)])
        index.drop([entry(start).id])
        print(start, flush=True)
    sys.stdin.read()
    index.close()
