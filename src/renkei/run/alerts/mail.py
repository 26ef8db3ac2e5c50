"""An alert as a mail: plain text, over TLS as the settings say, the password never shown."""

import datetime as dt
import hashlib
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from renkei.run.alerts.alert import Alert
from renkei.run.alerts.plain import plain
from renkei.settings.alerts import Mail, read_secret


class NotSent(Exception):
    """An alert did not go out; `again` says whether a second try is worth it."""

    def __init__(self, what: str, again: bool) -> None:
        super().__init__(plain(what))
        self.again = again


def send_mail(
    alert: Alert, mail: Mail, environment: dict[str, str], root: Path, now: dt.datetime
) -> None:
    """Send an alert to all who are written to. Raises NotSent."""
    message = written(alert, mail, now)
    try:
        password = read_secret(mail.password, environment, root) if mail.password else ""
        with _connected(mail, root) as server:
            if mail.user:
                server.login(mail.user, password)
            refused = server.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{error.smtp_code} {_text(error.smtp_error)}", _later(error)) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(f"refused: {', '.join(sorted(error.recipients))}", False) from None
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent(str(error), False) from None
    except ssl.SSLCertVerificationError as error:
        raise NotSent(f"certificate: {error.verify_message}", False) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"{type(error).__name__}: {error}", True) from None
    except ValueError as error:
        raise NotSent(str(error), False) from None
    if refused:
        raise NotSent(f"refused: {', '.join(sorted(refused))}", False)


def written(alert: Alert, mail: Mail, now: dt.datetime) -> EmailMessage:
    """The message; the same alert has the same Message-ID, so that a second copy is seen as one."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = alert.subject
    message["From"] = _address(mail.sender)
    message["To"] = [_address(one) for one in mail.to]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _identity(alert, mail)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(alert.text, charset="utf-8", cte="base64")
    return message


def _address(text: str) -> Address:
    return Address(addr_spec=text)


def _identity(alert: Alert, mail: Mail) -> str:
    about = f"{alert.kind}\n{alert.about.entry}\n{alert.about.due.isoformat()}\n{alert.text}"
    digest = hashlib.sha256(about.encode()).hexdigest()[:32]
    return f"<{digest}@{mail.sender.rpartition('@')[2]}>"


def _connected(mail: Mail, root: Path) -> smtplib.SMTP:
    """A connection, encrypted as the settings say; nothing is sent before it is."""
    if mail.security == "none":
        return smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_seconds)
    context = ssl.create_default_context(cafile=str(root / mail.ca_file) if mail.ca_file else None)
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout_seconds, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_seconds)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _later(error: smtplib.SMTPResponseException) -> bool:
    return 400 <= error.smtp_code < 500 or isinstance(error, smtplib.SMTPConnectError)


def _text(told: bytes | str) -> str:
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else told
