"""The forms that go out and come back: what each asks, and how its workbook looks."""
