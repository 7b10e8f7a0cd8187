"""Delivery: what is sent to whom, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime

from model.outlet import Labelled


class DeliveryState(Labelled):
    WAITING = "waiting", "待发"
    SENDING = "sending", "正在发"
    SENT = "sent", "已送达"
    UNCLEAR = "unclear", "不知是否送达"  # the answer never came: a person decides, since nothing may be sent twice
    DEAD = "dead", "没有送达"  # every attempt failed: a person decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be told, on whatever channel."""

    key: str  # names it for ever: "report 2026-10", "alarms 2026-11-22"; one key is sent once to each recipient
    subject: str
    text: str  # lines of plain text
    files: tuple[str, ...] = ()  # paths of attachments
    link: str = ""  # where to read on


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one recipient on one channel."""

    number: int
    message: Message
    channel: str  # Channel.id
    recipient: str
    state: DeliveryState
    tries: int
    not_before: datetime  # aware
    error: str
