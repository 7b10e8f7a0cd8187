"""What the documents list is what there is."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from archive.registers.files import load_folder
from archive.registers.strict import parse
from cli.main import COMMANDS
from model import source
from model.delivery import Channel, ChannelKind, Occasion
from model.settings import Settings
from tests.house.repository import ROOT, tracked


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(name: str) -> Iterator[list[str]]:
    """The cells of the rows whose first cell is a name in code type."""
    for line in text(name).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            yield [cell.strip("`") for cell in cells]


def settings(of: type[Any] = Settings, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every setting with its default, as YAML would have them."""
    hints = get_type_hints(of)
    for one in fields(of):
        if is_dataclass(hints[one.name]):
            yield from settings(hints[one.name], f"{prefix}{one.name}.")
        else:
            assert one.default is not MISSING
            yield f"{prefix}{one.name}", as_yaml(one.default)


def as_yaml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value) or '""'


def test_every_command_is_described() -> None:
    listed = {row[0].removeprefix("jianbao ") for row in table_rows("docs/commands.md")}
    described = set(re.findall(r"^## ([a-z]+)$", text("docs/commands.md"), re.MULTILINE))
    assert listed == described == set(COMMANDS)


def test_every_setting_is_described_with_its_default() -> None:
    assert {row[0]: row[1] for row in table_rows("docs/settings.md")} == dict(settings())


@pytest.mark.parametrize("of", [source.Source, source.Discover, source.PageRules, source.Expect])
def test_every_field_of_a_source_is_described(of: type[Any]) -> None:
    described = {row[0] for row in table_rows("docs/sources.md")}
    given_by_the_file = {"id", "outlet"} if of is source.Source else set()
    assert {one.name for one in fields(of)} - given_by_the_file - described == set()


def test_every_key_of_a_channel_is_described() -> None:
    described = {row[0] for row in table_rows("docs/delivery.md")}
    assert {one.name for one in fields(Channel)} == described
    assert {one.value for one in (*ChannelKind, *Occasion)} - {"test"} - set(re.findall(r"`([a-z]+)`", text("docs/delivery.md"))) == set()


def test_the_channels_that_are_shown_can_be_loaded() -> None:
    shown = re.search(r"```yaml\n(.+?)```", text("docs/delivery.md"), re.DOTALL)
    assert shown
    assert len(parse(shown[1], "docs/delivery.md", Settings).deliver.channels) == 5


def examples() -> list[tuple[str, str]]:
    """The register files that the document shows: (path, text)."""
    return re.findall(r"```yaml\n# (\S+)\n(.+?)```", text("docs/sources.md"), re.DOTALL)


def test_the_registers_that_are_shown_can_be_loaded(tmp_path: Path) -> None:
    for path, content in examples():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    loaded = load_folder(tmp_path / "sources", tmp_path / "bureau.yml")
    assert len(loaded.sources) == len(examples()) - 1
    assert loaded.bureau


def test_every_way_of_finding_links_is_described() -> None:
    assert {f"`{kind}`" for kind in source.Kind} - set(re.findall(r"`[a-z]+`", text("docs/sources.md"))) == set()


def test_the_tree_in_the_architecture_has_every_folder() -> None:
    tree = re.search(r"```\n(run .+?)```", text("ARCHITECTURE.md"), re.DOTALL)
    assert tree
    drawn = {line.split("/")[0] for line in tree[1].splitlines() if re.match(r"\w+/", line)}
    there = {path.parts[0] for path in tracked() if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    assert drawn == there


def test_every_word_of_the_model_is_in_the_glossary() -> None:
    """A field of the model is one of the words that people and code share."""
    from model import article, bureau, capture, outlet, reading

    records = [article.Article, bureau.Unit, bureau.Topic, bureau.PointsRule, capture.Capture, outlet.Outlet, outlet.Standing, reading.Reading]
    words = {one.name for record in [*records, source.Source] for one in fields(record)}
    assert words - set(re.findall(r"`([a-z_]+)`", text("docs/glossary.md"))) == set()


@pytest.mark.parametrize("page", [path for path in tracked() if path.suffix == ".md"], ids=str)
def test_links_lead_to_files(page: Any) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page))
    assert [link for link in links if not (ROOT / page.parent / link).exists()] == []
