"""The demo's registers are such as the strict loader takes."""

from pathlib import Path

import pytest

from archive.registers.files import Registers, load_folder
from demo.bureau import bureau
from demo.registers import hosts, write_registers
from demo.world import Truth, World
from model.address import canonical
from model.source import Kind


@pytest.fixture(scope="module")
def registers(world: World, tmp_path_factory: pytest.TempPathFactory) -> Registers:
    folder = tmp_path_factory.mktemp("registers")
    write_registers(folder, world, 8700)
    return load_folder(folder / "sources", folder / "bureau.yml")


def test_load_as_they_were_meant(registers: Registers, world: World) -> None:
    sites = {site.id: site for site in world.outlets()}
    assert {outlet.id for outlet in registers.outlets} == {source.id for source in registers.sources} == set(sites)
    for outlet in registers.outlets:
        assert outlet.name == sites[outlet.id].name
        assert outlet.hosts == sites[outlet.id].hosts
        assert [(standing.level, standing.medium) for standing in outlet.standings] == [(sites[outlet.id].level, sites[outlet.id].medium)]
    assert registers.bureau == bureau()


def test_sources_are_found_in_every_way(registers: Registers) -> None:
    kinds = {discover.kind for source in registers.sources for discover in source.discover}
    assert kinds == {Kind.LIST, Kind.JPAGE, Kind.FEED, Kind.SITEMAP}
    assert sum(not source.page for source in registers.sources) >= len(registers.sources) / 2
    assert all(source.delay == 0 and source.expect for source in registers.sources)


def test_a_large_world_may_be_walked_to_its_end(tmp_path: Path) -> None:
    world = World(40_000)
    write_registers(tmp_path, world, 8700)
    loaded = load_folder(tmp_path / "sources", tmp_path / "bureau.yml")
    ribao = next(source for source in loaded.sources if source.id == "ribao")
    assert [discover.deepest for discover in ribao.discover] == [-(-len(world.newest(4, column)) // 20) for column in (0, 1)]


def test_addresses_of_the_truth_are_canonical(truth: list[Truth], world: World) -> None:
    assert all(canonical(t.url) == t.url for t in truth)
    number = next(n for n in range(len(world)) if world.outlet(n).id == "yunxiwang")
    here, phone = f"http://www.yunxiwang.localhost:8700{world.path(number)}", f"http://m.yunxiwang.localhost:8700{world.path(number)}"
    assert canonical(phone + "?from=timeline") == canonical(here + "?spm=C73544894212.P59511941341.0.0") == here


def test_names_every_host_for_the_settings(world: World) -> None:
    found = hosts(world, 8700)
    assert "ribao.localhost:8700" in found
    assert "m.yunxiwang.localhost:8700" in found
    assert len(found) == 18
