"""A little press in an empty ledger: outlets of every level, a bureau, and two months of articles."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from archive.ledger import models
from model.article import Role, State, address_id
from model.outlet import Level, Medium
from model.reading import Precision

OUTLETS = {
    "huaxia": ("华夏时讯网", Level.CENTRAL, Medium.WEBSITE),
    "nanling": ("南岭日报", Level.PROVINCE, Medium.NEWSPAPER),
    "yunchuan": ("云川晚报", Level.CITY, Medium.NEWSPAPER),
    "qingshi": ("青石融媒", Level.COUNTY, Medium.APP),
    "shehui": ("社会服务报", Level.TRADE, Medium.NEWSPAPER),
    "minzheng": ("云川市民政局网站", Level.SELF, Medium.WEBSITE),
}
UNITS = {
    "bureau": ("云川市民政局", None),
    "aging": ("养老服务科", "bureau"),
    "qingshi-bureau": ("青石区民政局", "bureau"),
    "linjiang": ("临江县民政局", "bureau"),
}
TOPICS = {"elderly": ("养老服务", ["养老", "助餐"]), "rescue": ("社会救助", ["救助", "低保"])}

TITLE = "云川市居家养老服务中心覆盖全部街道"
BODY = "\n".join(
    [
        "本报讯 记者从云川市民政局获悉，截至目前，全市居家养老服务中心已覆盖全部二十一个街道，老人出门步行一刻钟即可享受助餐、康复和日间照料。",
        "养老服务科有关负责人介绍，今年全市新建社区食堂三十四家，平均每餐补贴四元，累计服务八十六万人次。下一步，青石区民政局将率先试点夜间巡护。",
        "家住河西街道的居民说，过去中午一个人懒得开火，如今下楼就能吃上三菜一汤，还能顺便量血压。",
    ]
)


def registers() -> None:
    for id, (name, level, medium) in OUTLETS.items():
        models.Outlet.objects.create(id=id, name=name)
        models.Standing.objects.create(outlet_id=id, level=level, medium=medium, since=date(1, 1, 1))
    for position, (id, (name, parent)) in enumerate(UNITS.items()):
        models.Unit.objects.create(id=id, name=name, parent_id=parent, position=position)
    for position, (id, (name, words)) in enumerate(TOPICS.items()):
        models.Topic.objects.create(id=id, name=name, words=words, position=position)


def article(outlet: str, title: str, body: str, published: datetime | None, **more: Any) -> models.Article:
    """One article; `story` of another one makes it its reprint, `units` and `topics` are credited."""
    _, level, medium = OUTLETS[outlet]
    number = models.Article.objects.count() + 1
    url = more.pop("url", f"https://{outlet}.example/2026/{number}.html")
    id = address_id(url)
    story = more.pop("story", None)
    units, topics = more.pop("units", ("bureau",)), more.pop("topics", ("elderly",))
    row = models.Article.objects.create(
        id=id,
        url=url,
        outlet_id=outlet,
        level=level,
        medium=medium,
        title=title,
        published=published,
        published_precision=Precision.MINUTE if published else Precision.NONE,
        day=(published + timedelta(hours=8)).date() if published else None,
        fingerprint=id,
        story=story or models.Story.objects.create(id=id),
        role=Role.REPRINT if story else Role.FIRST,
        **{"relevance": 0.86, "state": State.KEPT, "collected": datetime(2026, 11, 2, tzinfo=UTC), **more},
    )
    models.Text.objects.create(article=row, body=body)
    models.Credit.objects.bulk_create(models.Credit(article=row, unit_id=unit, words=[UNITS[unit][0]], place="lead", score=0.9) for unit in units)
    models.Tagging.objects.bulk_create(models.Tagging(article=row, topic_id=topic, words=["养老"], place="title", score=0.8) for topic in topics)
    return row


def fill() -> models.Article:
    """Registers and 48 articles; returns the first publication of a story that four outlets carry."""
    registers()
    first = article(
        "nanling", TITLE, BODY, datetime(2026, 10, 12, 0, 30, tzinfo=UTC), origin="南岭日报", reporters=["甲"], page_no="第03版", units=("bureau", "aging")
    )
    for hours, outlet in ((2, "yunchuan"), (5, "huaxia"), (26, "qingshi")):
        article(outlet, TITLE, BODY, first.published + timedelta(hours=hours), story=first.story, origin="南岭日报", units=("bureau", "aging"))
    article("minzheng", "云川市民政局召开信访工作会议", "会议通报了信访事项办理情况。", datetime(2026, 10, 20, 2, tzinfo=UTC), topics=())
    article("qingshi", "青石区慰问高龄老人", "青石区民政局上门慰问。", None, units=("qingshi-bureau",))
    for number in range(42):
        day = datetime(2026, 9 if number % 3 else 10, 1 + number % 28, 3, number, tzinfo=UTC)
        outlet = list(OUTLETS)[number % 5]
        body = f"临江县民政局今年第{number}次走访困难家庭，核对低保信息，做到应保尽保。救助热线全天有人接听，符合条件的家庭当月纳入。"
        article(outlet, f"临江县开展第{number}轮社会救助走访", body, day, units=("linjiang",), topics=("rescue",))
    return first
