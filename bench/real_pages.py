"""Do real pages come through the very same line?

    python -m bench.real_pages [FOLDER of gold.jsonl and html/]

Serves each page of the reading data under the host name it came from (the crawl's resolver is led to a local server),
crawls all of them as one source a page, with a bureau of words that any Chinese news text holds; prints how many were
kept with title, time, source and body, and finds three of them again by a piece of their title, on both index engines.
"""

import gzip
import json
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles"
WORDS = [
    "中国",
    "公司",
    "我们",
    "时间",
    "工作",
    "发展",
    "可以",
    "一个",
    "没有",
    "进行",
    "目前",
    "表示",
    "他们",
    "自己",
    "大家",
    "活动",
    "情况",
    "通知",
    "新闻",
    "以及",
    "因为",
    "有关",
    "问题",
    "the",
]


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    url: str
    body: bytes
    gold: dict[str, Any]

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    if not (folder / "gold.jsonl").exists():
        sys.exit(f"{folder}: no gold.jsonl there; this measurement needs the reading data")
    pages = [page(folder, json.loads(text)) for text in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix="jianbao-bench-") as home, served(pages) as port:
        lead_everything_to(port)
        crawl(Path(home), pages)
        report(pages)
        search(Path(home), pages)


def page(folder: Path, gold: dict[str, Any]) -> Page:
    """Pages whose address is unknown get one on their own site."""
    url = re.sub(r"^https:", "http:", gold["url"] or f"http://{gold['site']}/{gold['id']}.html")
    url = url if "." in urlsplit(url).netloc else f"http://{gold['id']}.example/{gold['id']}.html"
    return Page(gold["id"], url, gzip.decompress((folder / gold["file"]).read_bytes()), gold)


@contextmanager
def served(pages: list[Page]) -> Iterator[int]:
    bodies = {page.url.partition("#")[0]: page.body for page in pages}
    lists = {f"http://{page.id}.list.example/": page.url for page in pages}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = f"http://{self.headers['Host']}{self.path}"
            if url in lists:
                self.answer(200, f'<ul><li><a href="{lists[url].replace("&", "&amp;")}">page</a></li></ul>'.encode())
            else:
                self.answer(200 if url in bodies else 404, bodies.get(url, b""))

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html")  # no charset: what it is, the page says or we find out
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


def lead_everything_to(port: int) -> None:
    """Every host name is the local server; schemes and ports are checked as always."""
    import socket

    from crawler.guard import Guard

    async def resolve(_self: Guard, host: str, *_: Any, **__: Any) -> list[dict[str, Any]]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    Guard.resolve = resolve  # type: ignore[method-assign,assignment]


def crawl(home: Path, pages: list[Page]) -> None:
    from cli.crawl import crawl as run
    from cli.home import Home
    from cli.init import make

    (home / "sources").mkdir()
    (home / "settings.yml").write_text("crawl: {delay: 0}\n", encoding="utf-8")
    (home / "bureau.yml").write_text(f"root: {{id: everyone, name: 人人都提到的单位, aliases: {json.dumps(WORDS, ensure_ascii=False)}}}\n", encoding="utf-8")
    for page in pages:
        text = f'name: {page.id}\nstandings: [{{level: 其他, medium: 网站}}]\ndiscover: [{{kind: list, url: "http://{page.id}.list.example/", links: a}}]\n'
        (home / "sources" / f"{page.id}.yml").write_text(text, encoding="utf-8")
    make(Home(home), "admin", "not used here")
    from archive.ledger import registers
    from archive.registers.files import load_folder

    registers.load(load_folder(home / "sources", home / "bureau.yml"))
    for tally in run(Home(home)):
        if not tally.kept:
            print(f"not kept: {tally}")


def report(pages: list[Page]) -> None:
    from archive.ledger import models

    rows = {row.outlet_id: row for row in models.Article.objects.select_related("text")}
    kept = [(page.gold, rows[page.id]) for page in pages if page.id in rows]
    right = {
        "title": sum(row.title in (gold["title"], *gold["title_alt"]) for gold, row in kept),
        "time": sum(bool(row.published) for _, row in kept),
        "source": sum(bool(row.origin) for _, row in kept),
        "body": sum(len(row.text.body) > 0.8 * len("".join(gold["body"])) for gold, row in kept),
    }
    with_gold = {"title": len(kept), "time": sum(bool(g["published"]) for g, _ in kept), "source": sum(bool(g["source"]) for g, _ in kept), "body": len(kept)}
    print(f"kept {len(kept)} of {len(pages)}")
    for name, count in right.items():
        print(f"  {name}: {count} of {with_gold[name]} whose gold has one")
    outcomes = models.Address.objects.exclude(outcome="kept").values_list("url", "outcome", "reason")
    for url, outcome, reason in outcomes:
        print(f"  {outcome}: {url} ({reason})")


def search(home: Path, pages: list[Page]) -> None:
    from archive.index.elastic import ElasticIndex
    from archive.index.embedded import EmbeddedIndex
    from archive.index.interface import Index
    from archive.ledger import models, pending
    from model.address import canonical
    from model.article import address_id
    from tests.services.elasticsearch import elasticsearch

    chosen = [page for page in pages if models.Article.objects.filter(id=address_id(canonical(page.url))).exists()][:: max(1, len(pages) // 3)][:3]
    find(EmbeddedIndex(home / "index"), "embedded", chosen)
    with elasticsearch() as url:
        index: Index = ElasticIndex(url, "jianbao-real-pages")
        pending.make_index(index)
        pending.index_pending(index)
        find(index, "elasticsearch", chosen)
        index.clear()


def find(index: Any, name: str, pages: list[Page]) -> None:
    from archive.index.language import parse
    from model.address import canonical
    from model.article import address_id
    from model.query import Query

    for page in pages:
        piece = re.findall(r"[\u4e00-\u9fff]{4,8}", page.gold["title"])[0]
        hits = index.find(Query(words=parse(piece)))
        place = hits.ids.index(address_id(canonical(page.url))) + 1
        print(f"{name}: {piece} finds {page.id} at place {place} of {hits.total}")
    index.close()


if __name__ == "__main__":
    main()
