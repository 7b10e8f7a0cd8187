"""企业微信, 钉钉 and webhooks against a real HTTP server."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from model.delivery import Channel, ChannelKind, DeliveryState, Message, Occasion
from scheduler.delivery.webhook import error_inside
from tests.scheduler.delivery.office import REPORT, Office
from tests.scheduler.delivery.servers import Received, Receiver

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


def wecom(office: Office, http: Receiver) -> Channel:
    return office.channel(ChannelKind.WECOM, url=f"{http.url}/cgi-bin/webhook/send?key={KEY}")


def told(received: Received) -> dict[str, object]:
    value = json.loads(received.body)
    assert isinstance(value, dict)
    return value


def test_wecom_uploads_files_first_then_tells_and_then_sends_them(office: Office, http: Receiver) -> None:
    wecom(office, http)
    office.post()
    assert office.work() == [("企业微信机器人", "sent")]
    upload, markdown, file = http.got
    assert upload.path == f"/cgi-bin/webhook/upload_media?key={KEY}&type=file"
    assert b'filename="MR-2026-10.docx"' in upload.body
    assert b"PK the report" in upload.body
    content = told(markdown)["markdown"]
    assert isinstance(content, dict)
    assert content["content"].startswith("**关于2026年10月新闻宣传工作情况的通报**\n本月刊发稿件 12 篇。")
    assert content["content"].endswith("\n[打开剪报查看](http://jianbao.example:8600/month/2026-10)")
    assert told(file) == {"msgtype": "file", "file": {"media_id": "M1"}}


def test_wecom_cuts_markdown_to_4096_bytes_between_characters(office: Office, http: Receiver) -> None:
    wecom(office, http)
    office.post(Message(key="x", occasion=Occasion.ALARM, subject="*标题*[x](http://evil.example)", text="民政" * 3000, link="/status"))
    office.work()
    content = json.loads(http.got[0].body)["markdown"]["content"]
    assert 4090 <= len(content.encode()) <= 4096
    assert content.startswith("**\\*标题\\*\\[x\\](http://evil.example)**\n民政民政")
    assert content.endswith("民政\n…\n[打开剪报查看](http://jianbao.example:8600/status)") or content.endswith(
        "民\n…\n[打开剪报查看](http://jianbao.example:8600/status)"
    )


def test_k1_status_200_with_an_error_inside_is_no_success(office: Office, http: Receiver) -> None:
    wecom(office, http)
    office.post()
    http.answer = lambda _: (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}')
    assert office.work() == [("企业微信机器人", "dead")]
    assert office.rows()[0][2] == "企业微信 errcode 93000 invalid webhook url"
    assert KEY not in str(office.rows())


def test_k1_what_was_told_is_not_told_again_when_a_file_fails(office: Office, http: Receiver) -> None:
    wecom(office, http)
    office.post()
    http.answer = lambda got: (500, b"") if b'"file"' in got.body and b"media_id" in got.body else (200, b'{"errcode": 0, "media_id": "M1"}')
    assert office.work() == [("企业微信机器人", "waiting")]
    http.answer = lambda _: (200, b'{"errcode": 0, "media_id": "M2"}')
    office.later(minutes=1)
    assert office.work() == [("企业微信机器人", "sent")]
    assert sum(b"markdown" in got.body for got in http.got) == 1


def test_k2_more_than_a_robot_takes_a_minute_waits_and_nothing_is_dropped(office: Office, http: Receiver) -> None:
    wecom(office, http)
    for number in range(45):
        office.post(Message(key=f"alarm {number}", occasion=Occasion.ALARM, subject=str(number), text="x"))
    sent = []
    for _ in range(4):
        sent.append(len(office.work()))
        office.later(seconds=61)
    assert sent == [20, 20, 5, 0]
    assert [told(got)["markdown"]["content"][2:4].strip("*") for got in http.got] == [str(number) for number in range(45)]  # type: ignore[index]


@pytest.mark.parametrize(
    ("kind", "answer", "minutes"),
    [(ChannelKind.WECOM, b'{"errcode": 45009, "errmsg": "api freq out of limit"}', 1), (ChannelKind.DINGTALK, b'{"errcode": 130101}', 10)],
)
def test_k2_a_robot_that_says_too_fast_is_left_alone_for_a_while(office: Office, http: Receiver, kind: ChannelKind, answer: bytes, minutes: int) -> None:
    office.channel(kind, url=f"{http.url}/robot/send?access_token=abcdef")
    for number in range(3):
        office.post(Message(key=f"alarm {number}", occasion=Occasion.ALARM, subject=str(number), text="x"))
    http.answer = lambda _: (200, answer)
    for _ in range(10):  # however often: it counts as no attempt
        office.work()
    assert len(http.got) == 3 or len(http.got) == 1
    http.answer = lambda _: (200, b'{"errcode": 0}')
    office.later(minutes=minutes - 0.1)
    assert office.work() == []
    office.later(minutes=0.2)
    assert [state for _, state in office.work()] == ["sent"] * 3


def test_dingtalk_signs_and_keeps_the_rule_of_the_keyword(office: Office, http: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.delivery.dingtalk.time.time", lambda: 1793500000.0)
    office.channel(ChannelKind.DINGTALK, url=f"{http.url}/robot/send?access_token=abcdef", secret="SECx", keyword="民政剪报")
    office.post()
    office.work()
    [got] = http.got
    query = parse_qs(urlsplit(got.path).query)
    mark = base64.b64encode(hmac.new(b"SECx", b"1793500000000\nSECx", hashlib.sha256).digest()).decode()
    assert (query["timestamp"], query["sign"]) == (["1793500000000"], [mark])
    markdown = told(got)["markdown"]
    assert isinstance(markdown, dict)
    assert markdown["title"] == REPORT.subject
    assert "民政剪报" in markdown["text"]
    assert "附件：MR-2026-10.docx，请在网站下载。" in markdown["text"]


def test_dingtalk_says_what_to_check(office: Office, http: Receiver) -> None:
    office.channel(ChannelKind.DINGTALK, url=f"{http.url}/robot/send?access_token=abcdef", secret="SECx")
    http.answer = lambda _: (200, b'{"errcode": 310000, "errmsg": "sign not match"}')
    office.post()
    assert office.work() == [("钉钉机器人", "dead")]
    assert "关键词、加签密钥、IP 白名单，以及本机时间" in office.rows()[0][2]


@pytest.mark.parametrize("kind", [ChannelKind.WECOM, ChannelKind.DINGTALK])
def test_k1_no_answer_after_delivery_is_left_to_a_person(office: Office, http: Receiver, kind: ChannelKind) -> None:
    office.channel(kind, url=f"{http.url}/robot/send?access_token=abcdef")
    http.drop = True
    office.post(Message(key="x", occasion=Occasion.ALARM, subject="x", text="x"))
    for _ in range(3):
        office.work()
        office.later(hours=7)
    assert len(http.got) == 1
    assert office.rows()[0][1] is DeliveryState.UNCLEAR


def webhook(office: Office, http: Receiver) -> None:
    office.channel(ChannelKind.WEBHOOK, url=f"{http.url}/hook/abcdefabcdefabcdef", secret="s3cret-key")


def test_a_webhook_can_check_who_sent_it(office: Office, http: Receiver) -> None:
    webhook(office, http)
    office.post()
    assert office.work() == [("网络回调", "sent")]
    [got] = http.got
    stamp = got.headers["x-jianbao-timestamp"].encode()
    mark = hmac.new(b"s3cret-key", stamp + b"." + got.body, hashlib.sha256).hexdigest()
    assert got.headers["x-jianbao-signature"] == f"sha256={mark}"
    content = told(got)
    assert (content["key"], content["subject"], content["link"]) == (REPORT.key, REPORT.subject, "http://jianbao.example:8600/month/2026-10")
    assert content["files"] == [{"name": "MR-2026-10.docx", "size": 13, "base64": base64.b64encode(b"PK the report").decode()}]


def test_k1_a_webhook_without_an_answer_is_asked_again_under_the_same_key(office: Office, http: Receiver) -> None:
    webhook(office, http)
    office.post()
    http.drop = True
    assert office.work() == [("网络回调", "waiting")]
    http.drop = False
    office.later(minutes=1)
    assert office.work() == [("网络回调", "sent")]
    assert len({got.headers["idempotency-key"] for got in http.got}) == 1


@pytest.mark.parametrize(
    "answer", [{"errcode": 1, "errmsg": "x"}, {"code": 500}, {"ok": False}, {"success": False, "message": "x"}, {"status": "error"}, {"error": "x"}]
)
def test_k1_errors_inside_are_seen_whatever_they_are_called(answer: dict[str, object], office: Office, http: Receiver) -> None:
    webhook(office, http)
    office.post()
    http.answer = lambda _: (200, json.dumps(answer).encode())
    assert office.work() == [("网络回调", "waiting")]
    assert "对方收到但说没有成功" in office.rows()[0][2]


@pytest.mark.parametrize("answer", [{}, {"errcode": 0}, {"code": 200}, {"code": "OK"}, {"status": "received"}, {"success": True, "error": None}])
def test_a_success_is_no_error(answer: dict[str, object]) -> None:
    assert error_inside(answer) == ""


@pytest.mark.parametrize(("status", "state"), [(302, "dead"), (404, "dead"), (500, "waiting"), (429, "waiting")])
def test_other_statuses(office: Office, http: Receiver, status: int, state: str) -> None:
    webhook(office, http)
    office.post()
    http.headers = {"Location": "http://169.254.169.254/", "Retry-After": "99999999999"}
    http.answer = lambda _: (status, b"")
    assert office.work() == [("网络回调", state)]
    assert len(http.got) == 1  # a redirect is not followed


def test_k4_secrets_are_in_no_row(office: Office, http: Receiver) -> None:
    webhook(office, http)
    wecom(office, http)
    echo = json.dumps({"errcode": 7, "errmsg": f"bad {KEY} s3cret-key {http.url}/hook/abcdefabcdefabcdef"}).encode()
    http.answer = lambda _: (200, echo)
    office.post()
    office.work()
    rows = str(office.rows())
    assert "＊＊＊" in rows
    assert [secret for secret in (KEY, "s3cret-key", "abcdefabcdefabcdef") if secret in rows] == []


def test_a_folder_gets_the_message_and_its_files_each_whole(office: Office, tmp_path: Path) -> None:
    drop = tmp_path / "共享 盘"
    office.channel(ChannelKind.FOLDER, to=(str(drop), "relative"))
    office.post()
    assert office.work() == [(str(drop), "waiting"), ("relative", "dead")]
    drop.mkdir()
    office.later(minutes=1)
    assert office.work() == [(str(drop), "sent")]
    names = sorted(path.name for path in drop.iterdir())
    assert names[0].endswith("-report-MR-2026-10-1.txt")
    assert names[1:] == ["MR-2026-10.docx"]


def test_a_channel_that_is_gone_is_named(office: Office, http: Receiver) -> None:
    webhook(office, http)
    office.post()
    office.settings = replace(office.settings, channels=())
    assert office.work() == [("网络回调", "dead")]
    assert office.rows()[0][2] == "设置里没有这个通道了；请改回设置，或确认不再发送"
