"""The forms that go out and come back: what each asks, and how its workbook looks."""

from renkei.intake.forms.form import Form
from renkei.intake.forms.returns import RETURNS

FORMS: dict[str, Form] = {one.name: one for one in (RETURNS,)}
"""Every form there is, by the name its workbook carries in `renkei_form`."""

__all__ = ["FORMS", "Form"]
