"""The timetable: which commands run when."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from model.cron import Cron
from model.delivery import DeliverSettings, Occasion
from model.settings import ScheduleSettings, Settings
from model.source import Kind, Source

LOCAL = ZoneInfo("Asia/Shanghai")
EVERY_TWO_HOURS = Cron.parse("0 8-18/2 * * *")
TWICE_A_DAY = Cron.parse("0 9,17 * * *")
# When a carrier is looked at whose source names no schedule.
USUAL = {
    Kind.LIST: EVERY_TWO_HOURS,
    Kind.JPAGE: EVERY_TWO_HOURS,
    Kind.FEED: EVERY_TWO_HOURS,
    Kind.SITEMAP: EVERY_TWO_HOURS,
    Kind.EPAPER: Cron.parse("0 6-12,18 * * *"),  # until the day's issue has appeared
    Kind.SEARCH: Cron.parse("0 6 * * *"),
    Kind.WECHAT: TWICE_A_DAY,
    Kind.WEIBO: TWICE_A_DAY,
    Kind.TOUTIAO: TWICE_A_DAY,
    Kind.THEPAPER: TWICE_A_DAY,
    Kind.DOUYIN: TWICE_A_DAY,
    Kind.LINKS: TWICE_A_DAY,
}
MONTH_END = Cron.parse("0 6 1 * *")  # every source once more before the report of the month
REPORTS = {
    "month": Cron.parse("0 8 1 * *"),
    "quarter": Cron.parse("0 8 1 1,4,7,10 *"),
    "half": Cron.parse("0 8 1 1,7 *"),
    "year": Cron.parse("0 8 1 1 *"),
}
BACKUP = Cron.parse("30 2 * * *")
INSPECT = Cron.parse("10 * * * *")
MINUTELY = Cron.parse("* * * * *")

Command = Callable[[datetime], list[str]]
Needed = Callable[[datetime], bool]


def always(now: datetime) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One line of the timetable."""

    id: str  # names its runs in the ledger; never changes while its meaning stays
    crons: tuple[Cron, ...]
    command: Command  # arguments of `jianbao`, for the slot that is answered
    limit: timedelta  # that a run may take
    zone: ZoneInfo = LOCAL  # whose wall clock the crons and slots mean
    offset: timedelta = timedelta(0)  # begins so much later, so that not everything begins at once
    every: bool = False  # each missed slot is owed until it is done: a report a month; else only the last: one crawl for all that was missed
    past: bool = True  # a new installation owes the last slot, so that it begins at once; else what comes after its beginning
    source: str = ""  # Source.id of a crawl; crawls that are due together share a process
    lock: str = ""  # jobs with the same lock never run in two processes at once
    until_fed: bool = False  # once a run of the day brought something, the others of that day are left out
    after_crawls: bool = False  # waits for the crawls that are due before it
    needed: Needed = always  # whether there is anything to do at a moment (aware): without, a slot waits


def timetable(
    sources: Iterable[Source],
    settings: Settings,
    commands: Collection[str] = ("crawl", "report"),
    to_send: Needed = always,
) -> list[Job]:
    """A crawl for every source, a report for every kind of period, the messages and the upkeep; of all these what `commands` has.

    `to_send` tells whether messages wait to be sent.
    """
    sources = list(sources)
    locks = host_locks(sources)
    crawls = [crawl(source, locks[source.id], settings.schedule) for source in sources]
    reports = [report(kind) for kind in REPORTS]
    jobs = [*crawls, *reports, *digests(settings.deliver), *upkeep(settings.schedule, to_send)]
    return [job for job in jobs if job.command(datetime(2000, 1, 1))[0] in commands]


def digests(settings: DeliverSettings) -> list[Job]:
    """What came in since yesterday, or last week, for the channels that want to know."""
    crons = {Occasion.DAILY: settings.daily, Occasion.WEEKLY: settings.weekly}
    return [digest(occasion, Cron.parse(cron)) for occasion, cron in crons.items() if settings.wanting(occasion)]


def digest(occasion: Occasion, cron: Cron) -> Job:
    return Job(id=f"digest {occasion}", crons=(cron,), command=lambda _: ["deliver", "--digest", occasion.value], limit=timedelta(hours=1))


def upkeep(settings: ScheduleSettings, to_send: Needed) -> list[Job]:
    jobs = [
        Job(id="deliver", crons=(MINUTELY,), command=lambda _: ["deliver"], limit=timedelta(hours=1), needed=to_send),
        Job(id="inspect", crons=(INSPECT,), command=lambda _: ["inspect"], limit=timedelta(hours=1)),
    ]
    if settings.backup:
        jobs.append(Job(id="backup", crons=(BACKUP,), command=lambda _: ["backup", settings.backup], limit=timedelta(hours=6)))
    return jobs


def crawl(source: Source, lock: str, settings: ScheduleSettings) -> Job:
    kinds = {rules.kind for rules in source.discover}
    own = [Cron.parse(source.schedule)] if source.schedule else [USUAL[kind] for kind in Kind if kind in kinds]
    return Job(
        id=f"crawl {source.id}",
        crons=(*dict.fromkeys(own), MONTH_END),
        command=lambda _: ["crawl", source.id],
        limit=timedelta(hours=settings.hours),
        zone=ZoneInfo(source.timezone),
        offset=timedelta(seconds=scattered(source.id, settings.spread)),
        source=source.id,
        lock=lock,
        until_fed=not source.schedule and kinds == {Kind.EPAPER},
    )


def report(kind: str) -> Job:
    name = "report" if kind == "month" else f"report {kind}"
    return Job(
        id=name,
        crons=(REPORTS[kind],),
        command=lambda slot: ["report", period_before(kind, slot), "--deliver"],
        limit=timedelta(hours=6),
        every=True,
        past=kind == "month",
        after_crawls=True,
    )


def period_before(kind: str, slot: datetime) -> str:
    """The name of the period that ended before the slot's day: 2026-10, 2026-Q3, 2026-H1, 2026."""
    last = slot.replace(day=1) - timedelta(days=1)
    match kind:
        case "month":
            return f"{last:%Y-%m}"
        case "quarter":
            return f"{last.year}-Q{(last.month + 2) // 3}"
        case "half":
            return f"{last.year}-H{(last.month + 5) // 6}"
        case _:
            return f"{last.year}"


def scattered(name: str, spread: int) -> int:
    """Seconds from 0 up to `spread`: for one name always the same, over many names even."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest()) % spread if spread else 0


def host_locks(sources: Iterable[Source]) -> dict[str, str]:
    """A lock for each source, by Source.id: sources that share a server, if only through a third one, share a lock."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    hosts = {source.id: sorted(_hosts(source)) for source in sources}
    for first, *others in hosts.values():
        for other in others:
            one, two = sorted((root(first), root(other)))
            parent[two] = one
    return {source: root(first) for source, (first, *_) in hosts.items()}


def _hosts(source: Source) -> set[str]:
    """The servers of a source's lists; a source without any (a file of the office) has itself."""
    return {urlsplit(rules.url).hostname or f"({source.id})" for rules in source.discover} or {f"({source.id})"}


def by_id(jobs: Iterable[Job]) -> Mapping[str, Job]:
    return {job.id: job for job in jobs}
