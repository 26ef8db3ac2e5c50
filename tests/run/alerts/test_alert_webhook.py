"""Alerts to a webhook, to a real server on loopback: one address, one object, no detours."""

import datetime as dt
import socket
from dataclasses import replace

import pytest

from renkei.run.alerts.deliver import deliver
from renkei.run.alerts.mail import NotSent
from renkei.run.alerts.webhook import post
from renkei.settings.alerts import Alerts, Webhook

NOW = dt.datetime(2021, 6, 2, 17, 31, tzinfo=dt.UTC)


def settings(url: object, **more: object) -> Webhook:
    return Webhook.model_validate({"url": url, "timeout_seconds": 5} | more)


def test_the_alert_arrives_as_a_json_object(an_alert, web_server, tmp_path):
    server = web_server()
    post(an_alert("・16 富山県"), settings(server.url), {}, tmp_path)
    ((path, headers, body),) = server.posted
    assert path == "/hook" and headers["Content-Type"] == "application/json; charset=utf-8"
    assert "Authorization" not in headers
    assert body["kind"] == "failure" and body["exit_code"] == 65 and body["sample"] is True
    assert body["as_of"] == "2021-06-02" and body["due"] == "2021-06-03T02:30:00+09:00"
    assert body["findings"] == [{"area": "16"}]
    assert "・16 富山県" in body["text"].splitlines()


def test_address_and_token_may_be_secrets(an_alert, web_server, tmp_path):
    server = web_server()
    (tmp_path / "token").write_text("word\n", encoding="utf-8")
    webhook = settings({"env": "URL"}, token={"file": "token"})
    post(an_alert(), webhook, {"URL": server.url}, tmp_path)
    assert server.posted[0][1]["Authorization"] == "Bearer word"
    with pytest.raises(NotSent, match="expected https") as told:
        post(an_alert(), webhook, {"URL": "http://example.jp/secret"}, tmp_path)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(code, an_alert, web_server, tmp_path):
    other = web_server()
    server = web_server(code, location=other.url)
    (tmp_path / "token").write_text("word", encoding="utf-8")
    with pytest.raises(NotSent, match=f"{code}: redirected, which is not followed"):
        post(an_alert(), settings(server.url, token={"file": "token"}), {}, tmp_path)
    assert other.posted == [] and len(server.posted) == 1


@pytest.mark.parametrize(("code", "again"), [(400, False), (401, False), (429, True), (503, True)])
def test_an_answer_that_is_no_success_is_told(code, again, an_alert, web_server, tmp_path):
    with pytest.raises(NotSent, match=f"answered {code}") as told:
        post(an_alert(), settings(web_server(code).url), {}, tmp_path)
    assert told.value.again is again


def test_a_server_that_comes_back_gets_the_alert(an_alert, web_server, tmp_path):
    server, waits = web_server(503, 503, 200), []
    alerts = Alerts(webhook=settings(server.url))
    given = {"environment": {}, "root": tmp_path, "now": NOW, "wait": waits.append}
    assert deliver(an_alert(), alerts, **given) == (["webhook"], [])
    assert len(server.posted) == 3 and waits == [5.0, 30.0]


def test_a_server_that_never_answers_does_not_hold_the_night(an_alert, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(NotSent, match=r"(?i)time") as told:
            post(an_alert(), settings(url, timeout_seconds=1), {}, tmp_path)
    assert told.value.again


def test_over_tls_the_server_must_be_known(an_alert, web_server, authority, tmp_path):
    server = web_server(tls=True)
    url = server.url.replace("http:", "https:")
    post(an_alert(), settings(url, ca_file=str(authority[1])), {}, tmp_path)
    assert len(server.posted) == 1
    with pytest.raises(NotSent, match="certificate") as told:
        post(an_alert(), settings(url), {}, tmp_path)
    assert not told.value.again and len(server.posted) == 1


def test_chat_programs_find_no_markup_link_or_call(an_alert, an_about, web_server, tmp_path):
    server = web_server()
    hostile = (
        "<!channel> @everyone [x](https://evil.example) <https://e.example|y> `a` *b* <script>"
    )
    alert = replace(an_alert(hostile), about=replace(an_about, title=hostile))
    post(alert, settings(server.url), {}, tmp_path)
    text = server.posted[0][2]["text"]
    assert not any(sign in text for sign in "<>[]@`*|&") and "://" not in text
