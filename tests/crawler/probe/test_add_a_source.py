"""What docs/add-a-source.md shows is what happens: the address is drafted as it says, and the page reads as its JSON says."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

from archive.registers.files import load_folder
from crawler.pages.read import as_row, read
from crawler.probe import draft
from model.capture import Capture
from model.outlet import Level
from model.settings import CrawlSettings
from tests.crawler.discover.pages import NOW
from tests.crawler.server import listing, serving

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "tests" / "pages" / "shuiyun" / "article.html").read_bytes()
EXPECTED = json.loads((ROOT / "tests" / "pages" / "shuiyun" / "article.json").read_text("utf-8"))


def shown(folder: Path) -> Path:
    """The register file of the document, in a folder of its own."""
    path, content = re.findall(r"```yaml\n# (\S+)\n(.+?)```", (ROOT / "docs" / "add-a-source.md").read_text("utf-8"), re.DOTALL)[0]
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(content, encoding="utf-8")
    return folder / "sources"


def test_the_address_is_drafted_as_the_document_shows(tmp_path: Path) -> None:
    days = [date(2026, 11, 18) - timedelta(days=n) for n in range(8)]
    rows = [(f"/xw/{day:%Y%m}/t{day:%Y%m%d}_{3007 - n}.html", f"水云县民政工作动态第{n}号", str(day)) for n, day in enumerate(days)]
    pages = {("www.shuiyun.localhost", path): PAGE.replace(b"2024-05-18", day.encode()) for path, _, day in rows}
    pages["www.shuiyun.localhost", "/xw/"] = listing(*rows).replace("<html>", "<html><head><title>县内要闻_水云县新闻网</title></head>").encode()
    with serving(pages) as site:
        host = f"www.shuiyun.localhost:{site.port}"
        drafted = draft(f"http://{host}/xw/", CrawlSettings(delay=0, allow_hosts=(f"*.localhost:{site.port}",)), {})
    registers = load_folder(shown(tmp_path))
    source, outlet = registers.sources[0], registers.outlets[0]
    assert drafted.works
    assert [rules.url.replace(host, "www.shuiyun.example") for rules in drafted.source.discover] == [rules.url for rules in source.discover]
    assert (drafted.source.id, drafted.outlet.name, drafted.source.expect) == (source.id, outlet.name, source.expect)
    assert drafted.outlet.standings == outlet.standings
    assert outlet.standings[0].level is Level.COUNTY


def test_the_page_reads_as_its_json_says(tmp_path: Path) -> None:
    source = load_folder(shown(tmp_path)).sources[0]
    row = as_row(read(Capture(url=EXPECTED["url"], fetched=NOW, status=200, headers=(), body=PAGE, source=source.id), source.page))
    assert {field: row[field] for field in EXPECTED if field != "url"} == {field: value for field, value in EXPECTED.items() if field != "url"}
