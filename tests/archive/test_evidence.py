"""The evidence keeps what was served, survives a kill, and is readable by any WARC tool."""

import resource
from base64 import b32encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.evidence import OPEN, Evidence, Place
from model.capture import Capture
from model.outcome import UserError


def capture(url: str = "http://news.example/1.html", body: bytes = "<p>正文</p>".encode(), **more: object) -> Capture:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "a\r\nSet-Cookie: b"))
    values = {"url": url, "fetched": datetime(2026, 10, 3, 1, 2, 3, tzinfo=UTC), "status": 200, "headers": headers, "body": body, "source": "chenbao"}
    return Capture(**(values | more))  # type: ignore[arg-type]


def test_gives_back_every_byte(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    bodies = [b"", b"\0\xff" * 1000, "民政".encode("gb18030") * 5000]
    places = evidence.keep([capture(f"http://news.example/{n}.html", body) for n, body in enumerate(bodies)])
    assert [evidence.read(place).body for place in places] == bodies
    evidence.close()
    assert [evidence.read(place).body for place in places] == bodies


def test_a_header_cannot_break_the_record(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    page = evidence.read(evidence.keep([capture()])[0])
    assert ("X-Odd", "a Set-Cookie: b") in page.headers
    assert ("X-Archive-Orig-Content-Encoding", "gzip") in page.headers


def test_is_a_warc_file_with_requests_and_digests(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.keep([capture(request_headers=(("User-Agent", "jianbao"),))])
    evidence.close()
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file, check_digests="raise")]
    assert records == [("warcinfo", None), ("response", "http://news.example/1.html"), ("request", "http://news.example/1.html")]


def test_what_no_server_should_say_stays_in_its_line(tmp_path: Path) -> None:
    """Nothing of it may begin a header or a record, or be lost."""
    headers = (("X-中文", "民政 值"), ("X:Y", "\x01\x7f"), ("X-Break", "a\r\n\r\nWARC/1.1\r\nWARC-Type: response"), ("", ""))
    evidence = Evidence(tmp_path)
    places = evidence.keep([capture("http://news.example/民政 \n.html?q=值", headers=headers, status=599, request_headers=headers), capture()])
    pages = [evidence.read(place) for place in places]
    assert [page.body for page in pages] == [capture().body] * 2
    assert (pages[0].status, pages[0].url) == (599, "http://news.example/%E6%B0%91%E6%94%BF%20%0A.html?q=%E5%80%BC")
    assert ("XY", "%01%7F") in pages[0].headers
    evidence.close()
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        assert [one.rec_type for one in ArchiveIterator(file, check_digests="raise")] == ["warcinfo", *["response", "request"] * 2]


def test_the_response_names_the_digest_that_the_ledger_keeps_and_the_request_its_response(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.keep([one := capture()])
    evidence.close()
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        _, response, request = (one.rec_headers for one in ArchiveIterator(file))
    assert response.get_header("WARC-Payload-Digest") == f"sha256:{b32encode(bytes.fromhex(one.digest)).decode()}"
    assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
    assert request.get_header("WARC-Date") == response.get_header("WARC-Date") == "2026-10-03T01:02:03.000000Z"


def test_B9_a_page_of_a_server_whose_certificate_was_not_checked_says_so(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.keep([capture(unchecked=True), capture()])
    evidence.close()
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        fields = [record.rec_headers.get_header("Jianbao-Certificate") for record in ArchiveIterator(file) if record.rec_type == "response"]
    assert fields == ["unchecked", None]


def test_a_killed_writer_loses_only_its_last_half_record(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    places = evidence.keep([capture(f"http://news.example/{n}.html", b"x" * 3000) for n in range(3)])
    [path] = tmp_path.rglob(f"*{OPEN}")
    whole = path.read_bytes()
    evidence._abandon()  # as a kill does: closed, not finished
    path.write_bytes(whole[:-7])
    [line] = Evidence(tmp_path).recover()
    assert "不完整" in line
    assert not list(tmp_path.rglob(f"*{OPEN}"))
    assert [len(Evidence(tmp_path).read(place).body) for place in places] == [3000] * 3
    assert len(list(tmp_path.rglob("*.damaged"))) == 1


def test_a_full_disk_leaves_a_file_that_is_finished_later(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    [sound] = evidence.keep([capture()])
    [path] = tmp_path.rglob(f"*{OPEN}")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100, usual[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            evidence.keep([capture("http://news.example/2.html", b"x")])
        evidence.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert path.name.endswith(OPEN)
    assert path.exists()
    [line] = Evidence(tmp_path).recover()
    assert "末尾 100 字节不完整" in line
    assert evidence.read(sound).body == capture().body


def test_leaves_a_living_writers_file_alone(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.keep([capture()])
    assert Evidence(tmp_path).recover() == []
    assert len(list(tmp_path.rglob(f"*{OPEN}"))) == 1


def test_names_a_missing_and_a_damaged_file(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    with pytest.raises(UserError, match=r"no\.warc\.gz"):
        evidence.read(Place("no.warc.gz", 0, 10))
    [place] = evidence.keep([capture()])
    evidence.close()
    path = tmp_path / place.file
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(UserError, match="损坏"):
        evidence.read(place)
