"""The last of a run's files: refusals, index page, 正誤表, manifest and its export."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from renkei import intake
from renkei.publish.refused import refused_csv
from renkei.publish.site import index_html
from renkei.run import manifest, proof
from renkei.run.earlier import NOTEBOOKS
from renkei.run.finished import REFUSED
from renkei.run.fonts import font_told

if TYPE_CHECKING:
    from renkei.run.making import Work


def close(work: "Work", decks: list[dict[str, Any]]) -> tuple[list[str], dict[str, Any]]:
    """Write what stands beside the decks; gives the warnings and the counts."""
    folder, pages = work.folder, work.pages
    warnings = _unusable(folder) + font_told(work.plan.campaign.font).get("warnings", [])
    counts = manifest.counts(folder)
    content = _about(work, decks, warnings, counts)
    refused = refused_csv(manifest.frame(folder, "rejections"))
    (pages / REFUSED).write_text(refused, encoding="utf-8", newline="")
    notebooks = folder / NOTEBOOKS
    content |= proof.write_errata(work.plan.place, notebooks, pages, content)
    content["outlooks"] = manifest.outlooks(folder, work.plan.campaign.measure)
    _write(pages / "index.html", index_html(content))
    made = manifest.outputs(folder)
    executed = {name for name in made if name.endswith(".ipynb")}
    content |= {
        "outputs": manifest.outputs(pages),
        "frames": {name: one for name, one in made.items() if name not in executed},
        # They tell of the hour and of this machine's folders.
        "executed": {name: one for name, one in made.items() if name in executed},
        "packages": manifest.packages(),
        "machine": manifest.machine(),
        "times": {
            "started": work.started,
            "finished": manifest.moment(),
            "steps": work.steps,
        },
    }
    _write(pages / "manifest.json", manifest.as_json(content))
    proof.write_export(pages, content, work.plan.place.name)
    return warnings, counts


def _unusable(folder: Path) -> list[str]:
    """The files that could not be used and that no later one has put right, in sentences."""
    rejections = manifest.frame(folder, "rejections")
    open_ones = rejections[(rejections["kind"] == "file") & ~rejections["corrected"]]
    return intake.sentences(open_ones)


def _about(
    work: "Work", decks: list[dict[str, Any]], warnings: list[str], counts: dict[str, Any]
) -> dict[str, Any]:
    campaign = work.plan.campaign
    told = ("area", "name", "notebook", "cell", "cause", "again")
    failed = [{name: one.data()[name] for name in told} for one in work.failed]
    return {
        "campaign": campaign.campaign,
        "title": campaign.title,
        "office": campaign.office,
        "as_of": campaign.as_of.isoformat(),
        "released": campaign.released.isoformat(),
        "sample": campaign.sample,
        "params": manifest.settings(campaign),
        "inputs_sha256": work.survey.digest,
        "inputs": work.survey.inputs,
        "decks": decks,
        "failed": sorted(failed, key=lambda one: str(one["area"])),
        "warnings": warnings,
        "counts": counts,
        "font": font_told(campaign.font)["font"],
    }


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
