"""From an edit of the process, the journey or a signal to the verdict on both sides, on a log full of activities.

`uv run python -m benchmarks.buyer [--quick] [--json FILE]`
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import numpy as np

from benchmarks.buyer_log import buyer_log, with_buyer
from benchmarks.editing import swapped, with_changes
from benchmarks.measure import Row, arguments, compare, show
from mining.analysis import Remembered, analyse, analyse_again, view_of
from mining.compiled.loading import load
from mining.journey.lacking import TWO_SIDED, lacking
from mining.journey.tracks import tracks
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.costs import Costs
from models.deviation import DeviationKey
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess


def edits(process: SalesProcess) -> dict[str, SalesProcess]:
    """What a designer changes, by what it is called in the table."""
    assert process.journey is not None
    steps = tuple(replace(step, after=step.after[:1]) for step in process.journey.steps)
    signals = (replace(process.signals[0], subject="(?i)pain"), *process.signals[1:])
    return {
        "a stage becomes optional": with_changes(process, "Discovery", optional=True),
        "two stages change places": swapped(process, 2),
        "a stage presumes another step": with_changes(process, "Discovery", buyer="selection"),
        "a stage is left without evidence": with_changes(process, "Discovery", exit_evidence=()),
        "the order of the steps": replace(process, journey=replace(process.journey, steps=steps)),
        "the subject of a signal": replace(process, signals=signals),
    }


def rows_of(log: EventLog, rounds: int) -> list[Row]:
    """One row for a check from nothing, one an edit, and one for what the screens ask."""
    process, size = with_buyer(), log.n_cases
    rows = [compare("both sides from nothing", size, lambda: analyse(log, process, silent), rounds=rounds)]
    analysis, memory = analyse_again(log, process, Costs(), silent, None)
    for name, edited in edits(process).items():
        _assert_exact(log, edited, memory)
        versions = cycle((edited, process))

        def edit(versions: cycle[SalesProcess] = versions) -> object:
            return view_of(analyse_again(log, next(versions), Costs(), silent, memory)[0], CaseFilter())

        rows.append(compare(f"edit: {name}", size, edit, rounds=2 * rounds))
    return [*rows, *_asked(analysis, process, rounds)]


def _asked(analysis: Analysis, process: SalesProcess, rounds: int) -> list[Row]:
    buyer, everyone = analysis.buyer, np.ones(analysis.log.n_cases, dtype=bool)
    assert buyer is not None
    keys = [DeviationKey(kind, "Discovery") for kind in TWO_SIDED]
    return [
        compare(
            "who is ahead, by stage",
            len(everyone),
            lambda: tracks(analysis.log, buyer, everyone),
            rounds=rounds,
        ),
        compare(
            "what lacked at one stage",
            len(everyone),
            lambda: [lacking(analysis.log, buyer, process, key) for key in keys],
            rounds=rounds,
        ),
    ]


def _assert_exact(log: EventLog, edited: SalesProcess, memory: Remembered | None) -> None:
    """What is kept from the check before must not show: one difference and nothing is measured."""
    again, fresh = analyse_again(log, edited, Costs(), silent, memory)[0], analyse(log, edited, silent)
    found = [
        [(one.key, one.cases.tolist(), one.eligible.tolist()) for one in part.conformance.deviations]
        for part in (again, fresh)
        if part.conformance is not None
    ]
    if found[0] != found[1]:
        raise AssertionError("after the edit, the deviations are not what a check from nothing finds")


def main() -> None:
    """Measure and show."""
    given = arguments(__doc__)
    load()
    log = buyer_log(10_000 if given.quick else 100_000)
    print(f"{log.n_cases:,} deals, {log.n_events:,} events")
    show(rows_of(log, 3 if given.quick else 5), given.json)


if __name__ == "__main__":
    main()
