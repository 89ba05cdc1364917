"""Suggested edits of the documented process: what they legitimise, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest

from mining.conformance.check import check
from mining.process.conditions import parse_condition
from mining.process.repair.repairs_json import repairs_json
from mining.process.repair.suggest import ALL_FOLLOW, NO_STAGES, NO_WON, suggest_repairs
from mining.process.repair.wording import edit_words, gain_words, lines, standing_words
from models.allow_list import Accepted, Forbidden
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType
from models.errors import Cancelled
from models.event_log import EventLog
from models.petri_net import PetriNet, Transition
from models.progress import silent
from models.repair import EditKind, ProcessEdit, Repairs
from models.sales_process import End, SalesProcess, Stage, Step
from tests.builders import a_log

ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))
A, B, C, D = (Stage(name, (name,)) for name in "ABCD")


def process(*flow: Step) -> SalesProcess:
    return SalesProcess("Test", flow, ENDS)


def suggested(log: EventLog, *flow: Step) -> Repairs:
    return suggest_repairs(log, process(*flow), silent)


def edits(found: Repairs) -> list[tuple[EditKind, str, str]]:
    return [(one.edit.kind, one.edit.stage, one.edit.other) for one in found.suggestions]


def test_that_what_most_won_deals_leave_out_is_suggested_as_optional() -> None:
    log = a_log(*["A > C > Won"] * 6, *["A > B > C > Won"] * 2, "A > C > Lost", "A > B", "A > C")
    found = suggested(log, A, B, C)
    (one,) = found.suggestions
    assert one.edit == ProcessEdit(EditKind.OPTIONAL, "B")
    assert one.reason.key.type is DeviationType.SKIPPED
    assert (found.won, found.won_conforming, one.won_together) == (8, 2, 8)
    assert (one.won, one.lost, one.open) == (6, 1, 1)
    assert one.begin.tolist() == [0, 1, 2, 3, 4, 5, 8, 10]
    assert not len(one.stop)
    assert (found.paths, one.paths) == (1, 2)
    assert one.fitness == 1.0
    assert standing_words(found) == (
        "2 of 8\u00a0won deals follow the process as it is; with the suggestion 8 would."
    )


def test_that_a_stage_is_optional_only_where_a_condition_separates_well() -> None:
    segment = ["SMB"] * 6 + ["Large"] * 6
    log = a_log(*["A > C > Won"] * 6, *["A > B > C > Won"] * 6, segment=segment)
    (one,) = suggested(log, A, B, C).suggestions
    assert one.edit == ProcessEdit(EditKind.OPTIONAL_WHEN, "B", condition="segment == 'SMB'")
    assert one.paths == 1.5  # two paths for half of the deals


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        ("A > B > C > B > C > D > Won", (EditKind.WAY_BACK, "C", "B")),
        ("A > B > B > C > D > Won", (EditKind.REPEAT, "B", "")),
        ("A > B > X > C > D > Won", (EditKind.ADD, "X", "B")),
    ],
)
def test_that_every_kind_of_departure_has_its_edit(trace: str, expected: tuple[EditKind, str, str]) -> None:
    found = suggested(a_log(*[trace] * 3, *["A > B > C > D > Won"] * 3), A, B, C, D)
    assert edits(found) == [expected]
    assert found.suggestions[0].won_together == 6


def test_that_neighbours_that_come_in_both_orders_are_put_side_by_side() -> None:
    found = suggested(a_log(*["A > C > B > D > Won"] * 3, *["A > B > C > D > Won"] * 3), A, B, C, D)
    (one,) = found.suggestions
    assert (one.edit.kind, {one.edit.stage, one.edit.other}) == (EditKind.SIDE_BY_SIDE, {"B", "C"})
    assert (one.won, one.won_together, one.paths) == (3, 6, 2)


def test_that_neighbours_are_swapped_where_nearly_all_won_deals_do_them_the_other_way() -> None:
    found = suggested(a_log(*["A > C > B > D > Won"] * 20, "A > B > C > D > Won"), A, B, C, D)
    (one,) = found.suggestions
    assert (one.edit.kind, {one.edit.stage, one.edit.other}) == (EditKind.SWAP, {"B", "C"})
    assert (one.won, one.stop.tolist(), one.won_together) == (20, [20], 20)


def test_that_the_best_comes_first_and_each_is_told_by_itself() -> None:
    log = a_log(
        *["A > C > D > Won"] * 5, *["A > B > D > Won"] * 3, *["A > D > Won"] * 2, *["A > B > C > D > Won"] * 2
    )
    found = suggested(log, A, B, C, D)
    assert edits(found) == [(EditKind.OPTIONAL, "B", ""), (EditKind.OPTIONAL, "C", "")]
    assert [one.won for one in found.suggestions] == [5, 3]
    assert [one.won_together for one in found.suggestions] == [7, 12]


def test_that_edits_that_only_help_together_are_found_one_after_the_other() -> None:
    log = a_log(*["A > D > Won"] * 6, "A > B > C > D > Won")
    found = suggested(log, A, B, C, D)
    assert edits(found) == [(EditKind.OPTIONAL, "B", ""), (EditKind.OPTIONAL, "C", "")]
    assert [(one.won, one.closer, one.won_together) for one in found.suggestions] == [(0, 6, 1), (0, 6, 7)]
    assert gain_words(found.suggestions[0]) == (
        "6\u00a0won deals depart in fewer things, and none follows the process by this alone"
    )


def test_that_a_step_that_comes_again_and_again_is_added_so() -> None:
    (one,) = suggested(a_log(*["A > X > X > X > B > Won"] * 9, "A > B > Won"), A, B).suggestions
    assert one.edit == ProcessEdit(EditKind.ADD, "X", "A", repeat=None, labels=("X",))
    assert edit_words(one.edit) == "Add X as an optional stage after A, any number of times in a row"
    assert (one.won, one.won_together) == (9, 10)


def test_that_it_says_so_where_suggestions_only_bring_deals_closer() -> None:
    found = suggested(a_log(*["A > D > D > D > D > Won"] * 9, "A > B > D > Won"), A, B, D)
    assert standing_words(found).endswith("; with all suggestions 10 would.")
    one = replace(found.suggestions[0], won_together=found.won_conforming)
    assert standing_words(replace(found, suggestions=(one,))) == (
        "1 of 10\u00a0won deals follow the process as it is; the suggestions bring more of them closer, though none "
        "follows it by them."
    )


def test_that_an_edit_that_is_withheld_for_one_reason_is_not_suggested_for_another() -> None:
    swapped = ["A > C > B > D > Won"] * 10 + ["A > C > B > D > Lost"] * 40
    found = suggested(
        a_log(*swapped, *["A > B > C > D > Won"] * 40, *["A > B > C > D > Lost"] * 10), A, B, C, D
    )
    assert found.suggestions == ()
    (one,) = found.withheld
    assert one.edit.kind is EditKind.SIDE_BY_SIDE


def test_that_what_loses_more_is_withheld() -> None:
    skipping = ["A > C > Won"] * 4 + ["A > C > Lost"] * 36
    log = a_log(*skipping, *["A > B > C > Won"] * 30, *["A > B > C > Lost"] * 10)
    found = suggested(log, A, B, C)
    assert found.suggestions == ()
    (one,) = found.withheld
    assert (one.edit, one.won) == (ProcessEdit(EditKind.OPTIONAL, "B"), 4)
    assert one.reason.effect is not None
    assert one.reason.effect.high < 0
    assert "Not suggested: Make B optional (4\u00a0won deals do so)." in lines(found)[-1]


def test_that_every_suggestion_is_what_a_check_of_its_process_finds() -> None:
    log = a_log(*["A > C > Won"] * 3, *["A > B > C > C > Won"] * 2, "A > B > C > Won", "B > Lost", "C")
    before = check(log, process(A, B, C), silent)
    for one in suggested(log, A, B, C).suggestions:
        after = check(log, one.process, silent)
        departs, departs_after = (found.status == Status.DEVIATES for found in (before, after))
        assert one.begin.tolist() == np.flatnonzero(departs & ~departs_after).tolist()
        assert one.stop.tolist() == np.flatnonzero(~departs & departs_after).tolist()


def test_that_what_is_accepted_already_needs_no_edit() -> None:
    log = a_log(*["A > C > Won"] * 6, "A > B > C > Won")
    skips = DeviationKey(DeviationType.SKIPPED, "B")
    accepting = replace(process(A, B, C), accepted=(Accepted(skips),))
    assert suggest_repairs(log, accepting, silent).why_none == ALL_FOLLOW


def test_that_deals_beside_what_is_accepted_are_still_learnt_from() -> None:
    segment = ["SMB"] * 2 + ["Large"] * 5
    log = a_log(*["A > C > Won"] * 6, "A > B > C > Won", segment=segment)
    small = parse_condition("segment == 'SMB'", "a test")
    accepting = replace(
        process(A, B, C), accepted=(Accepted(DeviationKey(DeviationType.SKIPPED, "B"), small),)
    )
    found = suggest_repairs(log, accepting, silent)
    (one,) = found.suggestions
    assert (one.edit.kind, one.edit.stage, one.reason.cases) == (EditKind.OPTIONAL, "B", 4)
    assert (found.won_conforming, one.won, one.won_together) == (3, 4, 7)
    assert one.begin.tolist() == [2, 3, 4, 5]


def test_that_no_edit_answers_a_path_that_must_never_happen() -> None:
    log = a_log(*["A > C > Won"] * 3, *["A > B > C > Won"] * 6)
    never = replace(process(A, B, C), forbidden=(Forbidden(("A", "B", "C", "Won")),))
    found = suggest_repairs(log, never, silent)
    (one,) = found.suggestions
    assert (found.won_conforming, one.edit.stage, one.won, one.won_together) == (0, "B", 3, 3)


def test_that_only_the_chosen_deals_are_learnt_from() -> None:
    log = a_log(*["A > C > Won"] * 3, *["A > B > C > Won"] * 3)
    chosen = np.array([False] * 3 + [True] * 3)
    assert suggest_repairs(log, process(A, B, C), silent, mask=chosen).why_none == ALL_FOLLOW


def test_that_it_says_why_there_is_nothing_to_suggest() -> None:
    net = PetriNet("Net", ("p", "q"), (Transition("A", "A", (("p", 1),), (("q", 1),)),), {"p": 1}, {"q": 1})
    log = a_log("A > Won", "A > B > Lost")
    assert suggest_repairs(log, net, silent).why_none == NO_STAGES
    assert suggested(a_log("A > Lost", "B"), A, B).why_none == NO_WON
    assert suggested(a_log("A > B > Won"), A, B).why_none == ALL_FOLLOW


def test_that_it_can_be_stopped() -> None:
    def stop(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        suggest_repairs(a_log(*["A > C > Won"] * 3), process(A, B, C), stop)


def test_that_the_json_names_the_deals() -> None:
    log = a_log(*["A > C > Won"] * 2, "A > C > Lost")
    told = repairs_json(suggested(log, A, B, C), log.cases.ids)
    (one,) = told["suggestions"]
    assert (one["edit"], one["stage"]) == ("make optional", "B")
    assert one["begin_to_follow"]["ids"] == ["D1", "D2", "D3"]
    assert (told["won_cases"], told["allowed_paths"], one["allowed_paths"]) == (2, 1, 2)


def test_that_edits_are_told_as_verbs() -> None:
    assert edit_words(ProcessEdit(EditKind.REPEAT, "B", repeat=2)) == "Allow B twice in a row"
    assert (
        edit_words(ProcessEdit(EditKind.REPEAT, "B", repeat=None)) == "Allow B any number of times in a row"
    )
    assert edit_words(ProcessEdit(EditKind.ADD, "X")) == "Add X as an optional stage at the beginning"
    assert edit_words(ProcessEdit(EditKind.ADD_REQUIRED, "X", "A")) == "Add X after A"
