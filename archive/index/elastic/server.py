"""One Elasticsearch server: where it is, and in one sentence why it does not do what it is asked."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError

from archive.index.interface import IndexRefused, IndexUnavailable
from model.outcome import UserError

BUSY = (429, 502, 503, 504)

# It warns of every request without answer; that is said once, by our own sentence.
logging.getLogger("elastic_transport.node_pool").setLevel(logging.ERROR)


class Server:
    """Its client, with our sentences for what goes wrong; `alias` names our index on it."""

    def __init__(self, url: str, alias: str) -> None:
        self.alias = alias
        address, account = split(url)
        self.name = f"Elasticsearch（{address}）"
        self.client = Elasticsearch(address, basic_auth=account, request_timeout=60, max_retries=0)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Errors of the client, within, become IndexUnavailable."""
        try:
            yield
        except UnsupportedProductError as error:
            raise IndexUnavailable(f"{self.name}不是 Elasticsearch 8：请检查 settings.yml 里的 index.url") from error
        except TransportError as error:
            raise IndexUnavailable(f"{self.name}没有应答：请检查它是否在运行、settings.yml 里的 index.url 是否正确，新内容会等它恢复后补上") from error
        except ApiError as error:
            if error.status_code == 404:
                raise self.missing() from error
            if error.status_code in (401, 403):
                raise IndexUnavailable(f"{self.name}拒绝了请求（{error.message}）：请检查 index.url 里的用户名、密码及其权限") from error
            if error.status_code in BUSY:
                raise self.busy() from error
            kind = IndexRefused if error.status_code in (400, 413) else IndexUnavailable
            raise kind(f"{self.name}不能完成请求（{str(error)[:300]}）：请运行 jianbao doctor 检查") from error

    def missing(self) -> IndexUnavailable:
        return IndexUnavailable(f"{self.name}里没有索引 {self.alias}：请运行 jianbao reindex 重建")

    def outdated(self) -> IndexUnavailable:
        return IndexUnavailable(f"{self.name}里的索引 {self.alias} 不是本版本的：请运行 jianbao reindex 重建")

    def busy(self) -> IndexUnavailable:
        return IndexUnavailable(f"{self.name}忙不过来或还没有就绪：没写入的内容稍后会自动再送")

    def closed_to_writing(self, reason: str) -> IndexUnavailable:
        return IndexUnavailable(f"{self.name}不能写入（{reason}）：请检查磁盘空间和权限")


def split(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address as it may be shown, with a port, and the user and password in it. Errors: UserError."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 9200)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError("settings.yml 里的 index.url 不是网址：请写成 http://主机:端口 的样子")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    account = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return f"{parts.scheme}://{host}:{port}{parts.path}", account
