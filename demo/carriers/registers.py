"""The simulated carriers' sources and the demo world's bureau, as register files."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from demo.bureau import bureau
from demo.carriers.weixin import ACCOUNT
from demo.registers import plain, write

BUREAU = "云溪市民政局"
PEOPLE = {"kind": "search", "site": "people", "words": [BUREAU]}
XINHUA = {"kind": "search", "site": "xinhua", "words": [BUREAU, "没有这样的词"]}
# Each source by its host: the path of its list, how it is read, and its medium.
SOURCES: dict[str, tuple[str, dict[str, Any], str]] = {
    **{name: ("/col/col33718/index.html?uid=212860", {"kind": "jpage"}, "网站") for name in ("jpage-get", "jpage-post")},
    "trs": ("/xw/", {"kind": "list"}, "网站"),
    "comment": ("/c110634/zwgklist.shtml", {"kind": "list"}, "网站"),
    **{name: ("/", {"kind": "list"}, "网站") for name in ("script", "gb-right", "gb-wrong", "gb-silent")},
    "paper": ("/rb/", {"kind": "epaper"}, "报纸"),
    **{name: ("/feed", {"kind": "feed"}, "网站") for name in ("rss", "rss-undated", "rss-gb", "rss-lying", "atom", "jsonfeed")},
    "people": ("/search-platform/front/search", PEOPLE, "网站"),
    "xinhua": ("/getNews", XINHUA, "网站"),
    **{name: ("/links.txt", {"kind": "links"}, "客户端") for name in ("renmin", "xuexi", "baijia")},
    "baidu": ("/s", {"kind": "search", "site": "baidu", "words": [BUREAU]}, "客户端"),
    "weixin": ("/feeds/MP_1.rss", {"kind": "wechat"}, "微信"),
    **{name: ("/api/container/getIndex?type=uid&value=1000000001", {"kind": "weibo"}, "微博") for name in ("weibo", "weibo-closed")},
    **{name: ("/", {"kind": "list"}, "网站") for name in ("slow", "busy", "busy-long", "guarded", "stumbling", "circle", "packed", "robots", "edited")},
}


def write_registers(folder: Path, port: int) -> None:
    """Writes `folder/sources/<host>.yml` and `folder/bureau.yml`; the carriers are served on that port."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for name, (path, rules, medium) in SOURCES.items():
        base = f"http://{name}.localhost:{port}"
        found: dict[str, Any] = {
            "name": ACCOUNT if name == "weixin" else f"模拟{name}",
            "standings": [{"level": "市级", "medium": medium}],
            "hosts": [f"{name}.localhost"],
            "discover": [{**rules, "url": base + path, **({"base": f"{base}/"} if rules["kind"] == "weibo" else {})}],
        }
        write(folder / "sources" / f"{name}.yml", found)
    write(folder / "bureau.yml", plain(asdict(bureau())))
