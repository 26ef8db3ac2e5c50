"""Commands before and after a run: words without a shell, with a time limit, seeing little."""

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from renkei.run.schedule.process import Command, Waiting, follow
from renkei.settings.schedule import Hooks

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Surroundings:
    """What a hook is told: where the project is, and which run it belongs to."""

    root: Path
    entry: str
    campaign: str
    due: dt.datetime
    as_of: dt.date | None
    exit_code: int | None = None

    def variables(self, hooks: Hooks, environment: Mapping[str, str]) -> dict[str, str]:
        """PATH, LANG, RENKEI_…, and of our own variables only those the schedule names."""
        passed = {name: environment[name] for name in hooks.pass_on if name in environment}
        told = {
            "RENKEI_HOME": str(self.root),
            "RENKEI_ENTRY": self.entry,
            "RENKEI_CAMPAIGN": self.campaign,
            "RENKEI_DUE": self.due.isoformat(),
        }
        if self.as_of:
            told["RENKEI_AS_OF"] = self.as_of.isoformat()
        if self.exit_code is not None:
            told["RENKEI_EXIT_CODE"] = str(self.exit_code)
        return {"PATH": _PATH, "LANG": "C.UTF-8", **passed, **told}


def run_hooks(
    commands: Sequence[Sequence[str]],
    hooks: Hooks,
    told: Surroundings,
    environment: Mapping[str, str],
    log: Path,
    stop: Waiting,
) -> str | None:
    """Run hooks one after another in the project's folder; the cause of the first that fails.

    What they print is added to `log`. A hook that takes longer than `timeout_seconds` is ended.
    """
    variables = told.variables(hooks, environment)
    for argv in commands:
        command = Command(argv, told.root, variables, hooks.timeout_seconds)
        ended = follow(command, log, stop)
        if ended.timed_out:
            return f"hook {shlex.join(argv)}: not done after {hooks.timeout_seconds} s"
        if ended.code or ended.stopped:
            return f"hook {shlex.join(argv)}: exit code {ended.code}"
    return None
