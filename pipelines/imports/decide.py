"""What a person decides about rows of an unknown outlet, and what becomes of the rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.ledger import changes, entering, registers, undecided
from archive.ledger.undecided import Waiting
from model.account import ChangeKind
from model.bureau import Bureau
from model.outcome import UserError
from model.outlet import Level, Medium, Outlet, Standing
from model.row import Taken
from model.story import Group
from pipelines.imports.take import Import, Readable

SUBJECT = "待定媒体"


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who decides: a person of the site, or whoever runs the command."""

    who: str
    bureau: Bureau | None
    group: Group
    address: str = ""  # from where

    def alias(self, name: str, outlet: str) -> list[tuple[Waiting, Taken]]:
        """`name` is a spelling of a registered outlet; its rows come in. Errors: UserError."""
        return self._settled(name, lambda: registers.add_alias(outlet, _written(name), self.who, self.address))

    def register(self, name: str, level: Level, medium: Medium, called: str = "") -> list[tuple[Waiting, Taken]]:
        """`name` is an outlet that nobody registered, `called` what it is properly called; its rows come in. Errors: UserError."""
        written = _written(name)
        proper = called.strip() or written
        if len(proper) > 100:
            raise UserError("媒体名称超过 100 字")
        outlet = Outlet(
            id=entering.new_id(proper),
            name=proper,
            standings=(Standing(level=level, medium=medium),),
            aliases=() if proper == written else (written,),
        )
        return self._settled(name, lambda: registers.add_outlet(outlet, self.who, self.address))

    def drop(self, name: str) -> int:
        """Nobody wants the rows; returns how many there were. Errors: UserError where none wait."""
        return self._changed(name, undecided.drop(undecided.name_of(name), self.who), "不要")

    def restore(self, name: str) -> int:
        """Takes `drop` back; returns how many rows wait again. Errors: UserError where none were dropped."""
        return self._changed(name, undecided.restore(undecided.name_of(name)), "恢复待定")

    def _changed(self, name: str, rows: int, what: str) -> int:
        if not rows:
            raise UserError(f"没有媒体“{name}”的待定行，也许已经处理过了")
        changes.record(self.who, ChangeKind.CHANGED, SUBJECT, key=name, name=name, after={"决定": what, "行数": rows}, address=self.address)
        return rows

    def _settled(self, name: str, enter: Callable[[], None]) -> list[tuple[Waiting, Taken]]:
        """Registers, then takes the rows in; all or nothing."""
        folded = undecided.name_of(name)
        with entering.whole():
            waiting = undecided.rows_of(folded)
            if not waiting:
                raise UserError(f"没有媒体“{name}”的待定行，也许已经处理过了")
            enter()
            importing = Import(self.bureau, self.group, as_is=False, table=True, by=self.who)
            # Their scans are in the evidence already, and follow them.
            rows: list[Readable] = [(replace(one.row, scans=()), ()) for one in waiting]
            return list(zip(waiting, importing.take(rows), strict=True))


def _written(name: str) -> str:
    """As the latest row writes it."""
    folded = undecided.name_of(name)
    return next((group.name for group in undecided.groups() if group.folded == folded), name)
