"""Areas above others: the prefectures and the nation as sums of what is recorded."""

from dataclasses import replace

import numpy as np

from renkei.projection.course import Doses
from renkei.projection.engine import Forecast
from renkei.projection.hierarchy import Hierarchy
from renkei.projection.intervals import summed


def with_sums(forecast: Forecast, over: Hierarchy, shared: float) -> Forecast:
    """A forecast with the sums after its areas; their errors are partly shared (`Calibration`)."""
    members = over.members(forecast.areas)

    def both(each: Doses) -> Doses:
        return np.concatenate([each, members @ each])

    deviation = summed(forecast.coverage - forecast.point, shared, members)
    above = np.maximum.accumulate(members @ forecast.point + deviation, axis=2)
    above = np.maximum.accumulate(above, axis=0)
    return replace(
        forecast,
        areas=(*forecast.areas, *over.parts),
        eligible=both(forecast.eligible),
        ceiling=both(forecast.ceiling),
        point=both(forecast.point),
        given=both(forecast.given),
        reported=both(forecast.reported),
        coverage=np.concatenate([forecast.coverage, above], axis=1),
        components={name: both(each) for name, each in forecast.components.items()},
    )
