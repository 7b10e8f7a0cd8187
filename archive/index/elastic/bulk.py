"""Many changes sent at once, each with an outcome of its own."""

import time
from collections.abc import Callable
from typing import Any

from elasticsearch import ApiError

from archive.index.document import Fields
from archive.index.elastic.server import BUSY, Server
from archive.index.interface import Refusal

PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # seconds before what was turned away as too much is sent again

# One step of a bulk request: what to do, with what.
Step = tuple[dict[str, Any], Fields | None]
Sleep = Callable[[float], None]


def indexing(id_: str, version: int, fields: Fields) -> Step:
    return _action("index", id_, version), fields


def deletion(id_: str, version: int) -> Step:
    # With its version, since a deletion without one would turn the same version away if it came again.
    return _action("delete", id_, version), None


def send(server: Server, target: str, steps: list[Step], sleep: Sleep = time.sleep) -> list[Refusal]:
    """Every step is done, refused, or IndexUnavailable is raised."""
    refusals: list[Refusal] = []
    for pause in (*PAUSES, None):
        if not steps:
            break
        again = [given for given, outcome in zip(steps, _sent(server, target, steps), strict=True) if not _is_settled(server, outcome, refusals)]
        if again and pause is None:
            raise server.busy()
        if again and pause is not None:
            sleep(pause)
        steps = again
    return refusals


def _action(action: str, id_: str, version: int) -> dict[str, Any]:
    # The same version again is no error: what was sent before a broken connection can be sent once more.
    return {action: {"_id": id_, "version": version, "version_type": "external_gte"}}


def _is_settled(server: Server, outcome: dict[str, Any], refusals: list[Refusal]) -> bool:
    """Whether the step need not be sent again; `refusals` grows. Errors: IndexUnavailable."""
    error = outcome.get("error")
    match outcome["status"]:
        case 409:
            return True  # a newer version is there
        case _ if error is None:
            return True  # done, or nothing there to delete
        case 400:
            refusals.append(Refusal(id=outcome["_id"], reason=f"Elasticsearch 不收：{_reason(error)}"))
            return True
        case status if status in BUSY:
            return False
        case _:
            raise server.closed_to_writing(_reason(error))


def _sent(server: Server, target: str, steps: list[Step]) -> list[dict[str, Any]]:
    """What became of each step; a request that was turned away as a whole gives its status to each."""
    lines = [line for action, fields in steps for line in (action, fields) if line is not None]
    try:
        # Without the alias, the server would make an index of its own with guessed fields.
        answer = server.client.bulk(index=target, operations=lines, require_alias=target == server.alias)
    except ApiError as error:
        if error.status_code not in BUSY:
            raise
        return [{"status": error.status_code, "error": {}} for _ in steps]
    outcomes = [next(iter(item.values())) for item in answer["items"]]
    if any(outcome.get("error", {}).get("type") == "index_not_found_exception" for outcome in outcomes):
        raise server.missing()
    return outcomes


def _reason(error: dict[str, Any]) -> str:
    cause = error.get("caused_by", {}).get("reason") or error.get("reason", "")
    return f"{error.get('type', '')}: {cause}"[:300]
