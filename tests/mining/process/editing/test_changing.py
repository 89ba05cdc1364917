"""Removing, renaming and changing: everything that mentions a stage follows."""

from dataclasses import replace

from mining.process.conditions import parse_condition
from mining.process.editing.change import change_branch, change_stage, toggle_source, toggle_way_back
from mining.process.editing.duplicate import duplicate
from mining.process.editing.place import Place
from mining.process.editing.remove import remove, remove_branch, remove_end
from mining.process.editing.rename import rename_stage
from mining.process.editing.ways_back import possible_targets
from models.allow_list import Accepted, Forbidden
from models.deviation import DeviationKey, DeviationType
from models.rule import Rule, RuleKind
from models.sales_process import Branch, Choice, End, Parallel
from tests.mining.process.editing.flows import ENDS, A, B, C, D, a_process, short

WON, LOST = ENDS


def test_that_a_removed_stage_is_no_target_and_no_source_any_more():
    process = a_process(A, B, replace(C, back_to=("A", "B")), ends=(WON, replace(LOST, sources=("A", "B"))))
    made = remove(process, Place((1,)))
    assert short(made.process.flow) == "A C"
    assert made.process.stages[1].back_to == ("A",)
    assert made.process.end("lost").sources == ("A",)
    assert made.notes == ("The way back from C to B is gone with it.",)


def test_that_an_end_that_came_only_from_a_removed_stage_comes_from_any():
    made = remove(a_process(A, B, ends=(WON, replace(LOST, sources=("B",)))), Place((1,)))
    assert made.process.end("lost").sources is None
    assert made.notes == ("Lost came from B only; it now comes from any stage.",)


def test_that_a_removed_branch_goes_with_its_stages_and_a_single_one_becomes_a_line():
    process = a_process(A, Parallel(((B,), (C,))), D)
    assert short(remove_branch(process, Place((1, 0))).process.flow) == "A C D"
    choice = a_process(A, Choice((Branch((B,)), Branch((C,)), Branch(()))))
    assert short(remove_branch(choice, Place((1, 1))).process.flow) == "A [B | ]"
    assert (
        short(remove_branch(a_process(A, Choice((Branch((B,)), Branch(())))), Place((1, 0))).process.flow)
        == "A"
    )


def test_that_every_mention_follows_a_renamed_stage():
    process = a_process(
        A, B, replace(C, back_to=("B",)),
        ends=(WON, replace(LOST, sources=("B",))),
        rules=(Rule("R1", RuleKind.PRECEDENCE, "A", "B"), Rule("R2", RuleKind.ABSENCE, "b")),
        accepted=(Accepted(DeviationKey(DeviationType.SKIPPED, "B")),),
        forbidden=(Forbidden(("A", "B", "Won")),),
    )  # fmt: skip
    made = rename_stage(process, "B", "Demo")
    renamed = made.process
    assert short(renamed.flow) == "A Demo C"
    assert made.place == Place((1,))
    assert renamed.stages[1].labels == ("B",)
    assert renamed.stages[2].back_to == ("Demo",)
    assert renamed.end("lost").sources == ("Demo",)
    assert [rule.names for rule in renamed.rules] == [("A", "Demo"), ("Demo",)]
    assert renamed.accepted[0].deviation.stage == "Demo"
    assert renamed.forbidden[0].path == ("A", "Demo", "Won")


def test_that_the_label_of_a_stage_that_never_occurred_follows_its_name():
    process = a_process(A, B)
    assert rename_stage(process, "B", "Demo", label_follows=True).process.stages[1].labels == ("Demo",)


def test_that_a_copy_has_a_name_and_a_label_of_its_own():
    made = duplicate(a_process(A, replace(B, repeat=3)), Place((1,)))
    assert short(made.process.flow) == "A B B 2"
    assert made.process.stages[2] == replace(B, name="B 2", labels=("B 2",), repeat=3)


def test_that_fields_of_a_stage_change_and_nothing_else():
    made = change_stage(a_process(A, B), "B", optional=True, repeat=None)
    assert made.process.flow == (A, replace(B, optional=True, repeat=None))


def test_that_a_way_back_is_documented_and_taken_back():
    process = a_process(A, B, C)
    there = toggle_way_back(process, "C", "A").process
    assert there.stages[2].back_to == ("A",)
    assert toggle_way_back(there, "C", "A").process == process


def test_that_only_earlier_stages_of_the_same_line_can_be_gone_back_to():
    process = a_process(A, Parallel(((B,), (C,))), D)
    assert possible_targets(process, "C") == ("A",)
    assert possible_targets(process, "D") == ("A", "B", "C")
    assert possible_targets(process, "A") == ()


def test_that_the_sources_of_an_end_are_kept_in_documented_order():
    process = a_process(A, B, C)
    later = toggle_source(process, "lost", "C").process
    both = toggle_source(later, "lost", "A").process
    assert both.end("lost").sources == ("A", "C")
    assert toggle_source(later, "lost", "C").process == process


def test_that_a_branch_is_for_the_deals_of_its_condition():
    when = parse_condition("amount < 10", "test")
    process = a_process(Choice((Branch((A,)), Branch((B,)))))
    made = change_branch(process, Place((0, 1)), when, otherwise=False).process
    assert made.flow == (Choice((Branch((A,)), Branch((B,), when))),)
    assert change_branch(made, Place((0, 1)), None, otherwise=True).process.flow[0].branches[1].otherwise


def test_that_an_end_is_removed():
    assert remove_end(a_process(A), "lost").process.ends == (End("won", ("Won",)),)
