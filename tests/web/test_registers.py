"""The registers: what an administrator changes there, and that files do not undo it."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.ledger import models, registers
from archive.registers.files import Registers
from model.outlet import Level, Medium, Outlet, Standing
from tests.web import press
from tests.web.conftest import Site, said, text_of

DISCOVER = "discover:\n- kind: list\n  url: https://nanling.example/news/\n"


def inline(*standings: tuple[str, str, str], ids: tuple[int, ...] = ()) -> dict[str, str]:
    """The form of an outlet's standings."""
    form = {
        "standings-TOTAL_FORMS": str(len(standings)),
        "standings-INITIAL_FORMS": str(len(ids)),
        "standings-MIN_NUM_FORMS": "1",
        "standings-MAX_NUM_FORMS": "1000",
    }
    for place, (level, medium, since) in enumerate(standings):
        form |= {f"standings-{place}-{name}": value for name, value in (("level", level), ("medium", medium), ("since", since), ("outlet", "nanling"))}
        form[f"standings-{place}-id"] = str(ids[place]) if place < len(ids) else ""
    return form


def errors(response: Any) -> str:
    from lxml import html

    return said(html.document_fromstring(response.content.decode()))


def test_the_list_of_outlets_shows_what_they_are_now(administrator: Site) -> None:
    models.Standing.objects.create(outlet_id="nanling", level="central", medium="newspaper", since=date(2020, 1, 1))
    models.Standing.objects.create(outlet_id="nanling", level="city", medium="newspaper", since=date(2100, 1, 1))
    with CaptureQueriesContext(connection) as queries:
        page = administrator.page("/admin/ledger/outlet/")
    assert "南岭日报 nanling 中央 · 报纸" in said(page)
    assert len(queries) <= 10


def test_a_changed_outlet_is_marked_and_files_leave_it_alone(administrator: Site) -> None:
    standing = models.Standing.objects.get(outlet_id="nanling")
    form = {"name": "南岭日报社", "aliases": "南岭日报\n南岭报\n\n南岭日报", "hosts": "nanling.example"}
    form |= inline(("central", "newspaper", "0001-01-01"), ("province", "newspaper", "2026-06-01"), ids=(standing.pk,))
    response = administrator.client.post("/admin/ledger/outlet/nanling/change/", form)
    assert response.status_code == 302, errors(response)
    row = models.Outlet.objects.get(id="nanling")
    assert (row.name, row.aliases, row.hosts, row.edited) == ("南岭日报社", ["南岭日报", "南岭报"], ["nanling.example"], True)
    assert [(s.level, s.since) for s in row.standings.all()] == [("central", date(1, 1, 1)), ("province", date(2026, 6, 1))]
    shipped = Outlet(id="nanling", name="南岭日报", standings=(Standing(level=Level.PROVINCE, medium=Medium.NEWSPAPER),))
    assert "保留 媒体 nanling" in "".join(registers.load(Registers(outlets=(shipped,), sources=(), bureau=None)))
    assert models.Outlet.objects.get(id="nanling").name == "南岭日报社"
    assert "改过" in said(administrator.page("/admin/ledger/outlet/"))


def test_an_outlet_needs_a_standing(administrator: Site) -> None:
    response = administrator.client.post("/admin/ledger/outlet/add/", {"id": "new", "name": "新报", "aliases": "", "hosts": ""} | inline())
    assert response.status_code == 200
    assert not models.Outlet.objects.filter(id="new").exists()


def test_a_source_is_written_as_in_the_files(administrator: Site) -> None:
    response = administrator.client.post("/admin/ledger/source/add/", {"id": "nanling", "outlet": "nanling", "enabled": "on", "definition": DISCOVER})
    assert response.status_code == 302, errors(response)
    assert models.Source.objects.get(id="nanling").edited
    (source,) = registers.sources(["nanling"])
    assert source.discover[0].url == "https://nanling.example/news/"
    page = administrator.page("/admin/ledger/source/nanling/change/")
    # Without what is usual anyway.
    assert page.cssselect("#id_definition")[0].text.strip() == DISCOVER.strip()


@pytest.mark.parametrize(
    ("definition", "sentence"),
    [
        (DISCOVER + "shedule: daily\n", "第 4 行：不认识的键 shedule"),
        ("discover:\n- kind: teleport\n  url: x\n", "第 2 行"),
        ("discover: [\n", "不是有效的 YAML"),
        ("{}", "YAML"),
        ("- a\n", "YAML"),
    ],
)
def test_a_source_that_cannot_be_read_is_not_saved(administrator: Site, definition: str, sentence: str) -> None:
    response = administrator.client.post("/admin/ledger/source/add/", {"id": "nanling", "outlet": "nanling", "enabled": "on", "definition": definition})
    assert response.status_code == 200
    assert sentence in errors(response)
    assert not models.Source.objects.exists()


def test_units_and_topics_take_words_by_line(administrator: Site) -> None:
    form = {
        "name": "青石区民政局",
        "parent": "bureau",
        "aliases": "青石民政",
        "short_names": "区民政局",
        "region": "青石区",
        "exclusions": "",
        "group": "县（市、区）局",
    }
    response = administrator.client.post("/admin/ledger/unit/qingshi-bureau/change/", form | {"position": "3"})
    assert response.status_code == 302, errors(response)
    unit = models.Unit.objects.get(id="qingshi-bureau")
    assert (unit.aliases, unit.region, unit.exclusions, unit.edited) == (["青石民政"], ["青石区"], [], True)
    response = administrator.client.post("/admin/ledger/topic/elderly/change/", {"name": "养老服务", "words": "养老\r\n助餐", "planned": "0", "position": "0"})
    assert response.status_code == 302, errors(response)
    assert models.Topic.objects.get(id="elderly").words == ["养老", "助餐"]


def test_points_are_checked(administrator: Site) -> None:
    form = {"version": "2026", "since": "2026-01-01", "table": "levels: {central: 20}\noutlets: {nanling: 12.5}\n"}
    assert administrator.client.post("/admin/ledger/pointsrule/add/", form).status_code == 302
    assert models.PointsRule.objects.get().table == {"levels": {"central": 20.0}, "outlets": {"nanling": 12.5}}
    wrong = administrator.client.post("/admin/ledger/pointsrule/add/", form | {"version": "2027", "table": "levels: {central: many}\noutlets: {}\n"})
    assert "第 1 行" in errors(wrong)


def test_what_articles_refer_to_is_not_deleted(administrator: Site) -> None:
    administrator.client.post("/admin/ledger/unit/linjiang/delete/", {"post": "yes"})
    assert models.Unit.objects.filter(id="linjiang").exists()


def test_people_are_added_here(administrator: Site) -> None:
    form = {"username": "newcomer", "access": "read", "password1": "long-Enough-5", "password2": "long-Enough-5"}
    assert administrator.client.post("/admin/auth/user/add/", form).status_code == 302
    assert User.objects.get(username="newcomer").check_password("long-Enough-5")


def test_every_register_opens_in_chinese(administrator: Site) -> None:
    for name in ("outlet", "source", "unit", "topic", "pointsrule"):
        for page in ("", "add/"):
            assert "登记簿" in said(administrator.page(f"/admin/ledger/{name}/{page}"))
    assert press.TOPICS


def test_a_register_is_taken_away_as_a_file(administrator: Site) -> None:
    for register, key in (("outlet", "nanling"), ("unit", "linjiang")):
        answer = administrator.client.post(f"/admin/ledger/{register}/", {"action": "exported", "_selected_action": [key]})
        (row,) = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline=""))
        assert key in row.values()
    assert "导出" in text_of(administrator.client.get("/changes"))
    gone = administrator.client.post("/admin/ledger/outlet/", {"action": "exported", "_selected_action": ["taken-out-meanwhile"]}, follow=True)
    assert "所选的已经不在登记簿里了，没有导出" in text_of(gone)
    assert "导出所选的 媒体（csv）" in text_of(administrator.client.get("/admin/ledger/outlet/"))
