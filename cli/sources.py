"""jianbao sources: the register of outlets, sources, units, topics and points rules."""

from pathlib import Path

from cli.arguments import Args, Parser, naming
from cli.home import Home, locate, opened
from cli.output import row
from cli.wiring import connect, warn
from model.outcome import UsageError, UserError


def arguments(parser: Parser) -> None:
    parser.add_argument("action", choices=["list", "check", "load", "export"], help="list 列出；check 检查文件；load 载入登记簿；export 导出为 YAML")
    parser.add_argument("names", nargs="*", metavar="编号", help="采集源编号；省略为全部")
    parser.add_argument("--folder", metavar="目录", help="采集源文件夹（默认数据目录下的 sources/）")
    parser.add_argument("--bureau", metavar="文件", help="单位文件（默认数据目录下的 bureau.yml）")
    parser.add_argument("--overwrite", action="store_true", help="以文件为准，覆盖网站上的改动")


def run(args: Args) -> int:
    action = {"list": _list, "check": _check, "load": _load, "export": _export}[args.action]
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
    from archive.registers.files import load_folder

    folder, bureau = _files(args, locate(args.home))
    found = load_folder(folder, bureau)
    missing = sorted(set(args.names) - {source.id for source in found.sources})
    if missing:
        raise UsageError(f"{folder} 里没有采集源 {'、'.join(missing)}")
    units = sum(1 for _ in found.bureau.units()) if found.bureau else 0
    warn(f"{folder}：{len(found.outlets)} 家媒体、{len(found.sources)} 个采集源、{units} 个单位，没有发现问题")
    return 0


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
