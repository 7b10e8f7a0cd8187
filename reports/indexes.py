"""Influence indexes of own accounts. Each is a named version: results of two versions do not stand in one ranking.

WCI V14.2 after 清博's page on the index; the variant without shares as offices without that number use it; the WeChat variant, BCI and the
short-video index as registered in Zhejiang's data intellectual property notices of 2024. Logarithms are natural.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from model.outcome import UserError
from model.outlet import Medium

Inputs = Mapping[str, float]  # by the keys of LABELS

# Every input with the words of forms and messages.
LABELS = {
    "days": "天数",
    "posts": "发布篇数",
    "reads": "阅读总数",
    "looks": "在看总数",
    "likes": "点赞总数",
    "shares": "转发总数",
    "comments": "评论总数",
    "head_reads": "头条阅读总数",
    "head_looks": "头条在看总数",
    "head_likes": "头条点赞总数",
    "head_shares": "头条转发总数",
    "max_reads": "最高阅读",
    "max_looks": "最高在看",
    "max_likes": "最高点赞",
    "max_shares": "最高转发",
}
WECHAT = tuple(LABELS)[:6] + tuple(LABELS)[7:]
WITHOUT_SHARES = tuple(key for key in WECHAT if not key.endswith("shares"))


class Incomparable(UserError):
    """An input is missing, or two versions would stand in one ranking."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A published index in one version."""

    id: str
    name: str  # with the version, as it is printed beside every value
    medium: Medium  # whose accounts it is for
    tab: str  # short name
    needs: tuple[str, ...]
    rule: str
    value: Callable[[Inputs], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """The index of one account, with what it was computed from."""

    account: str
    formula: Formula
    inputs: Inputs
    value: float | None  # None: nothing was published, which is not 0


def missing(formula: Formula, inputs: Inputs) -> list[str]:
    """The words for what it needs and has not got."""
    return [LABELS[key] for key in formula.needs if key not in inputs]


def influence(formula: Formula, account: str, inputs: Inputs) -> Influence:
    """Errors: Incomparable naming what is missing; a number that nobody has is not 0."""
    if lacking := missing(formula, inputs):
        raise Incomparable(f"{account}：缺少{'、'.join(lacking)}，不能计算{formula.name}")
    wrong = [LABELS[key] for key in formula.needs if not 0 <= inputs[key] < 1e15]
    if wrong or ("days" in formula.needs and inputs["days"] < 1):
        raise Incomparable(f"{account}：{'、'.join(wrong) or LABELS['days']}不对，不能计算{formula.name}")
    used = {key: inputs[key] for key in formula.needs}
    return Influence(account=account, formula=formula, inputs=used, value=formula.value(used) if used["posts"] else None)


def ranked(values: Sequence[Influence]) -> list[tuple[int, Influence]]:
    """Competition ranking, highest first; accounts without a post last, together. Errors: Incomparable for two versions."""
    if len({one.formula.id for one in values}) > 1:
        raise Incomparable(f"{'、'.join(dict.fromkeys(one.formula.name for one in values))}算法不同，不能放在一起排名")
    order = sorted(values, key=lambda one: -1.0 if one.value is None else one.value, reverse=True)
    return [(1 + sum(_above(other, one) for other in values), one) for one in order]


def _above(a: Influence, b: Influence) -> bool:
    return a.value is not None and (b.value is None or a.value > b.value)


def _wechat(inputs: Inputs, weights: tuple[float, float, float, float]) -> float:
    """Four parts: all posts a day, each post, the headlines a day, the highest single values."""
    reads, looks, likes, shares = weights

    def part(prefix: str, by: float) -> float:
        mean = {key: inputs.get(f"{prefix}{key}", 0) / by for key in ("reads", "looks", "likes", "shares")}
        return (
            reads * log(mean["reads"] + 1) + looks * log(10 * mean["looks"] + 1) + likes * log(10 * mean["likes"] + 1) + shares * log(10 * mean["shares"] + 1)
        )

    days, posts = inputs["days"], inputs["posts"]
    whole = 0.6 * part("", days) + 0.2 * part("", posts) + 0.1 * part("head_", days) + 0.1 * part("max_", 1)
    return whole**2 * 1.2 * 10


def _registered_wechat(inputs: Inputs) -> float:
    def part(prefix: str, by: float) -> float:
        return 0.85 * log(inputs[f"{prefix}reads"] / by + 1) + 0.15 * log(10 * inputs[f"{prefix}likes"] / by + 1)

    return (0.42 * part("", inputs["days"]) + 0.42 * part("", inputs["posts"]) + 0.16 * part("max_", 1)) ** 2 * 10


def _registered_posts(inputs: Inputs) -> float:
    activity = log(inputs["posts"] + 1)
    spread = 0.4 * log(inputs["shares"] + 1) + 0.4 * log(inputs["comments"] + 1) + 0.2 * log(inputs["likes"] + 1)
    return (0.2 * activity + 0.8 * spread) * 160


WCI = Formula(
    "wci_14_2",
    "WCI V14.2",
    Medium.WECHAT,
    "WCI",
    WECHAT,
    "整体60%（日均）、篇均20%、头条10%（日均）、峰值10%；各部分为阅读70%、在看9%、点赞6%、转发15%的对数之和；加权和的平方×1.2×10。",
    lambda inputs: _wechat(inputs, (0.70, 0.09, 0.06, 0.15)),
)
WCI_WITHOUT_SHARES = Formula(
    "wci_14_2_noshare",
    "WCI V14.2（无转发数）",
    Medium.WECHAT,
    "WCI无转发数",
    WITHOUT_SHARES,
    "与WCI V14.2相同，但没有转发数：阅读85%、在看9%、点赞6%。",
    lambda inputs: _wechat(inputs, (0.85, 0.09, 0.06, 0.0)),
)
WCI_REGISTERED = Formula(
    "wci_zj_2024",
    "微信传播指数（2024年登记）",
    Medium.WECHAT,
    "微信传播指数",
    ("days", "posts", "reads", "likes", "max_reads", "max_likes"),
    "日均42%、篇均42%、峰值16%；各部分为阅读85%、点赞15%的对数之和；加权和的平方×10。",
    _registered_wechat,
)
BCI = Formula(
    "bci_zj_2024",
    "微博传播指数（2024年登记）",
    Medium.WEIBO,
    "微博传播指数",
    ("posts", "shares", "comments", "likes"),
    "发博数的对数占20%；转发40%、评论40%、点赞20%的对数之和占80%；乘160。",
    _registered_posts,
)
VIDEO = Formula(
    "video_zj_2024",
    "短视频传播指数（2024年登记）",
    Medium.VIDEO,
    "短视频传播指数",
    ("posts", "shares", "comments", "likes"),
    "发布数的对数占20%；转发40%、评论40%、点赞20%的对数之和占80%；乘160。",
    _registered_posts,
)
FORMULAS = {one.id: one for one in (WCI, WCI_WITHOUT_SHARES, WCI_REGISTERED, BCI, VIDEO)}
