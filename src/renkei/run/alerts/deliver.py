"""An alert sent every way that is set; a way that fails is tried again and never stops a run."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from renkei.run.alerts.alert import Alert
from renkei.run.alerts.mail import NotSent, send_mail
from renkei.run.alerts.webhook import post
from renkei.settings.alerts import Alerts

PAUSES = (5.0, 30.0)
"""Seconds before the second and the third try."""


def deliver(
    alert: Alert,
    alerts: Alerts,
    *,
    environment: dict[str, str],
    root: Path,
    now: dt.datetime,
    wait: Callable[[float], object],
) -> tuple[list[str], list[str]]:
    """Send an alert by mail and webhook; the ways it went, and what hindered the others."""
    ways: dict[str, Callable[[], None]] = {}
    if alerts.mail:
        ways["mail"] = partial(send_mail, alert, alerts.mail, environment, root, now)
    if alerts.webhook:
        ways["webhook"] = partial(post, alert, alerts.webhook, environment, root)
    sent, problems = [], []
    for name, send in ways.items():
        problem = _tried(send, wait)
        if problem:
            problems.append(f"{name}: {problem}")
        else:
            sent.append(name)
    return sent, problems


def _tried(send: Callable[[], None], wait: Callable[[float], object]) -> str:
    """Send, up to three times where that may help; the last problem, or nothing."""
    for pause in (*PAUSES, None):
        try:
            send()
        except NotSent as error:
            if pause is None or not error.again:
                return str(error)
            wait(pause)
        else:
            return ""
    return ""
