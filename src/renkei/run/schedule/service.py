"""The service: what is due is run, one after another, and kept in mind; then it sleeps."""

import datetime as dt
from dataclasses import dataclass, field

from renkei.errors import RenkeiError, TryAgain
from renkei.run.schedule.due import ON_TIME, Standing, standing
from renkei.run.schedule.night import Night, Outcome, carry_out, log_file
from renkei.run.schedule.state import Again, Last, Memory, held, read_memory, write_memory
from renkei.settings.schedule import Entry

_NAP = 30.0  # seconds: a machine that slept, or a clock that was set, is noticed after one
ENDED = 128 + 15


@dataclass
class _Round:
    """What came of every run of this process, by entry and when it was due."""

    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)

    def code(self) -> int:
        """0, or the first that is not 75, or 75."""
        failed = [code for code in self.codes.values() if code]
        lasting = [code for code in failed if code != TryAgain.exit_code]
        return (lasting or failed or [0])[0]


def run_due(night: Night, entries: list[Entry]) -> int:
    """Run what is due of these entries, with its second tries, and give the exit code.

    Each run's own code is kept: 0 where all went well; of several failures the first that is not
    75. 75 where another process runs an entry, 143 where this one was asked to end.
    """
    done = _Round()
    while True:
        waits = [_attend(night, entry, done) for entry in entries]
        later = [one.wait_until for one in waits if one and one.wait_until and one.due]
        ready = any(one.ready(night.clock()) for one in waits if one)
        if night.stop.asked:
            return ENDED
        if not later and not ready:
            return done.code()
        if not ready:
            night.stop.wait(min((min(later) - night.clock()).total_seconds(), _NAP))


def serve(night: Night) -> int:
    """Run what is due, sleep until the next, until asked to end; then 0."""
    done = _Round()
    while not night.stop.asked:
        waits = [_attend(night, entry, done) for entry in night.schedule.entries]
        now = night.clock()
        if any(one.ready(now) for one in waits if one):
            continue
        wakes = [wake for one in waits if one and (wake := one.wake())]
        pause = (min(wakes) - now).total_seconds() if wakes else _NAP
        night.stop.wait(min(max(pause, 0.0), _NAP))
    night.say("stopped", {})
    return 0


def _attend(night: Night, entry: Entry, done: _Round) -> Standing | None:
    """Run the first of what is due of an entry, and say how it stands then; None on a problem."""
    if night.stop.asked:
        return None
    try:
        with held(night.folder, entry.name):
            stands = _run_first(night, entry, done)
    except RenkeiError as error:
        done.codes[entry.name, ""] = error.exit_code
        if (entry.name, str(error)) not in done.told:
            done.told.add((entry.name, str(error)))
            night.say("problem", {"entry": entry.name, "problem": str(error)})
        return None
    done.codes.pop((entry.name, ""), None)
    return stands


def _run_first(night: Night, entry: Entry, done: _Round) -> Standing:
    memory = _begun(night, entry)
    now = night.clock()
    stands = standing(entry, memory, now)
    left = [one for one in stands.given_up if not stands.due or one < stands.due[0]]
    if left:
        night.say("missed", {"entry": entry.name, "due": [one.isoformat() for one in left]})
        memory = memory.model_copy(update={"settled": left[-1]})
        write_memory(night.folder, entry.name, memory)
    if stands.ready(now):
        due = stands.due[0]
        outcome, memory = _one_run(night, entry, due, memory)
        done.codes[entry.name, due.isoformat()] = outcome.code
    return standing(entry, memory, night.clock())


def _begun(night: Night, entry: Entry) -> Memory:
    """What is remembered; an entry seen for the first time is remembered from now on."""
    memory = read_memory(night.folder, entry.name)
    if memory.settled is None:
        memory = memory.model_copy(update={"settled": night.clock().astimezone(dt.UTC) - ON_TIME})
        write_memory(night.folder, entry.name, memory)
    return memory


def _one_run(
    night: Night, entry: Entry, due: dt.datetime, memory: Memory
) -> tuple[Outcome, Memory]:
    """Run what was due then, keep in mind how it ended, and only then tell."""
    tried = memory.retry.tried if memory.retry and memory.retry.due == due else 0
    log = log_file(night, entry, due)
    shown = log.relative_to(night.root).as_posix()
    facts = {"entry": entry.name, "due": due.isoformat()}
    started = night.clock().astimezone(dt.UTC)
    night.say("started", {**facts, "try": tried + 1, "log": shown})
    outcome, follow_up = carry_out(night, entry, due, log)
    ended = night.clock().astimezone(dt.UTC)
    seconds = round((ended - started).total_seconds(), 1)
    how = {"exit_code": outcome.code, "step": outcome.step, "seconds": seconds}
    night.say("ended", {**facts, **how, "cause": outcome.cause})
    if outcome.stopped:
        return outcome, memory
    if outcome.may_work_later and tried < entry.retry.times:
        not_before = ended + dt.timedelta(minutes=entry.retry.after_minutes)
        night.say("again", {**facts, "not_before": not_before.isoformat()})
        again = Again(due=due, tried=tried + 1, not_before=not_before)
        memory = memory.model_copy(update={"retry": again})
        write_memory(night.folder, entry.name, memory)
        return outcome, memory
    last = Last(
        due=due,
        started=started,
        ended=ended,
        exit_code=outcome.code,
        step=outcome.step,
        log=shown,
    )
    memory = Memory(settled=due, last=last)
    write_memory(night.folder, entry.name, memory)
    follow_up()
    return outcome, memory
