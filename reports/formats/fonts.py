"""The fonts of the PDF: those of the office first, then the free ones that come with the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
from fontTools.ttLib import TTCollection, TTFont
from typst import Fonts

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
LATIN = ("Times New Roman",)
# Role -> names of the office's fonts as their files tell them, best first; then the shipped one.
ROLES = {
    "title": (("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong"), SERIF, "小标宋"),
    "body": (("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02S", "FZFangSong-Z02", "STFangsong"), SERIF, "仿宋"),
    "kai": (("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03S", "FZKai-Z03", "STKaiti"), SERIF, "楷体"),
    "hei": (("SimHei", "黑体", "FZHei-B01S", "FZHei-B01", "STHeiti"), SANS, "黑体"),
    "song": (("SimSun", "宋体", "NSimSun", "FZShuSong-Z01S", "STSong"), SERIF, "宋体"),
}
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


@dataclass(frozen=True, slots=True)
class Typefaces:
    fonts: Fonts
    roles: dict[str, list[str]]  # families in the order in which they are tried
    substituted: tuple[str, ...]  # roles for which the office has no font
    signs: frozenset[int]  # characters that some font has a shape for


@lru_cache(maxsize=4)
def typefaces(folders: tuple[Path, ...] = ()) -> Typefaces:
    """Fonts dropped into `folders`, then the shipped ones; a folder that is missing is empty."""
    own = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]
    files = [*own, shipped.serif_path(), shipped.sans_path()]
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path.parent) for path in files])
    there = set(fonts.families())
    latin = [name for name in LATIN if name in there]
    roles, substituted = {}, []
    for role, (wanted, free, label) in ROLES.items():
        found = [name for name in wanted if name in there]
        if not found:
            substituted.append(label)
        # A character that the first family lacks is looked for in all others.
        roles[role] = list(dict.fromkeys([*latin, *found, free, SERIF, SANS, *sorted(there)]))
    return Typefaces(fonts, roles, tuple(substituted), frozenset(_signs(files)))


def lacking(text: Iterable[str], faces: Typefaces) -> list[str]:
    """Characters that no font has, each once, in order of their code."""
    return sorted({sign for part in text for sign in part if ord(sign) not in faces.signs and not sign.isspace()})


def _signs(files: Iterable[Path]) -> Iterable[int]:
    for path in files:
        if path.suffix.lower() in (".ttc", ".otc"):
            for font in TTCollection(str(path), lazy=True).fonts:
                yield from font.getBestCmap()
        else:
            yield from TTFont(str(path), lazy=True).getBestCmap()
