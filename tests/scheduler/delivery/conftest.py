"""An office, and the servers that it sends to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from model.delivery import DeliverSettings, MailSettings
from tests.conftest import TestLedger
from tests.scheduler.delivery.servers import PASSWORD, MailServer, Receiver, mail_server, receiver


@pytest.fixture
def office(ledger: TestLedger, tmp_path: Path) -> Any:
    from tests.scheduler.delivery.office import REPORT, Office

    file = tmp_path / REPORT.files[0]
    file.parent.mkdir(parents=True)
    file.write_bytes(b"PK the report")
    return Office(tmp_path, DeliverSettings(site="http://jianbao.example:8600/"))


@pytest.fixture(params=["tls", "starttls"])
def mail(request: pytest.FixtureRequest, office: Any, tmp_path: Path) -> Iterator[MailServer]:
    """A mail server that the office uses."""
    with mail_server(tmp_path, request.param) as server:
        settings = MailSettings(
            host="127.0.0.1", port=server.port, security=request.param, user="press", password=PASSWORD, sender="press@bureau.example", ca=str(server.ca)
        )
        office.settings = replace(office.settings, mail=settings)
        yield server


@pytest.fixture
def http() -> Iterator[Receiver]:
    with receiver() as kept:
        yield kept
