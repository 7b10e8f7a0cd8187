"""jianbao init: makes a home folder, or brings an existing one to this version."""

import secrets
import sys

from cli.arguments import Args, Parser
from cli.home import Home, locate
from cli.wiring import connect, index, warn


def arguments(parser: Parser) -> None:
    parser.add_argument("--admin", metavar="用户名", default="admin", help="首位管理员的用户名（默认 admin）")
    parser.add_argument("--password-stdin", action="store_true", help="从标准输入读管理员密码；不写则随机生成并显示一次")


def run(args: Args) -> int:
    home = locate(args.home)
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else ""
    make(home, args.admin, password)
    return 0


def make(home: Home, admin: str, password: str = "") -> None:
    """Makes or upgrades a home; the first administrator is made only where there is nobody yet."""
    new = home.make()
    connect(home, site_settings(home), check=False)
    from archive.ledger import schema, users

    steps = schema.migrate()
    _make_index(home)
    warn(f"数据目录 {home.folder} {'已建立' if new else f'已升级 {steps} 步' if steps else '已是最新，没有改动'}")
    if not users.anybody():
        password = password or secrets.token_urlsafe(9)
        users.add_administrator(admin, password)
        warn(f"管理员 {admin}，初始密码 {password}（只显示这一次，登录后请在右上角修改）")


def _make_index(home: Home) -> None:
    """An index that does not answer now is made by the first crawl that finds it."""
    from archive.index.interface import IndexUnavailable
    from archive.ledger import standby

    engine = index(home)
    try:
        standby.make(engine)
    except IndexUnavailable as error:
        warn(str(error))
    finally:
        engine.close()


def site_settings(home: Home) -> dict[str, object]:
    """Django settings of the site: its sessions and administration have tables too."""
    from web.settings import site_settings as settings_of_site

    return settings_of_site(secret_key=home.secret(), names=home.settings().site.names, desk=None)
