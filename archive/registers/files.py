"""The register files: one YAML file an outlet below sources/, and the bureau file."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import ClassVar

from archive.registers.strict import load
from model.bureau import Bureau, Unit
from model.outcome import UserError
from model.outlet import STRICT, Outlet, Standing
from model.source import Discover, Expect, PageRules, Source, check_times

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFile:
    """One YAML file: an outlet and, where `discover` is given, how to collect from it.

    A second source of the same outlet is a file of its own that says `outlet: <id>` in place of a name and standings.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    outlet: str = ""
    name: str = ""
    standings: tuple[Standing, ...] = ()
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    discover: tuple[Discover, ...] = ()
    page: PageRules | tuple[PageRules, ...] = ()
    expect: Expect | None = None
    schedule: str = ""
    timezone: str = "Asia/Shanghai"
    delay: float | None = None
    enabled: bool = True
    unverified: bool = False

    def __post_init__(self) -> None:
        if bool(self.outlet) == bool(self.name):
            raise ValueError("须写 name（一家媒体）或 outlet（已有媒体的又一个采集源），二者取一")
        if self.name and not self.standings:
            raise ValueError("缺少 standings：媒体的级别和载体")
        if self.outlet and not self.discover:
            raise ValueError("缺少 discover：从哪里发现文章")
        check_times(self.schedule, self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """Everything that a folder of register files declares."""

    outlets: tuple[Outlet, ...]
    sources: tuple[Source, ...]
    bureau: Bureau | None


def load_folder(folder: Path, bureau: Path | None = None) -> Registers:
    """Reads `folder`/**/*.yml and the bureau file. Errors: UserError naming file, line and key."""
    if not folder.is_dir():
        raise UserError(f"没有找到采集源文件夹 {folder}")
    outlets: dict[str, Outlet] = {}
    sources: dict[str, Source] = {}
    for path in sorted(folder.rglob("*.yml")):
        name, content = path.stem, load(path, OutletFile)
        if not NAME.fullmatch(name):
            raise UserError(f"{path}：文件名就是编号，只能用小写字母、数字和 -")
        if name in outlets or name in sources:
            raise UserError(f"{path}：编号 {name} 已被另一个文件使用")
        if content.name:
            outlets[name] = _outlet(name, content)
        if content.discover:
            sources[name] = source_of(name, content)
    for source in sources.values():
        if source.outlet not in outlets:
            raise UserError(f"{source.id}.yml：没有编号为 {source.outlet} 的媒体")
    _unique_names(outlets.values())
    return Registers(outlets=tuple(outlets.values()), sources=tuple(sources.values()), bureau=load_bureau(bureau) if bureau else None)


def load_bureau(path: Path) -> Bureau:
    """The bureau file: units, topics, points rules. Errors: UserError."""
    bureau = load(path, Bureau)
    _unique(path, "单位编号", [unit.id for unit, _ in bureau.units()])
    _unique(path, "专题编号", [topic.id for topic in bureau.topics])
    _unique(path, "积分规则版本", [rule.version for rule in bureau.points])
    for unit, _ in bureau.units():
        _words(path, unit)
    return bureau


def as_yaml(outlet: Outlet, source: Source | None) -> dict[str, object]:
    """What `load_folder` would read as these two, without what equals a default."""
    values: dict[str, object] = {"name": outlet.name, "standings": [_plain(standing) for standing in outlet.standings]}
    values |= {key: list(value) for key in ("aliases", "hosts") if (value := getattr(outlet, key))}
    return values | (_plain(source, leave_out=("id", "outlet")) if source else {})


def _outlet(name: str, content: OutletFile) -> Outlet:
    standings = tuple(sorted(content.standings, key=lambda standing: standing.since))
    return Outlet(id=name, name=content.name, standings=standings, aliases=content.aliases, hosts=content.hosts)


def source_of(name: str, content: OutletFile) -> Source:
    """The source that a file of this name declares."""
    page = (content.page,) if isinstance(content.page, PageRules) else content.page
    shared = {f.name: getattr(content, f.name) for f in fields(Source) if f.name not in ("id", "outlet", "page")}
    return Source(id=name, outlet=content.outlet or name, page=page, **shared)


def _plain(record: object, leave_out: Iterable[str] = ()) -> dict[str, object]:
    """A record as YAML values, without what equals its default."""
    values = asdict(record)  # type: ignore[call-overload]
    kept: dict[str, object] = {}
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.name in leave_out or value == field.default:
            continue
        if isinstance(value, tuple):
            kept[field.name] = [_plain(item) if hasattr(item, "__dataclass_fields__") else item for item in value]
        elif hasattr(value, "__dataclass_fields__"):
            kept[field.name] = _plain(value)
        else:
            kept[field.name] = getattr(value, "value", values[field.name])
    return kept


def _unique(path: Path, what: str, values: list[str]) -> None:
    for value in values:
        if values.count(value) > 1:
            raise UserError(f"{path}：{what} {value} 重复")


def _unique_names(outlets: Iterable[Outlet]) -> None:
    seen: dict[str, str] = {}
    for outlet in outlets:
        if outlet.name in seen:
            raise UserError(f"{outlet.id}.yml：媒体名称 {outlet.name} 已被 {seen[outlet.name]}.yml 使用")
        seen[outlet.name] = outlet.id


def _words(path: Path, unit: Unit) -> None:
    for word in (*unit.aliases, *unit.short_names, *unit.exclusions, *unit.region):
        if len(word) < 2:
            raise UserError(f"{path}：单位 {unit.name} 的词“{word}”太短，至少两个字")
