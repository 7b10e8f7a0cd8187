"""What may be fetched at all: schemes, ports and addresses, checked on the address that is connected to."""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult

PORTS = {80, 443, 8080, 8443}
LONGEST = 2048  # bytes of an address
NAT64 = ip_network("64:ff9b::/96")
SIX_TO_FOUR = ip_network("2002::/16")


class Refused(Exception):
    """An address will never be fetched: a decision. The text is the reason, in Chinese."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of the setting `allow_hosts`: a host name, *.name or a range of addresses, with or without a port."""

    host: str
    port: int | None
    network: IPv4Network | IPv6Network | None

    @classmethod
    def of(cls, entry: str) -> "Opening":
        """From `intra.example`, `intra.example:8000`, `*.localhost:8700`, `10.1.0.0/16`, `[fd00::/8]:8080`."""
        host, port = entry.strip().lower(), None
        name, colon, digits = host.rpartition(":")
        if colon and digits.isdigit() and (":" not in name or name.endswith("]")):
            host, port = name, int(digits)
        host = host.removeprefix("[").removesuffix("]").rstrip(".")
        network = ip_network(host, strict=False) if "/" in host else None
        return cls(host, port, network)

    def covers(self, host: str, port: int) -> bool:
        if port != self.port and (self.port is not None or port not in PORTS):
            return False
        if self.network:
            address = literal(host)
            return address is not None and address in self.network
        return host == self.host or (self.host.startswith("*.") and host.endswith(self.host[1:]))


class Guard(AbstractResolver):
    """Refuses what is not public; resolves names, so that a connection is made to the checked addresses and no others."""

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        self.openings = [Opening.of(entry) for entry in allow_hosts]
        self.against = lru_cache(maxsize=1024)(self.refusal)  # asked twice a page, and pages come from few servers
        self.threads = ThreadPoolExecutor(4, "dns")  # its own: names that hang must not hold up the ledger's threads

    def check(self, url: str) -> None:
        """Raises Refused for what the address itself gives away, before any name is looked up."""
        if len(url.encode()) > LONGEST:
            raise Refused(f"地址超过 {LONGEST} 字节")
        try:
            parts = urlsplit(url)
            host, port = host_of(url), parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Refused("地址写法有误") from error
        if parts.scheme not in ("http", "https"):
            raise Refused(f"不采集 {parts.scheme or '无协议'}: 地址")
        if not host:
            raise Refused("地址写法有误")
        if reason := self.against(host, port):
            raise Refused(reason)

    def refusal(self, host: str, port: int) -> str:
        """Why a server is not to be asked, "" where it may be."""
        open_ = self.opened(host, port)
        if port not in PORTS and not open_:
            return f"端口 {port} 不在允许之列"
        address = literal(host)
        return f"{host} 不是公网地址" if address is not None and not open_ and not public(address) else ""

    def opened(self, host: str, port: int) -> bool:
        return any(opening.covers(host, port) for opening in self.openings)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """All addresses of a name; Refused if one of them is private, OSError if there are none. aiohttp connects to these only."""
        name = host.lower().rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):  # RFC 6761: never asked of a name server
            found = [(socket.AF_INET, "127.0.0.1")]
        else:
            ask = partial(socket.getaddrinfo, name, port, family=family, type=socket.SOCK_STREAM)
            try:
                rows = await asyncio.get_running_loop().run_in_executor(self.threads, ask)
            except UnicodeError as error:  # longer than DNS allows, or with an empty label
                raise Refused("域名写法有误") from error
            found = [(row[0], str(row[4][0])) for row in rows]
        for _, address in found:
            if not public(ip_address(address)) and not self.opened(name, port) and not self.opened(address, port):
                raise Refused(f"{name} 指向非公网地址 {address}")
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST) for kind, address in found]

    async def reach(self, url: str) -> None:
        """Checks the addresses that the name of `url` stands for, where somebody else will connect. Raises as `resolve` does."""
        if literal(host := host_of(url)) is None:
            parts = urlsplit(url)
            await self.resolve(host, parts.port or (443 if parts.scheme == "https" else 80))

    async def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of an address in lower case, without port, brackets and last dot; "" without one."""
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host spells, in any of the ways that a C library understands (2130706433, 0177.0.0.1, 127.1); None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the open network, also for IPv4 addresses wrapped in IPv6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return public(inner)
        if address.teredo or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
