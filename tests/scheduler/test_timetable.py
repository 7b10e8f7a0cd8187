"""Sources and settings make the timetable."""

from datetime import datetime, timedelta

import pytest

from model.delivery import Channel, ChannelKind, DeliverSettings, Occasion
from model.settings import ScheduleSettings, Settings
from model.source import Discover, Kind, Source
from scheduler.timetable import by_id, host_locks, period_before, scattered, timetable

SETTINGS = Settings()


def source(name: str, schedule: str = "", kind: Kind = Kind.FEED, hosts: tuple[str, ...] = (), timezone: str = "Asia/Shanghai") -> Source:
    discover = tuple(Discover(kind=kind, url=f"http://{host}/") for host in hosts or (f"{name}.example",))
    return Source(id=name, outlet=name, discover=discover, schedule=schedule, timezone=timezone)


def crons(kind: Kind) -> list[str]:
    return [cron.text for cron in timetable([source("a", kind=kind)], SETTINGS)[0].crons]


def test_each_source_is_crawled_by_its_own_schedule_and_before_the_report() -> None:
    job = timetable([source("a", "30  7 * * *")], SETTINGS)[0]
    assert (job.id, [cron.text for cron in job.crons]) == ("crawl a", ["30 7 * * *", "0 6 1 * *"])
    assert job.command(datetime(2026, 11, 2, 7, 30)) == ["crawl", "a"]


def test_without_a_schedule_the_carrier_decides() -> None:
    assert crons(Kind.LIST) == ["0 8-18/2 * * *", "0 6 1 * *"]
    assert crons(Kind.EPAPER) == ["0 6-12,18 * * *", "0 6 1 * *"]
    assert crons(Kind.WECHAT) == ["0 9,17 * * *", "0 6 1 * *"]
    assert crons(Kind.SEARCH) == ["0 6 * * *", "0 6 1 * *"]
    assert all(crons(kind) for kind in Kind)


def test_only_commands_that_there_are_stand_in_the_timetable() -> None:
    reports = ["report", "report quarter", "report half", "report year"]
    assert [job.id for job in timetable([], SETTINGS, ("crawl", "report"))] == reports
    assert [job.id for job in timetable([], SETTINGS, ("report", "deliver", "inspect", "backup"))] == [*reports, "deliver", "inspect"]


def test_backups_and_digests_stand_in_it_where_somebody_wants_them() -> None:
    channel = Channel(id="a", kind=ChannelKind.FOLDER, to=("/a",), what=(Occasion.WEEKLY,))
    settings = Settings(schedule=ScheduleSettings(backup="/mnt/backup"), deliver=DeliverSettings(channels=(channel,)))
    jobs = by_id(timetable([], settings, ("deliver", "backup")))
    assert list(jobs) == ["digest weekly", "deliver", "backup"]
    assert jobs["digest weekly"].command(datetime(2026, 11, 2)) == ["deliver", "--digest", "weekly"]
    assert jobs["backup"].command(datetime(2026, 11, 2)) == ["backup", "/mnt/backup"]


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("month", "2026-11-01", "2026-10"),
        ("month", "2027-01-01", "2026-12"),
        ("quarter", "2026-10-01", "2026-Q3"),
        ("quarter", "2027-01-01", "2026-Q4"),
        ("half", "2026-07-01", "2026-H1"),
        ("half", "2027-01-01", "2026-H2"),
        ("year", "2027-01-01", "2026"),
    ],
)
def test_a_report_is_about_the_period_before(kind: str, day: str, expected: str) -> None:
    assert period_before(kind, datetime.fromisoformat(day)) == expected


def test_i11_500_sources_of_one_second_are_spread_and_always_the_same() -> None:
    sources = [source(f"s{number:03}", "0 7 * * *") for number in range(500)]
    offsets = [job.offset for job in timetable(sources, SETTINGS) if job.source]
    assert offsets == [job.offset for job in timetable(sources, SETTINGS) if job.source]
    assert all(timedelta(0) <= offset < timedelta(seconds=600) for offset in offsets)
    a_minute = [sum(offset // timedelta(minutes=1) == minute for offset in offsets) for minute in range(10)]
    assert min(a_minute) >= 30
    assert max(a_minute) <= 75
    assert scattered("s001", 0) == 0


def test_sources_of_one_server_share_a_lock_even_through_a_third_one() -> None:
    sources = [source("a", hosts=("one.example",)), source("b", hosts=("two.example", "one.example")), source("c", hosts=("two.example",)), source("d")]
    locks = host_locks(sources)
    assert locks["a"] == locks["b"] == locks["c"] != locks["d"]
    file = Source(id="e", outlet="e", discover=(Discover(kind=Kind.LINKS, url="links.csv"),))
    assert host_locks([file, source("d")])["e"] == "(e)"


def test_a_schedule_or_time_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="时间表“0 7”不对"):
        source("a", "0 7")
    with pytest.raises(ValueError, match="没有时区“Asia/Changsha”"):
        source("a", timezone="Asia/Changsha")
    assert by_id(timetable([source("a", "0 7 * * *", timezone="Asia/Urumqi")], SETTINGS))["crawl a"].zone.key == "Asia/Urumqi"
