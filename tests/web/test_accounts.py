"""Who may do what, and the record of who did it."""

import csv
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.ledger import changes, models, users
from model.account import Access, ChangeKind
from tests.web.conftest import Site, said, text_of
from tests.web.test_access import PASSWORD, log_in
from tests.web.test_registers import errors, inline

OUTLET = "/admin/ledger/outlet/nanling/change/"


@pytest.fixture
def editor(site: Site) -> Site:
    user = User.objects.create_user("editor", password=PASSWORD)
    users.grant(user, Access.EDIT)
    client = Client()
    client.force_login(user)
    return replace(site, client=client)


def form(**more: str) -> dict[str, str]:
    standing = models.Standing.objects.get(outlet_id="nanling")
    values = {"name": "南岭日报", "aliases": "", "hosts": ""} | more
    return values | inline(("province", "newspaper", "0001-01-01"), ids=(standing.pk,))


def recorded(kind: ChangeKind, subject: str = "") -> list[Any]:
    return [change for _, change in changes.newest(50) if change.kind is kind and change.subject.startswith(subject)]


def test_who_only_reads_changes_nothing(site: Site) -> None:
    assert site.get("/search").status_code == 200
    assert site.get("/admin/").status_code in (302, 403)
    assert site.client.post(OUTLET, form(name="改名")).status_code in (302, 403)
    assert models.Outlet.objects.get(id="nanling").name == "南岭日报"
    assert site.get("/changes").status_code == 403


def test_an_editor_changes_registers_and_no_accounts(editor: Site) -> None:
    assert editor.client.post(OUTLET, form(name="南岭报")).status_code == 302
    assert models.Outlet.objects.get(id="nanling").name == "南岭报"
    assert "用户" not in said(editor.page("/admin/").cssselect("#content")[0])
    for address in ("/admin/auth/user/", "/admin/auth/user/add/", f"/admin/auth/user/{User.objects.get(username='officer').pk}/change/", "/changes"):
        assert editor.get(address).status_code == 403, address
    # Nor by guessing what the form has.
    me = User.objects.get(username="editor")
    assert editor.client.post(f"/admin/auth/user/{me.pk}/change/", {"username": "editor", "access": "admin"}).status_code == 403
    me.refresh_from_db()
    assert users.access(me) is Access.EDIT


def test_an_account_has_one_of_three_rights(administrator: Site) -> None:
    new = {
        "username": "newcomer",
        "first_name": "新人",
        "access": "edit",
        "usable_password": "true",
        "password1": "long-Enough-5",
        "password2": "long-Enough-5",
    }
    response = administrator.client.post("/admin/auth/user/add/", new)
    assert response.status_code == 302, errors(response)
    user = User.objects.get(username="newcomer")
    assert (users.access(user), user.first_name, user.is_superuser) == (Access.EDIT, "新人", False)
    page = f"/admin/auth/user/{user.pk}/change/"
    for wanted in ("admin", "read"):
        changed = {"username": "newcomer", "first_name": "新人", "access": wanted, "email": "", "is_active": "on"}
        assert administrator.client.post(page, changed).status_code == 302
        user = User.objects.get(pk=user.pk)
        assert users.access(user) == wanted
    assert not user.groups.exists()
    assert "超级用户" not in said(administrator.page(page))
    lines = recorded(ChangeKind.CHANGED, "用户")
    assert [(line.before["权限"], line.after["权限"]) for line in lines] == [("管理", "只读"), ("编辑", "管理")]
    assert "long-Enough" not in str(changes.newest(50))


def test_the_last_administrator_stays(administrator: Site) -> None:
    me = User.objects.get(username="admin")
    page = f"/admin/auth/user/{me.pk}/change/"
    for more in ({"access": "read", "is_active": "on"}, {"access": "admin"}):
        response = administrator.client.post(page, {"username": "admin", "first_name": "", "email": ""} | more)
        assert "唯一的管理员" in errors(response)
    assert administrator.client.post(f"/admin/auth/user/{me.pk}/delete/", {"post": "yes"}).status_code == 403
    me.refresh_from_db()
    assert me.is_superuser
    assert me.is_active


def test_the_record_says_who_changed_what_from_what_to_what(administrator: Site) -> None:
    administrator.client.post(OUTLET, form(name="南岭日报社", aliases="南岭报"))
    [line] = recorded(ChangeKind.CHANGED)
    assert (line.who, line.subject, line.key, line.address) == ("admin", "媒体", "nanling", "127.0.0.1")
    assert (line.before["名称"], line.after["名称"]) == ("南岭日报", "南岭日报社")
    assert line.after["别名"] == ["南岭报"]
    assert "域名" not in line.after
    page = said(administrator.page("/changes"))
    assert "admin 修改 媒体 南岭日报社" in page
    assert "名称： 南岭日报 → 南岭日报社" in page


def test_a_changed_level_is_in_the_record(administrator: Site) -> None:
    standing = models.Standing.objects.get(outlet_id="nanling")
    values = {"name": "南岭日报", "aliases": "", "hosts": ""}
    administrator.client.post(OUTLET, values | inline(("central", "newspaper", "0001-01-01"), ids=(standing.pk,)))
    [line] = recorded(ChangeKind.CHANGED)
    assert list(line.before) == ["级别与载体"]
    assert "中央" in line.after["级别与载体"][0]


def test_saving_without_a_change_is_no_line(administrator: Site) -> None:
    administrator.client.post(OUTLET, form())
    assert recorded(ChangeKind.CHANGED) == []


def test_what_is_removed_is_in_the_record_with_all_it_held(administrator: Site) -> None:
    models.Topic.objects.create(id="old", name="旧专题", words=["旧"])
    administrator.client.post("/admin/ledger/topic/", {"action": "delete_selected", "_selected_action": "old", "post": "yes"})
    [line] = recorded(ChangeKind.REMOVED)
    assert (line.key, line.before["名称"], line.before["关键词"]) == ("old", "旧专题", ["旧"])


def test_coming_going_and_failing_are_in_the_record(site: Site) -> None:
    client = Client()
    log_in(client, "wrong")
    log_in(client, "wrong", "password-in-the-wrong-field")
    log_in(client, PASSWORD)
    client.post("/password", {"old_password": PASSWORD, "new_password1": "new-Saddle-9", "new_password2": "new-Saddle-9"})
    client.get("/export?q=养老")
    client.post("/logout")
    kinds = [change.kind for _, change in changes.newest(10) if change.who == "officer"]
    assert kinds[:5] == [ChangeKind.LEFT, ChangeKind.EXPORTED, ChangeKind.PASSWORD, ChangeKind.ENTERED, ChangeKind.REFUSED]
    assert "wrong-field" not in str(changes.newest(50))


def test_files_that_are_loaded_are_in_the_record(site: Site) -> None:
    from archive.ledger import registers
    from archive.registers.files import Registers
    from model.outlet import Level, Medium, Outlet, Standing

    outlet = Outlet(id="nanling", name="南岭新报", standings=(Standing(level=Level.PROVINCE, medium=Medium.NEWSPAPER),))
    registers.load(Registers(outlets=(outlet,), sources=(), bureau=None))
    [line] = recorded(ChangeKind.CHANGED)
    assert (line.who, line.after["name"]) == ("命令行", "南岭新报")


def test_the_record_goes_out_as_a_table(administrator: Site) -> None:
    administrator.client.post(OUTLET, form(name="=HYPERLINK(1)"))
    response = administrator.get("/changes", format="csv")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    [row] = [row for row in rows if row[2] == "修改"]
    assert row[1:6] == ["admin", "修改", "媒体", "nanling", "'=HYPERLINK(1)"]
    assert "名称：南岭日报" in row[6]
    assert recorded(ChangeKind.EXPORTED, "操作记录")


def test_a_long_record_is_paged_and_can_be_narrowed(administrator: Site) -> None:
    for number in range(130):
        changes.record("somebody", ChangeKind.ADDED, "专题", key=str(number))
    page = administrator.page("/changes", who="somebody")
    assert len(page.cssselect("tbody tr")) == 100
    older = page.xpath("//a[text()='更早的']/@href")[0]
    assert len(administrator.page(older).cssselect("tbody tr")) == 30
    assert administrator.get("/changes", below="nonsense").status_code == 200


def test_E1_the_record_shows_names_as_text(administrator: Site) -> None:
    administrator.client.post(OUTLET, form(name="<script>alert(1)</script>"))
    text = text_of(administrator.get("/changes"))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
