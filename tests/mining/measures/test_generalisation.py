"""Generalisation by hand, and pm4py's on nets without silent steps."""

import numpy as np
import pytest

from mining import pm4py_bridge as bridge
from mining.conformance.check import check
from mining.measures.fitness import times_followed
from mining.measures.generalisation import generalisation
from models.case_table import Outcome
from models.progress import silent
from tests.builders import a_log
from tests.mining.alignment.nets import net_of


def test_that_steps_are_surer_the_more_often_they_are_followed() -> None:
    assert generalisation([4, 16]) == pytest.approx(1 - (1 / 2 + 1 / 4) / 2)
    assert generalisation([100, 0]) == pytest.approx(1 - (1 / 10 + 1) / 2)


def test_that_nothing_is_told_where_no_step_is_followed() -> None:
    assert generalisation([0, 0]) is None
    assert generalisation([]) is None


def test_that_it_is_pm4pys_where_no_step_is_silent_and_every_deal_fits() -> None:
    net = net_of(("seq", ["A", ("xor", ["B", "C", "D"]), "E"]))
    ways = ["A > B > E"] * 5 + ["A > C > E"] * 2
    log = a_log(*ways, outcome=np.full(len(ways), Outcome.UNKNOWN, dtype=np.int8))
    found = check(log, net, silent)
    weight = np.bincount(found.alignment_of_case)
    times = times_followed(found, weight)
    assert dict(zip(found.stages, times.tolist(), strict=True)) == {"A": 7, "B": 5, "C": 2, "D": 0, "E": 7}
    ours = generalisation(times)
    theirs = bridge.generalisation({("A", "B", "E"): 5, ("A", "C", "E"): 2}, net)
    assert ours == pytest.approx(theirs)
