"""Rows of an outlet that nobody registered wait in the ledger until a person decides."""

from pathlib import Path

import pytest

from archive.evidence import Evidence
from archive.ledger import changes, models, registers, undecided
from archive.ledger.entering import preview
from archive.registers.files import Registers
from model.outcome import UserError
from model.outlet import Level, Medium
from tests.pipelines.tables import DAILY, JPEG, UNITS, decider, line, outcomes, table, take

pytestmark = pytest.mark.ledger
WANBAO = "云溪晚报"


@pytest.fixture(autouse=True)
def loaded(ledger: object) -> None:
    registers.load(Registers(outlets=(DAILY,), sources=(), bureau=UNITS))


def waiting() -> dict[str, int]:
    return {group.name: group.rows for group in undecided.groups()}


def test_a_row_of_an_unknown_outlet_waits_with_all_that_it_said(tmp_path: Path) -> None:
    path = table(tmp_path, line(), line(outlet=WANBAO, position="头版头条"))
    first, second = take(path)
    assert (first.outcome, second.outcome) == ("accepted", "waiting")
    assert "媒体“云溪晚报”没有登记" in second.reason
    assert waiting() == {WANBAO: 1}
    (row,) = undecided.rows_of(undecided.name_of(WANBAO))
    assert (row.file, row.place, row.by) == ("台账.csv", 2, "小周")
    assert (row.row.title, row.row.page_no, row.row.page_name, row.row.position) == ("云溪市民政局开展敬老月活动", "A03", "民生", ("头版头条",))


def test_a_level_in_the_row_does_not_register_what_may_be_a_slip_of_the_pen(tmp_path: Path) -> None:
    path = table(tmp_path, ["2026-10-05", "云溪曰报", "市级", "报纸", "云溪市民政局"], head=("日期", "媒体", "级别", "载体", "标题"))
    assert outcomes(take(path)) == ["waiting"]
    assert models.Outlet.objects.count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, line(outlet=WANBAO), line(outlet="云溪 晚报"), line(outlet=WANBAO, title="云溪市民政局第二件"))
    once = take(path)
    assert (outcomes(once), once[1].of) == (["waiting", "duplicate", "waiting"], 1)
    before = list(models.Undecided.objects.order_by("number").values())
    assert outcomes(take(path, by="另一人")) == ["waiting", "duplicate", "waiting"]
    assert list(models.Undecided.objects.order_by("number").values()) == before


def test_a_corrected_row_takes_the_place_of_the_one_that_waits(tmp_path: Path) -> None:
    take(table(tmp_path, line(outlet=WANBAO, page="A01")))
    take(table(tmp_path, line(outlet=WANBAO, page="A02"), name="改过的.csv"))
    (row,) = undecided.everything()
    assert (row.row.page_no, row.file) == ("A02", "改过的.csv")


def test_an_alias_lets_the_rows_in_with_the_outcomes_of_an_import(tmp_path: Path) -> None:
    path = table(
        tmp_path, line(), line(outlet="云溪日报社"), line(outlet="云溪日报社", title="云溪市民政局第二件"), line(outlet="云溪日报社", title="与我们无关")
    )
    assert outcomes(take(path)) == ["accepted", "waiting", "waiting", "waiting"]
    settled = decider().alias("云溪日报社", DAILY.id)
    assert [(one.place, taken.outcome.value) for one, taken in settled] == [(2, "duplicate"), (3, "accepted"), (4, "rejected")]
    assert settled[2][1].reason == "未提及本单位"
    assert waiting() == {}
    outlet = models.Outlet.objects.get()
    assert (outlet.aliases, outlet.edited) == (["云溪日报社"], True)
    filing = models.Filing.objects.get(article__title="云溪市民政局第二件")
    assert (filing.by, filing.file, filing.row) == ("小周", "台账.csv", 3)
    assert [(change.who, change.subject, change.after) for _, change in changes.newest(1)] == [("主任", "媒体", {"别名": ["云溪日报社"]})]
    assert outcomes(take(path)) == ["duplicate", "duplicate", "duplicate", "rejected"]


def test_a_new_outlet_lets_the_rows_in(tmp_path: Path) -> None:
    path = table(tmp_path, line(outlet="晚报"))
    take(path)
    ((_, taken),) = decider().register("晚报", Level.CITY, Medium.NEWSPAPER, WANBAO)
    assert taken.outcome == "accepted"
    stored = models.Article.objects.select_related("outlet").get()
    assert (stored.outlet.name, stored.outlet.aliases, stored.level, stored.medium) == (WANBAO, ["晚报"], "city", "newspaper")
    assert outcomes(take(path)) == ["duplicate"]


def test_a_name_that_is_taken_is_refused_and_the_rows_still_wait(tmp_path: Path) -> None:
    take(table(tmp_path, line(outlet="日报")))
    with pytest.raises(UserError, match="已有登记"):
        decider().register("日报", Level.CITY, Medium.NEWSPAPER, DAILY.name)
    assert waiting() == {"日报": 1}


def test_rows_that_nobody_wants_stay_away_until_that_is_taken_back(tmp_path: Path) -> None:
    path = table(tmp_path, line(outlet=WANBAO))
    take(path)
    assert decider().drop(WANBAO) == 1
    (again,) = take(path)
    assert (again.outcome, again.reason) == ("rejected", "媒体“云溪晚报”的这一行以前决定过不要")
    assert (waiting(), [(one.name, one.rows, one.by) for one in undecided.dropped(9)]) == ({}, [(WANBAO, 1, "主任")])
    assert decider().restore(WANBAO) == 1
    assert waiting() == {WANBAO: 1}
    with pytest.raises(UserError, match="没有媒体“云溪晚报”的待定行"):
        decider().restore(WANBAO)


def test_rows_come_in_too_when_the_outlet_was_registered_elsewhere(tmp_path: Path) -> None:
    path = table(tmp_path, line(outlet=WANBAO))
    take(path)
    registers.add_alias(DAILY.id, WANBAO, "主任")
    assert outcomes(take(path)) == ["accepted"]
    assert waiting() == {}


def test_a_preview_leaves_nothing_waiting(tmp_path: Path) -> None:
    with preview():
        assert outcomes(take(table(tmp_path, line(outlet=WANBAO)))) == ["waiting"]
    assert waiting() == {}


def test_a_scan_waits_with_its_row_and_follows_it(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    evidence = Evidence(tmp_path / "evidence")
    path = table(tmp_path, line(outlet=WANBAO, scan="a.jpg"))
    take(path, evidence)
    take(path, evidence)
    evidence.close()
    assert models.Scan.objects.filter(undecided__isnull=False).count() == 1
    ((_, taken),) = decider().alias(WANBAO, DAILY.id)
    assert (taken.outcome, taken.warnings) == ("accepted", ())
    assert [(one.name, one.by) for one in models.Article.objects.get().scans.all()] == [("a.jpg", "小周")]
