"""robots.txt: what a site lets us read, and how often."""

from protego import Protego

AGENT = "jianbao"
LARGEST = 512 << 10  # bytes that are read of it


class Rules:
    """The rules of one site for us."""

    def __init__(self, parser: Protego | None, closed: str = "") -> None:
        self.parser = parser
        self.closed = closed  # why nothing may be read for now, in Chinese

    @classmethod
    def of(cls, status: int, body: bytes) -> "Rules":
        """From the answer to /robots.txt: no file, no rules; a server in trouble is closed for now (RFC 9309)."""
        if status >= 500 or status == 429:
            return cls(None, f"robots.txt 应答 {status}，本次不采")
        if status != 200 or body.lstrip()[:1] == b"<":  # the page "not found" of a site that knows no 404
            return cls(None)
        return cls(Protego.parse(body[:LARGEST].decode("utf-8-sig", "replace")))

    def allows(self, url: str) -> bool:
        return self.parser is None or self.parser.can_fetch(url, AGENT)

    @property
    def delay(self) -> float:
        """Crawl-delay in seconds, 0 without one."""
        return float(self.parser.crawl_delay(AGENT) or 0) if self.parser else 0.0
