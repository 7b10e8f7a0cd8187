"""Wording: what was found about a pair, as a sentence for the press officer."""

from collections.abc import Iterable
from math import exp

from model.story import Answer, Link
from pipelines.reprints.judge import Verdict
from pipelines.reprints.slots import Pair

SHOWN = 3  # differences that are written out


def link(article: str, other: str, verdict: Verdict) -> Link:
    """What is kept about a pair; by Article.id, the newer first."""
    return Link(
        article=article,
        other=other,
        answer=verdict.answer,
        cover=verdict.cover,
        differing=tuple(differing(verdict)),
        reason=reason(verdict),
        confidence=confidence(verdict),
    )


def reason(verdict: Verdict) -> str:
    """Why the newer article and the older one are the same text, perhaps, or not."""
    newer, older = (round(100 * share) for share in verdict.cover)
    slots = verdict.slots
    parts = ["正文相同" if min(newer, older) >= 97 else f"本篇的{newer}%见于对方，对方的{older}%见于本篇"]
    if slots.same:
        parts.append(f"{slots.same}处数字一致")
    for name, pairs in (("数字", slots.numbers), ("地名", [*slots.places, *slots.doubtful]), ("人名", slots.people)):
        if pairs:
            parts.append(f"{name}不同：{_listed(pairs)}")
    if slots.misprints > 2:
        parts.append(f"另有{slots.misprints}处疑似错字")
    return "，".join(parts)


def confidence(verdict: Verdict) -> float:
    """How sure it is that both are one text, 0 … 1: by the differences, and by how much they share."""
    if verdict.answer is Answer.APART:
        return 0.0
    by_slots = 1 / (1 + exp(min(30.0, verdict.evidence - 1)))
    return round(by_slots * (0.6 + 0.4 * max(verdict.cover)), 2)


def differing(verdict: Verdict) -> list[Pair]:
    """The figures, places and people that differ: (newer, older)."""
    slots = verdict.slots
    return sorted([*slots.numbers, *slots.places, *slots.doubtful, *slots.people])


def _listed(pairs: Iterable[Pair]) -> str:
    shown = sorted(pairs)
    return "、".join(f"{newer}/{older}" for newer, older in shown[:SHOWN]) + ("等" if len(shown) > SHOWN else "")
