"""The machine: Python, libraries, time, fonts."""

import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cli.checks.finding import Finding, bad, good, mind
from cli.home import Home
from cli.main import version

# The modules of pyproject.toml's dependencies.
LIBRARIES = (
    *("ahocorasick", "aiohttp", "apscheduler", "django", "docx", "elasticsearch", "fontTools", "isal", "lxml", "numpy", "openpyxl", "pebble", "procrastinate"),
    *("protego", "psycopg", "pydantic", "pylopdf_fonts_zh_cn", "scrapy", "selectolax", "tantivy", "tqdm", "twisted", "typst", "waitress", "warcio"),
    *("whitenoise", "xlsxwriter", "yaml", "yarl"),
)
RELEASED = 2026  # no clock that is right is before this year


def python(home: Home) -> Iterator[Finding]:
    yield good("Python", f"{platform.python_version()}，{platform.system()} {platform.machine()}，SQLite {sqlite3.sqlite_version}，剪报 {version()}")


def libraries(home: Home) -> Iterator[Finding]:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        yield bad("程序库", f"缺少 {'、'.join(missing)}", "请重新安装：在源码目录里再运行一次 ./run，或 pip install --require-hashes -r requirements.lock")
    else:
        yield good("程序库", f"{len(LIBRARIES)} 个都在")


def clock(home: Home) -> Iterator[Finding]:
    now = datetime.now(UTC)
    try:
        local = now.astimezone(ZoneInfo("Asia/Shanghai"))
    except ZoneInfoNotFoundError:
        yield bad("时间", "系统没有时区资料", "请安装 tzdata（apt install tzdata，或 pip install tzdata）")
        return
    if now.year < RELEASED:
        yield bad("时间", f"系统时间是 {local:%Y-%m-%d %H:%M}（北京时间），显然不对", "请校准系统时间（如 timedatectl set-ntp true），月报和时间表都靠它")
    else:
        yield good("时间", f"{local:%Y-%m-%d %H:%M}（北京时间）")


def fonts(home: Home) -> Iterator[Finding]:
    """Of the machine: the site and Word use those of whoever reads."""
    lister = shutil.which("fc-list")
    if lister is None:
        return
    listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    families = sorted({line.partition(",")[0] for line in listed.stdout.splitlines() if line})
    if families:
        yield good("字体", f"本机有 {len(families)} 种中文字体，如 {families[0]}")
    else:
        yield mind("字体", "本机没有中文字体", "在本机浏览器里看网站和网页版月报会缺字：apt install fonts-noto-cjk；别的电脑和 Word 文件不受影响")
