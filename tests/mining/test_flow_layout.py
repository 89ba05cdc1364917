"""The drawn process: a straight spine, nothing over anything else, the same every time."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from mining.layout.flow_layout import flow_layout
from mining.layout.flow_sizes import CARD, GAP, OPENED
from models.sales_process import Branch, Choice, End, Parallel, SalesProcess, Stage
from tests.mining.process.processes import processes

A, B, C, D = (Stage(name, (name,)) for name in "ABCD")
ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))


def a_process(*flow, ends=ENDS) -> SalesProcess:
    return SalesProcess("P", tuple(flow), ends)


def overlap(one, other) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def within(inner, outer) -> bool:
    across = inner.left >= outer.left and inner.right <= outer.right
    return across and inner.top >= outer.top and inner.bottom <= outer.bottom


def test_that_the_stages_of_a_line_stand_on_a_straight_spine_at_equal_distances():
    drawing = flow_layout(a_process(A, B, C))
    boxes = [stage.box for stage in drawing.stages]
    assert [box.middle[1] for box in boxes] == [0.0, 0.0, 0.0]
    assert [b.left - a.left for a, b in pairwise(boxes)] == [CARD[0] + GAP] * 2
    won = next(end for end in drawing.ends if end.name == "won")
    assert won.box.middle[1] == 0.0
    assert won.box.left == boxes[-1].right + GAP


def test_that_the_first_branch_lies_on_the_spine_and_the_others_below_it():
    drawing = flow_layout(a_process(A, Parallel(((B,), (C,))), D))
    heights = {stage.name: stage.box.middle[1] for stage in drawing.stages}
    assert heights["A"] == heights["B"] == heights["D"] == 0.0
    assert heights["C"] > CARD[1]
    assert drawing.stage("B").box.left == drawing.stage("C").box.left


def test_that_lanes_say_for_which_deals_they_are():
    choice = Choice((Branch((B,)), Branch((), otherwise=True)))
    block = flow_layout(a_process(A, choice)).blocks[0]
    assert block.is_choice
    assert [lane.words for lane in block.lanes] == ["any deal", "all other deals"]


def test_that_an_opened_gap_moves_only_what_comes_behind_it():
    line = a_process(A, B, C)
    plain, opened = flow_layout(line), flow_layout(line, (1,))
    assert opened.stage("A").box == plain.stage("A").box
    assert opened.stage("B").box.left == plain.stage("B").box.left + OPENED
    assert opened.stage("A").box.right < opened.slot.left
    assert opened.slot.right < opened.stage("B").box.left


def test_that_ways_back_run_below_all_that_lies_between():
    back = Stage("D", ("D",), back_to=("A",))
    drawing = flow_layout(a_process(A, Parallel(((B,), (C,))), back))
    way = drawing.ways_back[0]
    assert (way.source, way.target) == ("D", "A")
    assert max(y for _, y in way.line.points) > drawing.blocks[0].box.bottom
    assert way.line.points[-1][1] == drawing.stage("A").box.bottom


def test_that_an_end_from_some_stages_has_a_line_from_each_of_them():
    lost = End("lost", ("Lost",), ("A", "C"))
    drawing = flow_layout(a_process(A, B, C, ends=(ENDS[0], lost)))
    end = next(end for end in drawing.ends if end.name == "lost")
    assert end.words == ""
    assert len(end.lines) == 3
    anywhere = next(end for end in flow_layout(a_process(A)).ends if end.name == "lost")
    assert anywhere.words == "from any stage"


def test_that_an_empty_process_has_a_gap_to_drop_into():
    assert [gap.path for gap in flow_layout(a_process()).gaps] == [(0,)]


@given(processes(), st.data())
def test_that_nothing_lies_over_anything_else(process, data):
    gaps = [gap.path for gap in flow_layout(process).gaps]
    drawing = flow_layout(process, data.draw(st.none() | st.sampled_from(gaps)))
    solid = [stage.box for stage in drawing.stages] + [end.box for end in drawing.ends] + [drawing.start]
    assert not any(overlap(one, other) for one, other in combinations(solid, 2))
    assert drawing.slot is None or not any(overlap(drawing.slot, box) for box in solid)
    for one, other in combinations(drawing.blocks, 2):
        nested = one.path == other.path[: len(one.path)]
        assert within(other.box, one.box) if nested else not overlap(one.box, other.box)
    for block in drawing.blocks:
        for stage in drawing.stages:
            inside = stage.path[: len(block.path)] == block.path
            assert within(stage.box, block.box) if inside else not overlap(stage.box, block.box)
    assert all(within(box, drawing.box) for box in solid)


@given(processes())
def test_that_every_stage_and_gap_is_drawn_once_and_the_same_every_time(process):
    drawing = flow_layout(process)
    assert [stage.name for stage in drawing.stages] == [stage.name for stage in process.stages]
    assert len({gap.path for gap in drawing.gaps}) == len(drawing.gaps)
    assert drawing == flow_layout(process)
