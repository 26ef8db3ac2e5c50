"""params/schedule.yaml: every mistake is told with its key, and no secret stands in it."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from renkei.errors import SettingsError
from renkei.settings.alerts import Secret, check_address, read_secret
from renkei.settings.schedule import Schedule, read_schedule

ENTRY = {"name": "night", "campaign": "sample", "times": ["02:30"]}
MAIL = {"host": "smtp.example.jp", "sender": "a@example.jp", "to": ["b@example.jp"]}


def refused(tmp_path: Path, entry: dict | None = None, **more: object) -> str:
    file = tmp_path / "schedule.yaml"
    content = {"entries": [ENTRY | (entry or {})], **more}
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        read_schedule(file)
    return str(told.value)


def test_the_example_is_for_the_sample(project):
    schedule = read_schedule(project / "params" / "schedule.yaml")
    (entry,) = schedule.entries
    assert (entry.campaign, entry.days, entry.zone) == ("sample", "business", "Asia/Tokyo")
    assert entry.times == [dt.time(2, 30)]


def test_the_commented_lines_of_the_example_are_valid_too(project, tmp_path):
    lines = (project / "params" / "schedule.yaml").read_text(encoding="utf-8").splitlines()
    opened = [
        line.replace("# ", "", 1) if line.lstrip().startswith("# ") and number > 2 else line
        for number, line in enumerate(lines)
        if not line.startswith("                             #")
    ]
    file = tmp_path / "schedule.yaml"
    file.write_text("\n".join(opened), encoding="utf-8")
    schedule = read_schedule(file)
    assert schedule.alerts.mail and schedule.alerts.webhook
    assert schedule.entries[0].hooks.before and schedule.entries[0].options == ["--force"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"tims": 1}, "unknown key 'entries.0.tims' (nearest: times)"),
        ({"times": [870]}, 'a time is written in quotes, like "02:30"'),
        ({"times": ["2:30"]}, 'expected a time of day like "02:30"'),
        ({"times": ["24:00"]}, "expected a time of day"),
        ({"times": ["02:30", "02:30"]}, "one stands twice"),
        ({"times": []}, "entries.0.times"),
        ({"zone": "Asia/Toyko"}, "no time zone of that name"),
        ({"zone": "../../etc/passwd"}, "no time zone of that name"),
        ({"days": "weekdays"}, "entries.0.days"),
        ({"days": ["mon", "tag"]}, "entries.0.days"),
        ({"name": "Night run"}, "entries.0.name"),
        ({"campaign": "--help"}, "expected the id of a params file"),
        ({"campaign": "../other.yaml"}, "expected the id of a params file"),
        ({"areas": "16;17"}, "entries.0.areas"),
        ({"options": ["--as-of=2021-06-02"]}, "is what the schedule itself gives"),
        ({"hooks": {"before": ["rm -rf x"]}}, "entries.0.hooks.before.0"),
        ({"hooks": {"before": [[]]}}, "entries.0.hooks.before.0"),
        ({"hooks": {"befor": []}}, "nearest: before"),
        ({"retry": {"times": -1}}, "entries.0.retry.times"),
        (
            {"watch": {"moved": [{"number": "p_dedline", "by": 1}]}},
            "entries.0.watch.moved.0.number",
        ),
        ({"catch_up": True}, "entries.0.catch_up"),
    ],
)
def test_a_mistake_in_an_entry_names_its_key(tmp_path, entry, said):
    assert said in refused(tmp_path, entry)


@pytest.mark.parametrize(
    ("alerts", "said"),
    [
        ({"mail": MAIL | {"password": "secret"}}, "alerts.mail: password: never in this file"),
        ({"mail": MAIL | {"user": "u"}}, "user and password are given together"),
        (
            {"mail": MAIL | {"user": "u", "password": {"env": "P"}, "security": "none"}},
            "would send the password in clear",
        ),
        ({"mail": MAIL | {"user": "u", "password": {}}}, "name one"),
        ({"mail": MAIL | {"to": ["b@example.jp\nBcc: c@example.jp"]}}, "alerts.mail.to.0"),
        ({"mail": MAIL | {"sender": "名前 <a@example.jp>"}}, "alerts.mail.sender"),
        ({"webhook": {"url": "http://example.jp/x"}}, "expected https://"),
        ({"webhook": {"url": "https://u:p@example.jp/x"}}, "a password in the address"),
        ({"webhook": {"url": "file:///etc/passwd"}}, "expected https://"),
    ],
)
def test_a_mistake_in_the_alerts_names_its_key(tmp_path, alerts, said):
    assert said in refused(tmp_path, alerts=alerts)


def test_a_password_in_the_file_is_not_repeated_by_the_refusal(tmp_path):
    assert "hunter2" not in refused(tmp_path, alerts={"mail": MAIL | {"password": "hunter2"}})
    hook = {"url": "https://example.jp/hunter2?a b", "token": "hunter2"}
    assert "hunter2" not in refused(tmp_path, alerts={"webhook": hook})
    assert "hunter2" not in refused(tmp_path, alerts={"webhook": {"url": hook["url"]}})


def test_two_entries_of_one_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="stands twice"):
        Schedule.model_validate({"entries": [ENTRY, ENTRY]})


def test_secrets_come_from_a_variable_or_a_file(tmp_path):
    (tmp_path / "secret").write_text("word\n", encoding="utf-8")
    assert read_secret(Secret(file="secret"), {}, tmp_path) == "word"
    assert read_secret(Secret(env="PW"), {"PW": "word"}, tmp_path) == "word"


@pytest.mark.parametrize("text", ["", "one\ntwo", "\x00"])
def test_what_is_no_secret_is_refused_without_showing_it(tmp_path, text):
    (tmp_path / "secret").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="file secret holds no secret of one line"):
        read_secret(Secret(file="secret"), {}, tmp_path)
    with pytest.raises(ValueError, match="variable PW holds no secret"):
        read_secret(Secret(env="PW"), {"PW": text}, tmp_path)


@pytest.mark.parametrize("url", ["https://", "https://a b/", "https://[::1", "//host", ""])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ValueError, match="expected https"):
        check_address(url)
