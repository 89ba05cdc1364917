"""The documented process as a net: its language, written out by hand."""

from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from tests.mining.process.words import most_tokens, words


def language(flow: str, longest: int = 8, end: str = "{}", **holding: bool) -> set[str]:
    """The words of a flow written in YAML; `holding` gives the truth of `name == 'yes'` for a field `name`."""
    process = parse_yaml(f"process: {{name: P}}\nflow: {flow}\nend: {end}", "p.yaml")
    net = to_net(process, {f"{name} == 'yes'": truth for name, truth in holding.items()})
    assert most_tokens(net, longest) == 1
    return words(net, longest)


def test_that_a_list_is_a_sequence_ended_by_won():
    assert language("[A, B]", end="{won: {crm: [Closed Won]}}") == {"A > B > Won"}


def test_that_a_plain_sequence_has_no_silent_step():
    process = parse_yaml("process: {name: P}\nflow: [A, B, C]", "p.yaml")
    net = to_net(process, {})
    assert [t.label for t in net.transitions] == ["A", "B", "C", "Won"]
    assert net.places == ("start", "after A", "after B", "after C", "end")


def test_that_an_optional_stage_may_be_left_out():
    assert language("[A, {stage: B, optional: true}, C]") == {"A > B > C", "A > C"}


def test_that_a_condition_decides_for_the_deals_it_is_known_of():
    flow = "[A, {stage: B, optional: \"x == 'yes'\"}]"
    assert language(flow) == {"A > B", "A"}
    assert language(flow, x=True) == {"A > B", "A"}
    assert language(flow, x=False) == {"A > B"}


def test_that_a_stage_may_come_as_often_in_a_row_as_documented():
    assert language("[{stage: A, repeat: 3}, B]") == {"A > B", "A > A > B", "A > A > A > B"}


def test_that_repeat_without_a_number_has_no_bound():
    assert language("[A, {stage: B, repeat: any}]", longest=4) == {"A > B", "A > B > B", "A > B > B > B"}


def test_that_an_optional_repeated_stage_may_be_left_out():
    assert language("[{stage: A, repeat: 2, optional: true}, B]") == {"B", "A > B", "A > A > B"}


def test_that_parallel_branches_interleave():
    assert language("[parallel: [[A, B], C]]") == {"A > B > C", "A > C > B", "C > A > B"}


def test_that_a_free_choice_takes_exactly_one_branch():
    assert language("[choice: [{flow: [A]}, {flow: [B, C]}, {flow: []}], D]") == {"A > D", "B > C > D", "D"}


CHOICE = (
    """[choice: [{when: "x == 'yes'", flow: [A]}, {when: "y == 'yes'", flow: [B]}, {otherwise: [C]}], D]"""
)


def test_that_the_first_branch_whose_condition_holds_is_the_only_one():
    assert language(CHOICE, x=True, y=True) == {"A > D"}
    assert language(CHOICE, x=False, y=True) == {"B > D"}


def test_that_the_other_branch_is_taken_where_no_condition_holds():
    assert language(CHOICE, x=False, y=False) == {"C > D"}


def test_that_unknown_conditions_leave_their_branches_open():
    assert language(CHOICE) == {"A > D", "B > D", "C > D"}
    assert language(CHOICE, x=False) == {"B > D", "C > D"}


def test_that_a_choice_without_otherwise_is_passed_over_where_no_condition_holds():
    flow = """[A, choice: [{when: "x == 'yes'", flow: [B]}], C]"""
    assert language(flow, x=False) == {"A > C"}
    assert language(flow, x=True) == {"A > B > C"}
    assert language(flow) == {"A > C", "A > B > C"}


def test_that_a_stage_documents_a_way_back():
    flow = "[A, B, {stage: C, back_to: [B]}]"
    assert language(flow, longest=7) == {"A > B > C", "A > B > C > B > C", "A > B > C > B > C > B > C"}


def test_that_only_the_stage_with_the_way_back_can_take_it():
    flow = "[A, {stage: B, back_to: [A]}, C, {stage: D, back_to: [C]}]"
    found = language(flow, longest=6)
    assert found == {"A > B > C > D", "A > B > A > B > C > D", "A > B > C > D > C > D"}


def test_that_a_skipped_stage_cannot_be_gone_back_from():
    assert language("[A, {stage: B, optional: true, back_to: [A]}]", longest=3) == {"A", "A > B", "A > B > A"}


def test_that_a_way_back_to_a_branch_leads_to_no_other_branch():
    flow = "[choice: [{flow: [A]}, {flow: [B]}], {stage: C, back_to: [A]}]"
    assert language(flow, longest=4) == {"A > C", "B > C", "A > C > A > C", "B > C > A > C"}


def test_that_going_back_into_a_parallel_block_finds_the_other_branch_done():
    flow = "[parallel: [A, B], {stage: C, back_to: [B]}]"
    assert language(flow, longest=5) == {"A > B > C", "B > A > C", "A > B > C > B > C", "B > A > C > B > C"}


def test_that_going_back_out_of_a_parallel_block_starts_it_again():
    flow = "[A, parallel: [B, {stage: C, back_to: [A]}]]"
    once = {"A > B > C", "A > C > B"}
    again = {f"{first} > {second}" for first in ("A > C", *once) for second in once}
    assert language(flow, longest=6) == once | again


def test_that_a_way_back_to_a_branch_these_deals_never_take_is_left_out():
    flow = """[choice: [{when: "x == 'yes'", flow: [A]}, {otherwise: [B]}], {stage: C, back_to: [A]}]"""
    assert language(flow, x=False) == {"B > C"}


def test_that_a_loop_in_one_branch_of_a_choice_stays_in_it():
    flow = "[choice: [{flow: [{stage: A, repeat: any}]}, {flow: [B]}], C]"
    assert language(flow, longest=3) == {"A > C", "A > A > C", "B > C"}


def test_that_nested_blocks_keep_every_place_at_one():
    flow = "[parallel: [[A, parallel: [B, C]], D], {stage: E, back_to: [C]}]"
    assert "A > B > C > D > E > C > E" in language(flow, longest=7)


def test_that_going_back_out_of_a_wide_block_does_not_multiply_the_steps():
    branches = ", ".join(f"S{number}" for number in range(20))
    text = f"process: {{name: P}}\nflow: [A, parallel: [{branches}, {{stage: X, back_to: [A]}}]]"
    net = to_net(parse_yaml(text, "p.yaml"), {})
    assert sum(t.name.startswith("from X back to A") for t in net.transitions) == 2
