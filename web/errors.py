"""The pages for what went wrong: Chinese for people, details only for the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger("web")


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "error.html", {"title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # The frame may need what was bad (a strange host name), so this page stands alone.
    return HttpResponse(render_to_string("broken.html", {"title": "请求有误", "advice": "浏览器发来的请求无法识别，请回到首页重新操作。"}), status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "没有权限", "您的账号不能打开这一页。需要时请联系管理员。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "页面已过期", "请返回上一页，刷新后再提交一次；浏览器须允许本站使用 Cookie。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "没有这一页", "网址可能写错，或者内容已经不在。请从检索或月度页面进入。")


def failed(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled. Touches neither session nor database: they may be what failed."""
    number = secrets.token_hex(4)
    log.error("error %s at %s %r", number, request.method, request.path, exc_info=True)
    advice = f"这一次没有成功，资料没有受损。请稍后再试；若仍出现，请把编号 {number} 告诉管理员。"
    return HttpResponse(render_to_string("broken.html", {"title": "系统出错", "advice": advice}), status=500)
