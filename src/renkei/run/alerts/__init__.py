"""What is told to people after a run, by mail and webhook: failures, late data, moved numbers."""

from renkei.run.alerts.alert import About, Alert, Kind, about
from renkei.run.alerts.deliver import deliver
from renkei.run.alerts.failures import Failure, kept_notebooks, new_failures
from renkei.run.alerts.messages import failed, late, moved, trial

__all__ = [
    "About",
    "Alert",
    "Failure",
    "Kind",
    "about",
    "deliver",
    "failed",
    "kept_notebooks",
    "late",
    "moved",
    "new_failures",
    "trial",
]
