"""What was sent to whom; what did not arrive is decided here."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_POST, require_safe

from archive.ledger import deliveries
from model.account import ChangeKind
from model.delivery import Delivery, DeliveryState
from web.csvfile import csv_file
from web.record import note

DAYS = 30
HEAD = ("消息", "通道", "收件人", "状态", "送出", "次数", "对方的回答", "出错")
MOODS = {
    DeliveryState.WAITING: "busy",
    DeliveryState.SENDING: "busy",
    DeliveryState.SENT: "good",
    DeliveryState.UNCLEAR: "bad",
    DeliveryState.DEAD: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    delivery: Delivery
    mood: str
    stuck: bool  # a person decides


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """`/deliveries`: the last 30 days, what a person has to decide first; `format=csv`: all of them."""
    found = deliveries.recent(now() - timedelta(days=DAYS))
    lines = [Line(delivery=one, mood=MOODS[one.state], stuck=MOODS[one.state] == "bad") for one in found]
    if request.GET.get("format") == "csv":
        return csv_file("deliveries", HEAD, (_row(one) for one in found))
    counts = {state: sum(line.delivery.state is state for line in lines) for state in DeliveryState}
    waiting = counts[DeliveryState.WAITING] + counts[DeliveryState.SENDING]
    return render(
        request, "deliveries.html", {"lines": lines, "stuck": sum(line.stuck for line in lines), "waiting": waiting, "sent": counts[DeliveryState.SENT]}
    )


@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """`/deliveries/<number>`: sends once more, or leaves it."""
    if not request.user.is_staff:
        raise PermissionDenied
    action = request.POST.get("action")
    if action not in ("again", "done"):
        raise Http404(action)
    by = request.user.get_full_name() or request.user.get_username()
    done = deliveries.again([number], now()) if action == "again" else deliveries.settle([number], by, now())
    if done:
        note(request, ChangeKind.CHANGED, "发送", key=str(number), after={"动作": "再发一次" if action == "again" else "不再发送"})
        messages.success(request, "已排队，一分钟内再发一次" if action == "again" else "不再发送")
    return redirect("deliveries")


def _row(one: Delivery) -> tuple[str, ...]:
    sent = f"{localtime(one.sent):%Y-%m-%d %H:%M:%S}" if one.sent else ""
    return one.message.subject, one.channel, one.recipient, one.state.label, sent, str(one.tries), one.answer, one.error
