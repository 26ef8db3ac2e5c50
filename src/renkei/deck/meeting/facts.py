"""The facts of the meeting a campaign names."""

from renkei.settings import Campaign
from renkei.settings.content.meeting import Meeting, read_meeting


def open_facts(campaign: Campaign) -> Meeting | None:
    """The facts of the campaign's meeting; None where it names none, and its pages are left out.

    So are they at a later meeting of the year, of which they are not the papers.

    Raises SettingsError naming file, key, what was expected and the nearest valid key.
    """
    if campaign.meeting is None:
        return None
    facts = read_meeting(campaign.content_file(campaign.meeting))
    return facts if campaign.as_of <= facts.date else None
