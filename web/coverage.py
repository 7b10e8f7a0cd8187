"""采集台账: what every source gave in a month, what is missing and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from archive.ledger import health
from model.health import SourceMonth
from model.outcome import UsageError
from reports.period import Period
from web.collecting import outlet_names
from web.csvfile import csv_file

A_PAGE = 100
HEAD = ("采集源", "日期", "应有", "采集次数", "列表链接", "新文章", "收录", "不收", "读不出", "没取到", "缺口", "原因")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    name: str
    month: SourceMonth
    cells: tuple[str, ...]  # of each day: good, gap, caught, none or later


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """`/coverage/`: this month."""
    return redirect("coverage", f"{localdate():%Y-%m}")


@require_safe
def page(request: HttpRequest, month: str) -> HttpResponseBase:
    """`/coverage/YYYY-MM`: sources with the most gaps first, a hundred to a page; `format=csv`: every source and day."""
    try:
        period = Period.month(month)
    except UsageError as error:
        return render(request, "error.html", {"title": "没有这个月", "advice": str(error)}, status=404)
    if request.GET.get("format") == "csv":
        return csv_file(f"coverage-{period.id}", HEAD, _rows(period))
    number = int(text) if (text := request.GET.get("page", "1")).isdecimal() and len(text) < 6 else 1
    months = sorted(health.months(period.since, period.until), key=lambda one: (-one.gaps, one.source))
    names, today = outlet_names(), localdate()
    days = [period.since + timedelta(days=step) for step in range((period.until - period.since).days + 1)]
    shown = months[A_PAGE * (number - 1) : A_PAGE * number]
    kinds = {(one.source, one.day): one.kind for one in health.days([one.source for one in shown], period.since, period.until)}
    context = {
        "period": period,
        "before": period.earlier(1),
        "after": period.earlier(-1) if period.until < today else None,
        "days": days,
        "lines": [
            Line(
                name=names.get(one.source, one.source),
                month=one,
                cells=tuple("later" if day > today else kinds.get((one.source, day), "none") for day in days),
            )
            for one in shown
        ],
        "sources": len(months),
        "with_gaps": sum(one.gaps > 0 for one in months),
        "gap_days": sum(one.gaps for one in months),
        "fetched": sum(one.fetched for one in months),
        "page": number,
        "more": len(months) > A_PAGE * number,
        "gaps": health.gaps(period.since, period.until)[:A_PAGE],
    }
    return render(request, "coverage.html", context)


def _rows(period: Period) -> Iterator[tuple[str, ...]]:
    names = outlet_names()
    for one in health.days(names, period.since, period.until):
        numbers = (f"{one.expected:g}", one.runs, one.found, one.fetched, one.kept, one.rejected, one.unreadable, one.failed)
        yield names[one.source], f"{one.day}", *map(str, numbers), "是" if one.gap else "", one.reason
