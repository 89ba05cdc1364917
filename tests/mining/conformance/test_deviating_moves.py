"""Where departures happened: the same ones that the check found, at the moves that a reader would point at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.conformance.check import check
from mining.conformance.deviating_moves import FOLLOWS, deviating_moves
from mining.conformance.deviation_codes import KINDS
from models.conformance import Conformance
from models.progress import silent
from tests.builders import a_log
from tests.mining.conformance.test_classify import PROCESSES, TRACES


def told(found: Conformance, case: int) -> list[str]:
    """The moves of a deal: those that depart with their departure and its stage."""
    moves, alignments = deviating_moves(found), found.alignments
    unit = found.alignment_of_case[case]
    return [
        alignments.labels[alignments.label[at]]
        if moves.kind[at] == FOLLOWS
        else f"{KINDS[moves.kind[at]]}: {alignments.labels[moves.label[at]]}"
        for at in range(alignments.start[unit], alignments.start[unit + 1])
    ]


def test_that_departures_are_at_their_moves() -> None:
    deals = ("A > C > B > D > Won", "A > B > C > D > B > B > Lost", "A > Audit > Won", "A > B > Lost > B", "")
    found = check(a_log(*deals), PROCESSES["straight"], silent)
    assert told(found, 0) in (
        ["A", "B", "C", "out of order: B", "D", "Won"],
        ["A", "out of order: C", "B", "C", "D", "Won"],
    )
    assert told(found, 1) == ["A", "B", "C", "D", "went back: B", "repeated: B", "Lost"]
    assert told(found, 2) == [
        "A", "skipped: B", "skipped: C", "skipped: D", "undocumented step: Audit", "premature close: A",
    ]  # fmt: skip
    assert told(found, 4) == []


@pytest.mark.parametrize("name", PROCESSES)
@settings(max_examples=25, deadline=None)
@given(TRACES, st.randoms(use_true_random=False))
def test_that_the_moves_show_what_the_check_found(
    name: str, traces: list[tuple[list[str], str]], dice: object
) -> None:
    deals = ["A > B > C > D > Won", *(" > ".join((*steps, end)) for steps, end in traces)]
    amount = np.array([dice.choice([5.0, 50.0, np.nan]) for _ in deals])
    found = check(a_log(*deals, amount=amount), PROCESSES[name], silent)
    moves, alignments = deviating_moves(found), found.alignments
    departing = np.flatnonzero(moves.kind != FOLLOWS)
    shown = {
        (str(KINDS[moves.kind[at]]), alignments.labels[moves.label[at]], int(alignments.of_move[at]))
        for at in departing
    }
    assert shown == {
        (str(one.key.type), one.key.stage, unit)
        for one in found.deviations
        if one.key.type.is_behaviour
        for unit in one.showing.tolist()
    }
