"""可比口径: 环比 and 同比 over the sources that were active in both periods, where the list of sources changed."""

from dataclasses import dataclass

from model.table import Ratio
from reports.statistics.basis import Basis
from reports.statistics.lines import change, once


@dataclass(frozen=True, slots=True)
class Comparable:
    now: int
    before: int
    sources: int  # active in both

    @property
    def change(self) -> Ratio | None:
        return change(self.now, self.before)


def comparable(basis: Basis, *, yearly: bool = False) -> Comparable | None:
    """None where nothing is known of the sources then, or where they are the same."""
    from archive.ledger import telling  # needs a connected Django

    key = f"comparable {yearly}"
    if key not in basis.kept:
        other = basis.period.year_before if yearly else basis.period.before
        now = telling.active_sources(basis.current.since, basis.current.until)
        before = telling.active_sources(other.since, other.until)
        both = now & before
        known = bool(now and before) and now != before
        live = basis.live_year_before if yearly else basis.live_previous
        basis.kept[key] = Comparable(telling.of_sources(basis.current, both), telling.of_sources(live, both), len(both)) if known else None
    found: Comparable | None = basis.kept[key]  # type: ignore[assignment]
    return found


def words(basis: Basis) -> str:
    told = []
    for yearly, verb in once(basis.period, ((False, "环比"), (True, "同比"))):
        one = comparable(basis, yearly=yearly)
        if one and one.change:
            told.append(f"{verb}{'增长' if one.change.part >= 0 else '下降'}{Ratio(abs(one.change.part), one.change.whole)}（{one.sources}个采集源）")
    return f"采集源有增减，按两期都在采集的来源比较：{'，'.join(told)}。" if told else ""
