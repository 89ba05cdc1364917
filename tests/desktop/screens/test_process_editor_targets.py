"""Where something that the mouse carries would go."""

from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.stage_item import HANDLES
from desktop.screens.process_editor.targets import Beside, IntoGap, handle_at, selection_at, target_at
from mining.layout.flow_layout import flow_layout
from mining.layout.flow_sizes import CARD, GAP
from mining.process.editing.place import Place
from models.sales_process import Branch, Choice, End, Parallel, SalesProcess, Stage

A, B, C, D = (Stage(name, (name,)) for name in "ABCD")
ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))
LINE = flow_layout(SalesProcess("P", (A, B, C), ENDS))
BLOCK = flow_layout(SalesProcess("P", (A, Choice((Branch((B, C)), Branch((), otherwise=True))), D), ENDS))
SIDES = flow_layout(SalesProcess("P", (A, Parallel(((B,), (C,))), D), ENDS))


def middle(drawing, name):
    return drawing.stage(name).box.middle


def test_that_between_two_cards_it_goes_between_them():
    x = LINE.stage("A").box.right + 10
    assert target_at(LINE, x, 0, None) == IntoGap(Place((1,)))
    assert target_at(LINE, -10, 0, None) == IntoGap(Place((0,)))
    assert target_at(LINE, LINE.stage("C").box.right + 60, 0, None) == IntoGap(Place((3,)))


def test_that_on_the_lower_half_of_a_card_and_below_it_it_goes_beside_it():
    x, y = middle(LINE, "B")
    assert target_at(LINE, x, y + 20, None) == Beside(Place((1,)), "B")
    assert target_at(LINE, x, y + 60, None) == Beside(Place((1,)), "B")
    assert isinstance(target_at(LINE, x, y - 30, None), IntoGap)


def test_that_nothing_goes_beside_itself():
    x, y = middle(LINE, "B")
    assert isinstance(target_at(LINE, x, y + 20, Place((1,))), IntoGap)


def test_that_in_a_lane_it_goes_into_the_lane():
    x, y = middle(BLOCK, "B")
    assert target_at(BLOCK, x + CARD[0] / 2 + GAP / 2, y, None) == IntoGap(Place((1, 0, 1)))
    lane = BLOCK.blocks[0].lanes[1].box
    assert target_at(BLOCK, *lane.middle, None) == IntoGap(Place((1, 1, 0)))


def test_that_a_block_does_not_go_into_itself():
    x, y = middle(SIDES, "C")
    found = target_at(SIDES, x, y, Place((1,)))
    assert found in (IntoGap(Place((1,))), IntoGap(Place((2,))))


def test_that_far_away_it_goes_nowhere():
    assert target_at(LINE, 0, 2000, None) is None


def test_that_what_is_under_the_mouse_is_the_smallest_part_there():
    assert selection_at(BLOCK, *middle(BLOCK, "B")) == Selection("stage", "B", Place((1, 0, 0)))
    lane = BLOCK.blocks[0].lanes[1].box
    assert selection_at(BLOCK, lane.left + 60, lane.top + 8) == Selection("block", "branch", Place((1, 1)))
    assert selection_at(BLOCK, lane.right - 4, lane.bottom - 4) == Selection("block", "choice", Place((1,)))
    assert selection_at(BLOCK, *next(end.box.middle for end in BLOCK.ends)) == Selection("end", "won")
    assert selection_at(BLOCK, -500, -500) == WHOLE


def test_that_handles_are_at_the_lower_edge():
    drawn = LINE.stage("B")
    x, y = drawn.box.middle
    assert handle_at(drawn, x + HANDLES["back"].x(), drawn.box.bottom) == "back"
    assert handle_at(drawn, x + HANDLES["end"].x(), drawn.box.bottom) == "end"
    assert handle_at(drawn, x, y) == ""
