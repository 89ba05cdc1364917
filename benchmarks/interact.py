"""From an edit to the verdict and from a filter to new numbers, at sizes at which it has to be instant.

The aggregates stand beside polars, DuckDB and pm4py.

`uv run --group benchmarks python -m benchmarks.interact [--quick] [--large] [--json FILE]`
"""

from __future__ import annotations

import argparse

from benchmarks.aggregates import aggregate_rows
from benchmarks.editing import edit_rows
from benchmarks.live import live_rows, with_activities
from benchmarks.measure import Row, show
from benchmarks.sales_log import sales_log
from mining.compiled.loading import load

DEALS = {"quick": (45_000,), "usual": (180_000, 1_500_000), "large": (7_500_000,)}
"""About 0.3, 1.2, 10 and 50 million events."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only 0.3 million events")
    parser.add_argument("--large", action="store_true", help="also 50 million events: needs 16 GB")
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    given = parser.parse_args()
    load()
    sizes = DEALS["quick"] if given.quick else DEALS["usual"] + (DEALS["large"] if given.large else ())
    rows: list[Row] = []
    for deals in (10_000,) if given.quick else (10_000, 100_000, 1_000_000):
        rows += edit_rows(sales_log(deals), rounds=3 if given.quick else 5)
    for deals in (10_000,) if given.quick else (10_000, 100_000):
        rows += live_rows(with_activities(sales_log(deals)), rounds=5 if given.quick else 15)
    for deals in sizes:
        rows += aggregate_rows(sales_log(deals), rounds=3 if given.quick else 5)
    show(rows, given.json)


if __name__ == "__main__":
    main()
