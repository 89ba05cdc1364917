"""What all explanations show at once, against the same told one by one, over processes of every shape."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.conformance.check import check
from mining.conformance.classify import classify
from mining.conformance.gather import gather
from mining.conformance.told import Vocabulary
from mining.process.yaml_format import parse_yaml
from models.alignment import UNFINISHED, Alignments, MoveKind
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.progress import silent
from models.project import ProcessModel
from models.sales_process import SalesProcess
from tests.builders import a_log
from tests.mining.alignment.nets import a_sequence
from tests.mining.conformance.slowly import Teller

ENDS = "end: {won: {crm: [Won]}, lost: {crm: [Lost]}, recycle: {crm: [Recycled]}}"
BOUND = "end: {won: {crm: [Won]}, lost: {crm: [Lost], from: [B, C]}}"


def a_process(flow: str, ends: str = ENDS) -> ProcessModel:
    return parse_yaml(f"process: {{name: P}}\nflow: {flow}\n{ends}", "process.yaml")


PROCESSES = {
    "straight": a_process("[{stage: A}, {stage: B}, {stage: C}, {stage: D}]"),
    "lost from some": a_process("[{stage: A}, {stage: B}, {stage: C}, {stage: D}]", BOUND),
    "optional": a_process("[{stage: A}, {stage: B, optional: 'amount < 10'}, {stage: C}, {stage: D}]"),
    "back and again": a_process(
        "[{stage: A}, {stage: B, repeat: any}, {stage: C, back_to: [A]}, {stage: D}]"
    ),
    "side by side": a_process("[{stage: A}, {parallel: [[{stage: B}], [{stage: C}]]}, {stage: D}]"),
    "a choice": a_process("[{stage: A}, {choice: [{flow: [{stage: B}]}, {flow: [{stage: C}]}]}, {stage: D}]"),
    "a net": a_sequence("A", "B", "C", "D"),
}
STEPS = st.sampled_from(["A", "B", "C", "D", "A", "B", "C", "D", "Audit", "Won", "Lost"])
TRACES = st.lists(
    st.tuples(st.lists(STEPS, max_size=7), st.sampled_from(["Won", "Lost", "Recycled", ""])), max_size=15
)


def slowly(
    found: Conformance, ends: Iterable[str]
) -> dict[DeviationKey, tuple[list[int], list[int], list[int]]]:
    """For every deviation its cases, those judged for it and those compared, from single explanations."""
    tellers = [
        Teller(
            found.alignments[alignment].moves,
            Outcome(int(outcome)),
            found.stages,
            frozenset(ends),
            frozenset(found.automata[int(found.group_of_alignment[alignment])].labels),
        )
        for alignment, outcome in zip(found.alignment_of_case.tolist(), found.log.cases.outcome, strict=True)
    ]
    shown, judged = [teller.shown() for teller in tellers], [teller.judged() for teller in tellers]
    furthest = [
        max(map(found.stages.index, teller.visited(len(teller.moves))), default=-1) for teller in tellers
    ]
    result = {}
    for key in {key for one in shown for key in one}:
        cases = [i for i, one in enumerate(shown) if key in one]
        eligible = [i for i, one in enumerate(judged) if key in one or not key.stage_bound]
        gates = Counter(shown[i][key] for i in cases)
        gate = max(gates, key=lambda name, gates=gates: (gates[name], name))
        rank = found.stages.index(gate) if gate in found.stages else len(found.stages)
        result[key] = (cases, eligible, [i for i in eligible if furthest[i] >= rank])
    return result


def columns(deviations: tuple[Deviation, ...]) -> dict[DeviationKey, tuple[list[int], list[int], list[int]]]:
    behaviour = (d for d in deviations if d.key.type.is_behaviour)
    return {d.key: (d.cases.tolist(), d.eligible.tolist(), d.compared.tolist()) for d in behaviour}


@pytest.mark.parametrize("name", PROCESSES)
@settings(max_examples=25, deadline=None)
@given(TRACES, st.randoms(use_true_random=False))
def test_that_all_at_once_say_what_each_says_alone(
    name: str, traces: list[tuple[list[str], str]], dice: object
) -> None:
    deals = ["A > B > C > D > Won", *(" > ".join((*steps, end)) for steps, end in traces)]
    amount = np.array([dice.choice([5.0, 50.0, np.nan]) for _ in deals])
    process = PROCESSES[name]
    found = check(a_log(*deals, amount=amount), process, silent)
    ends = [end.title for end in process.ends] if isinstance(process, SalesProcess) else found.ends
    assert columns(found.deviations) == slowly(found, ends)
    assert [d.key for d in found.deviations] == sorted(d.key for d in found.deviations)


def test_that_what_was_not_explained_in_time_shows_nothing_and_is_judged_for_nothing() -> None:
    """The first deal was followed, the second has an event that is not documented, the third was not explained."""
    moves = [MoveKind.SYNC, MoveKind.SYNC, MoveKind.LOG]
    told = Alignments(
        labels=("A", "Audit"),
        start=np.array([0, 1, 3, 3]),
        kind=np.array(moves, dtype=np.int8),
        label=np.array([0, 0, 1], dtype=np.int32),
        position=np.array([0, 0, 1], dtype=np.int32),
        cost=np.array([0, 1, UNFINISHED], dtype=np.int32),
    )
    words = Vocabulary(("A",), frozenset({"Won"}), (frozenset({"A", "Won"}),))
    classified = classify(told, np.full(3, Outcome.OPEN, dtype=np.int8), np.zeros(3, dtype=np.int32), words)
    (audit,) = gather(classified, np.array([2, 1, 0, 0], dtype=np.int32), stages=1)
    assert audit.key == DeviationKey(DeviationType.UNDOCUMENTED, "Audit")
    assert (audit.cases.tolist(), audit.eligible.tolist()) == ([1], [1, 2, 3])
    assert audit.compared.tolist() == [1, 2, 3]
    assert (audit.has(0), audit.has(1)) == (False, True)
