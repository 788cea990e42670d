"""Mail over SMTP: one message in text and HTML, with a Message-ID that a repeated try keeps."""

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from urllib.parse import unquote, urlsplit

from triangle.channels.message import Again, Message, Refused, Target

SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Mailer:
    """A mail server and who writes; without an address no mail is sent."""

    url: str = field(default="", repr=False)
    sender: str = ""

    @property
    def is_set(self) -> bool:
        """Say whether mail can be sent at all."""
        return bool(self.url and self.sender)

    def send(self, target: Target, message: Message, now: datetime) -> None:
        """Send one mail."""
        if not self.is_set:
            raise Refused("mail is not set up here")
        try:
            letter = self._letter(target, message, now)
        except (ValueError, IndexError) as error:
            raise Refused("not an address for mail") from error
        try:
            with self._connected() as server:
                server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _failed(code, said) from error
        except smtplib.SMTPResponseException as error:
            raise _failed(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error)) from error
        except ssl.SSLCertVerificationError as error:
            raise Again(f"the mail server's certificate is not trusted: {error.verify_message}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Again(f"no answer: {type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=SECONDS, context=_checking()
            )
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=_checking())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _letter(self, target: Target, message: Message, now: datetime) -> EmailMessage:
        letter = EmailMessage()
        # What a person typed may hold a line break, and a header must not.
        letter["Subject"] = " ".join(f"[Triangle] {message.subject}".split())
        letter["From"] = self.sender
        letter["To"] = Address(" ".join(target.name.split()), addr_spec=target.address)
        letter["Date"] = format_datetime(now)
        letter["Message-ID"] = f"<{message.id}@{self.sender.rpartition('@')[2].strip('> ')}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(_text(message))
        letter.add_alternative(_html(message), subtype="html")
        for file in message.files:
            letter.add_attachment(file.content, maintype="application", subtype="json", filename=file.name)
        return letter


def _checking() -> ssl.SSLContext:
    # Without a context of its own, smtplib would take any certificate, and hand the password to anybody.
    return ssl.create_default_context()


def _failed(code: int, said: bytes | str) -> Again | Refused:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    why = f"SMTP {code}: {' '.join(text.split())[:200]}"
    return Again(why) if 400 <= code < 500 or code < 0 else Refused(why)


def _text(message: Message) -> str:
    lines = []
    for line in message.lines:
        lines.append(f"* {line.text}")
        lines += [f"  {message.answer}: {line.personal}"] if line.personal else []
        lines += [f"  {line.link}"] if line.link else []
    return "\n".join([message.subject, "", *lines, "", message.foot, ""])


def _html(message: Message) -> str:
    items = []
    for line in message.lines:
        said = f'<a href="{escape(line.link)}">{escape(line.text)}</a>' if line.link else escape(line.text)
        if line.personal:
            said += f'<br><a href="{escape(line.personal)}"><b>{escape(message.answer)}</b></a>'
        items.append(f'<li style="margin:0 0 12px">{said}</li>')
    return (
        f'<!doctype html><html lang="{message.language}"><meta charset="utf-8"><body '
        'style="font:16px/1.5 sans-serif;max-width:600px">'
        f'<h1 style="font-size:18px">{escape(message.subject)}</h1><ul>{"".join(items)}</ul>'
        f'<p style="color:#555;font-size:14px">{escape(message.foot)}</p></body></html>'
    )
