"""存在问题 and 下步工作: drafts from facts for a person to revise, and the text that a person accepted in their place."""

from collections.abc import Callable

from model.entry import Entry, EntryKind
from model.table import Ratio, Section
from reports.period import Period
from reports.statistics import focus, service, unit, upkeep
from reports.statistics.basis import Basis
from reports.statistics.totals import upper_share
from reports.statistics.wording import change_words, joined, share_words

PROBLEMS, STEPS = "存在问题", "下步工作"
MARK = "【待审】"

Draft = tuple[str, str]  # the problem and what is to be done about it


def problems(basis: Basis) -> tuple[str, ...]:
    """The accepted text, a paragraph each; empty when nobody has accepted one."""
    return _accepted(basis, PROBLEMS)


def steps(basis: Basis) -> tuple[str, ...]:
    return _accepted(basis, STEPS)


def drafts(basis: Basis) -> tuple[Section, ...]:
    """For the page 拟稿参考: what the facts give for the chapters that nobody has written."""
    found = [draft for of in FACTS for draft in of(basis)]
    sections = []
    for heading, place in ((PROBLEMS, 0), (STEPS, 1)):
        texts = tuple(f"{MARK}{draft[place]}" for draft in found)
        if texts and not _accepted(basis, heading):
            sections.append(Section(heading, texts))
    return tuple(sections)


def of_period(entry: Entry) -> str:
    """Period.id of the report in which a passage stands."""
    return entry.category or Period.month_of(entry.day).id


def _accepted(basis: Basis, heading: str) -> tuple[str, ...]:
    """A text is that of the period which its category names, or of the month of its day; reports of a unit or a topic have none."""
    if basis.scope.id:
        return ()
    texts = [entry.note for entry in basis.entered(EntryKind.PASSAGE) if entry.title == heading and of_period(entry) == basis.period.id]
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _silent(basis: Basis) -> list[Draft]:
    names = joined(unit.zero(basis))
    return [(f"{names}未刊发稿件。", f"提醒{names}报送稿件。")] if names else []


def _fewer(basis: Basis) -> list[Draft]:
    if not basis.known(basis.previous) or basis.current.total >= basis.previous.total:
        return []
    fallen = change_words(basis.current.total, basis.previous.total, last=basis.period.words.last)
    return [(f"刊发量{fallen}。" if basis.current.total else "没有稿件刊发。", "分析刊发量下降的原因，排出选题。")]


def _lower(basis: Basis) -> list[Draft]:
    now, before = upper_share(basis, basis.current), upper_share(basis, basis.previous) if basis.known(basis.previous) else None
    if now is None or before is None or now.tenths >= before.tenths:
        return []
    return [(f"省级以上媒体刊发{share_words(now, before, basis.period.words.last)}。", "组织向中央、省级媒体报送选题。")]


def _asleep(basis: Basis) -> list[Draft]:
    names = joined(one.name for one in upkeep.sleepers(basis))
    return [(f"{names}久未更新。", f"恢复{names}的更新，不再使用的按规定注销。")] if names else []


def _overdue(basis: Basis) -> list[Draft]:
    found: list[Draft] = []
    qa, public = service.questions(basis), service.openness(basis)
    pairs = (("网上问政", qa["received"], qa["on_time"], "办结"), ("依申请公开", public["requests"], public["answered_on_time"], "答复"))
    for name, received, on_time, verb in pairs:
        if received is not None and on_time is not None and on_time < received:
            found.append((f"{name}收到{received}件，其中{received - on_time}件没有按时{verb}。", f"逐件催办没有按时{verb}的{name}。"))
    return found


def _unplanned(basis: Basis) -> list[Draft]:
    behind = [one for one in focus.found(basis) if one.published < one.topic.planned]
    return [(_short(one), f"围绕“{one.topic.name}”补足{one.topic.planned - one.published}篇。") for one in behind]


def _short(one: focus.Focus) -> str:
    return f"宣传重点“{one.topic.name}”计划{one.topic.planned}篇，刊发{one.published}篇，完成{Ratio(one.published, one.topic.planned)}。"


FACTS: tuple[Callable[[Basis], list[Draft]], ...] = (_silent, _fewer, _lower, _unplanned, _overdue, _asleep)
