"""An alert of the sample, and real servers on loopback that take it."""

import datetime as dt
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from renkei.run.alerts import About, Alert

DUE = dt.datetime(2021, 6, 3, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@pytest.fixture
def an_about() -> About:
    return About(
        entry="night",
        campaign="sample",
        title="高齢者向けワクチン接種の見通し",
        as_of=dt.date(2021, 6, 2),
        due=DUE,
        zone="Asia/Tokyo",
        log="reports/.schedule/logs/night.log",
        is_sample=True,
        exit_code=65,
    )


@pytest.fixture
def an_alert(an_about: About) -> Callable[..., Alert]:
    def made(*lines: str) -> Alert:
        return Alert("failure", an_about, lines or ("・16 富山県",), [{"area": "16"}])

    return made


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


class Box:
    """What arrived at the mail server."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append((envelope, session.ssl is not None, session.authenticated))
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        if address.startswith("busy"):
            return "450 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for 127.0.0.1, and the file of the authority that issued it."""
    issuer = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert("127.0.0.1").configure_cert(context)
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    issuer.cert_pem.write_to_path(str(file))
    return context, file


@pytest.fixture
def mail_server(authority) -> Iterator[Callable[..., tuple[Box, int]]]:
    """Start a mail server: `tls` from the start, `starttls` asked for, or in clear."""
    running = []

    def start(security: str = "none", password: str = "") -> tuple[Box, int]:
        box = Box()
        context = authority[0] if security != "none" else None

        def check(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
            known = (data.login, data.password) == (b"renkei", password.encode())
            return AuthResult(success=known, handled=False)

        class Server(Controller):
            def factory(self) -> SMTP:
                return SMTP(
                    self.handler,
                    tls_context=context if security == "starttls" else None,
                    require_starttls=security == "starttls",
                    authenticator=check if password else None,
                    auth_required=bool(password),
                    auth_require_tls=security == "starttls",
                )

            def _trigger_server(self) -> None:  # it asks for the port that was given
                self.port = self.server.sockets[0].getsockname()[1]
                super()._trigger_server()

        more = {"ssl_context": context} if security == "tls" else {}
        controller = Server(box, hostname="127.0.0.1", port=0, **more)
        controller.start()
        running.append(controller)
        return box, controller.port

    yield start
    for controller in running:
        controller.stop()


class Web(ThreadingHTTPServer):
    """A server that answers with the next of `answers` and keeps what was posted."""

    daemon_threads = True

    def __init__(self, *answers: int, location: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.location = list(answers), location
        self.posted: list[tuple[str, dict[str, str], Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, dict(self.headers), json.loads(body)))
        self._answer()

    def do_GET(self) -> None:
        self.server.posted.append((self.path, dict(self.headers), None))
        self._answer()

    def _answer(self) -> None:
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def web_server(authority) -> Iterator[Callable[..., Web]]:
    running = []

    def start(*answers: int, location: str = "", tls: bool = False) -> Web:
        server = Web(*answers, location=location)
        if tls:
            server.socket = authority[0].wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()
