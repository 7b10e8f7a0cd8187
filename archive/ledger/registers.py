"""The registers in the ledger: loaded from files, edited on the site, used by everything else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from pydantic import TypeAdapter

from archive.ledger import changes, models
from archive.registers.files import Registers
from model.account import ChangeKind
from model.bureau import Bureau, PointsRule, Topic, Unit
from model.outcome import UserError
from model.outlet import Level, Medium, Outlet, Standing
from model.source import Source

SOURCE = TypeAdapter(Source)
POINTS = TypeAdapter(PointsRule)


def load(registers: Registers, overwrite: bool = False) -> list[str]:
    """Brings the ledger's registers to what the files say; returns one Chinese line per difference.

    A row that a person edited stays as it is unless `overwrite`; nothing is ever removed: articles refer to it.
    """
    with transaction.atomic():
        lines = [line for outlet in registers.outlets for line in _load_outlet(outlet, overwrite)]
        lines += [line for source in registers.sources for line in _put(models.Source, "采集源", source.id, _source_row(source), overwrite)]
        if registers.bureau:
            lines += _load_bureau(registers.bureau, overwrite)
    return lines


def sources(ids: Sequence[str] = (), all_enabled: bool = True) -> list[Source]:
    """The sources of these ids, or with none given every enabled one. Errors: UserError for an unknown id."""
    rows = models.Source.objects.all()
    if ids:
        rows = rows.filter(id__in=ids)
    elif all_enabled:
        rows = rows.filter(enabled=True)
    found = {row.id: SOURCE.validate_python(row.definition | {"id": row.id, "outlet": row.outlet_id, "enabled": row.enabled}) for row in rows}
    missing = [name for name in ids if name not in found]
    if missing:
        raise UserError(f"没有编号为 {'、'.join(missing)} 的采集源；用 jianbao sources list 查看全部编号")
    return [found[name] for name in ids] if ids else list(found.values())


def verified(id: str) -> None:
    """Switches a source on that passed its check on the live web; from then on its file no longer says that nobody has seen it."""
    row = models.Source.objects.get(id=id)
    models.Source.objects.filter(id=id).update(definition=row.definition | {"unverified": False}, enabled=True, edited=True)


def outlets() -> dict[str, Outlet]:
    """Every outlet by id."""
    rows = models.Outlet.objects.prefetch_related("standings")
    return {row.id: _outlet(row) for row in rows}


def bureau() -> Bureau:
    """The unit tree, topics and points rules. Errors: UserError when none is loaded."""
    units = list(models.Unit.objects.all())
    if not units:
        raise UserError("还没有登记单位：请编写单位文件 bureau.yml，再运行 jianbao sources load")
    children: dict[str | None, list[models.Unit]] = {}
    for row in units:
        children.setdefault(row.parent_id, []).append(row)
    topics = tuple(
        Topic(id=row.id, name=row.name, words=tuple(row.words), since=row.since, until=row.until, planned=row.planned) for row in models.Topic.objects.all()
    )
    return Bureau(root=_unit(children[None][0], children), topics=topics, points=points())


def points() -> tuple[PointsRule, ...]:
    """The versions of the points rule, oldest first."""
    rows = models.PointsRule.objects.order_by("since", "version")
    return tuple(POINTS.validate_python(row.table | {"version": row.version, "since": row.since}) for row in rows)


def add_points(rule: PointsRule) -> None:
    """A new version of the points rule. Errors: UserError for one that is there: versions are printed in reports and stay as they are."""
    table = POINTS.dump_python(rule, mode="json", exclude={"version", "since"}, exclude_defaults=True)
    _, made = models.PointsRule.objects.get_or_create(version=rule.version, defaults={"since": rule.since, "table": table, "edited": True})
    if not made:
        raise UserError(f"积分规则“{rule.version}”已有，请换一个版本名")


def add_alias(outlet: str, alias: str, who: str, address: str = "") -> None:
    """One more spelling of an outlet's name, as a person says. Errors: UserError for an unknown outlet."""
    row = models.Outlet.objects.filter(id=outlet).first()
    if row is None:
        raise UserError(f"没有编号为 {outlet} 的媒体")
    if alias not in (row.name, *row.aliases):
        before, row.aliases, row.edited = list(row.aliases), [*row.aliases, alias], True
        row.save(update_fields=["aliases", "edited"])
        changes.record(who, ChangeKind.CHANGED, "媒体", key=row.id, name=row.name, before={"别名": before}, after={"别名": row.aliases}, address=address)


def add_outlet(outlet: Outlet, who: str, address: str = "") -> None:
    """A new outlet, as a person says. Errors: UserError where its id or name is taken."""
    if models.Outlet.objects.filter(Q(id=outlet.id) | Q(name=outlet.name)).exists():
        raise UserError(f"媒体“{outlet.name}”已有登记")
    row = models.Outlet.objects.create(id=outlet.id, name=outlet.name, aliases=list(outlet.aliases), hosts=list(outlet.hosts), edited=True)
    models.Standing.objects.bulk_create(models.Standing(outlet=row, level=s.level, medium=s.medium, since=s.since) for s in outlet.standings)
    told = {"名称": outlet.name, "级别与载体": [f"{s.since} {s.level.label} {s.medium.label}" for s in outlet.standings]}
    changes.record(who, ChangeKind.ADDED, "媒体", key=row.id, name=row.name, after=told, address=address)


def _outlet(row: models.Outlet) -> Outlet:
    standings = tuple(Standing(level=Level(s.level), medium=Medium(s.medium), since=s.since) for s in row.standings.all())
    return Outlet(id=row.id, name=row.name, standings=standings, aliases=tuple(row.aliases), hosts=tuple(row.hosts))


def _unit(row: models.Unit, children: Mapping[str | None, list[models.Unit]]) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        aliases=tuple(row.aliases),
        short_names=tuple(row.short_names),
        region=tuple(row.region),
        exclusions=tuple(row.exclusions),
        group=row.group,
        since=row.since,
        until=row.until,
        children=tuple(_unit(child, children) for child in children.get(row.id, ())),
    )


def _load_outlet(outlet: Outlet, overwrite: bool) -> list[str]:
    before = models.Outlet.objects.filter(id=outlet.id).first()
    old = [(s.level, s.medium, s.since) for s in before.standings.all()] if before else []
    new = [(s.level.value, s.medium.value, s.since) for s in outlet.standings]
    row = {"name": outlet.name, "aliases": list(outlet.aliases), "hosts": list(outlet.hosts)}
    lines = _put(models.Outlet, "媒体", outlet.id, row, overwrite)
    if old == new or (before and before.edited and not overwrite):
        return lines
    models.Standing.objects.filter(outlet_id=outlet.id).delete()
    models.Standing.objects.bulk_create(models.Standing(outlet_id=outlet.id, level=level, medium=medium, since=since) for level, medium, since in new)
    return lines or [f"更改 媒体 {outlet.id}：级别与载体"]


def _load_bureau(bureau: Bureau, overwrite: bool) -> list[str]:
    lines: list[str] = []
    for position, (unit, parent) in enumerate(bureau.units()):
        row: dict[str, Any] = {"name": unit.name, "parent_id": parent.id if parent else None, "group": unit.group, "position": position}
        row |= {"aliases": list(unit.aliases), "short_names": list(unit.short_names), "region": list(unit.region), "exclusions": list(unit.exclusions)}
        lines += _put(models.Unit, "单位", unit.id, row | {"since": unit.since, "until": unit.until}, overwrite)
    for position, topic in enumerate(bureau.topics):
        row = {"name": topic.name, "words": list(topic.words), "since": topic.since, "until": topic.until, "planned": topic.planned, "position": position}
        lines += _put(models.Topic, "专题", topic.id, row, overwrite)
    for rule in bureau.points:
        table = POINTS.dump_python(rule, mode="json", exclude={"version", "since"}, exclude_defaults=True)
        lines += _put(models.PointsRule, "积分规则", rule.version, {"since": rule.since, "table": table}, overwrite)
    return lines


def _source_row(source: Source) -> dict[str, Any]:
    definition = SOURCE.dump_python(source, mode="json", exclude={"id", "outlet", "enabled"})
    return {"outlet_id": source.outlet, "definition": definition, "enabled": source.enabled and not source.unverified}


def _put(table: Any, what: str, key: str, row: Mapping[str, Any], overwrite: bool) -> list[str]:
    """Inserts or updates one register row; returns the line that tells it, or none when nothing differs."""
    before = table.objects.filter(pk=key).first()
    if before is None:
        table.objects.create(pk=key, **row)
        changes.record(changes.COMMAND, ChangeKind.ADDED, what, key=key, name=str(row.get("name", "")))
        return [f"新增 {what} {key}"]
    changed = _changed(before, row)
    if not changed:
        return []
    if before.edited and not overwrite:
        return [f"保留 {what} {key}：网站上改过 {'、'.join(changed)}（要以文件为准请加 --overwrite）"]
    old, new = {name: _told(getattr(before, name)) for name in changed}, {name: _told(row[name]) for name in changed}
    changes.record(changes.COMMAND, ChangeKind.CHANGED, what, key=key, name=str(row.get("name", "")), before=old, after=new)
    table.objects.filter(pk=key).update(**row, edited=False)
    return [f"更改 {what} {key}：{'、'.join(changed)}"]


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _changed(before: object, row: Mapping[str, Any]) -> list[str]:
    def same(old: object, new: object) -> bool:
        return old == (new.isoformat() if isinstance(new, date) and isinstance(old, str) else new)

    return [name for name, new in row.items() if not same(getattr(before, name), new)]


def names(table: str, ids: Iterable[str]) -> dict[str, str]:
    """The display names of outlets, units or topics by id; one statement."""
    tables: dict[str, Any] = {"outlet": models.Outlet, "unit": models.Unit, "topic": models.Topic}
    return dict(tables[table].objects.filter(id__in=list(ids)).values_list("id", "name"))
