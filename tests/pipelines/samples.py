"""Small samples that the tests of the line share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from model.article import Article
from model.bureau import Bureau, Topic, Unit
from model.capture import Capture
from model.outlet import Level, Medium, Outlet, Standing
from model.reading import PageKind, Precision, Reading, Status
from model.source import Discover, Kind, Source

MORNING = datetime(2026, 10, 3, 1, 30, tzinfo=UTC)  # 09:30 in local time

COUNTY = Unit(id="linjiang", name="临江县民政局", short_names=("县民政局",), region=("临江",), exclusions=("北临江县民政局",))
BUREAU = Bureau(
    root=Unit(
        id="shiju", name="云溪市民政局", aliases=("云溪民政",), short_names=("市民政局",), region=("云溪",), exclusions=("北岭市民政局",), children=(COUNTY,)
    ),
    topics=(Topic(id="yanglao", name="养老服务", words=("养老院", "长者食堂")), Topic(id="jiuzhu", name="社会救助", words=("低保",))),
)
OUTLET = Outlet(
    id="chenbao",
    name="云溪晨报",
    standings=(
        Standing(level=Level.COUNTY, medium=Medium.NEWSPAPER),
        Standing(level=Level.CITY, medium=Medium.WEBSITE, since=datetime(2026, 1, 1).date()),
    ),
)
SOURCE = Source(id="chenbao", outlet="chenbao", discover=(Discover(kind=Kind.LIST, url="http://chenbao.example/"),))

BODY = "云溪市民政局昨日在临江县召开养老服务现场会。会上，三位院长介绍了各自的做法，随后与会人员走访了两处长者食堂，听取了老人的意见。"


def article(**values: Any) -> Article:
    base = Article(
        url="http://chenbao.example/1.html",
        source="chenbao",
        outlet="chenbao",
        level=Level.CITY,
        medium=Medium.WEBSITE,
        title="养老服务现场会召开",
        body=BODY,
        published=MORNING,
        published_precision=Precision.MINUTE,
        collected=MORNING + timedelta(hours=1),
    )
    return replace(base, **values)


def capture(**values: Any) -> Capture:
    base = {
        "url": "http://chenbao.example/1.html",
        "fetched": MORNING + timedelta(hours=1),
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"),),
        "body": BODY.encode(),
        "source": "chenbao",
    }
    return Capture(**(base | values))


def reading(**values: Any) -> Reading:
    base = Reading(kind=PageKind.ARTICLE, status=Status.OK, title="养老服务现场会召开", body=BODY, published=MORNING, published_precision=Precision.MINUTE)
    return replace(base, **values)
