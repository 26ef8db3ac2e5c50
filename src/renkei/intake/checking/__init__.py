"""What goes back to a prefecture, in Japanese, and who is still missing."""

from renkei.intake.checking.custody import custody
from renkei.intake.checking.japanese import in_japanese

__all__ = ["custody", "in_japanese"]
