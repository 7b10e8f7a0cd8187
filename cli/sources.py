"""jianbao sources: the register of outlets, sources, units, topics and points rules."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import Args, Parser, naming
from cli.home import Home, locate, opened
from cli.output import row
from cli.wiring import connect, warn
from model.outcome import UsageError, UserError

if TYPE_CHECKING:
    from model.outlet import Outlet

ACTIONS = {
    "list": "列出",
    "check": "检查文件；写明编号则到网站上试采，通过即启用",
    "load": "载入登记簿",
    "export": "导出为 YAML",
    "probe": "由一个网址起草采集源",
}


def arguments(parser: Parser) -> None:
    parser.add_argument("action", choices=list(ACTIONS), help="；".join(f"{name} {text}" for name, text in ACTIONS.items()))
    parser.add_argument("names", nargs="*", metavar="编号", help="采集源编号，省略为全部；probe 后面写网址")
    parser.add_argument("--folder", metavar="目录", help="采集源文件夹（默认数据目录下的 sources/）")
    parser.add_argument("--bureau", metavar="文件", help="单位文件（默认数据目录下的 bureau.yml）")
    parser.add_argument("--overwrite", action="store_true", help="以文件为准，覆盖网站上的改动")


def run(args: Args) -> int:
    action = {"list": _list, "check": _check, "load": _load, "export": _export, "probe": _probe}[args.action]
    return action(args)


def _list(args: Args) -> int:
    connect(opened(args.home))
    from archive.ledger import registers

    outlets = registers.outlets()
    for source in registers.sources(args.names, all_enabled=False):
        outlet = outlets[source.outlet]
        row(
            {
                "id": source.id,
                "outlet": outlet.name,
                "level": outlet.standings[-1].level.label,
                "medium": outlet.standings[-1].medium.label,
                "kinds": [found.kind for found in source.discover],
                "schedule": source.schedule,
                "enabled": source.enabled,
                "unverified": source.unverified,
            }
        )
    return 0


def _check(args: Args) -> int:
    """With names: on the live web. Without: the files, and the pages that earlier checks kept."""
    from cli.trial import check, reread

    if args.names:
        return check(opened(args.home), args.names)
    from archive.registers.files import load_folder

    home = locate(args.home)
    folder, bureau = _files(args, home)
    found = load_folder(folder, bureau)
    units = sum(1 for _ in found.bureau.units()) if found.bureau else 0
    lines = reread(home, {source.id: source for source in found.sources})
    for line in lines:
        warn(line)
    warn(f"{folder}：{len(found.outlets)} 家媒体、{len(found.sources)} 个采集源、{units} 个单位，{f'{len(lines)} 个样页有变化' if lines else '没有发现问题'}")
    return 1 if lines else 0


def _probe(args: Args) -> int:
    if len(args.names) != 1 or not args.names[0].startswith(("http://", "https://")):
        raise UsageError("probe 后面写一个网址，例如 jianbao sources probe https://news.example/")
    from cli.trial import draft

    home = locate(args.home)
    return draft(args.names[0], home, _outlets(args, home))


def _outlets(args: Args, home: Home) -> dict[str, "Outlet"]:
    """Outlets that are in the register files already, by id."""
    from archive.registers.files import load_folder

    folder, _ = _files(args, home)
    try:
        return {outlet.id: outlet for outlet in load_folder(folder).outlets} if folder.is_dir() else {}
    except UserError as problem:  # often the file that is about to hold the draft: a shell makes it before we begin
        warn(f"没有对照已有的媒体（{problem}）")
        return {}


def _load(args: Args) -> int:
    home = opened(args.home)
    connect(home)
    lines = load(home, args)
    for line in lines:
        warn(line)
    warn(f"登记簿与文件一致，共 {len(lines)} 处变化")
    return 0


def load(home: Home, args: Args) -> list[str]:
    """Loads the files that the arguments name; returns one Chinese line per difference."""
    from archive.ledger import registers
    from archive.registers.files import load_folder

    return registers.load(load_folder(*_files(args, home)), overwrite=args.overwrite)


def _export(args: Args) -> int:
    if not args.folder:
        raise UsageError("导出需要 --folder 目录")
    connect(opened(args.home))
    import yaml

    from archive.ledger import registers
    from archive.registers.files import as_yaml

    folder = Path(args.folder)
    sources = {source.id: source for source in registers.sources(args.names, all_enabled=False)}
    outlets = registers.outlets()
    with naming(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for outlet in outlets.values():
            values = as_yaml(outlet, sources.get(outlet.id))
            (folder / f"{outlet.id}.yml").write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    warn(f"已导出 {len(outlets)} 家媒体到 {folder}")
    return 0


def _files(args: Args, home: Home) -> tuple[Path, Path | None]:
    folder = Path(args.folder) if args.folder else home.sources
    bureau = Path(args.bureau) if args.bureau else home.bureau
    if args.bureau and not bureau.is_file():
        raise UserError(f"没有找到单位文件 {bureau}")
    return folder, bureau if bureau.is_file() else None
