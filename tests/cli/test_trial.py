"""Drafting and checking sources on the command line, against a small site of our own."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.discover.dates import CHINA
from tests.crawler.server import Site, listing, serving

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.now(CHINA).date()
TEXT = "全市养老服务工作会议在市行政中心召开，会议总结了今年的工作，部署了明年的任务，各县市区民政局和有关单位的负责人参加了会议并作了发言。" * 3


def page(n: int) -> str:
    title, day = f"民政工作动态第{n}号", TODAY - timedelta(days=n)
    return f"<html><head><title>{title}_某某网</title></head><body><h1>{title}</h1><div>{day} 09:30</div><div><p>{TEXT}</p></div></body></html>"


def pages(text: bool = True) -> dict[tuple[str, str], str]:
    rows = [(f"/a/2026{n:04}.html", f"民政工作动态第{n}号", str(TODAY - timedelta(days=n))) for n in range(8)]
    return {("news.localhost", "/ms/"): listing(*rows)} | {
        ("news.localhost", path): page(n) if text else "<html></html>" for n, (path, _, _) in enumerate(rows)
    }


def command(home: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Exit status, lines of stdout, stderr."""
    done = subprocess.run([sys.executable, "-m", "cli", "--home", str(home), "sources", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def home_for(site: Site, folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "cli", "--home", str(folder), "init"], cwd=ROOT, capture_output=True, check=True)
    (folder / "settings.yml").write_text(f'crawl: {{delay: 0, allow_hosts: ["*.localhost:{site.port}"]}}', encoding="utf-8")
    return folder


def test_a_draft_is_loaded_checked_switched_on_and_read_again(tmp_path: Path) -> None:
    with serving(pages()) as site:
        home = home_for(site, tmp_path)
        status, lines, said = command(home, "probe", f"http://news.localhost:{site.port}/ms/")
        assert (status, lines[0]) == (0, "name: 某某网")
        assert "试读 5 篇，5 篇的标题、正文、时间都读出来了" in said
        draft = home / "sources" / "news.yml"
        draft.write_text("\n".join([*lines, "unverified: true\n"]), encoding="utf-8")
        assert command(home, "load")[0] == 0
        status, lines, said = command(home, "check", "news")
        assert status == 0
        assert "news：已启用" in said
        rows = [json.loads(line) for line in lines]
        assert [row["links"] for row in rows if "links" in row] == [8]
        assert [row["problem"] for row in rows] == [""] * 6
    listed = json.loads(command(home, "list")[1][0])
    assert (listed["enabled"], listed["unverified"]) == (True, False)
    assert "保留 采集源 news" in command(home, "load")[2]  # the file still says that nobody has seen it
    kept = next((home / "pages" / "news").glob("*.html"))
    assert command(home, "check")[0] == 0
    kept.write_text(kept.read_text().replace(TEXT, "别的正文，别的正文，别的正文，别的正文，别的正文。" * 5))
    status, _, said = command(home, "check")
    assert status == 1
    assert "body 与存下时读的不同" in said


def test_a_source_that_does_not_read_stays_off(tmp_path: Path) -> None:
    with serving(pages(text=False)) as site:
        home = home_for(site, tmp_path)
        yaml = f'name: 某某网\nstandings: [{{level: 市级, medium: 网站}}]\nunverified: true\ndiscover: [{{kind: list, url: "http://news.localhost:{site.port}/ms/"}}]\n'
        (home / "sources" / "news.yml").write_text(yaml, encoding="utf-8")
        command(home, "load")
        status, lines, said = command(home, "check", "news")
    assert status == 1
    assert "保持停用" in said
    assert [bool(json.loads(line)["problem"]) for line in lines] == [False, *[True] * 5]
    assert not (home / "pages").exists()


@pytest.mark.parametrize("arguments", [("probe",), ("probe", "news"), ("probe", "http://a.example/", "http://b.example/")])
def test_probe_wants_one_address(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    status, _, said = command(tmp_path, *arguments)
    assert status == 2
    assert "probe 后面写一个网址" in said
