"""deploy/: each manifest is valid, they fit together, and they are what the schedule writes."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from renkei.run.schedule import Place, units
from renkei.settings.schedule import read_schedule

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
VERSIONS = ("1.30", "1.35")
HOME = "/srv/renkei"
PLACE = Place(HOME, f"{HOME}/.venv/bin/python", "params/schedule.yaml")
LABEL = "app.kubernetes.io/name"


def documents() -> list[dict[str, Any]]:
    files = [one for one in sorted((DEPLOY / "kubernetes").glob("*.yaml"))]
    read = [one for file in files for one in yaml.safe_load_all(file.read_text(encoding="utf-8"))]
    return [one for one in read if one["kind"] != "Kustomization"]


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in documents() if one["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """The template of every pod, with its labels."""
    jobs = [one["spec"]["jobTemplate"]["spec"] for one in of_kind("CronJob").values()]
    owners = [*jobs, *(one["spec"] for one in of_kind("Deployment").values())]
    return {one["template"]["spec"]["containers"][0]["name"]: one["template"] for one in owners}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("number", range(len(documents())))
def test_a_manifest_is_valid_for_the_cluster(number, version):
    document = documents()[number]
    assert kubernetes_validate.validate(document, version, strict=True) == version


def test_a_manifest_with_a_mistake_is_not_valid():
    document = json.loads(json.dumps(of_kind("CronJob")["renkei-sample-night"]))
    document["spec"]["concurrencyPolice"] = "Forbid"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(document, VERSIONS[-1], strict=True)


def test_the_examples_are_what_the_schedule_writes():
    schedule = read_schedule(ROOT / "params" / "schedule.yaml")
    written = units("kubernetes", schedule, PLACE)["renkei-cronjobs.yaml"]
    assert (DEPLOY / "kubernetes" / "cronjob.yaml").read_text(encoding="utf-8") == written
    for name, text in units("systemd", schedule, PLACE).items():
        assert (DEPLOY / "server" / name).read_text(encoding="utf-8") == text


def test_what_one_manifest_names_another_defines():
    kinds = {"persistentVolumeClaim": "PersistentVolumeClaim", "configMapRef": "ConfigMap"}
    for pod in pods().values():
        for volume in pod["spec"]["volumes"]:
            claim = volume.get("persistentVolumeClaim", {}).get("claimName")
            assert claim is None or claim in of_kind(kinds["persistentVolumeClaim"])
        for source in pod["spec"]["containers"][0].get("envFrom", []):
            if "configMapRef" in source:
                assert source["configMapRef"]["name"] in of_kind("ConfigMap")
    address = of_kind("ConfigMap")["renkei"]["data"]["RENKEI_CLUSTER"]
    host, port = re.fullmatch(r"tcp://([a-z-]+):(\d+)", address).groups()
    service = of_kind("Service")[host]
    assert [one["port"] for one in service["spec"]["ports"]] == [int(port)]
    assert service["spec"]["selector"].items() <= pods()["scheduler"]["metadata"]["labels"].items()
    assert address in pods()["worker"]["spec"]["containers"][0]["command"]


def test_workers_and_runs_see_the_same_folders_at_the_same_place():
    for name in ("renkei", "worker"):
        (container,) = pods()[name]["spec"]["containers"]
        mounts = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
        assert mounts["renkei"] == HOME == container["workingDir"]
    claim = of_kind("PersistentVolumeClaim")["renkei"]
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]


def test_only_our_own_pods_reach_the_scheduler_and_the_workers():
    policy = of_kind("NetworkPolicy")["renkei"]["spec"]
    for pod in pods().values():
        assert policy["podSelector"]["matchLabels"].items() <= pod["metadata"]["labels"].items()
    ((peer,),) = [one["from"] for one in policy["ingress"]]
    assert peer == {"podSelector": {"matchLabels": {LABEL: "renkei"}}}


def test_pods_are_what_a_restricted_namespace_asks_for():
    for pod in pods().values():
        spec, (container,) = pod["spec"], pod["spec"]["containers"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        inside = container["securityContext"]
        assert inside["capabilities"] == {"drop": ["ALL"]} and inside["readOnlyRootFilesystem"]
        assert inside["allowPrivilegeEscalation"] is False
        assert "memory" in container["resources"]["limits"]


def test_kustomize_lists_every_manifest():
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text())
    files = {file.name for file in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert {*listed["resources"], "kustomization.yaml"} == files
    images = {pod["spec"]["containers"][0]["image"] for pod in pods().values()}
    assert images == {one["name"] for one in listed["images"]}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_service_without_a_word(tmp_path):
    text = (DEPLOY / "server" / "renkei.service").read_text(encoding="utf-8")
    assert f"ExecStart={HOME}/.venv/bin/renkei schedule\n" in text
    assert "CacheDirectory=renkei\nEnvironment=HOME=/var/cache/renkei\n" in text  # Jupyter's own
    file = tmp_path / "renkei.service"
    file.write_text(text.replace(f"{HOME}/.venv/bin/renkei", "/usr/bin/env"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True
    )
    assert [line for line in done.stderr.splitlines() if "renkei" in line] == []


def test_the_image_is_built_from_files_that_are_there():
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert copied and all((ROOT / word).exists() for word in copied)
    assert (DEPLOY / "kubernetes" / "base.yaml").read_text().count("registry") == 0
