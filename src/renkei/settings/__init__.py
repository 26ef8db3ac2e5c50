"""One params file read into one checked campaign: what is asked, by when, from which inputs."""

from renkei.settings.campaign import Campaign, open_campaign, project_root
from renkei.settings.eligibility import Cohort, Eligibility, Rule
from renkei.settings.fields import iso_date
from renkei.settings.model import Params, Round
from renkei.settings.reading import read_params
from renkei.settings.received import received_on

__all__ = [
    "Campaign",
    "Cohort",
    "Eligibility",
    "Params",
    "Round",
    "Rule",
    "iso_date",
    "open_campaign",
    "project_root",
    "read_params",
    "received_on",
]
