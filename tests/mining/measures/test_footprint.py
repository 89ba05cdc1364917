"""Footprints by hand, and cell by cell against pm4py's."""

import random

import numpy as np
import pytest

from mining import pm4py_bridge as bridge
from mining.conformance.check import check
from mining.measures.footprint import footprint
from models.case_table import Outcome
from models.conformance import Conformance
from models.model_quality import Footprint, FootprintCell, Relation
from models.petri_net import PetriNet
from models.progress import silent
from tests.builders import a_log
from tests.mining.alignment.nets import a_sequence
from tests.mining.measures.trees import a_run, a_tree


def checked(net: PetriNet, *traces: str) -> Conformance:
    return check(a_log(*traces, outcome=np.full(len(traces), Outcome.UNKNOWN, dtype=np.int8)), net, silent)


def compared(found: Conformance, mask: list[bool] | None = None) -> Footprint | None:
    counts = found.log.variants.counts if mask is None else found.log.variants.counts_in(np.array(mask))
    return footprint(found, counts)


def test_that_deals_that_follow_the_process_agree_with_it() -> None:
    found = compared(checked(a_sequence("A", "B", "C"), "A > B > C", "A > B > C"))
    assert found == Footprint(("A", "B", "C"), 1.0, ())


def test_that_cells_that_differ_are_named_once() -> None:
    found = compared(checked(a_sequence("A", "B", "C"), "A > B > C", "B > A > C", "A > A > X"))
    assert found is not None
    # A,A and A-X are new; A-B both ways; A-C and B-C: of 16 cells those of A-A, A-B, A-C, A-X differ: 1 + 2 + 2 + 2
    assert found.steps == ("A", "B", "C", "X")
    assert found.agreement == 1 - 7 / 16
    assert found.differing == (
        FootprintCell("A", "A", Relation.NEVER, Relation.BOTH, 1),
        FootprintCell("A", "B", Relation.BEFORE, Relation.BOTH, 1),
        FootprintCell("A", "C", Relation.NEVER, Relation.BEFORE, 1),
        FootprintCell("A", "X", Relation.NEVER, Relation.BEFORE, 1),
    )


def test_that_only_the_deals_of_a_filter_count() -> None:
    found = checked(a_sequence("A", "B", "C"), "A > B > C", "B > A > X")
    assert compared(found, [True, False]) == Footprint(("A", "B", "C"), 1.0, ())
    other = compared(found, [False, True])
    assert other is not None
    assert FootprintCell("B", "C", Relation.BEFORE, Relation.NEVER, 0) in other.differing
    assert compared(found, [False, False]) is None


@pytest.mark.parametrize("seed", range(8))
def test_that_every_cell_is_pm4pys(seed: int) -> None:
    dice = random.Random(seed)
    net = bridge.tree_to_net(a_tree(dice, list("ABCDE")))
    ways = [way for way in (a_run(a_tree(dice, list("ABCDE")), dice) for _ in range(8)) if way]
    found = checked(net, *(" > ".join(way) for way in ways))
    ours = compared(found)
    assert ours is not None
    told, seen = bridge.net_footprint(net), bridge.log_footprint({tuple(way): 1 for way in ways})
    differing = {
        (a, b)
        for a in ours.steps
        for b in ours.steps
        if (told.get((a, b)), told.get((b, a))) != (seen.get((a, b)), seen.get((b, a)))
    }
    ours_differing = {(cell.first, cell.second) for cell in ours.differing}
    assert ours_differing | {(b, a) for a, b in ours_differing} == differing
    assert ours.agreement == pytest.approx(1 - len(differing) / len(ours.steps) ** 2)


def test_that_the_order_of_the_log_has_no_say_in_the_footprint() -> None:
    traces = ["A > Y > B", "A > X > B", "B > Z > A"]
    one, other = (compared(checked(a_sequence("A", "B"), *some)) for some in (traces, traces[::-1]))
    assert one is not None
    assert one.steps == ("A", "B", "X", "Y", "Z")
    assert one == other


def test_that_of_thousands_of_steps_there_is_no_footprint() -> None:
    assert compared(checked(a_sequence("A", "B"), "A > B", *(f"A > N{i} > B" for i in range(3_000)))) is None
