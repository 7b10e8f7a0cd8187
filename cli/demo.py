"""jianbao demo: a small press world on this machine, crawled, indexed, counted and shown."""

import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.arguments import Args, Parser
from cli.home import Home, locate
from cli.init import make
from cli.wiring import warn
from model.outcome import UserError

# Of a site with invented articles, on this machine only.
PASSWORD = "jianbao-demo"  # noqa: S105

SETTINGS = """\
database: ledger.sqlite3
crawl: {{contact: "demo", delay: 0, allow_hosts: ["*.localhost:{world}"]}}
site: {{port: {site}}}
"""


def arguments(parser: Parser) -> None:
    parser.add_argument("--once", action="store_true", help="出完月报即停，不打开网站")
    parser.add_argument("--port", type=int, default=8600, metavar="端口", help="网站端口（默认 8600）")
    parser.add_argument("--articles", type=int, default=900, metavar="篇数", help="模拟媒体共有多少篇文章（默认 900）")
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="同一个数总是生成同样的文章（默认 1）")


def run(args: Args) -> int:
    # Without --home nothing of the demo mixes with a real archive.
    home = locate(args.home) if args.home else Home(Path(tempfile.mkdtemp(prefix="jianbao-demo-")))
    if home.settings_file.exists():
        raise UserError(f"{home.folder} 里已有数据，演示请用空目录，或省去 --home")
    with _world(args.articles, args.seed) as port:
        _prepare(home, args, port)
        _collect(home)
        if not args.once:
            _open(home, args.port)
    return 0


@contextmanager
def _world(articles: int, seed: int) -> Iterator[int]:
    """The press world in a process of its own; yields its port."""
    command = [sys.executable, "-m", "demo.server", "--articles", str(articles), "--seed", str(seed), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            first = process.stdout.readline() if process.stdout else ""
            if not first.strip().isdigit():
                raise UserError("模拟媒体没有启动，请看上面的信息")
            yield int(first)
        finally:
            process.terminate()


def _prepare(home: Home, args: Args, port: int) -> None:
    from demo.registers import write_registers
    from demo.world import World

    home.folder.mkdir(parents=True, exist_ok=True)
    home.settings_file.write_text(SETTINGS.format(world=port, site=args.port), encoding="utf-8")
    make(home, "admin", PASSWORD)
    write_registers(home.folder, World(articles=args.articles, seed=args.seed), port)
    from archive.ledger import registers
    from archive.registers.files import load_folder

    registers.load(load_folder(home.sources, home.bureau))
    warn(f"模拟媒体已开通：{len(registers.sources())} 家，http://*.localhost:{port}/")


def _collect(home: Home) -> None:
    from archive.ledger import registers
    from cli.crawl import crawl
    from cli.inspect import inspect
    from cli.report import write
    from reports.period import Period

    tallies = crawl(home)
    for tally in tallies:
        warn(f"{tally.source}：发现 {tally.found}，取回 {tally.fetched}，收录 {tally.kept}，不相关 {tally.rejected}{_trouble(tally.error)}")
    warn(f"共收录 {sum(tally.kept for tally in tallies)} 篇，来自 {sum(tally.kept > 0 for tally in tallies)} 家媒体")
    inspect(home, registers.sources())  # as the clock would every hour
    for path in write(home, Period.last_month()):
        print(path)
    warn(f"数据目录：{home.folder}")


def _trouble(error: str) -> str:
    return f"，问题：{error}" if error else ""


def _open(home: Home, port: int) -> None:
    from cli.serve import serve

    warn(f"用户名 admin，密码 {PASSWORD}")
    webbrowser.open(f"http://127.0.0.1:{port}/")
    serve(home)
