"""E-mail over TLS to a real server: each recipient has a state of their own, and nobody gets a letter twice."""

from dataclasses import replace
from itertools import pairwise

import pytest

from archive.ledger import deliveries
from archive.registers.strict import parse
from model.delivery import ChannelKind, DeliveryState, MailSettings, Message, Occasion
from model.outcome import UserError
from model.settings import Settings
from tests.scheduler.delivery.office import REPORT, Office
from tests.scheduler.delivery.servers import PASSWORD, MailServer

one_way = pytest.mark.parametrize("mail", ["tls"], indirect=True)


def test_a_report_arrives_whole(office: Office, mail: MailServer) -> None:
    office.channel(ChannelKind.MAIL, to=("head@bureau.example", "desk@bureau.example"))
    office.post()
    assert office.work() == [("head@bureau.example", "sent"), ("desk@bureau.example", "sent")]
    first, second = mail.post.mails
    assert mail.post.envelopes == [["head@bureau.example"], ["desk@bureau.example"]]
    assert (first["Subject"], first["To"], first["From"]) == (REPORT.subject, "head@bureau.example", "press@bureau.example")
    body = first.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["本月刊发稿件 12 篇。", ".以点开头的一行", "", "http://jianbao.example:8600/month/2026-10"]
    assert [(part.get_filename(), part.get_content()) for part in first.iter_attachments()] == [("MR-2026-10.docx", b"PK the report")]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Message-ID"].endswith("@bureau.example>")


@one_way
def test_what_was_sent_is_not_sent_again_whatever_is_posted_and_run(office: Office, mail: MailServer) -> None:
    office.channel(ChannelKind.MAIL, to=("head@bureau.example",))
    assert (office.post(), office.work()) == (1, [("head@bureau.example", "sent")])
    assert (office.post(), office.work()) == (0, [])
    office.channel(ChannelKind.MAIL, id="more", to=("late@bureau.example",))
    assert (office.post(), office.work()) == (1, [("late@bureau.example", "sent")])
    assert len(mail.post.mails) == 2


@one_way
def test_k1_a_server_that_is_down_is_tried_again_and_then_left_to_a_person(office: Office, mail: MailServer) -> None:
    there, down = office.settings, replace(office.settings.mail, port=1)
    office.settings = replace(office.settings, mail=down)
    office.channel(ChannelKind.MAIL, to=("head@bureau.example",))
    office.post()
    tried = []
    for _ in range(800):
        if deliveries.waits(office.now):
            assert len(office.work()) == 1
            tried.append(office.now)
        office.later(minutes=1)
    assert [(after - before).total_seconds() / 60 for before, after in pairwise(tried)] == [1, 5, 30, 120, 360]
    [(_, state, error)] = office.rows()
    assert (state, error) == (DeliveryState.DEAD, "邮件服务器 127.0.0.1:1 连不上（Connection refused）")
    deliveries.again([deliveries.stuck()[0].number], office.now)
    office.settings = replace(office.settings, mail=there.mail)
    assert office.work() == [("head@bureau.example", "sent")]


@one_way
def test_k1_each_recipient_has_a_state(office: Office, mail: MailServer) -> None:
    mail.post.replies = {"gone@bureau.example": "550 no such user", "full@bureau.example": "452 mailbox full"}
    office.channel(ChannelKind.MAIL, to=("gone@bureau.example", "full@bureau.example", "head@bureau.example"))
    office.post()
    office.work()
    assert office.rows() == [
        ("gone@bureau.example", DeliveryState.DEAD, "邮件服务器拒收：550 no such user"),
        ("full@bureau.example", DeliveryState.WAITING, "邮件服务器暂时不收：452 mailbox full"),
        ("head@bureau.example", DeliveryState.SENT, ""),
    ]
    mail.post.replies = {}
    office.later(minutes=1)
    assert office.work() == [("full@bureau.example", "sent")]


@one_way
@pytest.mark.parametrize(("reply", "state"), [("451 later", DeliveryState.WAITING), ("554 spam", DeliveryState.DEAD)])
def test_k1_a_refusal_after_the_letter_was_sent(office: Office, mail: MailServer, reply: str, state: DeliveryState) -> None:
    mail.post.after_data = reply
    office.channel(ChannelKind.MAIL, to=("head@bureau.example",))
    office.post()
    assert office.work() == [("head@bureau.example", state)]


@one_way
def test_k1_a_server_that_takes_the_letter_and_drops_the_line_may_have_it_so_a_person_decides(office: Office, mail: MailServer) -> None:
    mail.post.drop_after_data = True
    office.channel(ChannelKind.MAIL, to=("head@bureau.example", "desk@bureau.example"))
    office.post()
    assert office.work() == [("head@bureau.example", "unclear"), ("desk@bureau.example", "unclear")]
    mail.post.drop_after_data = False
    for _ in range(3):
        office.later(hours=6)
        assert office.work() == []
    assert len(mail.post.mails) == 2  # each once


@one_way
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"password": "wrong"}, "不认用户名或密码（535）"),
        ({"ca": ""}, "的证书不可信"),
        ({"security": "starttls"}, "连不上"),
        ({"ca": "nowhere.pem"}, "nowhere.pem 读不出来"),
    ],
)
def test_wrong_settings_are_named(office: Office, mail: MailServer, wrong: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.delivery.mail.TIMEOUT", 0.3)
    office.settings = replace(office.settings, mail=replace(office.settings.mail, **wrong))  # type: ignore[arg-type]
    office.channel(ChannelKind.MAIL, to=("head@bureau.example",))
    office.post()
    office.work()
    [(_, _, error)] = office.rows()
    assert sentence in error
    assert mail.post.mails == []


@one_way
def test_f10_headers_take_no_lines_and_bad_addresses_hurt_nobody_else(office: Office, mail: MailServer) -> None:
    bad = "x@y.example\r\nBcc: all@bureau.example"
    office.channel(ChannelKind.MAIL, to=(bad, "no address", *(f"p{number}@bureau.example" for number in range(300))))
    subject = "标题\r\nBcc: all@bureau.example\x00\x1b[31m，" + "很长" * 300
    office.post(Message(key="x", occasion=Occasion.ALARM, subject=subject, text="\ud800 \x00文"))
    states = [state for _, state in office.work()]
    assert states == ["dead", "dead", *["sent"] * 300]
    assert {recipient for envelope in mail.post.envelopes for recipient in envelope} == {f"p{number}@bureau.example" for number in range(300)}
    assert mail.post.mails[0]["Bcc"] is None
    assert mail.post.mails[0]["Subject"].startswith("标题 Bcc: all@bureau.example[31m，很长")


@one_way
def test_files_that_are_too_large_become_a_link(office: Office, mail: MailServer) -> None:
    office.settings = replace(office.settings, mail=replace(office.settings.mail, largest=0))
    office.channel(ChannelKind.MAIL, to=("head@bureau.example",))
    office.post()
    office.work()
    [letter] = mail.post.mails
    assert list(letter.iter_attachments()) == []
    assert "附件过大，请在网站下载：MR-2026-10.docx" in letter.get_content()


def test_a_password_never_goes_out_in_the_clear() -> None:
    with pytest.raises(ValueError, match="none 会把密码明着送出去"):
        MailSettings(host="mail.example", security="none", user="press@bureau.example", password=PASSWORD)


def test_k4_a_password_that_is_no_text_is_not_repeated() -> None:
    with pytest.raises(UserError) as refused:
        parse("deliver:\n  mail: {host: mail.example, sender: a@b.example, password: 20260101}", "settings.yml", Settings)
    assert str(refused.value) == "settings.yml 第 2 行：deliver.mail.password 的值 ＊＊＊ 不对：应是文字，请加上引号"
