"""A Kubernetes CronJob for each entry."""

from typing import Any

import yaml

from renkei.run.schedule.units.place import Place, clock_fields, comments
from renkei.settings.schedule import Entry, Schedule

_HOME = "/srv/renkei"
_USER = 1000
_SECRETS = "Alerts need {}: variables come from the Secret `renkei-secrets`; mount files yourself."
_NEEDS = (
    "Needs the image (deploy/Containerfile) and a PersistentVolumeClaim `renkei` with params,",
    f"notebooks, data and reports, at {_HOME}. RENKEI_CLUSTER, RENKEI_RAW and the like come from",
    "the ConfigMap `renkei`, keys of an object store from the Secret `renkei-store`, if there.",
    "docs/scale.md says how much a machine needs; docs/deploy.md shows the whole.",
)
_LABELS = {"app.kubernetes.io/name": "renkei", "app.kubernetes.io/component": "run"}
_RESOURCES = {
    "requests": {"cpu": "2", "memory": "4Gi", "ephemeral-storage": "2Gi"},
    "limits": {"memory": "8Gi", "ephemeral-storage": "8Gi"},
}


class _Plain(yaml.SafeDumper):
    """What stands twice is written twice, without YAML's references."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


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
            parts.append(head + yaml.dump(job, Dumper=_Plain, sort_keys=False, allow_unicode=True))
    return {"renkei-cronjobs.yaml": "---\n".join(parts)}


def _cron_job(
    name: str, when: str, entry: Entry, schedule: Schedule, place: Place
) -> dict[str, Any]:
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": name, "labels": _LABELS},
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
                    "template": {
                        "metadata": {"labels": _LABELS},
                        "spec": _pod(entry, schedule, place),
                    },
                }
            },
        },
    }


def _pod(entry: Entry, schedule: Schedule, place: Place) -> dict[str, Any]:
    return {
        "restartPolicy": "Never",
        "terminationGracePeriodSeconds": 60,
        "automountServiceAccountToken": False,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": _USER,
            "runAsGroup": _USER,
            "fsGroup": _USER,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [_container(entry, schedule, place)],
        "volumes": [
            {"name": "renkei", "persistentVolumeClaim": {"claimName": "renkei"}},
            {"name": "tmp", "emptyDir": {}},
        ],
    }


def _container(entry: Entry, schedule: Schedule, place: Place) -> dict[str, Any]:
    own = {"RENKEI_HOME": _HOME, "HOME": "/tmp"}  # the image itself is not written to
    return {
        "name": "renkei",
        "image": place.image,
        "command": ["renkei"],
        "args": place.options(entry),
        "workingDir": _HOME,
        "env": [*({"name": name, "value": value} for name, value in own.items()),
                *_secrets(schedule)],
        "envFrom": [
            {"configMapRef": {"name": "renkei", "optional": True}},
            {"secretRef": {"name": "renkei-store", "optional": True}},
        ],
        "resources": _RESOURCES,
        "volumeMounts": [
            {"name": "renkei", "mountPath": _HOME},
            {"name": "tmp", "mountPath": "/tmp"},
        ],
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
    }  # fmt: skip


def _secrets(schedule: Schedule) -> list[dict[str, Any]]:
    names = sorted({one.env for one in schedule.alerts.secrets() if one.env})
    return [
        {"name": name, "valueFrom": {"secretKeyRef": {"name": "renkei-secrets", "key": name}}}
        for name in names
    ]
