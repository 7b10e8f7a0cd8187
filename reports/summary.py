"""The paragraph of a 年度总结, or of any other summing up: the period's facts in one go."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.table import Report
from reports.statistics.wording import amount
from reports.terms import upper_of

READ = {"reads": "阅读", "likes": "点赞"}  # of the own accounts' numbers, those that a summing up tells


def paragraph(report: Report) -> str:
    """2026年，云溪市民政局在各级各类媒体刊发稿件N篇（条），其中省级以上N篇（条） …; what nobody entered is left out, not 0."""
    told = report.indicators
    parts = [
        _published(told, [level.label for level in upper_of(report.terms)]),
        _newmedia(told.get("newmedia", [])),
        _information(told),
        _service(told),
        _awards(told.get("awards", [])),
    ]
    until = f"（数据截至{report.cutoff:%Y-%m-%d}，尚未结束）" if report.preview else ""
    return f"{report.name}{until}，{report.bureau}{'；'.join(part for part in parts if part)}。"


def _published(told: Mapping[str, Any], higher: Sequence[str]) -> str:
    if not told["total"]:
        return "未刊发稿件"
    upper = sum(line["count"] for line in told["by_level"] if line["name"] in higher)
    return f"在各级各类媒体刊发稿件{told['total']}篇（条），其中省级以上媒体{upper}篇（条），首发{told['first']}篇（条）、转载{told['reprint']}篇（条）"


def _newmedia(accounts: Sequence[Mapping[str, Any]]) -> str:
    if not accounts:
        return ""
    posts = [account["posts"] for account in accounts]
    told = [f"新媒体发稿{_sum(accounts, 'posts')}条"] if any(post is not None for post in posts) else []
    told += [f"{label}{_sum(accounts, key)}次" for key, label in READ.items() if any(account.get(key) is not None for account in accounts)]
    return "、".join(told)


def _sum(accounts: Sequence[Mapping[str, Any]], key: str) -> str:
    """A sum with a part that is missing, or itself only a lower bound, is no less than it says."""
    values = [account.get(key) for account in accounts]
    least = any(value is None for value in values) or any(key in account.get("at_least", []) for account in accounts)
    return amount(sum(value for value in values if value is not None), at_least=least)


def _information(told: Mapping[str, Any]) -> str:
    adopted = sum(line["count"] for line in told.get("information", []))
    return f"政务信息被采用{adopted}篇" if adopted else ""


def _service(told: Mapping[str, Any]) -> str:
    qa, public = told.get("qa", {}), told.get("openness", {})
    parts = []
    if qa.get("received") is not None:
        parts.append(f"收到网上问政{qa['received']}件" + (f"、办结{qa['replied']}件" if qa.get("replied") is not None else ""))
    if public.get("items") is not None:
        parts.append(f"主动公开信息{public['items']}条")
    if public.get("conferences"):
        parts.append(f"召开新闻发布会{public['conferences']}场")
    return "，".join(parts)


def _awards(awards: Sequence[Any]) -> str:
    return f"获奖{len(awards)}项" if awards else ""
