"""jianbao restore: a backup comes back into an empty data folder."""

import re
from pathlib import Path

from cli.arguments import Args, Parser, naming
from cli.backup import summary
from cli.home import Home, locate
from cli.output import row
from cli.progress import Progress
from cli.wiring import index, warn

DATABASE = re.compile(r"^database\s*:.*$", re.MULTILINE)


def arguments(parser: Parser) -> None:
    parser.add_argument("folder", metavar="目录", help="jianbao backup 写的备份")
    parser.add_argument("--database", metavar="数据库", help="改用另一个数据库（写法见设置 database）；SQLite 与 PostgreSQL 之间可以互换")
    parser.add_argument("--no-index", action="store_true", help="先不重建索引；以后运行 jianbao reindex")


def run(args: Args) -> int:
    from archive.backup import bring
    from archive.backup.manifest import read
    from archive.ledger import schema
    from archive.ledger.connect import connect
    from archive.registers.strict import parse
    from model.settings import Settings
    from web.settings import site_settings

    backup, home = Path(args.folder).absolute(), locate(args.home)
    manifest = read(backup)
    bring.check(backup, manifest)
    text = _with_database(bring.settings_of(backup, manifest), args.database)
    settings = parse(text, "settings.yml", Settings)
    bring.prepare(home.folder)
    with Progress("恢复", unit="") as progress, naming(home.folder):
        connect(settings.database, home.folder, site_settings(secret_key="not used", names=(), desk=None))  # noqa: S106
        schema.reachable()
        lines = bring.files(backup, manifest, home.folder, lambda what, done: progress.at(done, what))
        bring.ledger(backup, manifest, lambda what, done: progress.at(done, what))
        schema.migrate()
        bring.finish(backup, manifest, home.folder, text)
    for line in lines:
        warn(line)
    home.make()
    if not args.no_index:
        _index(home)
    row(summary(manifest) | {"home": str(home.folder)})
    warn(f"已恢复到 {home.folder}；登录、存证和月报都与备份时相同")
    return 1 if lines else 0


def _with_database(settings: str, database: str | None) -> str:
    """The settings text with another database."""
    if database is None:
        return settings
    line = f'database: "{database}"'
    return DATABASE.sub(lambda _: line, settings, count=1) if DATABASE.search(settings) else f"{line}\n{settings}"


def _index(home: Home) -> None:
    from archive.index.interface import IndexUnavailable
    from archive.ledger import pending, standby

    engine = index(home)
    try:
        for one, told in standby.each(engine):
            with Progress("索引", pending.articles()) as progress:
                pending.make_index(one, told)
                pending.rebuild(one, progress.at, told)
    except IndexUnavailable as error:
        warn(f"{error}；数据都已恢复，索引恢复后请运行 jianbao reindex")
    finally:
        engine.close()
