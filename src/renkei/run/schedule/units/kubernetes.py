"""A Kubernetes CronJob for each entry."""

from typing import Any

import yaml

from renkei.run.schedule.units.place import Place, clock_fields, comments
from renkei.settings.schedule import Entry, Schedule

_HOME = "/srv/renkei"
_SECRETS = "Alerts need {}: variables come from the Secret `renkei-secrets`; mount files yourself."
_NEEDS = (
    f"Needs the image, and a PersistentVolumeClaim `renkei` with params, notebooks, data and "
    f"reports, mounted at {_HOME};",
    "set resources to the machine (docs/scale.md), and fsGroup to who owns the volume.",
)


def kubernetes(schedule: Schedule, place: Place) -> dict[str, str]:
    """One YAML file with a CronJob for each entry, and for each minute its times fall on."""
    parts = []
    for entry in schedule.entries:
        lines = [*comments(entry, schedule, _SECRETS), *_NEEDS]
        head = "".join(f"# {line}\n" for line in lines)
        fields = clock_fields(entry)
        for number, when in enumerate(fields, 1):
            name = f"renkei-{entry.name}" + (f"-{number}" if len(fields) > 1 else "")
            job = _cron_job(name, when, entry, schedule, place)
            parts.append(head + yaml.safe_dump(job, sort_keys=False, allow_unicode=True))
    return {"renkei-cronjobs.yaml": "---\n".join(parts)}


def _cron_job(
    name: str, when: str, entry: Entry, schedule: Schedule, place: Place
) -> dict[str, Any]:
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": name, "labels": {"app.kubernetes.io/name": "renkei"}},
        "spec": {
            "schedule": when,
            "timeZone": entry.zone,
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": 3600,
            "successfulJobsHistoryLimit": 3,
            "failedJobsHistoryLimit": 7,
            "jobTemplate": {
                "spec": {
                    "backoffLimit": 0,
                    "template": {"spec": _pod(entry, schedule, place)},
                }
            },
        },
    }


def _pod(entry: Entry, schedule: Schedule, place: Place) -> dict[str, Any]:
    return {
        "restartPolicy": "Never",
        "terminationGracePeriodSeconds": 60,
        "securityContext": {"runAsNonRoot": True},
        "containers": [
            {
                "name": "renkei",
                "image": place.image,
                "command": ["renkei"],
                "args": place.options(entry),
                "workingDir": _HOME,
                "env": [{"name": "RENKEI_HOME", "value": _HOME}, *_secrets(schedule)],
                "volumeMounts": [{"name": "renkei", "mountPath": _HOME}],
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"drop": ["ALL"]},
                },
            }
        ],
        "volumes": [{"name": "renkei", "persistentVolumeClaim": {"claimName": "renkei"}}],
    }


def _secrets(schedule: Schedule) -> list[dict[str, Any]]:
    names = sorted({one.env for one in schedule.alerts.secrets() if one.env})
    return [
        {"name": name, "valueFrom": {"secretKeyRef": {"name": "renkei-secrets", "key": name}}}
        for name in names
    ]
