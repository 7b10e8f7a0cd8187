"""The demo's registers as YAML: one file an outlet, and the bureau."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from demo.bureau import bureau
from demo.outlets import INDEX, Feed, OutletSite, Paging
from demo.world import World

ROWS = 20  # on a page of a list


def write_registers(folder: Path, world: World, port: int) -> None:
    """Writes `folder/sources/<outlet>.yml` and `folder/bureau.yml`; addresses name the port on which the world is served."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for site in world.outlets():
        write(folder / "sources" / f"{site.id}.yml", _source(world, site, port))
    write(folder / "bureau.yml", plain(asdict(bureau())))


def hosts(world: World, port: int) -> tuple[str, ...]:
    """Every host[:port] of the world, as `crawl.allow_hosts` wants them."""
    return tuple(f"{host}:{port}" for site in world.outlets() for host in site.hosts)


def _source(world: World, site: OutletSite, port: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": site.name,
        "standings": [{"level": site.level.label, "medium": site.medium.label}],
        "aliases": list(site.aliases),
        "hosts": list(site.hosts),
        "discover": _discover(world, site, f"http://{site.host}:{port}"),
    }
    if site.page:
        found["page"] = dict(site.page)
    at_least, per = site.expect
    return found | {"expect": {"at_least": at_least, "per": per}, "schedule": "30 7,12,18 * * *", "delay": 0}


def _discover(world: World, site: OutletSite, base: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if site.feed is Feed.SITEMAP:
        rows.append({"kind": "sitemap", "url": f"{base}/sitemap.xml"})
    elif site.feed:
        rows.append({"kind": "feed", "url": f"{base}/{site.feed}.xml"})
    for number, column in enumerate(site.columns):
        pages = -(-len(world.newest(INDEX[site.id], number)) // ROWS)
        row: dict[str, Any] = {"kind": "jpage" if site.paging is Paging.JPAGE else "list", "url": f"{base}{column.path}"}
        if site.links:
            row["links"] = site.links
        if site.paging is Paging.QUERY:
            row |= {"pages": "?page={n}", "second": site.second}
        if site.paging is Paging.STATIC or site.traditional:  # 下一頁 is left to the template
            row |= {"pages": "index_{n}.html", "second": site.second}
        if pages > 50:
            row["deepest"] = pages
        rows.append(row)
    return rows


def write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=160), encoding="utf-8")


def plain(value: Any) -> Any:
    """Without what is empty, and with the types that YAML knows."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner not in ((), "", None)}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, date)) else str(value)
