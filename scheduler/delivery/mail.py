"""E-mail: over TLS, one transaction for each recipient, so that each has a state of their own."""

import mimetypes
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from pathlib import Path

from model.delivery import MailSettings
from scheduler.delivery.http import reason
from scheduler.delivery.sender import Later, Letter, Refused, Unclear, named, one_line, plain

TIMEOUT = 30.0  # seconds for each step
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+", re.ASCII)
MEGABYTE = 1_000_000
LONGEST = 120  # characters of a subject


@dataclass(slots=True)
class Mail:
    settings: MailSettings
    repeatable: bool = False
    a_minute: int = 0
    _server: smtplib.SMTP | None = field(default=None)

    def parts(self, letter: Letter) -> int:
        return 1

    def send(self, letter: Letter, part: int) -> str:
        if not ADDRESS.fullmatch(letter.recipient):
            raise Refused(f"收件人地址“{one_line(letter.recipient)}”不对")
        content = written(letter, self.settings)
        server = self._connected()
        try:
            self._envelope(server, letter.recipient)
            return self._data(server, content)
        except BaseException:
            self.close()  # whatever state the conversation is in, the next letter begins a new one
            raise

    def close(self) -> None:
        if self._server:
            self._server.close()
            self._server = None

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = connect(self.settings)
        return self._server

    def _envelope(self, server: smtplib.SMTP, recipient: str) -> None:
        """What fails here fails before anything was sent."""
        try:
            for code, said in (server.mail(sender(self.settings)), server.rcpt(recipient), server.docmd("DATA")):
                judge(code, said)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Later(f"邮件服务器 {self.settings.host} 中途断开（{reason(error)}）") from None

    def _data(self, server: smtplib.SMTP, content: bytes) -> str:
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", content) + b"\r\n.\r\n")
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Later(f"邮件服务器 {self.settings.host} 在收信时断开（{reason(error)}）") from None
        try:
            code, said = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            # The whole letter is there: it may be on its way although nobody said so.
            raise Unclear(f"信已交给邮件服务器 {self.settings.host}，没有等到回答（{reason(error)}）") from None
        judge(code, said)
        return f"{code} {words(said)}"


def connect(settings: MailSettings) -> smtplib.SMTP:
    """A conversation that is encrypted and logged in. Errors: Later, Refused."""
    try:
        context = ssl.create_default_context(cafile=settings.ca or None)
    except OSError as error:
        raise Refused(f"设置 deliver.mail.ca：{settings.ca} 读不出来（{reason(error)}）") from None
    server: smtplib.SMTP | None = None
    try:
        if settings.security == "tls":
            server = smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
        if settings.security == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if settings.user and settings.password:
            log_in(server, settings)
        return server
    except BaseException as error:
        if server:
            server.close()
        raise explained(error, settings) from None


def log_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    """In one way only: smtplib's own login tries all, and many servers hang up after the first failure, which hides what was wrong."""
    offered = server.esmtp_features.get("auth", "").upper().split()
    server.user, server.password = settings.user, settings.password
    if "PLAIN" in offered:
        server.auth("PLAIN", server.auth_plain)
    elif "LOGIN" in offered:
        server.auth("LOGIN", server.auth_login)
    else:
        raise smtplib.SMTPNotSupportedError


def explained(error: BaseException, settings: MailSettings) -> BaseException:
    """What went wrong before anything was sent, in a sentence; what is no trouble of the connection stays as it is."""
    where = f"邮件服务器 {settings.host}:{settings.port}"
    refusal = ""
    match error:
        case smtplib.SMTPAuthenticationError():
            refusal = f"不认用户名或密码（{error.smtp_code}）"
        case smtplib.SMTPNotSupportedError():
            refusal = f"不支持 {settings.security} 或登录，请核对 deliver.mail.security"
        case ssl.SSLCertVerificationError():
            refusal = f"的证书不可信（{error.verify_message}）；单位自己的证书请写在 deliver.mail.ca"
        case ssl.SSLError():
            refusal = f"的加密连接没有建成（{error.reason or '协议不符'}），请核对 deliver.mail 的 port 和 security"
        case smtplib.SMTPResponseException() if 500 <= error.smtp_code < 600:
            refusal = f"拒绝（{error.smtp_code} {words(error.smtp_error)}）"
        case smtplib.SMTPException() | OSError():
            return Later(f"{where} 连不上（{reason(error)}）")
    return Refused(f"{where} {refusal}") if refusal else error


def judge(code: int, said: bytes) -> None:
    """Errors: Later for 4xx, Refused for 5xx."""
    if code >= 500:
        raise Refused(f"邮件服务器拒收：{code} {words(said)}")
    if code >= 400:
        raise Later(f"邮件服务器暂时不收：{code} {words(said)}")


def words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(text)[:200]


def written(letter: Letter, settings: MailSettings) -> bytes:
    """The whole letter; nothing that others wrote gets into its headers but as encoded words."""
    message = EmailMessage(policy=POLICY)
    message["From"] = sender(settings)
    message["To"] = letter.recipient
    message["Subject"] = one_line(letter.subject)[:LONGEST]  # folding a long one costs the library seconds
    message["Date"] = format_datetime(datetime.now(UTC))
    # The same for every attempt: mail programs show a letter that came twice once.
    message["Message-ID"] = f"<jianbao-{letter.number}@{sender(settings).rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    fits = sum(path.stat().st_size for path in letter.files) <= settings.largest * MEGABYTE
    note = "" if fits or not letter.files else f"\n\n附件过大，请在网站下载：{named(letter.files)}"
    message.set_content((plain(letter) + note).encode("utf-8", "replace").decode(), cte="base64")
    for path in letter.files if fits else ():
        attach(message, path)
    return message.as_bytes()


def attach(message: EmailMessage, path: Path) -> None:
    kind, _, subtype = (mimetypes.guess_type(path.name)[0] or "application/octet-stream").partition("/")
    message.add_attachment(path.read_bytes(), maintype=kind, subtype=subtype, filename=path.name)


def sender(settings: MailSettings) -> str:
    return settings.sender or settings.user
