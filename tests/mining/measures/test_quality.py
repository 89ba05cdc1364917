"""All measures together: under a filter, with conditions, and for a model without an automaton."""

import random
from dataclasses import replace

import numpy as np
import pytest

from mining import pm4py_bridge as bridge
from mining.conformance.check import check
from mining.discovery.models import counted_variants
from mining.measures.measures_json import quality_of_model_json
from mining.measures.quality import model_quality
from mining.measures.temporal import temporal_profile
from mining.process.yaml_format import parse_yaml
from mining.sources.read import ImportOptions, import_log
from models.conformance import Conformance
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_log
from tests.shared import needs_shared, shared

PROCESS = parse_yaml(
    """
process: {name: New business}
flow:
  - {stage: Qualify}
  - {stage: Demo, optional: "amount < 1000"}
  - {stage: Proposal, back_to: [Demo]}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
""",
    "process.yaml",
)


def some_log(seed: int) -> EventLog:
    """Deals that mostly follow the process, of small and large amounts."""
    dice = random.Random(seed)
    traces = []
    for i in range(60):
        stages = [stage for stage in ("Qualify", "Demo", "Proposal") if dice.random() < 0.85]
        stages += [dice.choice(["Qualify", "Demo", "Proposal", "Legal"])] if dice.random() < 0.3 else []
        traces.append(" > ".join([*stages, "Closed Won" if i % 2 else "Closed Lost"]))
    return a_log(*traces, amount=np.where(np.arange(60) % 3, 500.0, 5000.0))


def all_of(found: Conformance) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(found.log.n_cases, dtype=bool)


@pytest.mark.parametrize("seed", range(4))
def test_that_a_filter_measures_what_a_check_of_its_deals_alone_would(seed: int) -> None:
    log = some_log(seed)
    mask = np.random.default_rng(seed).random(60) < 0.5
    filtered = model_quality(check(log, PROCESS, silent), mask)
    alone = check(log.keep_cases(mask), PROCESS, silent)
    assert filtered == model_quality(alone, all_of(alone))


def test_that_every_group_of_deals_is_measured_by_what_is_in_force_for_it() -> None:
    log = a_log(
        "Qualify > Proposal > Closed Won",
        "Qualify > Demo > Proposal > Closed Won",
        amount=np.array([1.0, 1e6]),
    )
    found = check(log, PROCESS, silent)
    quality = model_quality(found, all_of(found))
    # small: Qualify; Demo or Proposal; Won, back to Demo or (the demo skipped) to Proposal: 1 + 2 + 3, 3 not taken
    # large: Qualify; Demo; Proposal; Won or back to Demo: 1 + 1 + 1 + 2, 1 not taken
    assert quality.precision is not None
    assert (quality.precision.allowed, quality.precision.escaping) == (11, 4)
    assert quality.precision.value == 1 - 4 / 11


def test_that_what_is_allowed_is_not_told_of_too_large_a_process_and_the_rest_is() -> None:
    found = replace(check(some_log(1), PROCESS, silent), automata=(None,), allowed=frozenset())
    quality = model_quality(found, all_of(found))
    assert (quality.precision, quality.footprint) == (None, None)
    assert quality.without.endswith("more situations than can be listed.")
    assert quality.generalisation is not None
    assert quality.stages[0].fitness is not None


def test_that_no_deals_have_no_measures() -> None:
    found = check(some_log(1), PROCESS, silent)
    quality = model_quality(found, ~all_of(found))
    assert (quality.deals, quality.deal_fitness, quality.precision) == (0, None, None)
    assert (quality.generalisation, quality.footprint, quality.without) == (None, None, "")


def test_that_the_json_has_every_measure() -> None:
    found = check(some_log(1), PROCESS, silent)
    quality = model_quality(found, all_of(found))
    times = temporal_profile(found.log, all_of(found), 1.5, silent)
    told = quality_of_model_json(quality, times, found.log.cases.ids)
    assert [stage["stage"] for stage in told["stages"]] == ["Qualify", "Demo", "Proposal", "Won", "Lost"]
    assert 0 < told["precision"] < 1
    assert set(told["unused"][0]) == {"after", "step", "times", "taken"}
    assert set(told["footprint"]) == {"agreement", "steps", "differing"}
    assert set(told["times"]["pairs"][0]) == {
        "first", "second", "times", "mean_days", "deviation_days", "unusual_deals", "examples",
    }  # fmt: skip
    unusual = [pair for pair in told["times"]["pairs"] if pair["unusual_deals"]]
    assert [len(pair["examples"]) for pair in unusual] == [min(5, pair["unusual_deals"]) for pair in unusual]
    assert {name for pair in unusual for name in pair["examples"]} <= set(found.log.cases.ids)
    assert unusual


@needs_shared
def test_that_precision_on_bpi_2012_is_pm4pys_for_the_applications_and_offers_of_the_most_frequent_paths() -> (
    None
):
    log = import_log([shared("data/bpic2012_full/bpic2012.xes.gz")], ImportOptions(), silent).log
    wanted = [label for label in log.activity.labels if label.startswith(("A_", "O_"))]
    log = log.keep_events(log.activity.is_any_of(wanted))
    log = log.keep_cases(log.variants.of_case < 60)
    everyone = np.ones(log.n_cases, dtype=bool)
    paths = counted_variants(log, everyone)
    net = bridge.inductive(paths, 0)
    found = check(log, net, silent)
    quality = model_quality(found, everyone)
    assert (len(found.alignments), quality.deal_fitness) == (60, 1.0)
    assert quality.precision is not None
    assert quality.precision.value == pytest.approx(bridge.precision(paths, net), abs=1e-12)
