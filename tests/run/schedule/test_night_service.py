"""The service over whole nights: what it runs, when, how often, and what it keeps in mind."""

import datetime as dt
import json

import pytest

from renkei.run.schedule import night as rooms
from renkei.run.schedule import read_memory, run_due, serve
from renkei.run.schedule.night import check_campaigns, command_line
from renkei.run.schedule.state import held


def due_of(told, event: str) -> list[str]:
    return [facts["due"][:16] for facts in told.of(event)]


def test_a_service_runs_every_time_once_and_sleeps_between(entry, a_night):
    night, clock, told = a_night(entry(times=["02:30", "14:30"]), at="2021-06-01T23:00+09:00")
    clock.until = clock.now + dt.timedelta(days=2)
    assert serve(night) == 0
    assert due_of(told, "started") == [
        "2021-06-01T17:30",
        "2021-06-02T05:30",
        "2021-06-02T17:30",
        "2021-06-03T05:30",
    ]
    assert {facts["exit_code"] for facts in told.of("ended")} == {0}
    assert told[-1] == ("stopped", {})


def test_what_is_due_is_run_once_however_often_it_is_called(entry, a_night):
    night, clock, told = a_night(entry(), at="2021-06-02T02:31+09:00")
    assert run_due(night, night.schedule.entries) == 0
    assert run_due(night, night.schedule.entries) == 0
    clock.now += dt.timedelta(hours=20)
    assert run_due(night, night.schedule.entries) == 0
    assert due_of(told, "started") == ["2021-06-01T17:30"]


def test_the_run_is_the_same_command_line(entry, a_night):
    given = entry(as_of="day-before", options=["--force"], raw="elsewhere")
    assert command_line(given, dt.date(2021, 6, 2))[1:] == [
        *["-P", "-m", "renkei", "run", "sample", "--areas", "16"],
        *["--as-of", "2021-06-02", "--raw", "elsewhere", "--log", "text", "--force"],
    ]
    night, _, _ = a_night(given, at="2021-06-02T02:31+09:00")
    run_due(night, night.schedule.entries)
    (log,) = (night.folder / "logs").iterdir()
    assert log.name == "night-20210601T173000Z.log"
    assert "--as-of 2021-06-01" in log.read_text()


def test_folders_may_be_addresses_and_alerts_look_at_what_a_run_left(entry, a_night, monkeypatch):
    given = {name: f"memory://night/{name}" for name in ("raw", "processed", "reports")}
    line = command_line(entry(**given), None)
    assert {name: line[line.index(f"--{name}") + 1] for name in given} == given
    folder = "$(echo data/.stores/*/reports)/sample/failed/2021-06-02"
    keep = f"mkdir -p {folder}; echo '{{\"cells\": []}}' > {folder}/16_4_briefing.ipynb"
    failing = entry(**given, hooks={"before": [["sh", "-c", keep]]})
    night, _, _ = a_night(failing, at="2021-06-02T02:31+09:00", codes=(70,))
    alerts = []
    monkeypatch.setattr(
        rooms, "deliver", lambda alert, *way, **how: (alerts.append(alert), [])[1:] * 2
    )
    assert run_due(night, night.schedule.entries) == 70
    assert [one["area"] for one in alerts[0].findings] == ["16"]


@pytest.mark.parametrize("code", [64, 65, 66, 70, 73, 78])
def test_the_exit_code_of_the_run_is_kept(entry, a_night, code):
    night, _, told = a_night(entry(), at="2021-06-02T02:31+09:00", codes=(code,))
    assert run_due(night, night.schedule.entries) == code
    memory = read_memory(night.folder, "night")
    assert memory.last.exit_code == code and memory.settled == memory.last.due
    assert [facts["kind"] for facts in told.of("alert")] == ["failure"]


def test_a_run_that_may_work_later_is_tried_again_and_told_only_at_the_end(entry, a_night):
    night, clock, told = a_night(entry(), at="2021-06-02T02:31+09:00", codes=(75, 75, 75))
    assert run_due(night, night.schedule.entries) == 75
    assert [facts["try"] for facts in told.of("started")] == [1, 2, 3]
    assert len(told.of("alert")) == 1
    assert clock.now >= dt.datetime.fromisoformat("2021-06-02T03:01+09:00")
    assert run_due(night, night.schedule.entries) == 0
    assert len(told.of("started")) == 3


def test_a_second_try_that_works_ends_well(entry, a_night):
    night, _, told = a_night(entry(), at="2021-06-02T02:31+09:00", codes=(75, 0))
    assert run_due(night, night.schedule.entries) == 0
    assert told.of("alert") == []


def test_of_several_failures_the_lasting_one_is_the_exit_code(entry, a_night):
    once = {"retry": {"times": 0}}
    entries = entry(name="one", **once), entry(name="two", **once), entry(name="three", **once)
    night, _, told = a_night(*entries, at="2021-06-02T02:31+09:00", codes=(75, 65, 0))
    assert run_due(night, night.schedule.entries) == 65
    assert len(told.of("ended")) == 3  # one failure never stops the others


def test_runs_missed_while_nothing_ran_are_made_up_for_in_order(entry, a_night):
    given = entry(catch_up="all", as_of="same-day")
    night, clock, told = a_night(given, at="2021-06-01T12:00+09:00")
    run_due(night, night.schedule.entries)
    clock.now += dt.timedelta(days=3)
    run_due(night, night.schedule.entries)
    assert due_of(told, "started") == ["2021-06-01T17:30", "2021-06-02T17:30", "2021-06-03T17:30"]


def test_runs_that_are_left_out_are_told_once(entry, a_night):
    night, clock, told = a_night(entry(catch_up="none"), at="2021-06-01T12:00+09:00")
    run_due(night, night.schedule.entries)
    clock.now += dt.timedelta(days=2)
    run_due(night, night.schedule.entries)
    run_due(night, night.schedule.entries)
    assert told.of("started") == []
    assert [len(facts["due"]) for facts in told.of("missed")] == [2]


def test_a_process_that_runs_the_entry_already_is_not_overlapped(entry, a_night):
    night, _, told = a_night(entry(), at="2021-06-02T02:31+09:00")
    with held(night.folder, "night"):
        assert run_due(night, night.schedule.entries) == 75
    assert told.of("started") == []
    assert run_due(night, night.schedule.entries) == 0


def test_a_run_ended_by_sigterm_is_run_again_by_the_next_service(entry, a_night):
    night, clock, told = a_night(entry(), at="2021-06-02T02:31+09:00", codes=(143,))
    clock.until = clock.now  # asked to end at the first wait, which is the one for the child
    assert run_due(night, night.schedule.entries) == 143
    assert told.of("alert") == []
    assert read_memory(night.folder, "night").last is None
    clock.asked, clock.until = False, None
    assert run_due(night, night.schedule.entries) == 0
    assert due_of(told, "started") == ["2021-06-01T17:30"] * 2


def test_a_damaged_state_of_one_entry_does_not_stop_the_others(entry, a_night):
    night, _, told = a_night(entry(name="one"), entry(name="two"), at="2021-06-02T02:31+09:00")
    night.folder.mkdir(parents=True)
    (night.folder / "one.json").write_text("{", encoding="ascii")
    assert run_due(night, night.schedule.entries) == 65
    assert [facts["entry"] for facts in told.of("ended")] == ["two"]
    assert "one.json: not the state" in told.of("problem")[0]["problem"]


def test_hooks_surround_a_run(entry, a_night):
    hooks = {
        "before": [["echo", "before"]],
        "after": [["env"]],
        "on_failure": [["echo", "mourn"]],
    }
    night, _, _ = a_night(entry(hooks=hooks), at="2021-06-02T02:31+09:00")
    assert run_due(night, night.schedule.entries) == 0
    lines = next((night.folder / "logs").iterdir()).read_text().splitlines()
    assert lines[:2] == ["before", "ran run sample --areas 16 --log text"]
    assert "RENKEI_EXIT_CODE=0" in lines and "RENKEI_AS_OF=2021-06-02" in lines
    assert "mourn" not in lines


def test_a_failed_run_skips_after_and_runs_on_failure(entry, a_night):
    hooks = {"after": [["echo", "after"]], "on_failure": [["env"]]}
    night, _, _ = a_night(entry(hooks=hooks), at="2021-06-02T02:31+09:00", codes=(66,))
    assert run_due(night, night.schedule.entries) == 66
    lines = next((night.folder / "logs").iterdir()).read_text().splitlines()
    assert "after" not in lines and "RENKEI_EXIT_CODE=66" in lines


def test_a_hook_that_fails_before_the_run_may_work_later(entry, a_night):
    given = entry(hooks={"before": [["false"]]}, retry={"times": 1, "after_minutes": 5})
    night, _, told = a_night(given, at="2021-06-02T02:31+09:00")
    assert run_due(night, night.schedule.entries) == 75
    assert [facts["step"] for facts in told.of("ended")] == ["before", "before"]
    assert "ran" not in next((night.folder / "logs").iterdir()).read_text()


def test_a_hook_that_fails_after_the_run_is_a_failure_that_is_told(entry, a_night):
    given = entry(hooks={"after": [["false"]]})
    night, _, told = a_night(given, at="2021-06-02T02:31+09:00")
    assert run_due(night, night.schedule.entries) == 74
    assert [facts["kind"] for facts in told.of("alert")] == ["failure"]


def test_a_password_is_not_shown_to_the_run(entry, a_night, monkeypatch):
    mail = {"host": "127.0.0.1", "port": 9, "user": "u", "password": {"env": "PW"}}
    mail |= {"sender": "a@example.jp", "to": ["b@example.jp"]}
    night, _, _ = a_night(entry(), at="2021-06-02T02:31+09:00", alerts={"mail": mail})
    object.__setattr__(night, "environment", {"PW": "secret", "SEEN": "1"})
    show = "import os, json; print(json.dumps(dict(os.environ)))"
    monkeypatch.setattr(
        "renkei.run.schedule.night.renkei", lambda *given: ["/usr/bin/env", "python3", "-c", show]
    )
    monkeypatch.setitem(night.environment, "PATH", "/usr/bin:/bin")
    run_due(night, night.schedule.entries)
    seen = json.loads(next((night.folder / "logs").iterdir()).read_text())
    assert seen["SEEN"] == "1" and "PW" not in seen
    assert seen["RENKEI_HOME"] == str(night.root)


def test_logs_are_kept_for_sixty_runs(entry, a_night):
    night, _, _ = a_night(entry(), at="2021-06-02T02:31+09:00")
    logs = night.folder / "logs"
    logs.mkdir(parents=True)
    for day in range(70):
        (logs / f"night-202101{day:02d}T000000Z.log").write_text("old", encoding="ascii")
    (logs / "night-shift-20210101T000000Z.log").write_text("another's", encoding="ascii")
    run_due(night, night.schedule.entries)
    assert len(list(logs.glob("night-2*"))) == 60
    assert (logs / "night-shift-20210101T000000Z.log").exists()


def test_a_campaign_without_params_is_told_before_the_night(entry, a_night):
    from renkei.errors import SettingsError

    night, _, _ = a_night(entry(campaign="sampel"), at="2021-06-02T02:31+09:00")
    with pytest.raises(SettingsError, match="nearest: sample"):
        check_campaigns(night.schedule)
