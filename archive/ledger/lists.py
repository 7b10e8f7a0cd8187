"""The registers as reports list them: past ones too, in display order, without what only matching needs."""

from archive.ledger.models import Outlet
from archive.ledger.models import Topic as TopicRow
from archive.ledger.models import Unit as UnitRow
from model.bureau import Topic, Unit


def bureau() -> Unit | None:
    """The root of the tree of units, without its children; None before the bureau has been loaded."""
    root = UnitRow.objects.filter(parent__isnull=True).order_by("position", "id").first()
    return Unit(id=root.id, name=root.name) if root else None


def units() -> list[Unit]:
    """All units, past ones too, without children, in display order."""
    rows = UnitRow.objects.order_by("position", "id")
    return [Unit(id=row.id, name=row.name, group=row.group, since=row.since, until=row.until) for row in rows]


def parents() -> dict[str, str]:
    """Unit.id of the unit above, by Unit.id; the root has none."""
    return dict(UnitRow.objects.order_by().filter(parent__isnull=False).values_list("id", "parent_id"))


def topics() -> list[Topic]:
    """All topics, past ones too, without their words, in display order."""
    rows = TopicRow.objects.order_by("position", "id")
    return [Topic(id=row.id, name=row.name, words=(), since=row.since, until=row.until, planned=row.planned) for row in rows]


def outlet_names() -> dict[str, str]:
    """Outlet.name by Outlet.id."""
    return dict(Outlet.objects.order_by().values_list("id", "name"))
