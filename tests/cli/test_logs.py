"""K3 and K4: what a log line may hold."""

import subprocess
import sys

import pytest

from model.telling import line, masked
from tests.house.repository import ROOT

LOGGING = """
import logging
from cli.logs import arrange
arrange()
log = logging.getLogger("crawler.visit")
log.warning("采集源 %s：%s", "a", "标题\\r\\n2026-11-28 伪造的一行\\x1b[31m红\\x00\\u202e倒")
try:
    raise ValueError("坏\\n伪造的一行 https://x.example/?access_token=abcdef")
except ValueError:
    log.exception("程序出错")
from cli.wiring import warn
warn("两\\n行")
"""


def test_k3_an_event_is_one_line_whatever_a_page_says() -> None:
    ran = subprocess.run([sys.executable, "-c", LOGGING], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = ran.stderr.splitlines()
    assert lines[0] == r"采集源 a：标题\r\n2026-11-28 伪造的一行\x1b[31m红\x00\u202e倒"
    assert lines[1] == "程序出错"
    assert all(text.startswith("  | ") for text in lines[2:-1])
    assert lines[-1] == r"jianbao：两\n行"
    assert "abcdef" not in ran.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://x.example/send?key=693a91f6-7&type=file：应答 500", "https://x.example/send?key=＊＊＊&type=file：应答 500"),
        ("http://x.example/?a=1&access_token=abc def", "http://x.example/?a=1&access_token=＊＊＊ def"),
        ("postgresql://jianbao:p%40ss@10.1.2.3:5432/jianbao 连不上", "postgresql://＊＊＊@10.1.2.3:5432/jianbao 连不上"),
        ("{'Authorization': 'Bearer abc'}", "{'Authorization': '＊＊＊'}"),
        ("Cookie: SUB=abc; x", "Cookie: ＊＊＊ x"),
        ("https://x.example/?keyword=民政&page=2", "https://x.example/?keyword=民政&page=2"),
        ("联系 press@bureau.example，见 https://x.example/@name", "联系 press@bureau.example，见 https://x.example/@name"),
    ],
)
def test_k4_secrets_are_masked_and_nothing_else(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_line_stays_as_it_is_where_nothing_is_wrong() -> None:
    assert line("采集源 a：列表页应答 502，𠮷野家😀") == "采集源 a：列表页应答 502，𠮷野家😀"
