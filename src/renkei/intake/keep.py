"""All that was read, kept as the frames the later notebooks open."""

import pandas as pd

from renkei import processed
from renkei.errors import DataError
from renkei.intake.changes.compare import last_changes
from renkei.intake.ledger import PILES, balance
from renkei.intake.records.reading import Records
from renkei.intake.registers.reading import REGISTERS, Registers, no_registers
from renkei.intake.returns.rounds import Returns
from renkei.settings import Campaign


def keep(
    campaign: Campaign,
    returns: Returns,
    records: Records,
    population: pd.DataFrame,
    population_notes: list[str],
    published: pd.DataFrame,
    answers: pd.DataFrame,
    registers: Registers | None = None,
) -> pd.DataFrame:
    """Write every frame of the intake into `campaign.folder`; gives `frame, rows` of what is there.

    Refusals, changes and reconciliations of returns, records and registers become one frame each;
    what the population source itself does not reconcile goes to the ledger, in the source's own
    words. Without `registers` their frames are kept empty.
    Raises DataError, and writes nothing, where the rows or cells of a file do not add up.
    """
    others = registers or no_registers()
    reconciliation = _joined(
        "reconciliation", returns.reconciliation, records.reconciliation, others.reconciliation
    )
    _refuse_unbalanced(reconciliation)
    source = campaign.sources.given_population
    notes = pd.DataFrame({"raw": population_notes}).assign(
        file=source.path if source else "", rule="source does not add up"
    )
    frames = {
        "returns": returns.accepted,
        "contacts": _joined("contacts", returns.contacts, others.contacts),
        "rejections": _joined("rejections", returns.rejected, records.rejected, others.rejected),
        "ledger": _joined("ledger", returns.ledger, records.ledger, notes, others.ledger),
        "reconciliation": reconciliation,
        "records": records.accepted,
        "totals": records.totals,
        "population": population,
        "published": published,
        "answers": answers,
        "changes": last_changes(campaign, returns.accepted, answers),
        **{name: getattr(others, name) for name in REGISTERS},
    }
    for name, frame in frames.items():
        processed.write(campaign.folder, name, frame)
    rows = [{"frame": name, "rows": len(frame)} for name, frame in frames.items()]
    return pd.DataFrame(rows).set_index("frame")


def _refuse_unbalanced(reconciliation: pd.DataFrame) -> None:
    sound = balance(reconciliation) & reconciliation["balanced"]
    for row in reconciliation[~sound].to_dict("records"):
        sorted_rows = sum(row[pile] for pile in PILES)
        raise DataError(
            f"{row['rows']:,} rows and {sorted_rows:,} of them sorted; {row['cells_expected']:,} "
            f"cells expected, {row['cells_read']:,} read and {row['cells_rejected']:,} rejected",
            where=str(row["file"]),
            expected=f"{' + '.join(PILES)} == rows, and cells read + rejected == expected",
        )


def _joined(name: str, *frames: pd.DataFrame) -> pd.DataFrame:
    columns = processed.columns_of(name)
    filled = [frame.reindex(columns=columns) for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else processed.empty(name)
