"""订阅检索: the searches that a person keeps, and what is new in each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from archive.index.interface import IndexUnavailable
from archive.ledger import saved, standby
from archive.ledger.saved import Conditions, Saved
from model.account import ChangeKind
from model.outcome import UserError
from web import facets
from web.asked import read
from web.csvfile import csv_file
from web.desk import desk
from web.kept import asked_of
from web.record import note
from web.search import unavailable

HEAD = ("名称", "检索式", "条件", "新到", "提醒")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One saved search as the page shows it."""

    saved: Saved
    address: str
    new_address: str
    new: int
    by_standby: bool
    up_to: int
    fault: str
    conditions: str


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """`/saved`: the list, as a file with `format=csv`; posted to, it keeps the search that the parameters `search` describe under `name`."""
    owner = request.user.get_username()
    try:
        if request.method == "POST":
            _keep(owner, request.POST)
            return HttpResponseRedirect(reverse("saved"))
        kept = [_kept(one, saved.settled()) for one in saved.of(owner)]
        by_standby = any(one.by_standby for one in kept)
        if request.GET.get("format") == "csv":
            note(request, ChangeKind.EXPORTED, "订阅检索")
            return csv_file(f"saved{standby.remark() if by_standby else ''}", HEAD, map(_cells, kept))
        told = f"{standby.sentence()}；先不能标为已看" if by_standby else ""
        return render(request, "saved.html", {"kept": kept, "standby": told})
    except IndexUnavailable as error:
        return render(request, "error.html", {"title": "现在不能数新到的文章", "advice": unavailable(error)}, status=503)
    except UserError as error:
        return render(request, "error.html", {"title": "没有保存", "advice": str(error)}, status=400)


@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """`/saved/7`: `do` is seen, alert, silent or remove; somebody else's number changes nothing."""
    owner = request.user.get_username()
    match request.POST.get("do"):
        case "seen":
            up_to = request.POST.get("up_to", "")
            saved.mark_seen(owner, number, int(up_to) if up_to.isascii() and up_to.isdigit() and len(up_to) < 19 else 0)
        case "alert" | "silent" as wanted:
            saved.set_alert(owner, number, wanted == "alert")
        case "remove":
            saved.remove(owner, number)
    return HttpResponseRedirect(reverse("saved"))


def _keep(owner: str, given: Mapping[str, str]) -> None:
    asked = read(QueryDict(given.get("search", "")))
    chosen = {facet.value: values for facet, values in asked.chosen.items()}
    conditions = Conditions(**chosen, since=asked.since, until=asked.until)
    saved.save(owner, given.get("name", ""), asked.text, conditions, alert=bool(given.get("alert")))


def _kept(one: Saved, up_to: int) -> Kept:
    new = saved.new_since(desk().index, one, one.seen, up_to)
    asked = asked_of(one)
    return Kept(
        saved=one,
        address=asked.address(),
        new_address=replace(asked, after=one.seen).address(),
        new=new.total,
        by_standby=new.by_standby,
        up_to=max(up_to, one.seen),
        fault=new.fault,
        conditions="，".join(chip.label for chip in facets.chips(asked)),
    )


def _cells(one: Kept) -> list[str | float]:
    return [one.saved.name, one.saved.words, one.conditions, one.new, "打开" if one.saved.alert else ""]
