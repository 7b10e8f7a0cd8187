"""Searches of portals: 人民网's by POST and over http only, 新华网's getNews with null where there is nothing."""

import json
from datetime import datetime

from demo.carriers.answers import NOT_FOUND, Answer, Asked, Host, data
from demo.carriers.portals import article, numbered
from demo.carriers.texts import piece

LIMIT = 2  # records of an answer, whatever is asked for
TOTAL = 5


def hosts(now: datetime) -> dict[str, Host]:
    return {"people": lambda asked: people(asked, 700, now), "xinhua": lambda asked: xinhua(asked, 710, now)}


def people(asked: Asked, first: int, now: datetime) -> Answer:
    if asked.path == "/search-platform/front/search":
        if asked.method != "POST" or not asked.headers.get("origin"):
            return Answer(status=405)
        question = json.loads(asked.form)
        limit = int(question["limit"])
        numbers = range(first, first + TOTAL)[(question["page"] - 1) * limit : question["page"] * limit]
        records = [
            {
                "id": number,
                "title": piece(number, now).title.replace("民政局", "<em>民政局</em>"),
                "url": f"{asked.base}/n1/c1001_{number}.html",
                "displayTime": piece(number, now).seconds * 1000,
                "belongsName": "湖南频道#民生",
                "originName": "",
            }
            for number in numbers
        ]
        return data({"code": "0", "data": {"records": records, "total": TOTAL}})
    number = numbered(asked.path)
    return article(piece(number, now)) if first <= number < first + TOTAL else NOT_FOUND


def xinhua(asked: Asked, first: int, now: datetime) -> Answer:
    if asked.path == "/getNews":
        if "云溪市民政局" not in asked.query.get("keyword", ""):
            return data({"code": 200, "content": {"keyword": asked.query.get("keyword"), "pageCount": 0, "results": None}})
        page = int(asked.query["curPage"])
        numbers = range(first, first + TOTAL)[(page - 1) * LIMIT : page * LIMIT]
        results = [
            {
                "title": piece(number, now).title.replace("云溪", "<font color=red>云溪</font>&nbsp;").replace("&nbsp;", ""),
                "url": f"{asked.base}/hn/c_{number}.htm",
                "pubtime": f"{piece(number, now).minute}:00",
            }
            for number in numbers
        ]
        return data({"code": 200, "content": {"keyword": "云溪市民政局", "pageCount": -(-TOTAL // LIMIT), "results": results}})
    number = numbered(asked.path)
    return article(piece(number, now)) if first <= number < first + TOTAL else NOT_FOUND
