"""What all explanations show at once, against the same told one by one, over processes of every shape."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.conformance.check import check
from mining.conformance.classify import classify
from mining.conformance.gather import Gathered, gather
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


def gathered(*told: str | None) -> list[Deviation]:
    """The deviations of open deals, each told as "A +B -C": followed, extra, left out; None was not explained."""
    stages = ("A", "B", "C", "D")
    labels = (*stages, "Won", "Audit")
    moves = [(move, "+-".find(move[0])) for one in told for move in (one or "").split()]
    kinds = {-1: MoveKind.SYNC, 0: MoveKind.LOG, 1: MoveKind.MODEL}
    alignments = Alignments(
        labels=labels,
        start=np.cumsum([0, *(len((one or "").split()) for one in told)]),
        kind=np.array([kinds[sign] for _, sign in moves], dtype=np.int8),
        label=np.array([labels.index(move.lstrip("+-")) for move, _ in moves], dtype=np.int32),
        position=np.zeros(len(moves), dtype=np.int32),
        cost=np.array([UNFINISHED if one is None else 0 for one in told], dtype=np.int32),
    )
    words = Vocabulary(stages, frozenset({"Won"}), (frozenset({*stages, "Won"}),))
    group = np.zeros(len(told), dtype=np.int32)
    classified = classify(alignments, np.full(len(told), Outcome.OPEN, dtype=np.int8), group, words)
    each = np.ones(len(told), dtype=np.int64)
    return gather([Gathered(classified, each, len(stages))], np.arange(len(told), dtype=np.int32))


def test_that_what_was_not_explained_in_time_shows_nothing_and_is_judged_for_nothing() -> None:
    (audit,) = gathered("A", "A +Audit", None)
    assert audit.key == DeviationKey(DeviationType.UNDOCUMENTED, "Audit")
    assert (audit.cases.tolist(), audit.eligible.tolist()) == ([1], [0, 1])
    assert audit.compared.tolist() == [0, 1]
    assert (audit.has(0), audit.has(1), audit.has(2)) == (False, True, False)


def test_that_a_stage_left_out_twice_is_sure_after_the_second_time() -> None:
    """Only then had the deal got past it for good: it is compared with those that reached D, not just C."""
    (skip,) = gathered("A -B C A -B D", "A B C")
    assert skip.key == DeviationKey(DeviationType.SKIPPED, "B")
    assert (skip.cases.tolist(), skip.eligible.tolist()) == ([0], [0, 1])
    assert skip.compared.tolist() == [0]


def test_that_an_undocumented_step_taken_twice_is_sure_the_first_time() -> None:
    (audit,) = gathered("A +Audit B C +Audit D", "A B")
    assert audit.compared.tolist() == [0, 1]
