"""Posts of a 微博 account: pinned, long, passing on a deleted one; page by since_id; closed to who has no visitor cookie."""

import json
from datetime import datetime
from typing import Any

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, data, html
from demo.carriers.texts import piece

UID = "1000000001"
NAME = "云溪民政"
FIRST = 900
PAGE = 2
TOTAL = 5
NUMBERS = range(46_000_000_900, 46_000_000_900 - TOTAL, -1)  # of the posts, the newest first


def hosts(now: datetime) -> dict[str, Host]:
    return {"weibo": lambda asked: account(asked, now), "weibo-closed": closed}


def closed(asked: Asked) -> Answer:
    return Answer(status=432) if "cookie" not in asked.headers else data({"ok": 0})


def account(asked: Asked, now: datetime) -> Answer:
    if asked.path == "/api/container/getIndex":
        return listed(int(asked.query.get("since_id", NUMBERS[0] + 1)), now) if "containerid" in asked.query else profile()
    if asked.path.startswith("/detail/") and asked.path.removeprefix("/detail/").isdigit():
        number = int(asked.path.removeprefix("/detail/"))
        if number in NUMBERS:
            state = json.dumps([{"status": post(number, now, whole=True)}], ensure_ascii=False)
            return html(f"<html><body><div id='app'></div><script>var $render_data = {state}[0] || {{}};</script></body></html>")
    return NOT_FOUND


def profile() -> Answer:
    tabs = [{"tab_type": "profile", "containerid": f"230283{UID}"}, {"tab_type": "weibo", "containerid": f"107603{UID}"}]
    return data({"ok": 1, "data": {"userInfo": {"id": int(UID), "screen_name": NAME, "followers_count": "145.5万"}, "tabsInfo": {"tabs": tabs}}})


def listed(since: int, now: datetime) -> Answer:
    numbers = [number for number in NUMBERS if number < since][:PAGE]
    info: dict[str, Any] = {"containerid": f"107603{UID}", "total": TOTAL}
    if numbers and numbers[-1] != NUMBERS[-1]:
        info["since_id"] = numbers[-1]
    cards: list[dict[str, Any]] = [{"card_type": 9, "mblog": post(number, now)} for number in numbers]
    return data({"ok": 1, "data": {"cardlistInfo": info, "cards": [*cards, {"card_type": 58}]}} if numbers else {"ok": 0, "msg": "这里还没有内容"})


def post(number: int, now: datetime, whole: bool = False) -> dict[str, Any]:
    """The first is pinned, the second long, the third passes on one that was deleted."""
    at = NUMBERS.index(number)
    one = piece(FIRST + at, now)
    text = f"#云溪民政#【{one.title}】{one.paragraphs[0]}"
    made: dict[str, Any] = {
        "id": str(number),
        "mid": str(number),
        "bid": f"Kx{number % 1000}",
        "created_at": one.when.strftime("%a %b %d %H:%M:%S +0800 %Y"),
        "text": text + ("".join(f"<br />{paragraph}" for paragraph in one.paragraphs[1:]) if whole or at != 1 else f"...<a href='/status/{number}'>全文</a>"),
        "isLongText": at == 1,
        "reposts_count": 12,
        "comments_count": 5,
        "attitudes_count": "100万+" if at == 0 else 30,
        "user": {"id": int(UID), "screen_name": NAME},
    }
    if at == 0:
        made |= {"title": {"text": "置顶"}, "mblogtype": 2}
    if at == 2:
        made["retweeted_status"] = {"id": "4500", "mid": "4500", "created_at": made["created_at"], "text": "抱歉，此微博已被作者删除。", "user": None}
    return made
