"""Folders of an index that lie beside each other, of which a small file names the one that counts."""

import os
from pathlib import Path


class Generations:
    """`folder/current` holds the name of the folder below it that answers; it changes at once and durably."""

    def __init__(self, folder: Path, form: int) -> None:
        self.folder = folder
        self.prefix = f"v{form}-"
        self.pointer = folder / "current"

    def current(self) -> Path | None:
        """The folder that counts; None without one that this program can read."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return self.folder / name if name.startswith(self.prefix) and "/" not in name else None

    def new(self) -> Path:
        """An empty folder that nobody else has."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(path.name.rpartition("-")[2]) for path in self.folder.glob("v*-*")), default=0)
        path = self.folder / f"{self.prefix}{number:04}"
        path.mkdir()
        return path

    def activate(self, path: Path) -> None:
        draft = self.pointer.with_suffix(".new")
        with draft.open("w", encoding="ascii") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.pointer)
        # The renaming itself is durable once the folder is.
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def others(self) -> list[Path]:
        """All folders but the one that counts: replaced, or left behind by a rebuilding that was broken off."""
        current = self.current()
        return [path for path in sorted(self.folder.glob("v*-*")) if path != current]
