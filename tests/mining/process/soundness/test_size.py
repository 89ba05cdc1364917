"""How many situations a process allows, told without visiting them."""

import pytest

from mining.process.soundness import findings_of, size_estimate
from mining.process.soundness.size import MOST_COUNTED
from tests.mining.alignment.nets import net_of
from tests.mining.process.soundness.drawn import a_net


@pytest.mark.parametrize(
    ("tree", "size"),
    [
        ("A", 2),
        (("seq", ["A", "B", "C"]), 4),
        (("xor", ["A", "B"]), 2),
        (("loop", ["A", "B"]), 4),
        (("and", ["A", "B"]), 2 + 2 * 2),
        (("and", [("seq", ["A", "B", "C", "D"])] * 4), 2 + 5**4),
        (("seq", [("and", ["A", ("and", ["B", "C"])]), "D"]), 3 + 2 * 6),
    ],
)
def test_that_the_size_of_blocks_is_counted_by_hand(tree, size):
    assert size_estimate(net_of(tree)) == size


def test_that_forty_branches_are_counted_and_seen_to_be_sound():
    net = net_of(("and", [("seq", ["A", "B", "C", "D"])] * 40))
    assert size_estimate(net) == MOST_COUNTED < 5**40
    assert {finding.severity for finding in findings_of(net)} == {"note"}


def test_that_a_dead_end_among_forty_branches_is_found():
    branches = [f"b{i} > Step {i} > c{i}" for i in range(40)]
    split = f"start > [split] > {' '.join(f'b{i}' for i in range(40))}"
    join = f"{' '.join(f'c{i}' for i in range(40))} > [join] > p"
    net = a_net(split, *branches, join, "p > Legal review > q", "p > Sign > end", "q missing > Sign > end")
    warnings = [finding.sentence for finding in findings_of(net) if finding.kind == "gets_stuck"]
    assert len(warnings) == 1
    assert warnings[0].startswith("A deal can get stuck after Legal review")


def test_that_a_process_without_bound_has_no_size():
    assert size_estimate(a_net("start > Call > start pile", "start > Sign > end")) is None


def test_that_several_deals_at_once_are_bounded_from_above():
    net = a_net("start > Call > p", "p > Sign > end", initial={"start": 2}, final={"end": 2})
    assert size_estimate(net) == 3**2  # 6 markings: the two tokens cannot be told apart
