"""One request, one answer: the only code that touches the network, bounded in address, size and time."""

import asyncio
import socket
import ssl
import time
import warnings
from collections.abc import AsyncIterator, Mapping
from functools import cache

import aiohttp
from isal import isal_zlib
from isal.igzip_lib import IsalError
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from yarl import URL

from crawler.failures import unreachable, untrusted
from crawler.guard import Guard, Refused, host_of

BODY = 16 << 20  # bytes of one answer, decompressed
RATIO, HARMLESS = 200, 1 << 20  # a page that grows more than this in unpacking, beyond this size, is a bomb
CONNECT = 10.0  # seconds
FLOOR, PATIENCE = 1024, 20.0  # bytes a second that must come, once so many seconds have passed
LEGACY = 0x4  # OP_LEGACY_SERVER_CONNECT: many government servers are this old; certificates are checked all the same
HEADERS, FIELD = 128, 16 << 10  # fields of an answer's head, bytes of one


class Failed(Exception):
    """A request gave no page this time; it is worth another try in a later run. The text is the reason, in Chinese."""


class Asked(Request):
    """A request with its headers as they are sent: Scrapy's own would be made over three times a page."""

    def __init__(self, url: str, pairs: Mapping[str, str], form: str = "") -> None:
        """A POST of `form`, or a GET."""
        super().__init__(url, method="POST" if form else "GET", body=form, dont_filter=True)
        self.pairs = tuple(pairs.items())


class Answer(Response):
    """A response with its headers as they came."""

    request: Asked

    pairs: tuple[tuple[str, str], ...]
    truncated: bool  # the body was cut at the limit
    unchecked: bool  # whoever holds the address may have answered: the certificate was not checked

    def field(self, name: str) -> str:
        """The first header of that name, "" without one."""
        return next((value for key, value in self.pairs if key.lower() == name), "")


class Download(BaseDownloadHandler):
    """Scrapy's download handler for http and https, on aiohttp: no redirects, no cookies, no proxy but the one of the settings."""

    lazy = True  # made for the first request of its scheme

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.guard: Guard = crawler.spider.guard  # type: ignore[union-attr]  # the spider of crawler/crawl.py has one
        self.seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.proxy = crawler.settings.get("PROXY") or None
        self.unchecked = frozenset(crawler.settings.getlist("UNCHECKED_HOSTS"))
        self.strict, self.lenient = cache(strict), cache(lenient)  # loading the certificates of the system takes longer than fetching 50 pages
        # Behind a proxy we connect to nothing else, and it may be in the office's own network.
        resolver = None if self.proxy else self.guard
        self.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, ttl_dns_cache=300, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT),
            max_field_size=FIELD,
            max_line_size=FIELD,
            max_headers=HEADERS,
        )

    async def download_request(self, request: Asked) -> Answer:  # type: ignore[override]  # of crawler/fetch.py alone
        """The answer, whatever its status. Raises Refused or Failed and nothing else."""
        self.guard.check(request.url)
        began = time.monotonic()
        secure = request.url.startswith("https:")
        unchecked = secure and host_of(request.url) in self.unchecked
        try:
            if self.proxy:
                await self.guard.reach(request.url)
            async with (
                asyncio.timeout(self.seconds),
                self.session.request(
                    request.method,
                    URL(request.url, encoded=True),
                    data=request.body or None,
                    headers=request.pairs,
                    allow_redirects=False,
                    proxy=self.proxy,
                    ssl=(self.lenient if unchecked else self.strict)() if secure or self.proxy else True,
                ) as response,
            ):
                request.meta["download_latency"] = time.monotonic() - began
                body, truncated = await read(response, began)
        except aiohttp.ConnectionTimeoutError as error:
            raise Failed(f"{CONNECT:g} 秒内连不上") from error
        except TimeoutError as error:
            raise Failed(f"{self.seconds:g} 秒内没有答完") from error
        except aiohttp.ClientPayloadError as error:
            raise Failed("传输中断，页面不完整") from error
        except aiohttp.InvalidURL as error:
            raise Refused("地址写法有误") from error
        except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError) as error:
            raise Failed(f"代理不通：{unreachable(error)}") from error
        except aiohttp.ClientResponseError as error:  # the head of the answer broke the rules of HTTP or our limits
            raise Failed("响应头不合规范或过大") from error
        except (aiohttp.ClientConnectorDNSError, socket.gaierror) as error:
            raise Failed("域名解析失败") from error
        except aiohttp.ClientSSLError as error:
            raise Failed(f"TLS 证书或协议有问题：{untrusted(error)}") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Failed(f"连接失败：{unreachable(error)}") from error
        except ValueError as error:  # after ClientError: a bad certificate is a ValueError too
            raise Refused("地址写法有误") from error
        answer = Answer(request.url, status=response.status, body=body, request=request)
        answer.pairs = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.raw_headers)
        answer.truncated = truncated
        answer.unchecked = unchecked
        return answer

    async def close(self) -> None:
        await self.session.close()
        await self.guard.close()


def strict() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.options |= LEGACY
    return context


def lenient() -> ssl.SSLContext:
    """For the hosts that the settings except: any certificate, any protocol that OpenSSL still speaks."""
    context = strict()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # old protocols are what this context is for
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


async def read(response: aiohttp.ClientResponse, began: float) -> tuple[bytes, bool]:
    """The body, unpacked, and whether it was cut: at the limit of size, or to its beginning where it swells like a bomb."""
    unpack = [unpacker(name) for name in reversed(codings(response))]
    body, packed = bytearray(), 0
    async for piece in steady(response, began):
        packed += len(piece)
        if unpack and unpack[0].eof:  # what comes behind a packed page is no part of it, and need not end
            if packed > BODY:
                return bytes(body), True
            continue
        chunk = piece
        try:
            for step in unpack:
                chunk = step.decompress(chunk, BODY + 1)
        except IsalError as error:  # type: ignore[misc]  # its stubs take the class for an object
            raise Failed("压缩数据损坏") from error
        body += chunk
        used = packed - len(unpack[0].unconsumed_tail) if unpack else packed
        if len(body) > max(HARMLESS, used * RATIO):
            return bytes(body[:HARMLESS]), True
        if len(body) > BODY or any(step.unconsumed_tail for step in unpack):
            return bytes(body[:BODY]), True
    if packed and not all(step.eof for step in unpack):
        raise Failed("传输中断，页面不完整")
    return bytes(body), False


async def steady(response: aiohttp.ClientResponse, began: float) -> AsyncIterator[bytes]:
    """The chunks as they come; Failed when they trickle."""
    got = 0
    async for chunk in response.content.iter_any():
        got += len(chunk)
        yield chunk
        spent = time.monotonic() - began
        if spent > PATIENCE and got < FLOOR * spent:
            raise Failed("传输过慢")


def codings(response: aiohttp.ClientResponse) -> list[str]:
    """The content codings in the order they were applied."""
    value = ",".join(response.headers.getall("Content-Encoding", ()))
    return [name for part in value.split(",") if (name := part.strip().lower()) not in ("", "identity")]


def unpacker(coding: str) -> "isal_zlib.Decompress":
    """We ask for gzip and nothing else; a server that sends something else is at fault."""
    if coding not in ("gzip", "x-gzip"):
        raise Failed(f"压缩方式 {coding} 不在所求之列")
    return isal_zlib.decompressobj(isal_zlib.MAX_WBITS | 16)
