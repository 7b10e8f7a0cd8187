"""Stored pages read again: told first, written on request, and closed reports stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.evidence import Evidence
from archive.ledger import models, pending, registers, rereading
from archive.ledger.rereading import Wanted
from archive.registers.files import Registers as RegisterFiles
from model.capture import Capture
from model.difference import Difference
from model.outcome import Outcome
from model.reading import PageKind, Precision, Reading, Status
from pipelines import reread
from pipelines.intake import Intake
from pipelines.line import Line, Registers
from tests.pipelines.samples import BODY, BUREAU, MORNING, OUTLET, SOURCE, capture, reading
from tests.pipelines.test_intake import RecordingIndex

ALL = Wanted(outcomes=frozenset((Outcome.KEPT, Outcome.UNREADABLE, Outcome.REJECTED)))
USUAL = Wanted(outcomes=frozenset((Outcome.KEPT, Outcome.UNREADABLE)))


class Pool:
    """Reads in this process, as the test says."""

    def __init__(self, read: Any) -> None:
        self._line = Line(Registers(sources={"chenbao": SOURCE}, outlets={"chenbao": OUTLET}, bureau=BUREAU), lambda served, *_: read(served))

    def submit(self, captures: list[Capture]) -> Any:
        return [self._line(one) for one in captures]

    def verdicts(self, sent: Any) -> Any:
        return sent


def before(served: Capture) -> Reading:
    """The reading of last year: page 1 without its time, page 2 not at all, page 3 of somebody else."""
    match served.url[-6]:
        case "1":
            return reading(published=None, published_precision=Precision.NONE, body=BODY + "\n责任编辑：甲")
        case "2":
            return Reading(kind=PageKind.UNKNOWN, status=Status.OK)
        case "3":
            return reading(title="天气", body="晴" * 60)
        case _:
            return reading()


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[Evidence]:
    made = Evidence(tmp_path / "evidence")
    yield made
    made.close()


@pytest.fixture
def pages(ledger: object, evidence: Evidence) -> Evidence:
    registers.load(RegisterFiles(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))
    with Intake(evidence, Pool(before), RecordingIndex(), print) as intake:  # type: ignore[arg-type]
        for number in range(1, 5):
            intake.receive(capture(url=f"http://chenbao.example/{number}.html", body=f"{number}".encode(), listed_published=None))
    return evidence


def differences(evidence: Evidence, read: Any, wanted: Wanted = USUAL, apply: bool = False) -> dict[str, Difference]:
    lost: list[str] = []
    again = reread.Reread(evidence.read, Pool(read), lambda stored, reason: lost.append(reason))  # type: ignore[arg-type]
    found = {}
    for batch in rereading.batches(wanted):
        read_again = again.read(batch)
        for page in read_again:
            if one := reread.difference(*page):
                found[one.url[-6]] = one
        if apply:
            reread.apply(read_again)
    assert lost == []
    return found


def better(served: Capture) -> Reading:
    return reading(title="天气", body="晴" * 60) if served.url[-6] == "3" else reading(correspondents=("柳青",))


def test_the_same_reading_makes_no_difference(pages: Evidence) -> None:
    assert differences(pages, before, ALL) == {}


def test_what_changed_is_told_and_nothing_is_written(pages: Evidence) -> None:
    found = differences(pages, better)
    assert set(found) == {"1", "2", "4"}
    assert found["1"].changed["published"] == (None, MORNING)
    assert found["1"].changed["body"] == (["责任编辑：甲"], [])
    assert found["1"].changed["correspondents"] == ((), ("柳青",))
    assert (found["2"].was, found["2"].now) == (Outcome.UNREADABLE, Outcome.KEPT)
    assert set(found["4"].changed) == {"correspondents"}
    assert models.Article.objects.count() == 2
    assert not models.Article.objects.exclude(version=1).exists()


def test_on_request_it_is_written_and_indexed_again(pages: Evidence) -> None:
    models.Article.objects.update(indexed_version=1)
    kept = models.Article.objects.get(url__endswith="1.html")
    differences(pages, better, apply=True)
    row = models.Article.objects.get(number=kept.number)
    assert (row.day, row.correspondents, row.version > 1) == (MORNING.date(), ["柳青"], True)
    assert (row.story_id, row.collected, row.capture_id) == (kept.story_id, kept.collected, kept.capture_id)
    assert row.text.body == BODY
    assert row.characters == len(BODY.replace("\n", ""))
    assert {credit.unit_id for credit in row.credits.all()} == {"shiju"}
    new = models.Article.objects.get(url__endswith="2.html")
    assert new.capture is not None
    assert models.Address.objects.get(url__endswith="2.html").outcome == Outcome.KEPT
    assert pending.waiting() == 3
    assert differences(pages, better, ALL) == {}


def test_an_article_that_reads_as_not_ours_is_told_and_stays(pages: Evidence) -> None:
    def other(served: Capture) -> Reading:
        return reading(title="天气", body="晴" * 60)

    found = differences(pages, other, apply=True)
    assert (found["4"].now, found["4"].reason) == (Outcome.REJECTED, "未提及本单位")
    assert models.Article.objects.count() == 2
    assert models.Address.objects.get(url__endswith="2.html").reason == "未提及本单位"


def test_a_rejected_page_is_read_again_only_when_asked_for(pages: Evidence) -> None:
    assert "3" not in differences(pages, lambda _: reading())
    found = differences(pages, lambda _: reading(), ALL, apply=True)
    assert (found["3"].was, found["3"].now) == (Outcome.REJECTED, Outcome.KEPT)
    assert models.Article.objects.filter(url__endswith="3.html").exists()


def test_a_closed_report_is_named_and_stays(pages: Evidence) -> None:
    article = models.Article.objects.get(url__endswith="4.html")
    day = MORNING.date()
    more = {"since": day, "until": day, "cutoff": MORNING, "frozen": MORNING, "last": 9, "digest": "", "content": b"x", "figures": {}}
    snapshot = models.Snapshot.objects.create(kind="month", period="2026-10", revision=1, **more)
    models.Frozen.objects.create(snapshot=snapshot, article=article.id, part="counted")
    found = differences(pages, better, apply=True)
    assert (found["4"].closed, found["1"].closed) == (("2026-10",), ())
    assert bytes(models.Snapshot.objects.get().content) == b"x"
    assert models.Frozen.objects.get().article == article.id


def test_a_block_page_says_nothing(pages: Evidence) -> None:
    assert differences(pages, lambda _: Reading(kind=PageKind.BLOCKED, status=Status.BLOCKED)) == {}


def test_only_some_sources_and_days(pages: Evidence) -> None:
    assert rereading.count(replace(USUAL, sources=("other",))) == 0
    assert rereading.count(replace(USUAL, since=MORNING + timedelta(days=1))) == 0
    assert rereading.count(replace(USUAL, since=MORNING, until=MORNING + timedelta(days=1))) == 3


def test_lost_evidence_is_told(pages: Evidence) -> None:
    pages.close()
    for file in pages.folder.rglob("*.warc.gz"):
        file.unlink()
    lost: list[str] = []
    again = reread.Reread(pages.read, Pool(before), lambda stored, reason: lost.append(f"{stored.url[-6]} {reason}"))  # type: ignore[arg-type]
    assert [again.read(batch) for batch in rereading.batches(USUAL)] == [[]]
    assert len(lost) == 3
    assert "请从备份恢复" in lost[0]


TEXT = "\n".join(
    f"云溪市民政局第{number}次调研{place}，{thing}。"
    for number, place, thing in (
        ("一", "东街社区长者食堂", "老人们说饭菜可口，价钱公道，志愿者把饭送到了楼上"),
        ("二", "西关婚姻登记处", "新人领证只要二十分钟，还能在门口的老槐树下拍照"),
        ("三", "北湖儿童之家", "孩子们放学以后在这里写作业、下棋，等父母下班"),
    )
)


def test_an_article_whose_text_is_found_at_last_joins_its_story(ledger: object, evidence: Evidence) -> None:
    def first(served: Capture) -> Reading:
        return reading(body=TEXT if served.url[-6] == "4" else BODY)

    def found(served: Capture) -> Reading:
        return reading(body=TEXT, published=MORNING + timedelta(hours=served.url[-6] == "1"))

    registers.load(RegisterFiles(outlets=(OUTLET,), sources=(SOURCE,), bureau=BUREAU))
    with Intake(evidence, Pool(first), RecordingIndex(), print) as intake:  # type: ignore[arg-type]
        for number in (1, 4):
            intake.receive(capture(url=f"http://chenbao.example/{number}.html", body=f"{number}".encode()))
    assert models.Story.objects.count() == 2
    differences(evidence, found, apply=True)
    assert models.Story.objects.get().size == 2
    assert dict(models.Article.objects.values_list("url", "role")) == {
        "http://chenbao.example/1.html": "reprint",
        "http://chenbao.example/4.html": "first",
    }
    # Its old text is forgotten: a new article with it is another story.
    with Intake(evidence, Pool(lambda _: reading()), RecordingIndex(), print) as intake:  # type: ignore[arg-type]
        intake.receive(capture(url="http://chenbao.example/7.html", body=b"7"))
    assert models.Story.objects.count() == 2
