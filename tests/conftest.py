"""What every test may ask for: an empty ledger, real servers, a browser; and no way to the outside."""

import ipaddress
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from archive.ledger.connect import connect, database
from tests.services import chromium as chromiums
from tests.services import elasticsearch as elasticsearches
from tests.services import postgres as postgreses
from tests.services.process import Missing

IN_CI = os.environ.get("CI") == "true"


# The way to the outside


class OutsideNetwork(RuntimeError):
    """A test went to the network. No OSError, so that nothing takes it for a server that is down."""


def is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0]).strip("[]").rstrip(".").lower()
    if host in ("", "localhost") or host.endswith(".localhost"):
        return True
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return False
    return ip.is_loopback or ip.is_unspecified


def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    def guard(self: socket.socket, address: Any, *rest: Any) -> Any:
        if not is_local(address):
            raise OutsideNetwork(f"a test may only connect to this machine, not to {address!r}")
        return method(self, address, *rest)

    return guard


@pytest.fixture(autouse=True, scope="session")
def no_outside_network() -> Iterator[None]:
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_local((name,)):
            raise OutsideNetwork(f"a test may not ask for the address of {name}")
        return look_up(host, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


# Servers and the browser: started when the first test asks for them


def lacking(error: Missing) -> NoReturn:
    if IN_CI:
        pytest.fail(str(error), pytrace=False)
    pytest.skip(str(error))


def served(name: str, start: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The address in $JIANBAO_TEST_<name>, else that of a server started here."""
    given = os.environ.get(f"JIANBAO_TEST_{name}")
    with ExitStack() as stack:
        try:
            url = given or stack.enter_context(start())
        except Missing as error:
            lacking(error)
        yield url


def pytest_collection_finish(session: pytest.Session) -> None:
    """Brings a large server before the first test, whose time is limited."""
    if IN_CI and not session.config.option.collectonly and any("elasticsearch_url" in getattr(item, "fixturenames", ()) for item in session.items):
        try:
            elasticsearches.fetch()
        except Missing as error:
            pytest.exit(str(error), returncode=1)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch, shared by all tests: each uses an alias of its own and clears it."""
    if not IN_CI and not elasticsearches.home().exists() and "JIANBAO_TEST_ELASTICSEARCH" not in os.environ:
        pytest.skip("Elasticsearch is not there (0.9 GB): python -m tests.services.elasticsearch fetch")
    yield from served("ELASTICSEARCH", elasticsearches.elasticsearch)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL with an empty database."""
    yield from served("POSTGRES", postgreses.postgres)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    try:
        return chromiums.chromium()
    except Missing as error:
        lacking(error)


# The ledger


def pytest_configure() -> None:
    """Django is configured before the first test module is imported, since modules of the ledger and the site need it; no database is opened."""
    connect("unused.sqlite3", Path(tempfile.gettempdir()), more=site())


@dataclass(frozen=True, slots=True)
class TestLedger:
    """An empty ledger, as the settings would name it."""

    __test__ = False

    database: str  # Settings.database
    home: Path
    emptied: list[str]  # tables that are emptied before each test: what migrations themselves fill stays


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `ledger` runs on both databases; the others that use a ledger run on SQLite."""
    if "ledger" in metafunc.fixturenames and metafunc.definition.get_closest_marker("ledger"):
        metafunc.parametrize("ledger_database", ["sqlite", "postgres"], indirect=True, scope="session")


def lead(database_: str, home: Path) -> None:
    """Leads Django to another ledger: it is configured once a process, so only its list of connections changes."""
    from django.db import connections

    connections.close_all()
    connections.databases.update(connections.configure_settings({"default": database(database_, home)}))
    del connections["default"]


def migrated(database_: str) -> Iterator[TestLedger]:
    """A new ledger, migrated once and used by all tests of the process."""
    from django.core.management import call_command
    from django.db import connection

    with tempfile.TemporaryDirectory(prefix="jianbao-home-") as folder:
        lead(database_, Path(folder))
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            empty = [table for table in connection.introspection.table_names(cursor) if not rows(cursor, table)]
        yield TestLedger(database_, Path(folder), empty)


@pytest.fixture(scope="session")
def sqlite_ledger() -> Iterator[TestLedger]:
    yield from migrated("ledger.sqlite3")


@pytest.fixture(scope="session")
def postgres_ledger(postgres_url: str) -> Iterator[TestLedger]:
    yield from migrated(postgres_url)


@pytest.fixture(scope="session")
def ledger_database(request: pytest.FixtureRequest) -> Iterator[TestLedger]:
    """A migrated ledger, and Django led to it: "sqlite" or "postgres"."""
    from django.db import connections

    ledger: TestLedger = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_ledger")
    lead(ledger.database, ledger.home)
    yield ledger
    connections.close_all()


def site() -> dict[str, Any]:
    """The site's Django settings, as `jianbao serve` has them."""
    from web.settings import site_settings

    return dict(site_settings(secret_key="only for tests", names=["127.0.0.1", "localhost", "testserver"], desk=None))


def rows(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
    return bool(cursor.fetchone()[0])


@pytest.fixture
def ledger(ledger_database: TestLedger) -> TestLedger:
    """An empty, migrated ledger to which Django is connected."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, connections, transaction

    connections.close_all()  # a test may have left a transaction open
    ContentType.objects.clear_cache()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ledger_database.emptied:  # in any order: the constraints are checked at the commit
            cursor.execute(f'DELETE FROM "{table}"')
    return ledger_database
