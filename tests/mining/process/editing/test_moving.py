"""Steps are moved along the line, into and out of branches, and what becomes impossible is said."""

from dataclasses import replace

from mining.process.conditions import parse_condition
from mining.process.editing.blocks import add_branch, dissolve, into_choice, with_neighbour
from mining.process.editing.insert import insert, insert_beside
from mining.process.editing.move import move, move_beside, step_aside, take_out, to_other_branch
from mining.process.editing.naming import new_stage
from mining.process.editing.place import Place
from models.sales_process import Branch, Choice, Parallel
from tests.mining.process.editing.flows import A, B, C, D, E, a_process, short


def test_that_a_stage_moves_along_the_line_in_both_directions():
    line = a_process(A, B, C, D)
    assert short(move(line, Place((0,)), Place((3,))).process.flow) == "B C A D"
    assert short(move(line, Place((3,)), Place((0,))).process.flow) == "D A B C"
    assert move(line, Place((0,)), Place((3,))).place == Place((2,))


def test_that_a_stage_moved_to_either_side_of_itself_stays():
    line = a_process(A, B, C)
    assert move(line, Place((1,)), Place((1,))).process is line
    assert move(line, Place((1,)), Place((2,))).process is line


def test_that_a_stage_moves_into_a_branch_and_out_again():
    process = a_process(A, Parallel(((B,), (C,))), D)
    into = move(process, Place((0,)), Place((1, 1, 0)))
    assert short(into.process.flow) == "(B | A C) D"
    assert into.place == Place((0, 1, 0))
    assert short(take_out(into.process, into.place).process.flow) == "(B | C) A D"


def test_that_a_parallel_block_of_one_branch_becomes_a_plain_line():
    process = a_process(A, Parallel(((B,), (C, D))), E)
    assert short(take_out(process, Place((1, 0, 0))).process.flow) == "A C D B E"


def test_that_an_emptied_branch_of_a_choice_stays_and_says_do_nothing():
    process = a_process(A, Choice((Branch((B,)), Branch((C,)))), D)
    assert short(move(process, Place((1, 0, 0)), Place((0,))).process.flow) == "B A [ | C] D"


def test_that_a_choice_without_any_stage_goes():
    process = a_process(A, Choice((Branch((B,)), Branch((), otherwise=True))), C)
    assert short(take_out(process, Place((1, 0, 0))).process.flow) == "A B C"


def test_that_a_whole_block_moves_but_not_into_itself():
    process = a_process(A, Parallel(((B,), (C,))), D)
    assert short(move(process, Place((1,)), Place((3,))).process.flow) == "A D (B | C)"
    assert move(process, Place((1,)), Place((1, 0, 0))).process is process


def test_that_a_stage_dropped_on_another_is_parallel_to_it():
    line = a_process(A, B, C)
    made = move_beside(line, Place((2,)), Place((1,)))
    assert short(made.process.flow) == "A (B | C)"
    assert made.place == Place((1, 1, 0))
    more = move_beside(made.process, Place((0,)), Place((0,)).next)
    assert short(more.process.flow) == "(B | C | A)"


def test_that_a_stage_dropped_on_a_single_parallel_stage_gets_the_branch_below_it():
    process = a_process(Parallel(((A,), (B,))), C)
    assert short(move_beside(process, Place((1,)), Place((0, 0, 0))).process.flow) == "(A | C | B)"
    assert short(move_beside(process, Place((0, 0, 0)), Place((0, 1, 0))).process.flow) == "(B | A) C"


def test_that_a_stage_dropped_on_one_of_several_in_a_branch_is_parallel_to_that_one_only():
    process = a_process(Parallel(((A, B), (C,))), D)
    assert short(move_beside(process, Place((1,)), Place((0, 0, 1))).process.flow) == "(A (B | D) | C)"


def test_that_a_way_back_that_a_move_makes_impossible_is_dropped_and_said():
    back = replace(C, back_to=("A", "B"))
    made = move(a_process(A, B, back), Place((2,)), Place((1,)))
    assert short(made.process.flow) == "A C B"
    assert made.process.stages[1].back_to == ("A",)
    assert made.notes == ("The way back from C to B is gone: B comes later now.",)
    beside = move_beside(a_process(A, B, back), Place((2,)), Place((1,)))
    assert beside.notes == ("The way back from C to B is gone: both are worked side by side now.",)


def test_that_stepping_aside_leaves_a_block_at_its_end():
    process = a_process(A, Parallel(((B, C), (D,))), E)
    assert short(step_aside(process, Place((1, 0, 0)), True).process.flow) == "A (C B | D) E"
    assert short(step_aside(process, Place((1, 0, 1)), True).process.flow) == "A (B | D) C E"
    assert short(step_aside(process, Place((1, 0, 0)), False).process.flow) == "A B (C | D) E"
    assert step_aside(process, Place((0,)), False).process is process


def test_that_a_stage_goes_to_the_branch_below_or_above():
    process = a_process(Parallel(((A, B), (C,))))
    assert short(to_other_branch(process, Place((0, 0, 0)), True).process.flow) == "(B | C A)"
    assert to_other_branch(process, Place((0, 0, 0)), False).process is process


def test_that_a_stage_is_made_parallel_with_the_one_before_it_or_behind_the_first():
    line = a_process(A, B, C)
    assert short(with_neighbour(line, Place((1,))).process.flow) == "(A | B) C"
    assert short(with_neighbour(line, Place((0,))).process.flow) == "(B | A) C"
    assert with_neighbour(a_process(A), Place((0,))).process.flow == (A,)


def test_that_a_stage_is_put_into_a_choice_and_the_choice_dissolved():
    when = parse_condition("segment == 'Enterprise'", "test")
    made = into_choice(a_process(A, B), Place((1,)), when)
    assert made.process.flow == (A, Choice((Branch((B,), when), Branch((), otherwise=True))))
    assert made.place == Place((1, 0, 0))
    assert dissolve(made.process, Place((1,))).process.flow == (A, B)


def test_that_a_block_gets_one_more_branch_with_nothing_in_it():
    process = a_process(Parallel(((A,), (B,))), C)
    made = add_branch(process, Place((0,)))
    assert short(made.process.flow) == "(A | B | ) C"
    assert made.place == Place((0, 2))
    assert short(move(made.process, Place((1,)), Place((0, 2, 0))).process.flow) == "(A | B | C)"


def test_that_a_new_stage_gets_a_free_name_and_its_place():
    line = a_process(A, B)
    first = insert(line, new_stage(line), Place((1,))).process
    assert short(first.flow) == "A New stage B"
    assert new_stage(first).name == "New stage 2"
    assert new_stage(line, "Won").name == "Won 2"
    assert short(insert_beside(line, new_stage(line, "S"), Place((1,))).process.flow) == "A (B | S)"
