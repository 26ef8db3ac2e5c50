"""The returns of every round: sorted, read, settled and answered."""
