"""The forms that go out and come back: what each asks, and how its workbook looks."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.liaison import LIAISON
from renkei.intake.forms.practices import PRACTICES
from renkei.intake.forms.readiness import READINESS, TESTING
from renkei.intake.forms.returns import RETURNS
from renkei.intake.forms.supply import SUPPLY
from renkei.intake.forms.work_plan import WORK_PLAN

FORMS: dict[str, Form] = {
    one.name: one for one in (RETURNS, LIAISON, SUPPLY, WORK_PLAN, READINESS, TESTING, PRACTICES)
}
"""Every form there is, by the name its workbook carries in `renkei_form`."""

__all__ = ["FORMS", "Form"]
