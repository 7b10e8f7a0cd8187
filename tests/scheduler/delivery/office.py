"""An office that tells people things: a ledger, a home folder, channels, a time that the test sets."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from archive.ledger import deliveries
from model.delivery import Channel, ChannelKind, DeliverSettings, DeliveryState, Message, Occasion
from scheduler.delivery.work import Work
from tests.scheduler.world import local

REPORT = Message(
    key="report MR-2026-10 1",
    occasion=Occasion.REPORT,
    subject="关于2026年10月新闻宣传工作情况的通报",
    text="本月刊发稿件 12 篇。\n.以点开头的一行",
    files=("reports/2026-10/MR-2026-10.docx",),
    link="/month/2026-10",
)


@dataclass
class Office:
    home: Path
    settings: DeliverSettings
    now: datetime = field(default_factory=lambda: local(2026, 11, 1, 8, 30))

    def channel(self, kind: ChannelKind, **more: object) -> Channel:
        """Adds a channel."""
        channel = Channel(id=str(more.pop("id", kind.value)), kind=kind, **more)  # type: ignore[arg-type]
        self.settings = replace(self.settings, channels=(*self.settings.channels, channel))
        return channel

    def post(self, message: Message = REPORT) -> int:
        to = [target for channel in self.settings.channels for target in channel.targets]
        return deliveries.post(message, to, self.now)

    def work(self, holder: str = "this process") -> list[tuple[str, str]]:
        """One run of `jianbao deliver`: (recipient, state) of each attempt."""
        return [(attempt.delivery.recipient, attempt.state) for attempt in Work(self.settings, self.home, lambda: self.now, holder).run()]

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def rows(self) -> list[tuple[str, DeliveryState, str]]:
        """(recipient, state, error), as posted."""
        found = deliveries.recent(self.now - timedelta(days=30))
        return [(row.recipient, row.state, row.error) for row in sorted(found, key=lambda row: row.number)]
