"""What goes with deviations: all of it, and one adjusted difference beside statsmodels' fit to single deals.

`uv run --group benchmarks python -m benchmarks.effects [--quick] [--json FILE]`
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.documented import SALES
from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import sales_log
from mining.analysis import analyse
from mining.compiled.loading import load
from mining.diagnosis.effects.adjusted import columns_of, logistic
from mining.diagnosis.effects.cells import Mix, cells_of
from mining.diagnosis.effects.effects import deviation_effects
from mining.process.yaml_format import parse_yaml
from models.progress import silent

Floats = NDArray[np.float64]


def effect_rows(deals: int, rounds: int) -> list[Row]:
    """Everything for a whole log, and one difference beside the peer."""
    analysis = analyse(sales_log(deals), parse_yaml(SALES, "the benchmark"), silent)
    assert analysis.conformance is not None
    everyone = np.ones(analysis.log.n_cases, dtype=bool)
    count = len(analysis.conformance.deviations)
    outcome, exposed, segment, rep = _deals(deals)
    mix = Mix.of(("segment",), (segment,), rep)
    cases = np.arange(deals)
    return [
        compare(
            f"all effects of {count} deviations",
            deals,
            lambda: deviation_effects(analysis, everyone, silent),
            rounds=rounds,
        ),
        compare(
            "one difference at equal mix, errors by rep",
            deals,
            lambda: logistic(cells_of(mix, cases, outcome, exposed)),
            "statsmodels GLM",
            lambda: _of_statsmodels(mix, outcome, exposed, rep),
            rounds=rounds,
        ),
    ]


def _deals(n: int) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    dice = np.random.default_rng(1)
    rep, segment = dice.integers(0, 80, n), dice.integers(0, 5, n)
    skill = dice.normal(0, 0.5, 80)[rep]
    exposed = dice.random(n) < 1 / (1 + np.exp(-skill))
    return (dice.random(n) < 1 / (1 + np.exp(-skill + 0.2 * exposed))).astype(float), exposed, segment, rep


def _of_statsmodels(mix: Mix, outcome: Floats, exposed: NDArray[np.bool_], rep: NDArray[np.int64]) -> object:
    import statsmodels.api as sm

    cells = cells_of(mix, np.arange(len(outcome)), outcome, exposed)
    columns, _ = columns_of(cells, len(outcome) / 4)
    design = np.column_stack([np.ones(len(outcome)), exposed, *(column[cells.of_deal] for column in columns)])
    model = sm.GLM(outcome, design, family=sm.families.Binomial())
    return model.fit(cov_type="cluster", cov_kwds={"groups": rep}).params


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    load()
    rows: list[Row] = []
    for deals in (10_000,) if given.quick else (10_000, 100_000):
        rows += effect_rows(deals, rounds=3 if given.quick else 5)
    show(rows, given.json)


if __name__ == "__main__":
    main()
