"""Whatever a log is like, every figure has an interval around it with a width, or there is none."""

import json
import warnings
from typing import Any

import numpy as np
import pytest

from mining.diagnosis.effects.effects import deviation_effects
from mining.diagnosis.effects.effects_json import effects_json
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.mining.diagnosis.effects.made import analysed, everyone

STAGES = ("Qualify", "Discovery", "Demo", "Proposal")


def odd_log(seed: int) -> EventLog:
    """Up to sixty deals with owners, segments, amounts and currencies that are there or not."""
    dice = np.random.default_rng(seed)
    n = int(dice.integers(4, 60))
    traces = ["Qualify > Demo > Won", "Qualify > Discovery > Demo > Lost"]
    for _ in range(n - 2):
        path = [stage for stage in STAGES if dice.random() < 0.75] or ["Qualify"]
        if dice.random() < 0.3:
            path.insert(int(dice.integers(0, len(path) + 1)), str(dice.choice([*STAGES, "Pricing"])))
        traces.append(
            " > ".join([*path, *([str(dice.choice(["Won", "Lost"]))] if dice.random() < 0.8 else [])])
        )
    columns: dict[str, Any] = {
        "owner": [f"R{dice.integers(0, (1, 3, 12)[seed % 3])}" for _ in range(n)],
        "segment": [str(dice.choice(["a", "b", ""])) for _ in range(n)],
        "amount": np.where(dice.random(n) < 0.2, np.nan, dice.choice([0.0, 100.0, 250.5, 1e6], n)),
        "currency": [str(dice.choice(["EUR", "USD"])) for _ in range(n)],
    }
    return a_log(*traces, **{name: column for name, column in columns.items() if dice.random() < 0.6})


@pytest.mark.parametrize("first", [0, 15, 30])
def test_that_figures_are_finite_with_a_width_and_nothing_is_divided_by_nothing(first: int):
    told = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for seed in range(first, first + 15):
            analysis = analysed(odd_log(seed))
            found = deviation_effects(analysis, everyone(analysis), silent, fewest=seed % 6)
            json.dumps(effects_json(found), allow_nan=False)
            for effect in (effect for one in found for effect in one.effects):
                assert effect.adjusted is not None or effect.why_none
                for estimate in (effect.with_it, effect.without, effect.raw, effect.adjusted):
                    if estimate is not None:
                        told += 1
                        assert np.isfinite([estimate.low, estimate.value, estimate.high]).all()
                        assert estimate.low <= estimate.value <= estimate.high
                        assert estimate.low < estimate.high
    assert told > 50
