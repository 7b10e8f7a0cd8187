"""The work of sending: what the ledger says is to be sent, each recipient once, whatever happens to this process."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from archive.ledger import deliveries, leases
from model.delivery import Channel, ChannelKind, DeliverSettings, Delivery, DeliveryState
from scheduler.delivery.dingtalk import DingTalk
from scheduler.delivery.folder import Folder
from scheduler.delivery.mail import Mail
from scheduler.delivery.sender import Busy, Later, Letter, Refused, Sender, Unclear, letter, one_line
from scheduler.delivery.webhook import Webhook
from scheduler.delivery.wecom import WeCom

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
NO_CHANNEL = "设置里没有这个通道了；请改回设置，或确认不再发送"


def sender(channel: Channel, settings: DeliverSettings) -> Sender:
    match channel.kind:
        case ChannelKind.MAIL:
            return Mail(settings.mail)
        case ChannelKind.WECOM:
            return WeCom(channel)
        case ChannelKind.DINGTALK:
            return DingTalk(channel)
        case ChannelKind.WEBHOOK:
            return Webhook(channel)
        case ChannelKind.FOLDER:
            return Folder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of one row in this run."""

    delivery: Delivery
    state: DeliveryState
    error: str


@dataclass(slots=True)
class Work:
    """Sends on all channels. The ledger must be connected."""

    settings: DeliverSettings
    home: Path
    now: Callable[[], datetime]
    holder: str  # names this process
    senders: Mapping[str, Sender] = field(init=False)  # by Channel.id

    def __post_init__(self) -> None:
        self.senders = {channel.id: sender(channel, self.settings) for channel in self.settings.channels}

    def run(self) -> Iterator[Attempt]:
        """Sends what is due, the oldest first; gives each attempt when it is over. Does nothing while another process sends."""
        fence = leases.take(deliveries.LEASE, self.holder, self.now(), deliveries.LASTS)
        if fence is None:
            return
        try:
            deliveries.recover(fence, [name for name, one in self.senders.items() if one.repeatable])
            for delivery in deliveries.due(self.now()):
                if attempt := self._attempt(delivery, fence):
                    yield attempt
        except leases.Fenced:  # we were frozen so long that another process took over
            return
        finally:
            for one in self.senders.values():
                one.close()
            leases.release(deliveries.LEASE, fence)

    def _attempt(self, delivery: Delivery, fence: int) -> Attempt | None:
        one = self.senders.get(delivery.channel)
        if one is None:
            if not deliveries.begin(fence, delivery.number, self.now()):
                return None
            return Attempt(delivery=delivery, state=deliveries.given_up(delivery.number, DeliveryState.DEAD, NO_CHANNEL), error=NO_CHANNEL)
        content = letter(delivery, self.home, self.settings.site)
        if self._crowded(one, delivery.channel, content) or not deliveries.begin(fence, delivery.number, self.now()):
            return None
        state, error = self._send(one, delivery, content)
        return Attempt(delivery=delivery, state=state, error=error)

    def _crowded(self, one: Sender, channel: str, content: Letter) -> bool:
        """Whether the robot has had as much as it takes in a minute: then the message waits for the next."""
        if not one.a_minute:
            return False
        had = sum(one.parts(letter(before, self.home, "")) for before in deliveries.attempts(channel, self.now() - MINUTE))
        return had > 0 and had + one.parts(content) > one.a_minute

    def _send(self, one: Sender, delivery: Delivery, content: Letter) -> tuple[DeliveryState, str]:
        answers: list[str] = []
        try:
            for part in range(delivery.parts, parts := one.parts(content)):
                answers.append(one.send(content, part))
                if part + 1 < parts:
                    deliveries.sent_part(delivery.number, part + 1)
        except Later as failure:
            error = masked(str(failure), self.settings)
            return deliveries.later(delivery, error, self.now()), error
        except Busy as busy:
            error = masked(str(busy), self.settings)
            return deliveries.held_back(delivery.channel, delivery.number, error, self.now() + busy.wait), error
        except (Refused, Unclear) as failure:
            error = masked(str(failure), self.settings)
            state = DeliveryState.DEAD if isinstance(failure, Refused) else DeliveryState.UNCLEAR
            return deliveries.given_up(delivery.number, state, error), error
        except Exception as error:  # a defect of ours: this message waits for a person, the others go on
            log.exception("delivery %s failed", delivery.number)
            told = f"程序出错（{type(error).__name__}）"
            return deliveries.given_up(delivery.number, DeliveryState.UNCLEAR, told), told
        deliveries.sent(delivery.number, masked("；".join(answers), self.settings), self.now())
        return DeliveryState.SENT, ""


def masked(text: str, settings: DeliverSettings) -> str:
    """Without the addresses of robots, keys and passwords, should the other side have repeated one."""
    for secret in sorted(secrets(settings), key=len, reverse=True):
        text = text.replace(secret, "＊＊＊")
    return one_line(text)


def secrets(settings: DeliverSettings) -> set[str]:
    found = {settings.mail.password}
    for channel in settings.channels:
        found |= {channel.secret, channel.url, *tokens(channel.url)}
    return {secret for secret in found if secret}


def tokens(url: str) -> Iterable[str]:
    """The values in the query of an address, and the last step of its path: one of them is the key."""
    path, _, query = url.partition("?")
    yield from (value for _, _, value in (pair.partition("=") for pair in query.split("&")) if len(value) > 5)
    last = path.rpartition("/")[2]
    if len(last) > 15:
        yield last
