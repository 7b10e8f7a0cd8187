"""Correcting an article on the site."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings

from archive.index.embedded import EmbeddedIndex
from archive.ledger import amending, models, pending
from model.article import State
from tests.archive.index.samples import entry
from tests.web.conftest import Site, said, text_of


def test_only_the_office_amends(site: Site) -> None:
    address = f"/article/{site.first.id}/amend"
    assert site.get(address).status_code == 403
    assert site.client.post(address, {"state": "excluded"}).status_code == 403
    assert "/amend" not in text_of(site.get(f"/article/{site.first.id}"))


def test_an_officer_says_what_an_article_is(administrator: Site) -> None:
    site = administrator
    address = f"/article/{site.first.id}/amend"
    page = site.page(address)
    chosen = [box.get("value") for box in page.cssselect("input[name=unit][checked]")]
    assert chosen == list(models.Credit.objects.filter(article__id=site.first.id).order_by("unit__position").values_list("unit_id", flat=True))
    other = models.Unit.objects.exclude(id__in=chosen).exclude(parent=None).first()
    assert other is not None
    answer = site.client.post(address, {"day": "2026-10-10", "state": "kept", "position": "头版、负面", "unit": [other.id]}, follow=True)
    assert "已更正" in text_of(answer)
    assert "人工认定" in said(site.page(f"/article/{site.first.id}"))
    held = amending.facts(site.first.id)
    assert held is not None
    assert (held.units, held.topics, f"{held.day}", held.position) == ((other.id,), (), "2026-10-10", ("头版", "负面"))
    assert [box.get("value") for box in site.page(address).cssselect("input[name=unit][checked]")] == [other.id]
    assert "文章更正" in said(site.page("/changes"))
    site.client.post(address, {"day": "2026-10-10", "state": "excluded", "position": "头版、负面", "unit": [other.id]})
    assert models.Article.objects.get(id=site.first.id).state == State.EXCLUDED
    assert "不计入统计" in said(site.page(f"/article/{site.first.id}"))


def test_after_a_correction_others_may_write_into_the_index(administrator: Site, tmp_path: Path) -> None:
    index, another = EmbeddedIndex(tmp_path / "index"), EmbeddedIndex(tmp_path / "index")
    index.create()
    with override_settings(DESK=replace(administrator.desk, index=index)):
        administrator.client.post(f"/article/{administrator.first.id}/amend", {"day": "2026-10-10", "state": "excluded"})
        assert pending.waiting() == 0
        another.put([entry(99_999)])
        another.close()
        administrator.client.post(f"/article/{administrator.first.id}/amend", {"day": "2026-10-10", "state": "kept"})
        assert pending.waiting() == 0
    index.close()


@pytest.mark.parametrize(
    ("given", "told"), [({"day": "2026-13-01"}, "不是日期"), ({"day": "0026-10-01"}, "不像刊发日期"), ({"state": "gone"}, "请选择是否计入")]
)
def test_what_makes_no_sense_is_told(administrator: Site, given: dict[str, str], told: str) -> None:
    answer = administrator.client.post(f"/article/{administrator.first.id}/amend", {"day": "2026-10-10", "state": "kept"} | given)
    assert answer.status_code == 400
    assert told in text_of(answer)


def test_an_unknown_article_is_not_found(administrator: Site) -> None:
    assert administrator.get("/article/nothing/amend").status_code == 404
