"""What was done, by area, day, cohort and dose: the dated snapshots of record systems."""
