"""When a campaign is due, what was missed, and a small service that runs it."""

from renkei.run.schedule.due import Standing, standing
from renkei.run.schedule.night import Night, check_campaigns
from renkei.run.schedule.service import run_due, serve
from renkei.run.schedule.state import Memory, folder_of, read_memory
from renkei.run.schedule.stop import Stop
from renkei.run.schedule.units import Place, units

__all__ = [
    "Memory",
    "Night",
    "Place",
    "Standing",
    "Stop",
    "check_campaigns",
    "folder_of",
    "read_memory",
    "run_due",
    "serve",
    "standing",
    "units",
]
