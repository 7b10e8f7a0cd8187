"""The line: everything that happens to a page between its arrival and the ledger, in order.

receive    pipelines/intake.py      the address waits in the ledger, the capture in a bounded queue
keep       archive/evidence.py      the page as served, on disk before anything else is believed
┌ read     crawler/pages/           in a child process with limits on time and memory (pipelines/pool.py):
│ draft    pipelines/draft.py       who published it, when (pipelines/carrier.py: a list may lead to another outlet)
│ tidy     pipelines/tidy.py        invisible characters, lengths
│ match    pipelines/match.py       which units and topics; none: rejected
└ mark     pipelines/mark.py        fingerprint
┌ group    pipelines/group.py       stories, first publications and reprints (pipelines/reprints/), inside the ledger's transaction
└ store    archive/ledger/writing.py
index      archive/ledger/pending.py  follows; what the index does not take now waits in the ledger
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from model.address import canonical
from model.article import Article
from model.bureau import Bureau
from model.capture import Capture
from model.outcome import Gone, Outcome, Postpone, Reject, Unreadable
from model.outlet import Outlet
from model.source import Source
from pipelines.carrier import Carriers
from pipelines.draft import draft
from pipelines.mark import mark
from pipelines.match import Match
from pipelines.stage import Read, Stage
from pipelines.tidy import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """What the line must know of the registers; travels to the child processes once."""

    sources: Mapping[str, Source]
    outlets: Mapping[str, Outlet]
    bureau: Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one capture."""

    outcome: Outcome
    reason: str = ""  # in Chinese; "" when kept
    article: Article | None = None  # only when kept; without story and role yet
    counts: Mapping[str, int] = field(default_factory=dict)  # that the page of a kept article shows
    at_least: tuple[str, ...] = ()  # the counts that are only a lower bound
    gone: bool = False  # rejected because the page says that nothing stands there any more


class Line:
    """The pure half of the line: a capture in, a verdict out. No network, clock or database."""

    def __init__(self, registers: Registers, read: Read):
        self._registers = registers
        self._read = read
        self._carriers = Carriers(registers.outlets)
        self._match = Match(registers.bureau)
        self._stages: Sequence[Stage] = (
            tidy,
            self._match,
            mark,
        )

    def __call__(self, capture: Capture) -> Verdict:
        try:
            if capture.status in (404, 410):
                raise Gone(f"页面已撤下（{capture.status}）")
            return self._kept(capture)
        except Reject as decision:
            return Verdict(outcome=Outcome.REJECTED, reason=str(decision), gone=isinstance(decision, Gone))
        except Unreadable as defect:
            return Verdict(outcome=Outcome.UNREADABLE, reason=str(defect))
        except Postpone as block:
            return Verdict(outcome=Outcome.WAITING, reason=str(block))

    def _kept(self, capture: Capture) -> Verdict:
        source = self._registers.sources[capture.source]
        reading = self._read(capture, source.page, lambda title, text: self._match.may_keep(title or capture.listed_title, text))
        outlet = self._carriers.of(self._registers.outlets[source.outlet], capture.url, reading.account)
        article = draft(reading, capture, source, outlet, canonical(capture.url))
        for stage in self._stages:
            article = stage(article)
        # What the page itself shows is newer than what a list said.
        floors = tuple(name for name in capture.listed_at_least if name not in reading.counts) + reading.at_least
        return Verdict(outcome=Outcome.KEPT, article=article, counts=dict(capture.listed_counts) | reading.counts, at_least=floors)
