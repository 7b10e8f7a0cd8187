"""The shipped catalogue: it loads, nothing in it passes for tried that was not, and every address is one of its outlet."""

from collections import Counter
from pathlib import Path

from archive.registers.files import load_bureau, load_folder
from crawler.guard import host_of
from model.outlet import Level
from model.source import Kind

SOURCES = Path(__file__).resolve().parents[2] / "sources"
REGISTERS = load_folder(SOURCES)


def test_it_knows_the_outlets_of_an_office_in_hunan() -> None:
    levels = Counter(outlet.standings[0].level for outlet in REGISTERS.outlets)
    assert len(REGISTERS.outlets) >= 60
    assert min(levels[level] for level in (Level.CENTRAL, Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TRADE)) > 0
    assert sum(outlet.name.endswith("民政局门户网站") for outlet in REGISTERS.outlets) == 14


def test_what_was_never_seen_live_is_off() -> None:
    assert REGISTERS.sources
    assert {source.id for source in REGISTERS.sources if not source.unverified} == set()


def test_no_host_and_no_name_belongs_to_two() -> None:
    hosts = Counter(host for outlet in REGISTERS.outlets for host in outlet.hosts)
    names = Counter(name for outlet in REGISTERS.outlets for name in {outlet.name, *outlet.aliases})
    assert [word for word, count in (hosts + names).items() if count > 1] == []


def test_sources_lie_on_hosts_of_their_outlets() -> None:
    hosts = {outlet.id: outlet.hosts for outlet in REGISTERS.outlets}
    for source in REGISTERS.sources:
        for rules in source.discover:
            assert rules.kind is Kind.SEARCH or host_of(rules.url) in hosts[source.outlet], source.id


def test_the_template_of_units_is_a_bureau() -> None:
    bureau = load_bureau(SOURCES / "templates" / "hunan.bureau.yaml")
    units = list(bureau.units())
    assert Counter(unit.group for unit, _ in units) == {"省级": 1, "市州": 14, "县（市、区）": 122}
    parents = {unit.name: parent.name for unit, parent in units if parent}
    assert (parents["浏阳市民政局"], parents["长沙市民政局"]) == ("长沙市民政局", "湖南省民政厅")
    shared = Counter((word, short) for unit, _ in units for word in unit.region for short in unit.short_names)
    assert [pair for pair, count in shared.items() if count > 1] == []  # 县民政局 in a text about 长沙 is not 长沙县's
    assert len(bureau.topics) == 15
