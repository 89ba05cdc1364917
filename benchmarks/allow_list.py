"""From an edit to the verdict where deviations are accepted, a path is forbidden, and the process has versions.

`uv run --group benchmarks python -m benchmarks.allow_list [--quick] [--json FILE]`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle

import numpy as np

from benchmarks.documented import SALES
from benchmarks.editing import with_changes
from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import sales_log
from mining.analysis import analyse_again, view_of
from mining.compiled.loading import load
from mining.deals.days import created
from mining.process.conditions import parse_condition
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted, Forbidden
from models.case_filter import CaseFilter
from models.costs import Costs
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess

_FIRST_DAY = date(1970, 1, 1)
_A_DAY = 86_400_000_000


def allow_rows(log: EventLog, rounds: int) -> list[Row]:
    """One row a list: the process gets another way past Discovery and back, with everything that screens show."""
    process = parse_yaml(SALES, "the benchmark")
    found = analyse_again(log, process, Costs(), silent, None)[0].conformance
    assert found is not None
    condition = parse_condition("outcome == 'won'", "the benchmark")
    five = tuple(Accepted(one.key, condition) for one in found.deviations[:5])
    path = Forbidden(found.log.trace(0))
    middle = _FIRST_DAY + timedelta(days=int(np.median(created(log)) // _A_DAY))
    older = replace(process, version="older", valid_from=_FIRST_DAY)
    kinds: dict[str, tuple[SalesProcess, Sequence[SalesProcess]]] = {
        "nothing accepted": (process, ()),
        "five deviations accepted": (replace(process, accepted=five), ()),
        "five accepted, a path forbidden": (replace(process, accepted=five, forbidden=(path,)), ()),
        "two versions": (replace(process, version="newer", valid_from=middle), (older,)),
    }
    return [_edited(log, name, now, tuple(earlier), rounds) for name, (now, earlier) in kinds.items()]


def _edited(
    log: EventLog, name: str, process: SalesProcess, earlier: tuple[SalesProcess, ...], rounds: int
) -> Row:
    versions = cycle((with_changes(process, "Discovery", optional=True), process))
    _, memory = analyse_again(log, process, Costs(), silent, None, earlier=earlier)

    def edit() -> object:
        nonlocal memory
        analysis, memory = analyse_again(log, next(versions), Costs(), silent, memory, earlier=earlier)
        return view_of(analysis, CaseFilter())

    edit()
    return compare(f"edit to verdict: {name}", log.n_cases, edit, rounds=2 * rounds)


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    load()
    rows: list[Row] = []
    for deals in (10_000,) if given.quick else (10_000, 100_000):
        rows += allow_rows(sales_log(deals), rounds=3 if given.quick else 7)
    show(rows, given.json)


if __name__ == "__main__":
    main()
