"""The archive: database, registers, sources, index, site. The ledger is connected before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cli.checks.finding import Finding, bad, good, mind
from cli.home import Home
from cli.wiring import index

if TYPE_CHECKING:
    from archive.index.interface import Index

LOCAL = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
SHOWN = 5  # of each list


def database(home: Home) -> Iterator[Finding]:
    from archive.ledger import pending, schema, users

    schema.check()
    yield good("数据库", f"{home.ledger_file() or 'PostgreSQL'}，{pending.articles()} 篇")
    if not users.anybody():
        yield bad("用户", "没有任何用户，谁也登录不了网站", "jianbao init")


def time(home: Home) -> Iterator[Finding]:
    from archive.ledger import jobs, leases

    seen = leases.seen(jobs.CLOCK)
    if seen and datetime.now(UTC) < seen - MINUTE:
        yield bad(
            "时间",
            f"系统时间早于上次运行（{seen.astimezone(LOCAL):%Y-%m-%d %H:%M}，北京时间）",
            "请校准系统时间；时间没有错，则运行 jianbao schedule --trust-time",
        )


def registers(home: Home) -> Iterator[Finding]:
    from archive.ledger import registers as stored

    bureau = stored.bureau()
    sources = stored.sources()
    yield good("登记簿", f"{bureau.root.name}，{sum(1 for _ in bureau.units())} 个单位，{len(bureau.topics)} 个专题")
    if sources:
        yield good("采集源", f"启用 {len(sources)} 个")
    else:
        yield mind("采集源", "没有启用的采集源", "写好 sources/*.yml 后运行 jianbao sources load；写法见 docs/add-a-source.md")


def alarms(home: Home) -> Iterator[Finding]:
    from archive.ledger.alarms import open_alarms

    found = open_alarms(datetime.now(UTC))
    for alarm in found[:SHOWN]:
        yield mind("提醒", f"{alarm.name}：{alarm.kind.label}。{alarm.seen}", alarm.advice)
    if len(found) > SHOWN:
        yield mind("提醒", f"另有 {len(found) - SHOWN} 条", "jianbao status 或网站的“采集”页列出全部")


def searching(home: Home) -> Iterator[Finding]:
    from archive.ledger import pending
    from archive.ledger.browsing import backlog

    held = _held(index(home, backed=False))
    waiting, kept = backlog(), pending.kept()
    if waiting.refused:
        yield mind("索引", f"有 {waiting.refused} 篇索引不收", "jianbao reindex；仍不收的，原因在网站的“采集”页")
    if held + waiting.unindexed < kept:
        yield bad("索引", f"索引里 {held} 篇，登记簿里 {kept} 篇", "jianbao reindex")
    elif waiting.unindexed:
        yield mind("索引", f"还有 {waiting.unindexed} 篇等着编入", "下一次采集会补上；马上补：jianbao reindex --pending")
    else:
        yield good("索引", f"{home.settings().index.engine}，{held} 篇，与登记簿一致")


def standing_by(home: Home) -> Iterator[Finding]:
    from archive.index.embedded import EmbeddedIndex
    from archive.index.interface import IndexUnavailable
    from archive.ledger import pending, standby

    if not home.settings().index.has_standby:
        return
    waiting, kept = standby.lacking(), pending.kept() - pending.refused(pending.Told.STANDBY)
    try:
        held = _held(EmbeddedIndex(home.index))
    except IndexUnavailable:
        held, waiting = 0, 0
    if held + waiting < kept:
        yield bad("备用索引", f"内置索引里 {held} 篇，登记簿里 {kept} 篇：Elasticsearch 不能回答时查不全", "jianbao reindex")
    elif waiting:
        yield mind("备用索引", f"还有 {waiting} 篇等着编入", "网站开着、采集时会补上；马上补：jianbao reindex --pending")
    else:
        yield good("备用索引", f"内置索引，{held} 篇，Elasticsearch 不能回答时用它")


def _held(engine: "Index") -> int:
    """How many articles it finds. Errors: IndexUnavailable."""
    from model.query import Query

    try:
        return engine.find(Query(), limit=0).total
    finally:
        engine.close()


def site(home: Home) -> Iterator[Finding]:
    settings = home.settings().site
    host = "127.0.0.1" if settings.host in ("", "0.0.0.0", "::") else settings.host  # noqa: S104 - asked for, not bound
    try:
        connection = HTTPConnection(host, settings.port, timeout=5)
        connection.request("HEAD", "/login", headers={"Host": settings.names[0] if settings.names else host})
        ours = connection.getresponse().getheader("Content-Security-Policy") is not None
        connection.close()
    except ConnectionRefusedError:
        yield mind("网站", f"没有运行（端口 {settings.port} 空着）", "jianbao serve")
        return
    except (OSError, HTTPException):
        ours = False
    if ours:
        yield good("网站", f"http://{host}:{settings.port}/")
    else:
        yield bad("网站", f"端口 {settings.port} 上答话的不是剪报", "请在设置 site.port 里换一个端口，或关闭占用它的程序")
