"""Trying sources on the live web: drafting one from an address, checking one that is written."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.arguments import naming
from cli.home import Home
from cli.output import row
from cli.wiring import connect, warn
from model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.probe import Draft, Trial
    from crawler.probe.trial import Read
    from model.outlet import Outlet
    from model.settings import CrawlSettings
    from model.source import Source

PAGES = "pages"  # folder in the data folder
SAVED = ("kind", "status", "title", "published", "origin", "reporters", "correspondents", "column", "body")  # of a page, for the regression test


def draft(url: str, home: Home, outlets: "Mapping[str, Outlet]") -> int:
    """Drafts a source: the YAML to stdout, remarks to stderr; exit status 0 when its articles read on trial."""
    from crawler.probe import draft as drafted

    found = drafted(url, _manners(home), outlets)
    for remark in found.remarks:
        warn(remark)
    print(yaml_of(found), end="")
    if not found.works:
        warn("试读没有通过，先标为 unverified；请按上面的提示补写 page 的选择器，或换一个地址")
    warn(f"请核对后存为 sources/{found.source.id}.yml，再运行 jianbao sources load")
    return 0 if found.works else 1


def yaml_of(found: "Draft") -> str:
    """The draft as a register file."""
    import yaml

    from archive.registers.files import as_yaml

    source = found.source if found.works else replace(found.source, unverified=True)
    values = as_yaml(found.outlet, source)
    if found.known:
        values = {"outlet": found.outlet.id} | {key: value for key, value in values.items() if key not in ("name", "standings", "aliases", "hosts")}
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=160)


def check(home: Home, names: list[str]) -> int:
    """Tries sources of the ledger on the live web; one that passes is switched on, and a page of it kept for the regression test."""
    connect(home)
    from archive.ledger import registers

    return max([_check(home, source) for source in registers.sources(names)])


def _check(home: Home, source: "Source") -> int:
    from archive.ledger import pauses, registers
    from crawler.guard import host_of
    from crawler.probe import tried

    found = tried(source, _manners(home))
    _show(source, found)
    if not found.passed:
        warn(f"{source.id}：没有通过，{'保持停用' if source.unverified else '请查看上面的原因'}")
        return 1
    sample = next(one for one in found.articles if one.complete)
    warn(f"{source.id}：通过；样页存于 {_keep(home.folder / PAGES / source.id, sample)}")
    pauses.wake({host_of(rules.url) for rules in source.discover})
    if source.unverified:
        registers.verified(source.id)
        warn(f"{source.id}：已启用")
    return 0


def _show(source: "Source", found: "Trial") -> None:
    for one in found.lists:
        following = one.found.next.url if one.found.next else None
        row({"source": source.id, "list": one.rules.url, "kind": one.rules.kind, "links": len(one.found.rows), "next": following, "problem": one.problem})
    for article in found.articles:
        read = article.reading
        said: dict[str, Any] = {"title": read.title, "published": read.published, "origin": read.origin, "characters": len(read.body)} if read else {}
        row({"source": source.id, "article": article.row.url, **said, "problem": article.problem})


def _keep(folder: Path, sample: "Read") -> Path:
    """Saves an article's page as it was served, and what was read from it."""
    from crawler.pages.read import as_row

    assert sample.capture is not None
    assert sample.reading is not None
    path = folder / f"{date.today():%Y-%m-%d}.html"
    said = as_row(sample.reading)
    listed = sample.row.published.isoformat() if sample.row.published else None
    expected = {"url": sample.capture.url, "charset": sample.capture.header("content-type"), "fetched": sample.capture.fetched.isoformat(), "listed": listed}
    with naming(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.capture.body)
        path.with_suffix(".json").write_text(json.dumps(expected | {name: said[name] for name in SAVED}, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def reread(home: Home, sources: "Mapping[str, Source]") -> list[str]:
    """Reads the pages that were kept again, by the rules of now; one Chinese line per difference."""
    from crawler.pages.read import as_row, read
    from model.outcome import Unreadable

    lines = []
    for path in sorted((home.folder / PAGES).glob("*/*.json")):
        page = path.with_suffix(".html")
        source = sources.get(path.parent.name)
        if source is None or not page.exists():
            continue
        expected = json.loads(path.read_text("utf-8"))
        try:
            said = as_row(read(_saved(page, expected), source.page))
        except Unreadable as defect:
            lines.append(f"{page}：读不出来了（{defect}）")
            continue
        changed = [name for name in SAVED if said[name] != expected.get(name)]
        if changed:
            lines.append(f"{page}：{'、'.join(changed)} 与存下时读的不同")
    return lines


def _saved(page: Path, expected: dict[str, Any]) -> Capture:
    listed = expected.get("listed")
    return Capture(
        url=expected["url"],
        fetched=datetime.fromisoformat(expected["fetched"]),
        status=200,
        headers=(("Content-Type", expected["charset"]),),
        body=page.read_bytes(),
        source=page.parent.name,
        listed_published=datetime.fromisoformat(listed) if listed else None,
    )


def _manners(home: Home) -> "CrawlSettings":
    """The installation's, or those that hold where there is none yet."""
    from model.settings import CrawlSettings

    return home.settings().crawl if home.settings_file.exists() else CrawlSettings()
