"""jianbao group, as programs use it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.pipelines.reprints.samples import BODY, MORNING, OTHER, OTHER_TITLE, TITLE, shared

FIELDS = ["id", "story", "role", "first", "reason", "confidence", "possible"]


def document(id_: str, **values: Any) -> dict[str, Any]:
    base = {"id": id_, "url": f"http://{id_}.example/1.html", "title": TITLE, "body": BODY, "published": f"{MORNING:%Y-%m-%dT%H:%M}", "source": f"{id_}报"}
    return base | values


def group(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main(["group", str(path)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def written(path: Path, *documents: dict[str, Any]) -> Path:
    text = "\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.jsonl.gz"])
def test_one_line_each_in_the_order_of_arrival(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = document("c", published="2026-03-11T22:00:00+08:00")
    rows = group(written(tmp_path / name, document("a"), document("b", title=OTHER_TITLE, body=OTHER), late), capsys)
    assert [list(row) for row in rows] == [FIELDS] * 3
    assert [(row["id"], row["story"], row["role"], row["first"]) for row in rows] == [
        ("a", "a", "reprint", "c"),
        ("b", "b", "first", "b"),
        ("c", "a", "first", "c"),
    ]


def test_what_is_missing_in_a_document_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = group(written(tmp_path / "docs.jsonl", {"id": 7}, document("b", published=None)), capsys)
    assert [row["id"] for row in rows] == ["7", "b"]


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "没有编号"}', '{"id": "a", "published": "去年"}'])
def test_a_line_that_is_no_document_is_named(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(json.dumps(document("x")) + "\n" + line, encoding="utf-8")
    assert main(["group", str(path)]) == 2
    error = capsys.readouterr().err
    assert "第 2 行" in error
    assert "Traceback" not in error


def test_an_id_may_not_come_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", str(written(tmp_path / "docs.jsonl", document("a"), document("a")))]) == 2
    assert "id a" in capsys.readouterr().err


def test_the_labelled_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stretch of it, so that a change that does harm is seen; bench/group.py measures the whole."""
    from bench.group import pair_f1

    if not shared().exists():
        pytest.skip("the labelled set of reprints is not there")
    part = slice(12_000, 13_000)
    with gzip.open(shared() / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        path = written(tmp_path / "docs.jsonl", *(json.loads(line) for line in list(lines)[part]))
    with gzip.open(shared() / "clusters.jsonl.gz", "rt", encoding="utf-8") as lines:
        labels = {row["id"]: row["cluster"] for row in map(json.loads, list(lines)[part])}
    assert pair_f1(labels, {row["id"]: row["story"] for row in group(path, capsys)}) > 0.99
