"""The facts of the meeting a campaign names."""

from renkei.settings import Campaign
from renkei.settings.content.meeting import Meeting, read_meeting


def open_facts(campaign: Campaign) -> Meeting | None:
    """The facts of the campaign's meeting; None where it names none, and its pages are left out.

    Raises SettingsError naming file, key, what was expected and the nearest valid key.
    """
    if campaign.meeting is None:
        return None
    return read_meeting(campaign.content_file(campaign.meeting))
