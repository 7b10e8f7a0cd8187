"""Makes folding.txt, the table of characters that count as one; run by hand when OpenCC's dictionaries change.

python -m archive.folding_table FOLDER_WITH_THE_DICTIONARIES > archive/folding.txt
"""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# Characters that count as one when texts are compared: the first of each line stands for all the others.
# Traditional, regional and Japanese forms are derived from the dictionaries TSCharacters, STCharacters, TWVariants,
# HKVariants and JPShinjitaiCharacters of Open Chinese Convert (OpenCC), https://github.com/BYVoid/OpenCC, Apache
# License 2.0; case, width and compatibility forms from Unicode {version}.
# Made by archive/folding_table.py, not edited by hand. Changing it changes fingerprints and asks for `jianbao reindex`.
"""

# Old and rare glyphs of common characters that OpenCC leaves alone; circles that stand for the zero of 二〇二六.
BY_HAND = {"靑": "青", "淸": "清", "尙": "尚", "髙": "高", "﨑": "崎", "𠮷": "吉", "○": "〇", "◯": "〇"}

# Decompositions that change what is read: ①2026年 must not become 12026年.
KEPT_APART = ("<circle>", "<super>", "<sub>", "<square>", "<fraction>")

Dictionary = dict[str, list[str]]  # character -> candidates, the usual one first


class Classes:
    """Sets of characters that count as one, each led by one of them."""

    def __init__(self, folder: Path) -> None:
        self.leaders: dict[str, str] = {}
        self.simplified = {char: candidates[0] for char, candidates in read(folder, "TSCharacters").items() if candidates[0] != char}
        self.current = set(self.simplified.values())
        self.add_unicode()
        self.add_simplified(read(folder, "STCharacters"))
        self.add_regional({**read(folder, "TWVariants"), **read(folder, "HKVariants")})
        self.add_japanese(read(folder, "JPShinjitaiCharacters"))
        for old, new in BY_HAND.items():
            self.lead(old, new)

    def add_unicode(self) -> None:
        for code in range(sys.maxunicode + 1):
            char = chr(code)
            form = unicode_form(char)
            if form != char and unicodedata.category(char)[0] in "LMNPS" and not form.isspace():
                self.lead(char, form)

    def add_simplified(self, traditional: Dictionary) -> None:
        for char, first in self.simplified.items():
            self.join(char, first)
        for char, candidates in traditional.items():
            if char not in candidates:  # 锺 and 钟 are both simplified from 鍾; but 像 is not 象
                self.join(char, candidates[0])

    def add_regional(self, variants: Dictionary) -> None:
        for char, candidates in variants.items():
            for other in candidates:
                self.join(other, char)

    def add_japanese(self, old_forms: Dictionary) -> None:
        for char, candidates in old_forms.items():
            old = candidates[-1]
            # Only where one of the two is no Chinese character of today: 気 is 气, but 芸 is not 艺, nor 連 聯.
            if not common(char) and char not in self.simplified and len(set(candidates) - {char}) == 1:
                self.join(char, old)
            elif not common(self.leader(old)):
                self.join(old, char)

    def leader(self, char: str) -> str:
        while char in self.leaders:
            char = self.leaders[char]
        return char

    def join(self, char: str, other: str) -> None:
        """Makes two classes one, led by what people write today."""
        first, second = sorted((self.leader(char), self.leader(other)), key=self.rank)
        if first != second:
            self.leaders[second] = first

    def lead(self, char: str, leader: str) -> None:
        """Puts the class of `char` under `leader`; but text of the basic plane must stay there."""
        char, leader = self.leader(char), self.leader(leader)
        if ord(char) < 0x10000 <= ord(leader):
            char, leader = leader, char
        if char != leader:
            self.leaders[char] = leader

    def rank(self, char: str) -> tuple[bool, bool, bool, str]:
        return ord(char) > 0xFFFF, not common(char), char not in self.current, char

    def lines(self) -> Iterator[str]:
        members = defaultdict(list)
        for char in self.leaders:
            members[self.leader(char)].append(char)
        for leader in sorted(members):
            yield f"{leader}\t{''.join(sorted(members[leader]))}\n"


def read(folder: Path, name: str) -> Dictionary:
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {char: candidates.split() for char, candidates, *_ in rows}


def common(char: str) -> bool:
    """Whether it is among the characters of mainland China's basic set."""
    return bool(char.encode("gb2312", "ignore"))


def unicode_form(char: str) -> str:
    """One character that Unicode calls the same in another case, width or place of the code; else itself."""
    kind = unicodedata.decomposition(char).split(" ")[0]
    form = char if kind in KEPT_APART else unicodedata.normalize("NFKC", char)
    form = form if len(form) == 1 else char
    lower = form.casefold()
    return lower if len(lower) == 1 else form.lower()[:1]


if __name__ == "__main__":
    sys.stdout.write(HEADER.format(version=unicodedata.unidata_version))
    sys.stdout.writelines(Classes(Path(sys.argv[1])).lines())
