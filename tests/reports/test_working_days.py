"""问政 and 依申请公开 by the day: the calendar of working days, single cases, what is carried over."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.ledger import entries
from archive.registers.calendars import load_calendar
from model.calendar import Calendar, WorkYear
from model.entry import Entry, EntryKind
from model.outcome import UserError
from model.table import Report
from pipelines.imports.ledger import take
from reports.build import build
from reports.calendars import calendar, shipped
from reports.formats.json import render
from reports.formats.reading import read
from reports.period import LOCAL, Period

CUTOFF = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
OCTOBER = Period.month("2026-10", CUTOFF.date())


def test_the_announced_days_of_2026() -> None:
    known = shipped()
    off = ["2026-01-01", "2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19", "2026-09-25", "2026-10-07"]
    on = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-10-08", "2026-05-06"]
    assert [known.works(date.fromisoformat(day)) for day in off] == [False] * len(off)
    assert [known.works(date.fromisoformat(day)) for day in on] == [True] * len(on)
    assert not known.works(date(2026, 10, 11))


@pytest.mark.parametrize(("year", "works"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_each_shipped_year_has_as_many_working_days_as_were_announced(year: int, works: int) -> None:
    known = shipped()
    first = date(year, 1, 1)
    assert known.workdays(date(year - 1, 12, 31), date(year, 12, 31)) == works
    assert known.years[year].source.startswith(f"国务院办公厅关于{year}年部分节假日安排的通知")
    assert not known.works(first)


def test_the_day_of_receipt_does_not_count_and_that_of_the_reply_does() -> None:
    known = shipped()
    assert known.workdays(date(2026, 9, 30), date(2026, 9, 30)) == 0
    assert known.workdays(date(2026, 9, 30), date(2026, 10, 8)) == 1  # over the holidays
    assert known.workdays(date(2026, 10, 9), date(2026, 10, 12)) == 2  # Saturday the 10th was worked


def test_a_year_without_an_announcement_is_monday_to_friday() -> None:
    assert shipped().workdays(date(2030, 9, 30), date(2030, 10, 7)) == 5


def test_the_office_puts_in_a_year_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "2030.yml").write_text("year: 2030\nsource: 省政府办公厅通知\nholidays: [2030-10-01]\nworkdays: [2030-10-05]\n", encoding="utf-8")
    known = calendar(tmp_path)
    assert known.workdays(date(2030, 9, 30), date(2030, 10, 7)) == 5  # one less, one more
    assert not known.works(date(2030, 10, 1))
    assert 2026 in known.years
    assert calendar(tmp_path / "none").years.keys() == shipped().years.keys()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("2030.yml", "year: 2030\nsource: x\nholidays: [2031-01-01]\n", "2031-01-01 不在 2030 年"),
        ("2030.yml", "year: 2030\nsource: x\nholidays: [2030-10-05]\nworkdays: [2030-10-05]\n", "既是假日又是工作日"),
        ("2030.yml", "year: 2030\nsource: x\nholidays: []\nworkdays: [2030-10-01]\n", "不用写在 workdays"),
        ("2031.yml", "year: 2030\nsource: x\nholidays: []\n", "文件名应为 2030.yml"),
        ("2030.yml", "year: 2030\nholidays: []\n", "source"),
    ],
)
def test_a_wrong_calendar_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        load_calendar(tmp_path)


def question(received: str, done: str = "", **more: Any) -> Entry:
    fields = {"kind": EntryKind.QUESTIONS, "title": f"来信 {received} {done}", **more}
    return Entry(day=date.fromisoformat(received), done=date.fromisoformat(done) if done else None, **fields)


def request(received: str, done: str = "", **more: Any) -> Entry:
    return question(received, done, kind=EntryKind.OPENNESS, category="依申请公开", **more)


def report(**more: Any) -> Report:
    return read(render(build(OCTOBER, CUTOFF, **more)))


@pytest.mark.ledger
def test_cases_are_counted_by_their_days(ledger: object) -> None:
    entries.add(
        [
            question("2026-10-01", "2026-10-28"),  # 15 working days: the 8th … the 28th, with Saturday the 10th, is 16
            question("2026-10-09", "2026-10-29"),  # 15 working days
            question("2026-10-09", "2026-10-30"),  # 16
            question("2026-10-20"),  # open
            question("2026-10-20", "2026-11-03"),  # replied after the cut-off: open
            question("2026-09-20", "2026-10-12"),  # carried over, replied in October
            question("2026-08-20"),  # carried over, still open
            question("2026-09-02", "2026-09-08"),  # of September altogether
            question("2026-11-02"),  # to come
        ]
    )
    qa = report().indicators["qa"]
    assert (qa["received"], qa["replied"], qa["on_time"], qa["carried"]) == (5, 3, 1, 2)
    assert (qa["reply_rate"], qa["on_time_rate"]) == (3 / 5, 1 / 5)
    assert qa["mean_days"] == (16 + 15 + 16) / 3


@pytest.mark.ledger
def test_an_extended_request_has_forty_working_days(ledger: object) -> None:
    july = Period.month("2026-07", CUTOFF.date())
    entries.add(
        [
            request("2026-07-01", "2026-07-29"),  # 20 working days
            request("2026-07-01", "2026-07-30"),  # 21
            request("2026-07-01", "2026-08-26", numbers={"extended": 1.0}),  # 40
            request("2026-07-01", "2026-08-27", numbers={"extended": 1.0}),  # 41
        ]
    )
    public = read(render(build(july, CUTOFF))).indicators["openness"]
    assert (public["requests"], public["answered"], public["answered_on_time"], public["on_time_rate"]) == (4, 4, 2, 0.5)


@pytest.mark.ledger
def test_cases_and_sums_are_added_up(ledger: object) -> None:
    entries.add([question("2026-10-08", "2026-10-12"), Entry(kind=EntryKind.QUESTIONS, day=date(2026, 10, 31), numbers={"received": 9.0, "replied": 4.0})])
    qa = report().indicators["qa"]
    assert (qa["received"], qa["replied"], qa["on_time"]) == (10, 5, 1)


@pytest.mark.ledger
def test_the_report_says_by_which_calendar(ledger: object) -> None:
    entries.add([question("2026-10-08", "2026-10-12")])
    told = report()
    assert "工作日依据国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）。" in str(told.annexes)
    assert [(year["year"], len(year["holidays"]), len(year["workdays"])) for year in told.terms["calendar"]] == [(2026, 33, 6)]
    bare = report(calendar=Calendar())
    assert "2026年没有日历文件，按周一至周五计。" in str(bare.annexes)
    assert bare.terms["calendar"] == [{"year": 2026, "source": None}]
    own = Calendar(years={2026: WorkYear(year=2026, source="本市通知", holidays=(date(2026, 10, 9),))})
    assert report(calendar=own).indicators["qa"]["mean_days"] == 1


@pytest.mark.ledger
def test_a_case_is_registered_again_with_its_reply(ledger: object, tmp_path: Path) -> None:
    path = tmp_path / "问政.csv"

    def stored(done: str) -> list[str]:
        path.write_text(f"事项,收到日期,答复日期,延期\n甲的来信,2026-10-09,{done},否\n", encoding="utf-8")
        return [one.outcome for one in take(path, EntryKind.QUESTIONS, store=True)]

    assert [stored(""), stored(""), stored("2026-10-20"), stored("2026-10-20")] == [["accepted"], ["duplicate"], ["accepted"], ["duplicate"]]
    [case] = entries.between(date(2026, 10, 1), date(2026, 10, 31))
    assert (case.day, case.done, case.numbers) == (date(2026, 10, 9), date(2026, 10, 20), {"extended": 0.0})
    path.write_text("事项,收到日期,答复日期\n乙的来信,2026-10-09,2026-10-08\n", encoding="utf-8")
    [wrong] = take(path, EntryKind.QUESTIONS, store=True)
    assert wrong.reason == "办结日期 2026-10-08 早于收到日期 2026-10-09"
