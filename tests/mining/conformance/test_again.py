"""Checking again after an edit: the same result as from nothing, and what the edit cannot affect is kept."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.alignment.automaton import automaton_of
from mining.conformance.affected import change_between
from mining.conformance.check import check, check_again
from mining.process.compile import to_net
from models.conformance import Conformance
from models.costs import Costs
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log

STAGES = ("Qualify", "Discovery", "Demo", "Proposal")


def a_process(*stages: Stage) -> SalesProcess:
    ends = (End("won", ("Closed Won",)), End("lost", ("Closed Lost",)))
    return SalesProcess("Test", stages, ends)


def stages(optional: Sequence[bool], repeat: Sequence[bool]) -> tuple[Stage, ...]:
    return tuple(
        Stage(name, (name,), optional=may_skip, repeat=None if again else 1)
        for name, may_skip, again in zip(STAGES, optional, repeat, strict=True)
    )


def assert_same(one: Conformance, other: Conformance) -> None:
    assert one.cost.tolist() == other.cost.tolist()
    assert one.worst_cost.tolist() == other.worst_cost.tolist()
    explained = [[found.alignments[k] for k in found.alignment_of_case.tolist()] for found in (one, other)]
    assert explained[0] == explained[1]
    assert [(d.key, d.cases.tolist(), d.eligible.tolist()) for d in one.deviations] == [
        (d.key, d.cases.tolist(), d.eligible.tolist()) for d in other.deviations
    ]


flags = st.lists(st.booleans(), min_size=4, max_size=4)
traces = st.lists(st.sampled_from([*STAGES, "Audit"]), max_size=6)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(traces, st.sampled_from([" > Closed Won", " > Closed Lost", ""])), min_size=1, max_size=12
    ),
    st.lists(st.tuples(flags, flags, st.permutations(range(4))), min_size=2, max_size=4),
)
def test_that_a_check_after_edits_is_the_check_from_nothing(
    deals: list[tuple[list[str], str]], edits: list[tuple[list[bool], list[bool], list[int]]]
) -> None:
    log = a_log("Qualify", *((" > ".join(trace) or "Qualify") + end for trace, end in deals))
    memory = None
    for optional, repeat, order in edits:
        made = stages(optional, repeat)
        process = a_process(*(made[i] for i in order))
        again, memory = check_again(log, process, silent, Costs(), memory)
        assert_same(again, check(log, process, silent))


def test_that_leaving_a_stage_optional_changes_steps_under_other_labels_only() -> None:
    strict = a_process(*stages([False] * 4, [False] * 4))
    loose = a_process(*stages([False, False, True, False], [False] * 4))
    change = change_between(automaton_of(to_net(strict, {})), automaton_of(to_net(loose, {})))
    assert change is not None
    assert (change.labels, change.only_less) == ({"Proposal"}, False)
    back = change_between(automaton_of(to_net(loose, {})), automaton_of(to_net(strict, {})))
    assert back is not None
    assert (back.labels, back.only_less) == ({"Proposal"}, True)


def test_that_the_log_is_read_once_while_names_stay() -> None:
    log = a_log("Qualify > Discovery > Demo > Proposal > Closed Won", "Qualify > Demo")
    strict = a_process(*stages([False] * 4, [False] * 4))
    first, memory = check_again(log, strict, silent, Costs(), None)
    second, memory = check_again(log, a_process(*stages([True] * 4, [False] * 4)), silent, Costs(), memory)
    assert second.log is first.log
    renamed = a_process(*(replace(s, labels=(*s.labels, "Audit")) for s in stages([True] * 4, [False] * 4)))
    third, _ = check_again(log, renamed, silent, Costs(), memory)
    assert third.log is not first.log


def test_that_costs_of_the_users_choice_are_minded_again() -> None:
    log: EventLog = a_log("Qualify > Discovery > Proposal > Closed Won")
    process = a_process(*stages([False] * 4, [False] * 4))
    first, memory = check_again(log, process, silent, Costs(), None)
    dear, _ = check_again(log, process, silent, Costs(left_out={"Demo": 5}), memory)
    assert (first.cost.tolist(), dear.cost.tolist()) == ([1], [5])
    assert np.array_equal(dear.worst_cost, first.worst_cost + 4)
