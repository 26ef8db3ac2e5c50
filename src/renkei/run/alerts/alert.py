"""One alert: what it is about, its Japanese text, and the same as data."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from renkei.run.alerts.plain import for_chat, plain
from renkei.settings import Campaign
from renkei.settings.schedule import Entry
from renkei.wording import date_forms

Kind = Literal["failure", "late", "moved", "trial"]
_SUBJECTS: Mapping[Kind, str] = {
    "failure": "処理に失敗しました",
    "late": "実績データが届いていません",
    "moved": "数値が大きく動きました",
    "trial": "通知の試験です",
}


@dataclass(frozen=True)
class About:
    """Which run an alert is about; `due` is in the entry's own zone."""

    entry: str
    campaign: str
    title: str
    as_of: dt.date | None
    due: dt.datetime
    zone: str
    log: str
    is_sample: bool = False
    exit_code: int | None = None


@dataclass(frozen=True)
class Alert:
    """What is told: the sentences an official reads, and the findings as data."""

    kind: Kind
    about: About
    lines: Sequence[str]
    findings: Sequence[Mapping[str, Any]] = ()

    @property
    def subject(self) -> str:
        """The mail's subject, one line: 【Renkei】処理に失敗しました：高齢者…（令和3年6月2日時点）."""
        about = self.about
        day = f"（{date_forms.long(about.as_of)}時点）" if about.as_of else ""
        sample = "見本（架空）" if about.is_sample else ""
        return plain(f"【Renkei】{_SUBJECTS[self.kind]}：{sample}{plain(about.title, 60)}{day}")

    @property
    def text(self) -> str:
        """The whole message in plain text; each line is one line whatever stood in the inputs."""
        about = self.about
        head = [
            f"施策：{about.title}（{about.campaign}）",
            *(["　※見本（架空のデータ）です。"] if about.is_sample else []),
            *([f"時点：{date_forms.long(about.as_of, weekday=True)}"] if about.as_of else []),
            f"予定：{about.entry}　{_moment(about.due)}（{about.zone}）",
        ]
        foot = ["", *([f"記録：{about.log}"] if about.log else []), "（Renkeiの自動通知です。）"]
        return "\n".join(plain(line) for line in [*head, "", *self.lines, *foot]) + "\n"

    def data(self) -> dict[str, Any]:
        """The alert as a JSON object; `text` is what a chat program shows, markup made harmless."""
        about = self.about
        return {
            "text": for_chat(f"{self.subject}\n{self.text}"),
            "kind": self.kind,
            "subject": self.subject,
            "entry": about.entry,
            "campaign": about.campaign,
            "title": plain(about.title),
            "sample": about.is_sample,
            "as_of": about.as_of.isoformat() if about.as_of else None,
            "due": about.due.isoformat(),
            "exit_code": about.exit_code,
            "log": about.log,
            "findings": [dict(one) for one in self.findings],
        }


def about(
    entry: Entry,
    due: dt.datetime,
    campaign: Campaign | None,
    as_of: dt.date | None,
    log: Path,
    root: Path,
) -> About:
    """Which run it is; a campaign that cannot be opened is named as the schedule names it."""
    return About(
        entry=entry.name,
        campaign=campaign.campaign if campaign else entry.campaign,
        title=campaign.title if campaign else entry.campaign,
        as_of=campaign.as_of if campaign else as_of,
        due=due.astimezone(entry.tz),
        zone=entry.zone,
        log=log.relative_to(root).as_posix(),
        is_sample=bool(campaign and campaign.sample),
    )


def _moment(moment: dt.datetime) -> str:
    return f"{date_forms.long(moment.date(), weekday=True)} {moment.hour}時{moment.minute:02d}分"
