"""All decks of a run over a crew: failures tried again after a pause, and nobody stops others."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from renkei import areas
from renkei.run.crew import Crew
from renkei.run.task import Outcome, Task

_LOOK = 0.5  # seconds between two looks at what has come due
Retry = Callable[[Task, Outcome, float], None]


def largest_first(tasks: Sequence[Task]) -> list[Task]:
    """The nation, prefectures by their number of municipalities, municipalities.

    The more a deck tells of the longer it takes, and no worker should be left alone with such a
    one at the end.
    """
    sizes = Counter(one.short[:2] for one in areas.municipalities())
    sizes[areas.NATION] = sizes.total()
    return sorted(tasks, key=lambda task: -sizes[task.area])


def fan_out(tasks: Sequence[Task], crew: Crew, retry: Retry) -> Iterator[Outcome]:
    """The outcome of every task, as it comes, the last one of those tried several times.

    `retry` is told of each failure that is tried again, and after how many seconds.
    """
    tried = dict.fromkeys((task.area for task in tasks), 1)
    later: list[tuple[float, str, Task]] = []
    for task in tasks:
        crew.begin(task)
    left = len(tasks)
    while left:
        while later and later[0][0] <= time.monotonic():
            crew.begin(heappop(later)[2])
        for task, outcome in crew.finished(_wait(later)):
            pause = _pause(task, outcome, tried[task.area])
            if pause is None:
                left -= 1
                yield _counted(outcome, tried[task.area])
                continue
            tried[task.area] += 1
            heappush(later, (time.monotonic() + pause, task.area, task))
            retry(task, outcome, pause)


def _pause(task: Task, outcome: Outcome, tried: int) -> float | None:
    """Seconds until this is tried again; None where it is done, one way or the other."""
    again = outcome.failure is not None and outcome.failure.again
    return task.limits.pause_after(tried) if again and tried < task.limits.tries else None


def _counted(outcome: Outcome, tries: int) -> Outcome:
    if outcome.failure is None:
        return outcome
    return replace(outcome, failure=replace(outcome.failure, tries=tries))


def _wait(later: list[tuple[float, str, Task]]) -> float:
    if not later:
        return _LOOK
    return min(max(later[0][0] - time.monotonic(), 0.0), _LOOK)
