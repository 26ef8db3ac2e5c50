"""Alerts by mail, to a real server on loopback: encryption, passwords, and nothing injected."""

import datetime as dt
import email
import email.policy
from dataclasses import replace

import pytest

from renkei.run.alerts.deliver import deliver
from renkei.run.alerts.mail import NotSent, send_mail, written
from renkei.settings.alerts import Alerts, Mail

NOW = dt.datetime(2021, 6, 2, 17, 31, tzinfo=dt.UTC)
HOSTILE = "見本\r\nBcc: evil@example.com\r\n\r\n<b>\u202e\x00 http://evil.example"


def settings(port: int, security: str = "none", **more: object) -> Mail:
    given = {"host": "127.0.0.1", "port": port, "security": security, "timeout_seconds": 5}
    given |= {"sender": "renkei@example.jp", "to": ["tantou@example.jp", "b@example.jp"]}
    return Mail.model_validate(given | more)


def read(box, number: int = 0):
    return email.message_from_bytes(box.mails[number][0].content, policy=email.policy.default)


def test_a_mail_arrives_in_japanese_for_all_who_are_named(an_alert, mail_server, tmp_path):
    box, port = mail_server()
    send_mail(an_alert("・16 富山県　セル[5]"), settings(port), {}, tmp_path, NOW)
    assert box.mails[0][0].rcpt_tos == ["tantou@example.jp", "b@example.jp"]
    mail = read(box)
    assert mail["Subject"] == (
        "【Renkei】処理に失敗しました：見本（架空）高齢者向けワクチン接種の見通し（令和3年6月2日時点）"
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert mail.get_content_type() == "text/plain"
    lines = mail.get_content().splitlines()
    assert lines[0] == "施策：高齢者向けワクチン接種の見通し（sample）"
    assert "予定：night　令和3年6月3日(木) 2時30分（Asia/Tokyo）" in lines
    assert "・16 富山県　セル[5]" in lines


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_password_goes_over_an_encrypted_connection_only(
    security, an_alert, mail_server, authority, tmp_path
):
    box, port = mail_server(security, password="word" if security == "starttls" else "")
    user = {"user": "renkei", "password": {"env": "PW"}} if security == "starttls" else {}
    mail = settings(port, security, ca_file=str(authority[1]), **user)
    send_mail(an_alert(), mail, {"PW": "word"}, tmp_path, NOW)
    _, is_encrypted, is_known = box.mails[0]
    assert is_encrypted or security == "tls"
    assert is_known or security == "tls"


def test_a_server_that_offers_no_encryption_gets_nothing(an_alert, mail_server, tmp_path):
    box, port = mail_server("none")
    with pytest.raises(NotSent, match="STARTTLS"):
        send_mail(an_alert(), settings(port, "starttls"), {}, tmp_path, NOW)
    assert box.mails == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_a_stranger_is_refused(security, an_alert, mail_server, tmp_path):
    box, port = mail_server(security)
    with pytest.raises(NotSent, match="certificate"):
        send_mail(an_alert(), settings(port, security), {}, tmp_path, NOW)
    assert box.mails == []


def test_a_wrong_password_is_told_without_it(an_alert, mail_server, authority, tmp_path):
    _, port = mail_server("starttls", password="word")
    ca_file = str(authority[1])
    mail = settings(port, "starttls", ca_file=ca_file, user="renkei", password={"env": "PW"})
    with pytest.raises(NotSent, match="535") as told:
        send_mail(an_alert(), mail, {"PW": "hunter2"}, tmp_path, NOW)
    assert "hunter2" not in str(told.value) and not told.value.again
    with pytest.raises(NotSent, match="variable PW"):
        send_mail(an_alert(), mail, {}, tmp_path, NOW)


def test_nothing_from_outside_becomes_a_header_or_a_second_line(
    an_alert, an_about, mail_server, tmp_path
):
    box, port = mail_server()
    about = replace(an_about, title=HOSTILE, campaign=HOSTILE, zone=HOSTILE, log=HOSTILE)
    alert = replace(an_alert(HOSTILE), about=about)
    send_mail(alert, settings(port), {}, tmp_path, NOW)
    envelope, mail = box.mails[0][0], read(box)
    assert envelope.rcpt_tos == ["tantou@example.jp", "b@example.jp"]
    assert mail["Bcc"] is None and not mail.defects
    assert set(mail.keys()) == {
        *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }
    text = mail.get_content().replace("\r\n", "\n")
    assert all(not line.startswith("Bcc") for line in text.splitlines())
    assert not any(sign in text for sign in "\x00\u202e\r") and "http://" not in text


def test_the_same_alert_has_the_same_identity_and_another_has_another(an_alert):
    mail = settings(25)
    one, same = (written(an_alert("a"), mail, NOW)["Message-ID"] for _ in range(2))
    assert one == same and one.endswith("@example.jp>")
    assert written(an_alert("b"), mail, NOW)["Message-ID"] != one


def test_a_mailbox_that_is_refused_is_told_and_the_others_are_served(
    an_alert, mail_server, tmp_path
):
    box, port = mail_server()
    mail = settings(port, to=["tantou@example.jp", "nobody@example.jp"])
    with pytest.raises(NotSent, match=r"refused: nobody@example\.jp"):
        send_mail(an_alert(), mail, {}, tmp_path, NOW)
    assert box.mails[0][0].rcpt_tos == ["tantou@example.jp"]


def test_a_server_that_is_away_is_tried_three_times_and_told(an_alert, mail_server, tmp_path):
    box, port = mail_server()
    waits: list[float] = []
    alerts = Alerts(mail=settings(1))  # nothing listens there
    given = {"environment": {}, "root": tmp_path, "now": NOW, "wait": waits.append}
    sent, (problem,) = deliver(an_alert(), alerts, **given)
    assert sent == [] and problem.startswith("mail: ConnectionRefusedError")
    assert waits == [5.0, 30.0]
    assert deliver(an_alert(), Alerts(mail=settings(port)), **given) == (["mail"], [])
    assert len(box.mails) == 1
