"""Register files are read strictly, load into the ledger, and never undo a person's edit."""

from pathlib import Path

import pytest

from archive.ledger import models, registers
from archive.registers.files import as_yaml, load_bureau, load_folder
from model.outcome import UserError
from model.outlet import Level
from model.source import Kind

OUTLET = """\
name: 云溪晨报
standings: [{level: 市级, medium: 报纸}, {level: province, medium: 网站, since: 2026-03-01}]
aliases: [晨报]
discover:
  - {kind: list, url: "http://chenbao.example/", links: "h3 a"}
page: {body: ".article p"}
expect: {at_least: 3, per: week}
"""
BUREAU = """\
root:
  id: shiju
  name: 云溪市民政局
  region: [云溪]
  children:
    - {id: linjiang, name: 临江县民政局, group: 县（市、区）}
topics:
  - {id: yanglao, name: 养老服务, words: [养老院]}
points:
  - {version: "2026", since: 2026-01-01, levels: {central: 20}, outlets: {chenbao: 3}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources" / "city").mkdir(parents=True)
    (tmp_path / "sources" / "city" / "chenbao.yml").write_text(OUTLET, encoding="utf-8")
    (tmp_path / "bureau.yml").write_text(BUREAU, encoding="utf-8")
    return tmp_path


def test_reads_an_outlet_with_its_source(folder: Path) -> None:
    found = load_folder(folder / "sources", folder / "bureau.yml")
    [outlet], [source] = found.outlets, found.sources
    assert (outlet.id, outlet.standings[1].level) == ("chenbao", Level.PROVINCE)
    assert (source.discover[0].kind, source.page[0].body) == (Kind.LIST, ".article p")
    assert found.bureau is not None
    assert [unit.id for unit, _ in found.bureau.units()] == ["shiju", "linjiang"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("links:", "link:"), r"chenbao\.yml 第 5 行：不认识的键 link"),
        (("name: 云溪晨报\n", ""), "须写 name"),
        (("kind: list", "kind: lists"), r"第 5 行：discover\.0\.kind 的值 'lists' 不对"),
        (("市级", "乡镇"), "第 2 行"),
        (("aliases: [晨报]", "aliases: 晨报"), r"第 3 行：aliases 的值 '晨报' 不对"),
        (("aliases: [晨报]", "name: 晨报"), "第 3 行：键 name 重复"),
        (("per: week", "per: year"), "year 不是 day、week 或 month"),
        (("aliases: [晨报]", "aliases: &a [晨报]\nhosts: *a"), "锚点"),
        (("aliases: [晨报]", "aliases: !!python/object:os.system [晨报]"), "第 3 行：不支持 YAML 的标签"),
        (("aliases: [晨报]", "aliases: [晨报"), "不是有效的 YAML"),
    ],
)
def test_names_file_line_and_key_of_a_mistake(folder: Path, change: tuple[str, str], sentence: str) -> None:
    path = folder / "sources" / "city" / "chenbao.yml"
    path.write_text(OUTLET.replace(*change), encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        load_folder(folder / "sources")


def test_a_source_of_an_unknown_outlet_is_refused(folder: Path) -> None:
    (folder / "sources" / "more.yml").write_text("outlet: nobody\ndiscover: [{kind: feed, url: 'http://a.example/'}]\n", encoding="utf-8")
    with pytest.raises(UserError, match="没有编号为 nobody 的媒体"):
        load_folder(folder / "sources")


def test_what_is_written_is_what_is_read(folder: Path, tmp_path: Path) -> None:
    import yaml

    found = load_folder(folder / "sources")
    again = tmp_path / "again"
    again.mkdir()
    (again / "chenbao.yml").write_text(yaml.safe_dump(as_yaml(found.outlets[0], found.sources[0]), allow_unicode=True), encoding="utf-8")
    assert load_folder(again) == found


@pytest.mark.ledger
@pytest.mark.usefixtures("ledger")
def test_loading_twice_changes_nothing(folder: Path) -> None:
    files = load_folder(folder / "sources", folder / "bureau.yml")
    assert len(registers.load(files)) == 6
    assert registers.load(files) == []
    assert registers.sources() == list(files.sources)
    assert registers.outlets() == {"chenbao": files.outlets[0]}
    assert registers.bureau() == files.bureau


@pytest.mark.ledger
@pytest.mark.usefixtures("ledger")
def test_a_persons_edit_stays_unless_asked(folder: Path) -> None:
    files = load_folder(folder / "sources", folder / "bureau.yml")
    registers.load(files)
    models.Outlet.objects.filter(id="chenbao").update(name="云溪晨报社", edited=True)
    [line] = registers.load(files)
    assert "保留 媒体 chenbao" in line
    assert registers.outlets()["chenbao"].name == "云溪晨报社"
    registers.load(files, overwrite=True)
    assert registers.outlets()["chenbao"].name == "云溪晨报"


@pytest.mark.usefixtures("ledger")
def test_an_unknown_source_is_named() -> None:
    with pytest.raises(UserError, match="没有编号为 nobody 的采集源"):
        registers.sources(["nobody"])


def test_a_repeated_unit_is_refused(folder: Path) -> None:
    (folder / "bureau.yml").write_text(BUREAU.replace("id: linjiang", "id: shiju"), encoding="utf-8")
    with pytest.raises(UserError, match="单位编号 shiju 重复"):
        load_bureau(folder / "bureau.yml")
