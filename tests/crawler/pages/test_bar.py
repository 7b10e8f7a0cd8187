"""The line between headline and text, in every spelling: when, from where, by whom, how often read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.pages.read import read
from model.capture import Capture
from model.reading import Precision, Reading

FETCHED = datetime(2024, 7, 1, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai
PAGE = """<html><head><meta charset="utf-8"><title>东街社区长者食堂开张_云溪网</title></head><body><h1>东街社区长者食堂开张</h1><div>{bar}</div>
<div><p>云溪市民政局近日在东街社区启用第三家长者食堂，周边四个小区的老人步行十分钟就能吃上热饭。</p>
<p>食堂每天供应十二道菜，七十岁以上老人就餐可享八折优惠，行动不便的老人可以预约送餐上门。</p></div></body></html>"""


def read_with(bar: str) -> Reading:
    body = PAGE.format(bar=bar).encode()
    return read(Capture(url="http://a.example/1.html", fetched=FETCHED, status=200, headers=(), body=body, source=""))


@pytest.mark.parametrize(
    ("bar", "published", "origin"),
    [
        ("2024/5/6 9:05:03 来源：云溪日报", "2024-05-06T09:05:03", "云溪日报"),
        ("2024年5月6日 9时5分 云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("2024-05-06 星期一 09:05 来源：云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("2024年05月06日（星期一）09:05　来源：云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("24-05-06 09:05 云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("05-06 09:05 云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("今天 07:05 云溪日报", "2024-07-01T07:05:00", "云溪日报"),
        ("昨天 22:05 · 云溪日报", "2024-06-30T22:05:00", "云溪日报"),
        ("3小时前 云溪日报", "2024-07-01T05:00:00", "云溪日报"),
        ("2024.05.06 09:05 来源：云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("2024年5月6日 下午3:05 来源：云溪日报", "2024-05-06T15:05:00", "云溪日报"),
        ("2024-05-06 03:05:11 PM 来源：云溪日报", "2024-05-06T15:05:11", "云溪日报"),
        ("更新时间：2024-05-08 10:00 发布时间：2024-05-06 09:05 来源：云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("发布时间：2024-05-06 09:05 更新于 2024-05-08 10:00 来源：云溪日报", "2024-05-06T09:05:00", "云溪日报"),
        ("【来源：云溪日报】【2024-05-06 09:05】【字号：大 中 小】", "2024-05-06T09:05:00", "云溪日报"),
        ("云溪日报 | 2024-05-06 09:05 | 阅读 1234", "2024-05-06T09:05:00", "云溪日报"),
        ("<b>社会新闻</b><i>云溪日报</i><i>王小明</i><i>2024-05-06 09:05</i>", "2024-05-06T09:05:00", "云溪日报"),
        ("2024年05月06日09:05 云溪科技 我有话说(1307人参与) 收藏本文", "2024-05-06T09:05:00", "云溪科技"),
        ("来源:云溪日报-要闻 2024-05-06 09:05", "2024-05-06T09:05:00", "云溪日报-要闻"),
        ("2024-05-06 09:05 来源：云溪日报 云青网", "2024-05-06T09:05:00", "云溪日报"),
        ("2024-05-06 09:05 来源: 云溪日报 云溪 \u00a0举报", "2024-05-06T09:05:00", "云溪日报"),
        ("2024-05-06 09:05 来 源：云溪日报 作 者：王小明", "2024-05-06T09:05:00", "云溪日报"),
        ("来源：本站 2024-05-06 09:05", "2024-05-06T09:05:00", ""),
        ("发布者：办公室 发布时间：2024-05-06 09:05 来源：", "2024-05-06T09:05:00", ""),
        ("作者：王小明 2024-05-06 09:05", "2024-05-06T09:05:00", ""),
        ("<p>成文日期：</p><p>2024年04月28日</p><p>发布日期：</p><p>2024年05月06日 09:05</p>", "2024-05-06T09:05:00", ""),
    ],
)
def test_time_and_origin(bar: str, published: str, origin: str) -> None:
    reading = read_with(bar)
    assert reading.published is not None
    assert (reading.published.isoformat(), reading.origin) == (f"{published}+08:00", origin)


@pytest.mark.parametrize("bar", ["二〇二四年五月六日 来源：云溪日报", "2024年5月6日", "发布日期：2024-05-06", "57天前 云溪日报", "2024-05-06 00:00:00.0"])
def test_a_day_is_a_day(bar: str) -> None:
    reading = read_with(bar)
    assert reading.published is not None
    assert (reading.published.isoformat()[:16], reading.published_precision) in (("2024-05-06T00:00", Precision.DAY), ("2024-05-05T00:00", Precision.DAY))


@pytest.mark.parametrize(
    ("bar", "fields"),
    [
        ("2024-05-06 09:05 浏览次数：1,234次", {"counts": {"reads": 1234}}),
        ("日期：2024-05-06　作者：王小明　来源：云溪日报　点击量：32", {"counts": {"reads": 32}, "reporters": ("王小明",)}),
        ("稿件来源：云溪日报 作者：王小明 李小红 责任编辑：柳青 时间：2024-05-06", {"reporters": ("王小明", "李小红"), "editors": ("柳青",)}),
        ("2024-05-06 09:05 作者：王小明 ▪ 李小红 责编：柳青", {"reporters": ("王小明", "李小红"), "editors": ("柳青",)}),
        ("<p>王小明 报道</p><p>发布/2024年5月6日 10:23 AM</p>", {"reporters": ("王小明",)}),
        ("<p>专题报道</p><p>2024-05-06 09:05</p>", {"reporters": ()}),
        ("2024-05-06 09:05 责任编辑：柳青<a href='/'>返回首页，查看更多</a>", {"editors": ("柳青",)}),
    ],
)
def test_people_and_counts(bar: str, fields: dict[str, Any]) -> None:
    reading = read_with(bar)
    assert {name: getattr(reading, name) for name in fields} == fields
