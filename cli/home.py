"""The home folder of one installation: settings, ledger, evidence, index, reports, logs."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from model.outcome import UserError
from model.settings import Settings

SETTINGS = "settings.yml"

TEMPLATE = """\
# 剪报的设置。每一项都可以省去，省去即用这里注明的默认值；说明见 docs/settings.md。

# 数据库：本目录下的文件，或 postgresql://用户:密码@主机:端口/库名
database: ledger.sqlite3

crawl:
  contact: ""          # 写进采集程序自报的身份，例如单位邮箱，便于对方网站联系
  delay: 3.0           # 对同一网站两次请求之间至少相隔的秒数
  robots: true         # 遵守 robots.txt
  allow_hosts: []      # 允许采集的内网地址，例如 ["10.1.2.3:8080"]；默认一律拒绝内网地址
  unchecked_hosts: []  # 证书有问题仍要采集的主机名；这样取得的页面在存证里注明
  proxy: ""            # 上网要经过的代理，例如 http://10.1.2.3:3128

index:
  engine: embedded     # embedded（内置，无需安装）或 elasticsearch
  url: http://127.0.0.1:9200

schedule:
  processes: 2         # 同时运行的任务进程数
  spread: 600          # 同一时刻到点的采集源在多少秒内错开
  quiet: ""            # 不开始采集的时段，例如 "23:00-05:30"
  hours: 6.0           # 一次采集最多几小时
  backup: ""           # 每天 2:30 备份到哪个目录，最好在另一块盘上
  workers: false       # true：采集、重读和报告由 jianbao worker 运行，可在多台机器上；需要 PostgreSQL

site:
  host: 127.0.0.1      # 对外提供时写 0.0.0.0，并在 names 中写明域名或地址
  port: 8600
  names: ["127.0.0.1", "localhost"]
  https: false         # 前面有加密的反向代理时写 true
  proxy: ""            # 反向代理的地址，例如 127.0.0.1
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one installation lies."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        return self.folder / SETTINGS

    @property
    def evidence(self) -> Path:
        return self.folder / "evidence"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    @property
    def bureau(self) -> Path:
        return self.folder / "bureau.yml"

    def settings(self) -> Settings:
        """Errors: UserError naming file, line and key."""
        from archive.registers.strict import load

        return load(self.settings_file, Settings)

    def ledger_file(self) -> str:
        """The name of the database's file in this folder; "" where the database is elsewhere."""
        name = self.settings().database
        return "" if "://" in name else name

    def secret(self) -> str:
        """The key that signs the site's sessions; made once, readable only by its owner."""
        path = self.folder / "secret.key"
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def make(self) -> bool:
        """Makes the folders and the settings file; False when they are there. Nothing that exists is changed."""
        try:
            for folder in (self.folder, self.evidence, self.index, self.reports, self.logs, self.sources):
                folder.mkdir(parents=True, exist_ok=True)
            if self.settings_file.exists():
                return False
            self.settings_file.write_text(TEMPLATE, encoding="utf-8")
        except OSError as error:
            raise UserError(f"数据目录 {self.folder} 建不起来（{error.strerror}），请换一个可写的目录") from None
        return True


def locate(argument: str | None) -> Home:
    """The home folder that was asked for: --home, then $JIANBAO_HOME, then ~/jianbao; it need not exist."""
    return Home(Path(argument or os.environ.get("JIANBAO_HOME") or Path.home() / "jianbao").absolute())


def opened(argument: str | None) -> Home:
    """As `locate`, of a home that was made. Errors: UserError."""
    home = locate(argument)
    if not home.settings_file.exists():
        raise UserError(f"{home.folder} 不是剪报的数据目录（缺少 {SETTINGS}）；请先运行 jianbao init --home {home.folder}")
    return home
