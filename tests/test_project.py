"""pyproject, lock and environment.yml name the same set."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement


@pytest.fixture(scope="module")
def pyproject(project: Path) -> dict:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock(project: Path) -> str:
    return (project / "requirements.lock").read_text(encoding="utf-8")


def locked(lock: str) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", lock, flags=re.M):
        versions.setdefault(name.lower().replace("_", "-"), []).append(version)
    return versions


def test_every_dependency_is_locked_within_its_range(pyproject, lock):
    names = pyproject["project"]["dependencies"] + pyproject["dependency-groups"]["dev"]
    versions = locked(lock)
    for requirement in map(Requirement, names):
        found = versions.get(requirement.name.lower().replace("_", "-"), [])
        assert found, f"{requirement.name} is not in the lock"
        assert all(requirement.specifier.contains(version) for version in found)


def test_every_locked_package_carries_hashes(lock):
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.split("\n", 2)[2])
    assert len(entries) > 100
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_host(lock):
    assert "://" not in lock


def test_conda_users_get_the_lock_and_the_same_python(project, pyproject):
    environment = yaml.safe_load((project / "environment.yml").read_text(encoding="utf-8"))
    *plain, pip = environment["dependencies"]
    assert f"python{pyproject['project']['requires-python']}" in plain
    assert pip == {"pip": ["-r requirements.lock"]}


def test_the_command_and_the_exporters_are_registered(pyproject):
    assert pyproject["project"]["scripts"] == {"renkei": "renkei.cli:main"}
    assert set(pyproject["project"]["entry-points"]["nbconvert.exporters"]) == {
        "renkei-annex",
        "renkei-html",
        "renkei-pdf",
    }
