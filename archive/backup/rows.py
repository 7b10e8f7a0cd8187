"""The ledger's rows as files, one a table, the same whichever database they come from or go to."""

import base64
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from archive.backup.manifest import Table
from archive.backup.space import synced

BATCH = 2000  # rows read or written at once
LEFT_OUT = ("django_session", "django_migrations")  # everybody logs in again; the steps are in the manifest
FIRST_LOOK = "SELECT 1 FROM django_migrations LIMIT 1"  # it fixes the moment that is seen from then on

Progress = Callable[[int], None]


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, the ledger stands still for this connection, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(FIRST_LOOK)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # deferred: a reader of the WAL; Django's own transactions would keep every writer waiting
        try:
            cursor.execute(FIRST_LOOK)
            yield
        finally:
            cursor.execute("ROLLBACK")


def dump(folder: Path, apps: Apps, progress: Progress) -> list[Table]:
    """Writes every table into `folder`; returns what each holds."""
    done = 0
    found = []
    for name, columns, rows in _tables(apps):
        file = folder / f"{name}.jsonl.gz"
        with file.open("wb") as raw, gzip.open(raw, "wt", compresslevel=3, encoding="ascii") as packed:
            packed.write(json.dumps(columns) + "\n")
            count = total = 0
            for row in rows:
                line = as_line(row)
                packed.write(line + "\n")
                count, total = count + 1, total + mark_of(line)
                if not (done + count) % BATCH:
                    progress(done + count)
        synced(file)
        done += count
        found.append(Table(name=name, rows=count, digest=_hex(total), file=file.name))
    return found


def counted(apps: Apps) -> list[Table]:
    """What `dump` would say, without writing."""
    found = []
    for name, _, rows in _tables(apps):
        count = total = 0
        for row in rows:
            count, total = count + 1, total + mark_of(as_line(row))
        found.append(Table(name=name, rows=count, digest=_hex(total), file=f"{name}.jsonl.gz"))
    return found


def load(folder: Path, tables: Sequence[Table], apps: Apps, progress: Progress) -> None:
    """Puts the rows of a dump in place of whatever the tables hold. All or nothing: durable when it returns.

    `apps` are the tables as they were when the dump was made. Errors: ValueError for a file that is not what was dumped.
    """
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    done = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for name in _names():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - in any order: the constraints are checked at the commit
        for table in tables:
            with gzip.open(folder / table.file, "rt", encoding="ascii") as packed:
                columns = json.loads(packed.readline())
                put = _into_model(known[table.name], columns) if table.name in known else _into_table(table.name, columns)
                while batch := [json.loads(line) for line in islice(packed, BATCH)]:
                    put(batch)
                    done += len(batch)
                    progress(done)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
            cursor.execute(statement)


def as_line(row: Iterable[Any]) -> str:
    """One row as one line, equal for equal values on either database."""
    return json.dumps(list(row), default=_written, sort_keys=True, separators=(",", ":"))


def mark_of(line: str) -> int:
    # Marks are added up: databases sort texts differently, and the sum does not depend on the order.
    return int.from_bytes(sha256(line.encode()).digest())


def _hex(total: int) -> str:
    return f"{total % (1 << 256):064x}"


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} in the ledger: backups know no such values")


def _names() -> list[str]:
    with connection.cursor() as cursor:
        return [name for name in connection.introspection.table_names(cursor) if name not in LEFT_OUT]


def _tables(apps: Apps) -> Iterator[tuple[str, list[str], Iterator[Sequence[Any]]]]:
    """Name, columns and rows of every table; those without a model, kept for speed, at the end."""
    rest = set(_names())
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in rest:
            rest.discard(model._meta.db_table)
            columns = sorted(field.attname for field in model._meta.concrete_fields)  # models and migrations order them differently
            yield model._meta.db_table, columns, model._default_manager.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH)
    for name in sorted(rest):
        with connection.cursor() as cursor:
            columns = [column.name for column in connection.introspection.get_table_description(cursor, name)]
        yield name, columns, _plain_rows(name, columns)


def _plain_rows(name: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {_quoted(columns)} FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names from the database itself
        yield from chain.from_iterable(iter(lambda: cursor.fetchmany(BATCH), []))


def _into_model(model: type[models.Model], columns: Sequence[str]) -> Callable[[Sequence[Sequence[Any]]], None]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unknown = [column for column in columns if column not in fields]
    if unknown:
        raise ValueError(f"{model._meta.db_table}.{unknown[0]}")
    readers = [_reader(fields[column]) for column in columns]

    def put(batch: Sequence[Sequence[Any]]) -> None:
        rows = [model(**{column: read(value) for column, read, value in zip(columns, readers, row, strict=True)}) for row in batch]
        model._default_manager.bulk_create(rows)

    return put


def _reader(field: Any) -> Callable[[Any], Any]:
    """JSON's value to the field's."""
    field = field.target_field if field.remote_field else field
    timed = isinstance(field, models.DateField | models.BinaryField)  # DateTimeField is a DateField
    return lambda value: field.to_python(value) if timed and value is not None else value


def _into_table(name: str, columns: Sequence[str]) -> Callable[[Sequence[Sequence[Any]]], None]:
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {connection.ops.quote_name(name)} ({_quoted(columns)}) VALUES ({places})"  # noqa: S608

    def put(batch: Sequence[Sequence[Any]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(statement, batch)

    return put


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(connection.ops.quote_name(column) for column in columns)
