"""A headless Chromium, driven over its own DevTools; tests that ask for it skip without one."""

import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import pytest
import websocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REQUIRED = "RENKEI_REQUIRE_BROWSER"  # set where a missing browser is a mistake, as in .ci/run
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--remote-debugging-port=0",
)
KEY_CODES = {
    "Escape": 27,
    "Tab": 9,
    "Enter": 13,
    "PageUp": 33,
    "PageDown": 34,
    "End": 35,
    "Home": 36,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "f": 70,
}


class Page:
    """One tab: opened, pressed, measured."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self._numbers = itertools.count(1)
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its answer; events on the way are kept."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def open(self, page: Path | str, width: int = 1280, height: int = 800, **how: bool) -> None:
        """Load a file in a window of this size; `scripts=False` as in a browser without them."""
        self.call("Emulation.setScriptExecutionDisabled", value=not how.get("scripts", True))
        self.resize(width, height)
        address = Path(page).resolve().as_uri() if isinstance(page, Path) else page
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not self._seen("Page.loadEventFired"):
            self.events.append(json.loads(self._socket.recv()))

    def resize(self, width: int, height: int) -> None:
        """Make the window this large, in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release one key."""
        code = KEY_CODES[key]
        text = {"text": key} if len(key) == 1 else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def requests(self) -> list[str]:
        """Every address asked for since the page was opened, the page itself first."""
        sent = (one for one in self.events if one.get("method") == "Network.requestWillBeSent")
        return [one["params"]["request"]["url"] for one in sent]

    def complaints(self) -> list[str]:
        """What the browser found wrong: errors of scripts, rules of the policy broken."""
        logged = [
            one["params"]["entry"]["text"]
            for one in self.events
            if one["method"] == "Log.entryAdded"
        ]
        thrown = [str(one["params"]) for one in self.events if "exception" in one["method"]]
        return logged + thrown

    def _seen(self, method: str) -> bool:
        return any(one.get("method") == method for one in self.events)


@pytest.fixture(scope="session")
def browser_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a Chromium of its own listens, as long as the tests run."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get(REQUIRED):
            pytest.fail("no Chromium, though this run requires the browser tests")
        pytest.skip("no Chromium on this machine; .ci/run installs one")
    profile = tmp_path_factory.mktemp("chromium")
    command = [found, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"]
    silent = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    with subprocess.Popen(command, env=os.environ | _fonts(profile), **silent) as running:
        try:
            port, path = _listening(profile / "DevToolsActivePort")
            yield f"ws://127.0.0.1:{port}{path}"
        finally:
            running.terminate()


def _fonts(folder: Path) -> dict[str, str]:
    """Give the browser the packaged fonts, so that widths are the same on every machine."""
    fonts = (noto_cjk_sans_jp_regular.FONT_PATH, noto_cjk_sans_jp_bold.FONT_PATH)
    places = [*(Path(font).parent for font in fonts), Path("/usr/share/fonts")]
    named = "".join(f"<dir>{place}</dir>" for place in places)
    file = folder / "fonts.conf"
    file.write_text(f"<fontconfig>{named}<cachedir>{folder}/fonts</cachedir></fontconfig>")
    return {"FONTCONFIG_FILE": str(file)}


def _listening(file: Path) -> list[str]:
    """The port and path Chromium writes down once it is ready."""
    for _ in range(300):
        if file.is_file() and len(lines := file.read_text().split()) == 2:
            return lines
        time.sleep(0.1)
    return pytest.fail("Chromium did not start within 30 seconds")


@pytest.fixture(scope="session")
def tab(browser_address: str) -> Page:
    """One tab for all tests, each of which opens its own page in it."""
    return Page(browser_address)
