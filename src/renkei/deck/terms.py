"""What a campaign counts, and how pages call it: two doses, a later dose by its name, or cards."""

from dataclasses import dataclass

from renkei.settings import Campaign


@dataclass(frozen=True)
class Dose:
    """One thing counted: its number in "paths", its columns in "projections", its name."""

    number: int
    column: str
    name: str


@dataclass(frozen=True)
class Terms:
    """The words of a campaign; `doses` in order, the one that completes it last.

    `rate` is the share that is projected (2回目接種率), `rates` the word for those of all doses
    (接種率), `counts` what is counted (接種回数) in `unit` (回), `records` where it stands
    (接種記録), `reached` what has to reach the level of completion, `pace` its speed (接種ペース).
    """

    doses: tuple[Dose, ...]
    rate: str
    rates: str
    counts: str
    unit: str
    records: str
    reached: str
    pace: str

    @property
    def last(self) -> Dose:
        """The dose that completes."""
        return self.doses[-1]

    @property
    def together(self) -> str:
        """What a pace adds up, where there is more than one: （1・2回目の計）."""
        numbers = "・".join(one.name.removesuffix("回目") for one in self.doses)
        return f"（{numbers}回目の計）" if len(self.doses) > 1 else ""


_CARDS = Terms(
    doses=(Dose(1, "second", "交付枚数"),),
    rate="交付率",
    rates="交付率",
    counts="交付枚数",
    unit="枚",
    records="交付状況",
    reached="交付枚数",
    pace="交付ペース",
)


def terms(campaign: Campaign) -> Terms:
    """The words of a campaign, by its kind and the name it gives its dose."""
    if campaign.projection_kind == "stock":
        return _CARDS
    if campaign.eligibility:
        one = campaign.eligibility
        return _of_doses(Dose(one.dose, "second", one.label))
    return _of_doses(Dose(1, "first", "1回目"), Dose(2, "second", "2回目"))


def _of_doses(*doses: Dose) -> Terms:
    name = doses[-1].name
    vaccine = name if name.endswith("回目") else f"{name}ワクチン"
    return Terms(
        doses=doses,
        rate=f"{vaccine}接種率",
        rates="接種率" if len(doses) > 1 else f"{vaccine}接種率",
        counts="接種回数",
        unit="回",
        records="接種記録",
        reached=f"{vaccine}の接種",
        pace="接種ペース",
    )
