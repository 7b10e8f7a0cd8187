"""What does a poll of many sources cost that have nothing new?

    python -m bench.poll [--sources 200] [--rows 20] [--rounds 3]

Serves a list for each source from a process of its own, half of them with an ETag (304 when nothing is new), half without
(the list comes whole, and all its links are known). The first crawl takes everything in; then `jianbao crawl --all` is run
again and again. CPU seconds are the whole command with its children, from start to end, delays off.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.crawl import ENVIRONMENT, adopt, timed

SOURCE = """name: 某地要闻{number}
standings: [{{level: 市级, medium: 网站}}]
discover: [{{kind: list, url: "http://s{number}.localhost:{port}/news/"}}]
"""
BUREAU = "root: {id: bureau, name: 某市民政局}\n"
SETTINGS = 'crawl: {{delay: 0, allow_hosts: ["*.localhost:{port}"]}}\n'
PAGE = "<html><head><title>{title}</title></head><body>{body}</body></html>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.rows)
        return
    adopt()
    command = [sys.executable, "-m", "bench.poll", "--serve", "--rows", str(args.rows)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, tempfile.TemporaryDirectory(prefix="jianbao-bench-") as folder:
        assert server.stdout is not None
        try:
            poll(Path(folder), int(server.stdout.readline()), args.sources, args.rounds)
        finally:
            server.terminate()


def poll(home: Path, port: int, number: int, rounds: int) -> None:
    prepare(home, port, number)
    crawl = [sys.executable, "-m", "cli", "--home", str(home), "crawl", "--all"]
    rows, cpu, wall = timed(crawl)
    print(f"first crawl: {number} sources, {sum(row['fetched'] for row in rows)} pages, {cpu:.1f} CPU s, {wall:.1f} s", flush=True)
    costs = []
    for _ in range(rounds):
        rows, cpu, wall = timed(crawl)
        fetched, errors = sum(row["fetched"] for row in rows), sum(bool(row["error"]) for row in rows)
        costs.append(cpu / number)
        print(f"nothing new: {fetched} pages, {errors} errors, {cpu:.2f} CPU s, {wall:.1f} s, {cpu / number:.4f} CPU s a source", flush=True)
    print(f"a poll costs {statistics.median(costs):.4f} CPU s a source (median), aim 0.05")


def prepare(home: Path, port: int, number: int) -> None:
    (home / "settings.yml").write_text(SETTINGS.format(port=port), encoding="utf-8")
    (home / "sources").mkdir()
    for one in range(number):
        (home / "sources" / f"s{one}.yml").write_text(SOURCE.format(number=one, port=port), encoding="utf-8")
    (home / "bureau.yml").write_text(BUREAU, encoding="utf-8")
    for command in (["init"], ["sources", "load"]):
        subprocess.run([sys.executable, "-m", "cli", "--home", str(home), *command], check=True, env=ENVIRONMENT, stderr=subprocess.DEVNULL)


def serve(rows: int) -> None:
    """A list and its articles on every host name; even numbers know ETags."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number = int(self.headers["Host"].split(".")[0].removeprefix("s"))
            tag = '"same"' if number % 2 == 0 and self.path == "/news/" else ""
            if tag and self.headers.get("If-None-Match") == tag:
                self.answer(304, b"", tag)
            elif self.path == "/robots.txt":
                self.answer(404, b"", "")
            else:
                self.answer(200, (listing(rows) if self.path == "/news/" else article(self.path)).encode(), tag)

        def answer(self, status: int, body: bytes, tag: str) -> None:
            self.send_response(status)
            if tag:
                self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def listing(rows: int) -> str:
    lines = (f'<li><a href="/2026/11/{n}.html">本市第{n}个便民服务点建成启用</a><span>2026-11-{n % 27 + 1:02}</span></li>' for n in range(rows))
    return PAGE.format(title="要闻", body=f"<ul>{''.join(lines)}</ul>")


def article(path: str) -> str:
    body = f"<h1>本市又一个便民服务点建成启用{path}</h1><p>2026-11-20 09:30</p>" + "<p>记者日前从市里了解到，便民服务点已经建成启用，居民办事更方便。</p>" * 5
    return PAGE.format(title="便民服务点", body=body)


if __name__ == "__main__":
    main()
