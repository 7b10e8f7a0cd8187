"""jianbao serve: opens the site."""

from cli.arguments import Args, Parser
from cli.home import Home, opened
from cli.schedule import timetable
from cli.wiring import connect, evidence, index, warn


def arguments(parser: Parser) -> None:
    parser.add_argument("--port", type=int, metavar="端口", help="端口（默认见设置 site.port）")
    parser.add_argument("--host", metavar="地址", help="监听地址（默认见设置 site.host）")


def run(args: Args) -> int:
    home = opened(args.home)
    serve(home, args.host, args.port)
    return 0


def serve(home: Home, host: str | None = None, port: int | None = None) -> None:
    """Serves the site until it is stopped. Errors: UserError when the port is taken."""
    from web.settings import site_settings

    settings = home.settings()
    connect(home, site_settings(secret_key=home.secret(), names=settings.site.names, desk=None, https=settings.site.https))
    from archive.ledger import registers
    from archive.ledger.following import Follower
    from archive.ledger.pending import Told
    from scheduler.due import next_beginnings
    from scheduler.latest import Latest
    from web.desk import Desk
    from web.serve import serve as open_site

    lines = Latest(lambda: timetable(home))
    desk = Desk(
        index=index(home),
        evidence=evidence(home).read,
        home=home.folder,
        bureau_name=registers.bureau().root.name,
        report=settings.report,
        next_runs=lambda now: next_beginnings(lines(), now),
    )
    host, port = host or settings.site.host, port or settings.site.port
    followed = tuple(Told) if settings.index.has_standby else (Told.INDEX,)
    with Follower(lambda: index(home), followed=followed):
        open_site(desk, host, port, settings.site.proxy, lambda: warn(f"网站：http://{host}:{port}/（按 Ctrl-C 停止）"))
