"""Trying another process: from an edit of a draft to both sides, edits to suggest, and drafts from the log.

`uv run --group benchmarks python -m benchmarks.what_if [--quick] [--json FILE]`
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from benchmarks.documented import SALES
from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import sales_log
from mining.compiled.loading import load
from mining.process.drafting.from_log import drafts_from_log
from mining.process.repair.edits import edited
from mining.process.repair.suggest import suggest_repairs
from mining.process.yaml_format import parse_yaml
from mining.what_if.compare import compare_processes, tried
from models.event_log import EventLog
from models.progress import silent
from models.repair import EditKind, ProcessEdit


def what_if_rows(log: EventLog, rounds: int) -> list[Row]:
    """One row a kind of work; nothing else does it, so that it stands alone."""
    process = parse_yaml(SALES, "the benchmark")
    before = tried(log, process, silent)
    versions = cycle((edited(process, ProcessEdit(EditKind.OPTIONAL, "Demo")), process))
    renamed = replace(process, name="Draft")

    def edit() -> object:
        return compare_processes(before, tried(log, next(versions), silent, memory=before.memory))

    return [
        compare("what if: edit a draft, compare again", log.n_cases, edit, rounds=2 * rounds),
        compare(
            "what if: both sides from nothing",
            log.n_cases,
            lambda: compare_processes(tried(log, process, silent), tried(log, renamed, silent)),
            rounds=rounds,
        ),
        compare(
            "suggest edits of the process",
            log.n_cases,
            lambda: suggest_repairs(log, process, silent, memory=before.memory.check),
            rounds=rounds,
        ),
        compare(
            "draft three processes from the log",
            log.n_cases,
            lambda: drafts_from_log(log, silent),
            rounds=rounds,
        ),
    ]


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    load()
    rows: list[Row] = []
    for deals in (10_000,) if given.quick else (10_000, 100_000):
        rows += what_if_rows(sales_log(deals), rounds=3 if given.quick else 5)
    show(rows, given.json)


if __name__ == "__main__":
    main()
