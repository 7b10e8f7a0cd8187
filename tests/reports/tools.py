"""Programs that measure the printed page: LibreOffice and poppler. CI brings them (.ci/run); elsewhere their tests may be skipped."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
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


NUMBER = re.compile("—[0-9]+—")
MM = 72 / 25.4


def faults(found: list[Page]) -> list[str]:
    """What is wrong with upright pages of a report: texts outside the type area or on each other, wrong page numbers, a caption, a
    heading, a note or a signature alone, a table whose rows go on without its head."""
    told = []
    for number, page in enumerate(found, 1):
        if page.width > page.height:
            continue
        told += [f"page {number}: {fault}" for fault in (*_number(number, page), *_outside(page), *_covered(page), *_alone(page))]
        first = min(page.words, key=lambda word: (round(word.top / 4), word.left), default=None)
        if first and first.text.isdecimal():
            told.append(f"page {number}: begins with the row {first.text}")
    return told


def _number(number: int, page: Page) -> Iterator[str]:
    foot = [word for word in page.words if word.top > (297 - 33) * MM]
    if "".join(word.text for word in foot) != f"—{number}—":
        yield f"its number is {[word.text for word in foot]}"
    elif number % 2 and abs(max(word.right for word in foot) - ((210 - 26) * MM - 14)) > 3:
        yield "its number does not stand right"
    elif not number % 2 and abs(min(word.left for word in foot) - (28 * MM + 14)) > 3:
        yield "its number does not stand left"


def _outside(page: Page) -> Iterator[str]:
    for word in page.words:
        hanging = 17 if re.search(r"\W$", word.text) else 3  # signs at the end of a line may stand beside it
        if word.left < 28 * MM - 9 or word.right > (210 - 26) * MM + hanging or word.top < 37 * MM - 4 or word.bottom > (297 - 20) * MM:
            yield f"{word.text[:30]} stands outside the type area"


def _covered(page: Page) -> Iterator[str]:
    words = [word for word in page.words if re.search(r"\w", word.text)]  # signs are set closer than they are broad
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            broad = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            size = min(one.bottom - one.top, other.bottom - other.top)
            if broad > size and high > 0.6 * size:
                yield f"{one.text[:30]} and {other.text[:30]} stand on each other"


def _alone(page: Page) -> Iterator[str]:
    lines = [line for line in page.lines.values() if not NUMBER.fullmatch(line)]
    if not lines:
        yield "it is empty"
    elif re.match("[表图][0-9]|单位：|[一二三四五六七八九十]+、.{2,14}$|附件[0-9]*$", lines[-1]):
        yield f"it ends with {lines[-1]}"
    elif lines[0].startswith("附件："):
        yield "it holds the signature only"
    elif lines[0].startswith("注："):
        yield "it begins with the note of a table that ends on the page before"
    elif re.match("编号：|SHA-256：", lines[0]) or "统计时间：" in lines[0]:
        yield "it holds the document's number only"
