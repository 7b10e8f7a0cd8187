"""Rows of files become articles by the same stages as pages; each row has one outcome."""

import json
from collections import Counter
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from archive.ledger import models, registers
from archive.ledger.entering import preview
from archive.registers.files import Registers
from model.outcome import UserError
from model.outlet import Level, Medium
from model.reading import Precision
from model.row import Row, Taken
from pipelines.group import group
from pipelines.imports import jsonl, sheet, values
from pipelines.imports.take import Import
from tests.pipelines.samples import BUREAU, OUTLET, SOURCE

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
BODY = "近日，云溪市民政局在全市开展养老服务进社区活动，组织护理员上门为高龄老人体检、理发，并讲解助餐点的办理流程，受到群众欢迎。"
GIVEN = {
    "id": "r1",
    "url": "https://chenbao.example/1.html",
    "outlet": OUTLET.name,
    "title": "养老服务进社区",
    "body": BODY,
    "published": "2026-10-05T08:30:00+08:00",
}
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


@pytest.fixture(autouse=True)
def loaded(ledger: object) -> None:
    registers.load(Registers(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))


def take(*given: dict[str, Any] | str, as_is: bool = False) -> list[Taken]:
    lines = [one if isinstance(one, str) else json.dumps(GIVEN | one, ensure_ascii=False) for one in given]
    return list(Import(registers.bureau(), group, as_is, NOW).take(jsonl.rows(lines)))


def test_what_a_row_does_not_say_is_worked_out() -> None:
    (taken,) = take({})
    assert (taken.outcome, taken.id, taken.number) == ("accepted", "r1", 1)
    stored = models.Article.objects.get()
    assert (stored.id, stored.url, stored.outlet_id) == (taken.article, "http://chenbao.example/1.html", OUTLET.id)
    assert (stored.level, stored.medium) == ("city", "website")
    assert (stored.published, stored.published_precision) == (datetime(2026, 10, 5, 0, 30, tzinfo=UTC), "second")
    assert (str(stored.day), stored.role, stored.capture) == ("2026-10-05", "first", None)
    assert stored.fingerprint != ""
    assert [credit.unit_id for credit in stored.credits.all()] == [BUREAU.root.id]
    assert stored.text.body == BODY


def test_what_a_row_says_is_taken() -> None:
    unit, topic = BUREAU.root.children[0], BUREAU.topics[0]
    said = {
        "level": "中央",
        "medium": "微信",
        "units": [unit.name],
        "topics": [topic.id],
        "position": "头版头条、图片新闻",
        "counts": {"reads": "10万+", "likes": 35},
    }
    (taken,) = take(said | {"correspondents": "周一 吴二", "reporters": ["郑三"], "body": "短", "page_no": "A01"})
    assert taken.warnings == ("级别“中央”与登记的“市级”不同，按文件", "载体“微信”与登记的“网站”不同，按文件")
    stored = models.Article.objects.get()
    assert (stored.level, stored.medium, stored.page_no) == ("central", "wechat", "A01")
    assert (stored.correspondents, stored.reporters) == (["周一", "吴二"], ["郑三"])
    assert [credit.unit_id for credit in stored.credits.all()] == [unit.id]
    assert [tag.topic_id for tag in stored.taggings.all()] == [topic.id]
    assert stored.position.words == ["头版头条", "图片新闻"]
    assert (stored.counts.get().values, stored.counts.get().at_least) == ({"reads": 100001, "likes": 35}, ["reads"])


def test_reprints_are_grouped_and_the_earliest_is_the_first() -> None:
    take({"published": "2026-10-06"}, {"url": "https://b.example/1", "outlet": "乙报", "level": "省级", "medium": "报纸", "published": "2026-10-04"})
    assert dict(models.Article.objects.values_list("outlet__name", "role")) == {OUTLET.name: "reprint", "乙报": "first"}
    assert models.Story.objects.get().size == 2


def test_the_same_file_twice_changes_nothing() -> None:
    rows = [{}, {"url": "", "title": "没有网址的一篇", "published": "2026-10-06"}]
    assert [one.outcome for one in take(*rows)] == ["accepted", "accepted"]
    before = list(models.Article.objects.order_by("number").values())
    again = take(*rows)
    assert [(one.outcome, one.of) for one in again] == [("duplicate", 0), ("duplicate", 0)]
    assert [one.article for one in again] == [row["id"] for row in before]
    assert list(models.Article.objects.order_by("number").values()) == before


def test_a_row_without_address_repeats_one_of_the_same_outlet_day_and_title() -> None:
    taken = take({}, {"url": "", "title": "“养老服务”进社区", "published": "2026-10-05"}, {"url": "", "published": "2026-10-07"})
    assert [(one.outcome, one.of) for one in taken] == [("accepted", 0), ("duplicate", 1), ("accepted", 0)]
    (again,) = take({"url": "", "title": "养老服务 进社区", "published": "2026/10/5"})
    assert again.outcome == "duplicate"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "不是有效的 JSON"),
        ("[1]", "不是一篇文章"),
        ({"title": " "}, "缺少标题"),
        ({"title": "\u200b\u202e"}, "缺少标题"),
        ({"published": "上周五"}, "“上周五”不是日期"),
        ({"published": "2026-02-30"}, "“2026-02-30”不是日期"),
        ({"level": "国际"}, "媒体级别“国际”不对"),
        ({"medium": "飞鸽"}, "载体“飞鸽”不对"),
        ({"outlet": "", "url": "https://nowhere.example/1"}, "没有写明媒体"),
        ({"units": ["月球民政局"]}, "单位“月球民政局”没有登记"),
        ({"topics": ["登月"]}, "专题“登月”没有登记"),
        ({"units": []}, "没有归属单位"),
        ({"body": "与我们无关的一段话。", "title": "无关"}, "未提及本单位"),
        ({"counts": [1]}, "counts 应为"),
        ({"counts": {"reads": "很多"}}, "“很多”不是个数"),
        ({"body": ["a"]}, "body 应为文字"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: dict[str, Any] | str, reason: str) -> None:
    first, second = take(row, {"url": "https://chenbao.example/2.html"})
    assert first.outcome == "rejected"
    assert reason in first.reason
    assert second.outcome == "accepted"


def test_an_outlet_that_is_unknown_is_registered_once() -> None:
    unknown = {"outlet": "山河日报", "level": "省", "medium": "报纸"}
    taken = take(unknown, unknown | {"url": "https://b.example/2"}, {"url": "https://b.example/3", "outlet": "山河日报", "level": "", "medium": None})
    assert [one.outcome for one in taken] == ["accepted"] * 3
    outlet = models.Outlet.objects.get(name="山河日报")
    assert [(standing.level, standing.medium) for standing in outlet.standings.all()] == [("province", "newspaper")]
    assert set(models.Article.objects.values_list("outlet_id", "level", "medium")) == {(outlet.id, "province", "newspaper")}


def test_as_is_keeps_everything_and_registers_what_it_names() -> None:
    taken = take(
        {"body": "无关", "title": "无关"},
        {"url": "https://b.example/2", "units": ["月球民政局"], "topics": ["登月"]},
        {"url": "https://b.example/3", "units": []},
        as_is=True,
    )
    assert [one.outcome for one in taken] == ["accepted"] * 3
    assert models.Unit.objects.get(name="月球民政局").parent_id == BUREAU.root.id
    assert models.Topic.objects.filter(name="登月").exists()
    assert Counter(models.Credit.objects.values_list("unit__name", flat=True)) == {"月球民政局": 1}


def test_as_is_fills_an_archive_without_a_bureau() -> None:
    models.PointsRule.objects.all().delete()
    models.Topic.objects.all().delete()
    models.Unit.objects.exclude(id=BUREAU.root.id).delete()
    models.Unit.objects.all().delete()
    (taken,) = Import(None, group, True, NOW).take(jsonl.rows([json.dumps(GIVEN | {"units": ["甲县民政局"]})]))
    assert taken.outcome == "accepted"
    assert list(models.Unit.objects.order_by("position").values_list("name", "parent__name")) == [("本单位", None), ("甲县民政局", "本单位")]


def test_a_preview_stores_nothing() -> None:
    with preview():
        assert [one.outcome for one in take({}, {}, {"outlet": "新报", "level": "市级", "url": "https://b.example/9"})] == ["accepted", "duplicate", "accepted"]
    assert not models.Article.objects.exists()
    assert not models.Outlet.objects.filter(name="新报").exists()


def test_an_article_without_a_date_waits_for_one() -> None:
    take({"published": None})
    stored = models.Article.objects.get()
    assert (stored.published, stored.day, stored.published_precision) == (None, None, "none")


@pytest.mark.parametrize(
    ("written", "moment", "precision"),
    [
        ("2026-10-05", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026/10/5", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026.10.5", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026年10月5日", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026-10-05 08:30", "2026-10-05T08:30:00+08:00", Precision.MINUTE),
        ("2026-10-05 08:30:15", "2026-10-05T08:30:15+08:00", Precision.SECOND),
        ("2026-10-05T00:30:15Z", "2026-10-05T08:30:15+08:00", Precision.SECOND),
        ("2026-10-05T08:30:15.123456+08:00", "2026-10-05T08:30:15.123456+08:00", Precision.SECOND),
        ("2026-10-05 08:30:15+08:00", "2026-10-05T08:30:15+08:00", Precision.SECOND),
        ("2026-10-05T08:30", "2026-10-05T08:30:00+08:00", Precision.MINUTE),
        (45423, "2024-05-11T00:00:00+08:00", Precision.DAY),
        ("45423", "2024-05-11T00:00:00+08:00", Precision.DAY),
        (datetime(2026, 10, 5), "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("２０２６－１０－０５", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026-10/05", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026年10月5日（星期一）", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("2026年10月05日08:18", "2026-10-05T08:18:00+08:00", Precision.MINUTE),
        ("2026-10-05 14:43:00:0", "2026-10-05T14:43:00+08:00", Precision.SECOND),
        ("2026-10-05 13:48:13:671", "2026-10-05T13:48:13+08:00", Precision.SECOND),
        ("二〇二六年十月五日", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("20261005 08:30", "2026-10-05T08:30:00+08:00", Precision.MINUTE),
        (20261005, "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("1791161415", "2026-10-05T08:50:15+08:00", Precision.SECOND),
        (1791161415000, "2026-10-05T08:50:15+08:00", Precision.SECOND),
        ("Mon Oct 05 09:35:04 +0800 2026", "2026-10-05T09:35:04+08:00", Precision.SECOND),
        ("10-05 09:30", "2026-10-05T09:30:00+08:00", Precision.MINUTE),
        ("10月5日", "2026-10-05T00:00:00+08:00", Precision.DAY),
        ("12月25日", "2025-12-25T00:00:00+08:00", Precision.DAY),
        ("今天 09:30", "2026-11-22T09:30:00+08:00", Precision.MINUTE),
        ("昨天", "2026-11-21T00:00:00+08:00", Precision.DAY),
        ("5小时前", "2026-11-22T07:00:00+08:00", Precision.MINUTE),
    ],
)
def test_moments_as_people_and_programs_write_them(written: Any, moment: str, precision: Precision) -> None:
    when, told = values.moment(written, NOW)
    assert when == datetime.fromisoformat(moment)
    assert told is precision


@pytest.mark.parametrize(
    "written", ["2026-13-01", "13月5日", "2026.10.5-7", "10月5日至7日", "2026年10月", "0026-10-05", "99999", 7, "明天", "2026-10-05T25:00:00Z"]
)
def test_what_is_no_moment_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="不是日期"):
        values.moment(written)


@pytest.mark.parametrize(
    ("written", "number", "least"), [("10万+", 100001, True), ("3.5万", 35000, False), ("1,234", 1234, False), (7, 7, False), (None, None, False)]
)
def test_counts_as_platforms_write_them(written: Any, number: int | None, least: bool) -> None:
    assert values.count(written) == (number, least)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (95, 95),
        ("95秒", 95),
        ("1分35秒", 95),
        ("1'35\"", 95),
        ("1′35″", 95),
        ("1’35”", 95),
        ("1：35", 95),
        ("00:01:35", 95),
        ("1.5分钟", 90),
        (time(1, 35), 95),
        ("", None),
    ],
)
def test_how_long_something_lasts(written: Any, seconds: int | None) -> None:
    assert values.seconds(written) == seconds


@pytest.mark.parametrize(("written", "number"), [("约1,200字", 1200), ("８６０", 860), (860.0, 860), (None, None)])
def test_numbers_of_characters(written: Any, number: int | None) -> None:
    assert values.characters(written) == number


# Spreadsheets


@pytest.mark.parametrize("name", ["print_broadcast_import_simulated.xlsx", "print_broadcast_import_simulated.csv"])
def test_a_register_of_print_and_broadcast(name: str) -> None:
    path = SHARED / "data" / "carriers" / "manual" / name
    if not path.exists():
        pytest.skip("the shared samples of registers are not there")
    taken = list(Import(registers.bureau(), group, True, NOW).take(sheet.rows(path)))
    assert [one.outcome for one in taken] == ["accepted", "accepted", "accepted", "accepted", "duplicate", "rejected"]
    assert taken[4].of == 1
    assert taken[5].reason == "缺少刊播日期"
    assert [str(day) for day in models.Article.objects.order_by("day").values_list("day", flat=True)] == [
        "2024-05-01",
        "2024-05-06",
        "2024-05-11",
        "2024-05-20",
    ]
    first = models.Article.objects.order_by("day")[0]
    assert (first.page_no, first.page_name, first.reporters, first.correspondents) == ("A03", "民生", ["张三"], ["李四"])
    assert [credit.unit.name for credit in first.credits.all()] == ["养老服务科"]


def test_a_head_is_found_under_titles_and_total_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("云溪市民政局刊播台账,,\n（2026年10月）,,\n日 期,刊发媒体,题　目,级别\n2026-10-05,甲报,养老服务,市级\n,,,\n合计,1,,\n".encode("gb18030"))
    (row,) = [row for row, _ in sheet.rows(path)]
    assert isinstance(row, Row)
    assert (row.outlet, row.title, row.level, row.published_precision) == ("甲报", "养老服务", Level.CITY, Precision.DAY)


def test_a_sheet_without_a_head_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1,2,3\n" * 20)
    with pytest.raises(UserError, match="没有找到表头（至少要有 标题、媒体名称 这几列）"):
        list(sheet.rows(path))
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    with pytest.raises(UserError, match="不是有效的 Excel 工作簿"):
        list(sheet.rows(tmp_path / "b.xlsx"))


def test_media_and_levels_by_any_of_their_words() -> None:
    assert [values.level(text) for text in ("省", "省级", "province", "中央级", "县级媒体", "自有平台", "")] == [
        Level.PROVINCE,
        Level.PROVINCE,
        Level.PROVINCE,
        Level.CENTRAL,
        Level.COUNTY,
        Level.SELF,
        None,
    ]
    assert values.medium("短视频") is Medium.VIDEO


EXPORT = "内容标题,发表时间,总阅读次数,总分享次数,点赞次数,留言数,内容url\n养老服务进社区：云溪市民政局在行动,20261005 08:30,{reads},12,30,,https://mp.weixin.qq.com/s?__biz=B&mid=1&idx=1&sn=a&chksm=b\n"


def test_the_export_of_an_own_account(tmp_path: Path) -> None:
    path = tmp_path / "后台导出.csv"

    def imported(reads: str, day: int) -> list[str]:
        path.write_text(EXPORT.format(reads=reads).replace("20261005", "2026-10-05"), encoding="gb18030")
        now = NOW.replace(day=day)
        return [taken.outcome for taken in Import(BUREAU, group, as_is=False, now=now, outlet=OUTLET.id).take(sheet.rows(path, ("title",)))]

    assert imported("10万+", 10) == ["accepted"]
    assert imported("10万+", 11) == ["duplicate"]
    assert imported("123456", 12) == ["duplicate"]
    told = models.Counts.objects.order_by("taken").values_list("values", "at_least")
    assert list(told) == [({"reads": 100001, "likes": 30, "shares": 12}, ["reads"]), ({"reads": 123456, "likes": 30, "shares": 12}, [])]


def test_a_file_of_an_outlet_that_nobody_knows() -> None:
    with pytest.raises(UserError, match="没有登记"):
        Import(BUREAU, group, as_is=False, outlet="nobody")


def test_rows_of_an_outlet_that_nobody_registered_wait_until_somebody_has() -> None:
    rows = [json.dumps(GIVEN | {"url": f"https://wanbao.example/{number}.html", "outlet": "云溪晚报"}, ensure_ascii=False) for number in (1, 2)]

    def imported() -> tuple[list[str], dict[str, int]]:
        importing = Import(registers.bureau(), group, False, NOW)
        return [taken.outcome for taken in importing.take(jsonl.rows([*rows, json.dumps(GIVEN)]))], dict(importing.undecided)

    assert imported() == (["waiting", "waiting", "accepted"], {"云溪晚报": 2})
    models.Outlet.objects.filter(id=OUTLET.id).update(aliases=["云溪晚报"])
    assert imported() == (["accepted", "accepted", "duplicate"], {})
