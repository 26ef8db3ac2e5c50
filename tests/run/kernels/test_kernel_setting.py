"""Which kernels a process starts: by a word, for as long as it is inside, and no longer."""

import tomllib
from importlib.metadata import EntryPoint

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from renkei.errors import SettingsError
from renkei.run import kernels
from renkei.run.kernels import environment


def default() -> str:
    return str(KernelProvisionerFactory.instance().default_provisioner_name)


def test_inside_kernels_are_forked_and_afterwards_as_before():
    before = default()
    with kernels.kernel_environment("forked"):
        with kernels.kernel_environment("forked"):
            assert default() == environment.NAME
        assert default() == environment.NAME
    assert default() == before == environment.ORDINARY


def test_after_an_error_too():
    with pytest.raises(ZeroDivisionError), kernels.kernel_environment("forked"):
        raise ZeroDivisionError
    assert default() == environment.ORDINARY


def test_a_provisioner_of_the_users_own_stays(monkeypatch):
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", "of-this-cluster")
    with kernels.kernel_environment("forked"):
        assert default() == "of-this-cluster"
    assert default() == "of-this-cluster"


@pytest.mark.parametrize(
    ("kind", "setting", "expected"),
    [("", "", "forked"), ("", "ordinary", "ordinary"), ("forked", "ordinary", "forked")],
)
def test_the_word_given_goes_before_the_setting(kind, setting, expected, monkeypatch):
    monkeypatch.setenv(kernels.SETTING, setting)
    assert kernels.chosen(kind) == expected


def test_an_unknown_word_is_told_with_the_nearest(monkeypatch):
    monkeypatch.setenv(kernels.SETTING, "forkd")
    with pytest.raises(SettingsError, match=r"RENKEI_KERNELS.*'forkd'.*nearest: forked"):
        kernels.chosen()


def test_the_provisioner_can_be_loaded_by_its_name():
    with kernels.kernel_environment("forked"):
        entry = KernelProvisionerFactory.instance().provisioners[environment.NAME]
        assert entry.load().__name__ == "ForkingProvisioner"


def test_an_installation_tells_jupyter_of_the_provisioner(project):
    pyproject = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    listed = pyproject["project"]["entry-points"][KernelProvisionerFactory.GROUP_NAME]
    (entry,) = [EntryPoint(*one, KernelProvisionerFactory.GROUP_NAME) for one in listed.items()]
    assert entry.name == environment.NAME and issubclass(entry.load(), LocalProvisioner)
