"""What deals do with every stage, counted by hand."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.conformance.weights import deals_explained
from mining.measures.fitness import fitness_of_alignments, mean_fitness, stage_fitness, undocumented_steps
from mining.process.yaml_format import parse_yaml
from models.conformance import Conformance
from models.model_quality import StageFitness
from models.progress import silent
from tests.builders import a_log

PROCESS = parse_yaml(
    """
process: {name: New business}
flow:
  - {stage: Qualify}
  - {stage: Demo}
  - {stage: Proposal}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
""",
    "process.yaml",
)
TRACES = (
    "Qualify > Demo > Proposal > Closed Won",
    "Qualify > Proposal > Closed Won",  # without a demo
    "Qualify > Proposal > Demo > Closed Won",  # a demo at another time, or a proposal
    "Qualify > Demo > Demo > Proposal > Closed Won",  # two demos
    "Qualify > Closed Lost",
)


@pytest.fixture(scope="module")
def found() -> Conformance:
    return check(a_log(*TRACES), PROCESS, silent)


def rows(found: Conformance, mask: list[bool]) -> dict[str, StageFitness]:
    return {row.stage: row for row in stage_fitness(found, deals_explained(found, np.array(mask)))}


def test_that_a_stage_counts_what_deals_do_with_it(found: Conformance) -> None:
    stages = rows(found, [True] * 5)
    assert list(stages) == ["Qualify", "Demo", "Proposal", "Won", "Lost"]
    assert stages["Qualify"] == StageFitness("Qualify", 5, 0, 0, 0, 1.0)
    assert stages["Demo"] == StageFitness("Demo", 2, 1, 2, 1, 2 / 5)
    assert stages["Proposal"] == StageFitness("Proposal", 4, 0, 0, 0, 1.0)
    assert stages["Lost"] == StageFitness("Lost", 1, 0, 0, 0, 1.0)


def test_that_a_filter_counts_its_deals_alone(found: Conformance) -> None:
    stages = rows(found, [False, True, False, False, True])
    assert stages["Demo"] == StageFitness("Demo", 0, 1, 0, 0, 0.0)
    assert stages["Won"].followed == 1
    assert rows(found, [False] * 5)["Demo"] == StageFitness("Demo", 0, 0, 0, 0, None)


def test_that_fitness_of_a_deal_is_its_cost_of_the_worst(found: Conformance) -> None:
    # worst: the events and the three stages before winning; a lost deal may stop anywhere
    expected = [1, 1 - 1 / 6, 1 - 2 / 7, 1 - 1 / 8, 1]
    assert fitness_of_alignments(found)[found.alignment_of_case] == pytest.approx(expected)
    assert mean_fitness(found, deals_explained(found, np.ones(5, dtype=bool))) == pytest.approx(
        sum(expected) / 5
    )
    assert mean_fitness(found, np.zeros(len(found.alignments), dtype=np.int64)) is None


def test_that_steps_beside_the_process_are_counted_as_extra_only() -> None:
    log = a_log(
        "Qualify > Call > Call > Demo > Proposal > Closed Won", "Qualify > Legal > Call > Closed Lost"
    )
    found = check(log, PROCESS, silent)
    both, second = (deals_explained(found, np.array(mask)) for mask in ([True, True], [False, True]))
    assert {(row.stage, row.extra, row.fitness) for row in undocumented_steps(found, both)} == {
        ("Call", 2, None),
        ("Legal", 1, None),
    }
    assert {(row.stage, row.extra) for row in undocumented_steps(found, second)} == {
        ("Call", 1),
        ("Legal", 1),
    }
