"""How well discovered models and their deals describe each other, by hand."""

import numpy as np
import pytest

from mining.alignment.large.limits import Limits
from mining.discovery.measured import measured
from models.discovered_model import DiscoveredModel, Miner
from models.errors import UserError
from models.event_log import EventLog
from models.petri_net import PetriNet, Transition
from models.progress import silent
from tests.builders import a_log

LOG = a_log("A > B > Won", "A > B > Won", "A > C > Won", "A > B", "A > Lost")


def model_of(*ways: str) -> DiscoveredModel:
    """A net that allows these sequences, each a branch of its own behind the first step."""
    steps = [Transition("A", "A", (("i", 1),), (("a", 1),))]
    for number, way in enumerate(ways):
        names = way.split(" > ")
        places = ["a", *(f"{number}.{at}" for at in range(len(names) - 1)), "o"]
        steps += [
            Transition(f"{name} {number}", name, ((places[at], 1),), ((places[at + 1], 1),))
            for at, name in enumerate(names)
        ]
    used = dict.fromkeys(place for step in steps for place, _ in (*step.takes, *step.puts))
    net = PetriNet("N", tuple(used), tuple(steps), {"i": 1}, {"o": 1})
    return DiscoveredModel(Miner.INDUCTIVE, 0.0, net, None, {("A", "B", "Won"): 2})


def every(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


def test_that_a_model_is_measured_over_the_deals_that_ended():
    found = measured(model_of("B > Won", "C > Won", "Lost"), LOG, every(LOG), silent)
    assert found.deals == 4
    assert found.fitness == 1.0
    assert found.precision == 1.0
    assert found.runs == {("A", "B", "Won"): 2, ("A", "C", "Won"): 1, ("A", "Lost"): 1}


def test_that_what_the_model_lacks_costs_fitness_and_what_nobody_does_precision():
    found = measured(model_of("B > Won", "D > Won"), LOG, np.array([True, True, True, False, False]), silent)
    assert found.deals == 3
    assert found.fitness == pytest.approx((1 + 1 + (1 - 2 / 5)) / 3)  # at worst three events and two steps
    assert found.precision == pytest.approx(1 - 3 / 12)
    assert ("A", "D", "Won") not in found.runs


def test_that_a_model_too_large_to_compare_with_in_time_is_not_measured():
    from tests.mining.alignment.large.test_large_models import LARGE

    labels = [t.label for t in LARGE.transitions if t.label]
    log = a_log(" > ".join([*reversed(labels), *labels, "Won"]))
    model = DiscoveredModel(Miner.INDUCTIVE, 0.0, LARGE, None, {})
    short = Limits(visited=1, seconds=1, fallback_seconds=0)
    with pytest.raises(UserError, match="would take too long"):
        measured(model, log, every(log), silent, short)


def test_that_the_activities_of_a_model_are_counted_by_deal():
    model = DiscoveredModel(Miner.INDUCTIVE, 0.0, model_of("B").net, None, {("A", "B", "A"): 2, ("B",): 3})
    assert model.activity_counts == {"A": 2, "B": 5}
    assert model.deals == 5
