"""An alert as a JSON object posted to one address, and to no other one."""

import http.client
import json
import ssl
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import IO, NoReturn

from renkei.run.alerts.alert import Alert
from renkei.run.alerts.mail import NotSent
from renkei.settings.alerts import Secret, Webhook, check_address, read_secret

_ANSWER = 1000  # bytes that are read of an answer


class _StayHere(urllib.request.HTTPRedirectHandler):
    """No redirect is followed: what is posted, and the token, go to the address that was set."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> NoReturn:
        raise NotSent(f"{code}: redirected, which is not followed; set the new address", False)


def post(alert: Alert, webhook: Webhook, environment: dict[str, str], root: Path) -> None:
    """Post an alert. Raises NotSent, which never tells the address or the token."""
    try:
        request = _request(alert, webhook, environment, root)
        ca_file = str(root / webhook.ca_file) if webhook.ca_file else None
        context = ssl.create_default_context(cafile=ca_file)
        opener = urllib.request.build_opener(
            _StayHere, urllib.request.HTTPSHandler(context=context)
        )
        with opener.open(request, timeout=webhook.timeout_seconds) as answer:
            answer.read(_ANSWER)
    except urllib.error.HTTPError as error:
        raise NotSent(
            f"answered {error.code}", error.code in (408, 425, 429, *range(500, 600))
        ) from None
    except urllib.error.URLError as error:
        untrusted = isinstance(error.reason, ssl.SSLCertVerificationError)
        raise NotSent(f"{error.reason}", not untrusted) from None
    except (http.client.HTTPException, OSError) as error:
        raise NotSent(type(error).__name__, True) from None
    except ValueError as error:
        raise NotSent(str(error), False) from None


def _request(
    alert: Alert, webhook: Webhook, environment: dict[str, str], root: Path
) -> urllib.request.Request:
    url = webhook.url
    if isinstance(url, Secret):
        url = read_secret(url, environment, root)
        check_address(url)
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "renkei"}
    if webhook.token:
        headers["Authorization"] = f"Bearer {read_secret(webhook.token, environment, root)}"
    body = json.dumps(alert.data(), ensure_ascii=False).encode()
    return urllib.request.Request(url, data=body, headers=headers, method="POST")
