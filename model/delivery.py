"""Delivery: what is sent to whom, by which way, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from model.cron import Cron
from model.outlet import STRICT, Labelled


class DeliveryState(Labelled):
    WAITING = "waiting", "待发"
    SENDING = "sending", "正在发"
    SENT = "sent", "已送出"
    UNCLEAR = "unclear", "不知是否送到"  # the answer never came: a person decides, since nothing may be sent twice
    DEAD = "dead", "没有送出"  # every attempt failed: a person decides


class Occasion(Labelled):
    """Why something is told."""

    REPORT = "report", "报告"
    ALARM = "alarm", "异常"
    DAILY = "daily", "每日摘报"
    WEEKLY = "weekly", "每周摘报"
    SEARCH = "search", "订阅的检索"
    TEST = "test", "试发"


class ChannelKind(Labelled):
    MAIL = "mail", "电子邮件"
    WECOM = "wecom", "企业微信机器人"
    DINGTALK = "dingtalk", "钉钉机器人"
    WEBHOOK = "webhook", "网络回调"
    FOLDER = "folder", "文件夹"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to some people, and what they want to know."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str  # names it in the ledger and on the site
    kind: ChannelKind
    what: tuple[Occasion, ...] = (Occasion.REPORT,)
    to: tuple[str, ...] = ()  # addresses of mail, or folders
    url: str = ""  # of a robot or webhook; whoever knows it can post: a secret
    secret: str = ""  # that signs what is posted
    keyword: str = ""  # 钉钉 takes only messages with this word
    even_empty: bool = False  # digests are sent when there is nothing new, too
    query: str = ""  # digests tell only what this search finds; "": everything

    def __post_init__(self) -> None:
        if not self.id.strip() or len(self.id) > 60:
            raise ValueError("通道要有 id，不超过 60 个字")
        if Occasion.TEST in self.what:
            raise ValueError(f"通道 {self.id}：what 不写 test，试发用 jianbao deliver --test {self.id}")
        by_post = self.kind not in (ChannelKind.MAIL, ChannelKind.FOLDER)
        if by_post and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"通道 {self.id}：url 要写机器人或回调的完整网址，以 https:// 开头")
        of_owners = self.kind is ChannelKind.MAIL and Occasion.SEARCH in self.what  # who keeps a search has an address of their own
        if not by_post and not self.to and not of_owners:
            raise ValueError(f"通道 {self.id}：to 要写{'收件人' if self.kind is ChannelKind.MAIL else '文件夹'}，至少一个")
        if self.kind is ChannelKind.WEBHOOK and not self.secret:
            raise ValueError(f"通道 {self.id}：secret 要写签名用的密钥，收的一方凭它认出是剪报发的")

    @property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """(channel, recipient), one row of the ledger each. A robot is its own recipient: its address is a secret."""
        named = self.kind in (ChannelKind.MAIL, ChannelKind.FOLDER)
        return tuple((self.id, recipient) for recipient in (dict.fromkeys(self.to) if named else (self.kind.label,)))

    def targets_with(self, owner: str) -> tuple[tuple[str, str], ...]:
        """The same, and by mail the owner of what is told, whose address may be unknown: ""."""
        wanted = owner and self.kind is ChannelKind.MAIL and owner not in self.to
        return (*self.targets, (self.id, owner)) if wanted else self.targets


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The office's mail server."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    host: str = ""
    port: int = 465
    security: str = "tls"  # tls, starttls, or none for a relay that wants no password
    user: str = ""
    password: str = ""
    sender: str = ""  # address of the sender; empty: user
    ca: str = ""  # PEM file of the authority that signed the server's certificate, where it is the office's own
    largest: int = 20  # megabytes of attachments; more than that is a link

    def __post_init__(self) -> None:
        if self.security not in ("tls", "starttls", "none"):
            raise ValueError(f"deliver.mail.security: {self.security} 不是 tls、starttls 或 none")
        if self.security == "none" and self.password:
            raise ValueError("deliver.mail.security: none 会把密码明着送出去，请改为 tls 或 starttls，或者去掉 password")
        if self.host and "@" not in (self.sender or self.user):
            raise ValueError("deliver.mail.sender 要写发件人地址")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverSettings:
    """What is told to whom."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    site: str = ""  # http://10.1.2.3:8600: what readers open the site under; empty: messages have no links
    daily: str = "30 8 * * *"  # when daily digests are made
    weekly: str = "30 8 * * mon"
    mail: MailSettings = MailSettings()
    channels: tuple[Channel, ...] = ()

    def __post_init__(self) -> None:
        for cron in (self.daily, self.weekly):
            Cron.parse(cron)
        names = [channel.id for channel in self.channels]
        if double := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"deliver.channels：两个通道都叫 {double}，请改名")
        if any(channel.kind is ChannelKind.MAIL for channel in self.channels) and not self.mail.host:
            raise ValueError("deliver.mail.host 要写邮件服务器：有通道用电子邮件")

    def wanting(self, occasion: Occasion) -> tuple[Channel, ...]:
        """The channels that are told on an occasion."""
        return tuple(channel for channel in self.channels if occasion in channel.what)

    def targets(self, occasion: Occasion) -> tuple[tuple[str, str], ...]:
        """Whom the channels that are told on an occasion reach."""
        return tuple(target for channel in self.wanting(occasion) for target in channel.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be told, on whatever channel."""

    key: str  # names it for ever: "report 2026-10", "alarm 17"; one key is sent once to each recipient
    occasion: Occasion
    subject: str
    text: str  # lines of plain text
    files: tuple[str, ...] = ()  # paths of attachments, relative to the home folder
    link: str = ""  # where to read on; the path of a page of the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one recipient on one channel."""

    number: int
    message: Message
    channel: str  # Channel.id
    recipient: str
    state: DeliveryState
    tries: int
    parts: int  # of the message that are sent: robots take text and files one by one
    not_before: datetime  # aware
    begun: datetime | None  # aware: the last attempt
    sent: datetime | None
    error: str  # of the last attempt, in Chinese, without secrets
    answer: str  # what the other side said when it took the message
