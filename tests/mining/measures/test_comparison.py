"""Other measures of the same deals: which deals each looks at, and that progress only goes forward."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.measures.comparison import compare
from mining.process.yaml_format import parse_yaml
from models.errors import Cancelled
from models.progress import silent
from tests.builders import a_log
from tests.desktop.screens.checked import PROCESS

FULL = "Qualify > Discovery > Demo > Proposal > Won"
LOG = a_log(FULL, "Qualify > Demo > Proposal > Won", "Qualify > Lost", "Qualify > Discovery", FULL)
MODEL = parse_yaml(PROCESS, "process.yaml")


def test_that_the_replay_and_our_fit_are_of_the_same_won_deals_and_the_times_of_all() -> None:
    """Two of the four are won: one step left out, at worst 5 + 4 events and twice the four stages (Won may lack)."""
    found, told = check(LOG, MODEL, silent), list[float]()
    comparison = compare(
        found, LOG, MODEL, np.array([1, 1, 1, 1, 0], dtype=bool), lambda fraction, _: told.append(fraction)
    )
    assert comparison.replay is not None
    assert comparison.replay.deals.sum() == 2
    assert comparison.ours == pytest.approx(1 - 1 / 17)
    assert comparison.without == ""
    labels = comparison.times.labels
    pairs = zip(comparison.times.first.tolist(), comparison.times.second.tolist(), strict=True)
    assert ("Qualify", "Lost") in [(labels[first], labels[second]) for first, second in pairs]
    assert told == sorted(told)


def test_that_a_comparison_can_be_cancelled() -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(check(LOG, MODEL, silent), LOG, MODEL, np.ones(5, dtype=bool), cancel)
