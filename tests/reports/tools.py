"""Programs that measure the printed page: LibreOffice and poppler. CI brings them (.ci/run); elsewhere their tests may be skipped."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

XHTML = "{http://www.w3.org/1999/xhtml}"


def program(name: str) -> str:
    """Its path; without it the test fails in CI and is skipped elsewhere."""
    found = shutil.which(name)
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{name} is not installed (apt: libreoffice-writer libreoffice-calc poppler-utils)")
    return found


def converted(file: Path, folder: Path, kind: str = "pdf") -> Path:
    """What LibreOffice makes of an office file."""
    soffice = program("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    return folder / f"{file.stem}.{kind}"


@dataclass(frozen=True)
class Word:
    text: str
    left: float  # points from the page's left edge
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: list[Word]

    @property
    def lines(self) -> dict[int, str]:
        """Texts by the height at which they stand, from top to bottom."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            near = next((top for top in found if abs(top - word.top) < 4), round(word.top))
            found.setdefault(near, []).append(word)
        return {top: "".join(word.text for word in sorted(found[top], key=lambda word: word.left)) for top in sorted(found)}


def pages(pdf: Path) -> list[Page]:
    told = subprocess.run([program("pdftotext"), "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>|<meta[^>]*>|<title>.*?</title>", "", told, flags=re.S))
    return [
        Page(
            float(page.get("width", 0)),
            float(page.get("height", 0)),
            [Word(word.text or "", *(float(word.get(key, 0)) for key in ("xMin", "yMin", "xMax", "yMax"))) for word in page.iter(f"{XHTML}word")],
        )
        for page in root.iter(f"{XHTML}page")
    ]


def facts(pdf: Path) -> dict[str, str]:
    told = subprocess.run([program("pdfinfo"), str(pdf)], check=True, capture_output=True, text=True).stdout
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in told.splitlines())}
