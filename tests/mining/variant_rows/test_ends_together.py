"""Rows of deals that came the same way, however they were closed; counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.variant_rows.closing_steps import closing_steps
from mining.variant_rows.row_path import row_path
from mining.variant_rows.rows import telling_statuses, variant_rows
from mining.variant_rows.searching import search
from mining.variant_rows.wording import ended_words, explanation, path_words
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.deviation import DeviationType
from models.event_log import EventLog
from models.variant_rows import NOT_CHECKED, VariantRows
from tests.builders import a_log
from tests.desktop.screens.checked import PROCESS
from tests.mining.variant_rows.checked_paths import CONDITIONAL, checked

FULL = "Qualify > Discovery > Demo > Proposal"
SKIPS = "Qualify > Demo > Proposal"


def together(log: EventLog, found: Conformance | None = None) -> VariantRows:
    return variant_rows(log, found, np.ones(log.n_cases, dtype=bool), together=True)


def checked_together(*traces: str, **columns: object) -> tuple[Conformance, VariantRows]:
    found, _ = checked(*traces, **columns)
    return found, together(found.log, found)


def counts(rows: VariantRows) -> list[tuple[int, int, int]]:
    return list(zip(rows.won.tolist(), rows.lost.tolist(), rows.open.tolist(), strict=True))


def test_that_won_lost_and_open_deals_that_came_the_same_way_share_a_row():
    found, rows = checked_together(
        f"{FULL} > Won", f"{FULL} > Won", f"{FULL} > Lost", FULL, f"{SKIPS} > Lost", f"{SKIPS} > Won"
    )
    assert counts(rows) == [(2, 1, 1), (1, 1, 0)]
    assert rows.of_case.tolist() == [0, 0, 0, 0, 1, 1]
    assert [path_words(found.log, rows, row) for row in (0, 1)] == [FULL, SKIPS]
    assert [explanation(rows, row, found.ends) for row in (0, 1)] == [
        "Follows the process", "Skipped Discovery",
    ]  # fmt: skip


def test_that_the_closing_step_is_left_out_of_the_steps():
    found, rows = checked_together(f"{SKIPS} > Won", f"{SKIPS} > Lost")
    steps = row_path(found.log, found, rows, 0).steps
    assert [(step.stage, step.happened) for step in steps] == [
        ("Qualify", True), ("Discovery", False), ("Demo", True), ("Proposal", True),
    ]  # fmt: skip


def test_that_a_deal_won_over_left_out_steps_has_not_come_the_way_of_one_that_is_there():
    """Won from Demo leaves out Proposal; lost and open at Demo leave out nothing: so they are two rows."""
    at_demo = "Qualify > Discovery > Demo"
    found, rows = checked_together(f"{at_demo} > Won", f"{at_demo} > Lost", at_demo)
    assert counts(rows) == [(0, 1, 1), (1, 0, 0)]
    assert [explanation(rows, row, found.ends) for row in (0, 1)] == [
        "Follows the process", "Skipped Proposal",
    ]  # fmt: skip
    assert path_words(found.log, rows, 0) == path_words(found.log, rows, 1) == at_demo


def test_that_a_deal_closed_too_early_has_a_row_of_its_own_that_says_so():
    found, rows = checked_together("Qualify > Won", "Qualify > Lost", "Qualify")
    assert counts(rows) == [(0, 1, 1), (1, 0, 0)]
    assert {key.type for key in rows.deviations_of(1)} == {
        DeviationType.PREMATURE_CLOSE, DeviationType.SKIPPED,
    }  # fmt: skip
    assert [step.happened for step in row_path(found.log, found, rows, 1).steps] == [
        True,
        False,
        False,
        False,
    ]


def test_that_a_deal_lost_from_where_the_process_does_not_lose_deals_has_a_row_of_its_own():
    """Its moves up to the close are those of the open deal: only the deviation tells them apart."""
    _, rows = checked_together(
        "Qualify > Lost", "Qualify", process=PROCESS.replace("from: any", "from: [Proposal]")
    )
    assert counts(rows) == [(0, 1, 0), (0, 0, 1)]
    assert [key.type for key in rows.deviations_of(0)] == [DeviationType.PREMATURE_CLOSE]


def test_that_a_step_that_closed_a_deal_only_for_a_while_stays_on_its_path():
    found, rows = checked_together(f"{SKIPS} > Lost > Proposal > Won", f"{SKIPS} > Lost > Proposal")
    assert {path_words(found.log, rows, row) for row in range(len(rows))} == {f"{SKIPS} > Lost > Proposal"}
    stages = [step.stage for step in row_path(found.log, found, rows, 0).steps]
    assert "Lost" in stages
    assert "Won" not in stages


def test_that_a_deal_that_only_closed_has_a_path_without_a_step():
    log = a_log("Won", "Qualify > Won", "Qualify > Lost")
    rows = together(log)
    assert counts(rows) == [(1, 1, 0), (1, 0, 0)]
    assert path_words(log, rows, 1) == ""
    assert row_path(log, None, rows, 1).steps == ()


def test_that_all_sequences_of_a_row_are_known_whatever_a_filter_lets_through():
    found, _ = checked_together(f"{FULL} > Won", f"{FULL} > Won", f"{FULL} > Lost", FULL)
    only_lost = variant_rows(found.log, found, np.array([False, False, True, False]), together=True)
    assert counts(only_lost) == [(0, 1, 0)]
    assert only_lost.variants_of(np.array([0])).tolist() == [0, 1, 2]
    assert only_lost.variant.tolist() == [0]  # the one of two deals


def test_that_statuses_tell_rows_with_a_sequence_in_common_from_each_other():
    traces = (f"{SKIPS} > Won", f"{SKIPS} > Lost", f"{SKIPS} > Lost")
    _, rows = checked_together(*traces, process=CONDITIONAL, segment=["Small", "Small", "Large"])
    assert rows.deals.tolist() == [2, 1]
    assert telling_statuses(rows, np.array([0])) == {Status.CONFORMS, Status.PENDING}
    assert telling_statuses(rows, np.array([1])) == {Status.DEVIATES}


def test_that_deals_that_were_not_checked_in_time_are_alike_up_to_their_close():
    found, _ = checked(f"{FULL} > Won", f"{FULL} > Lost", SKIPS)
    moves = found.alignments
    gone = moves.take(np.zeros(0, dtype=np.int64))
    unfinished = replace(
        gone, start=np.zeros(len(moves) + 1, dtype=np.int64), cost=np.full(len(moves), -1, dtype=np.int32)
    )
    rows = together(found.log, replace(found, alignments=unfinished, deviations=()))
    assert rows.deals.tolist() == [2, 1]
    assert rows.main.tolist() == [NOT_CHECKED] * 2


def test_that_the_documented_ends_close_deals():
    found, _ = checked(f"{FULL} > Won", f"{FULL} > Lost")
    assert closing_steps(found.log, found) == {"Won", "Lost"}


@pytest.mark.parametrize(
    ("traces", "closing"),
    [
        (("A > B > Won", "A > Lost", "A > B"), {"Won", "Lost"}),
        (("A > Lost > B > Won", "A > Lost"), {"Won"}),  # after a Lost it went on
        (("A > B", "A"), set()),  # no deal was closed
    ],
)
def test_that_without_a_process_what_only_ends_won_or_only_lost_deals_closes_them(traces, closing):
    assert closing_steps(a_log(*traces), None) == closing


def test_that_a_last_stage_of_won_and_lost_deals_is_no_closing_step():
    outcome = np.array([Outcome.WON, Outcome.LOST, Outcome.LOST], dtype=np.int8)
    assert closing_steps(a_log("A > B", "A > B", "A", outcome=outcome), None) == set()


def test_that_without_outcomes_no_step_closes_a_deal():
    unknown = np.full(2, Outcome.UNKNOWN, dtype=np.int8)
    log = a_log("A > Won", "A > Lost", outcome=unknown)
    assert closing_steps(log, None) == set()
    assert (len(together(log)), together(log).closing) == (2, frozenset())


def test_that_what_one_lost_deal_in_thirty_ends_with_is_a_step_like_others():
    log = a_log(*["A > Lost"] * 29, "A > B", outcome=np.full(30, Outcome.LOST, dtype=np.int8))
    assert closing_steps(log, None) == {"Lost"}


def test_that_words_are_looked_for_in_what_every_deal_of_a_row_did():
    found, rows = checked_together(f"{FULL} > Won", f"{FULL} > Lost", f"{SKIPS} > Won")

    def hits(words: str) -> list[int]:
        return np.flatnonzero(search(found.log, found, rows, words).rows).tolist()

    assert hits("lost") == [0]
    assert hits("won") == [0, 1]
    assert hits("won lost") == []  # no deal was both
    only_won = variant_rows(found.log, found, np.array([True, False, True]), together=True)
    assert not search(found.log, found, only_won, "lost").rows.any()


def test_that_how_deals_ended_is_told_without_what_none_did():
    assert ended_words(4, 0, 1) == "4 won, 1 open"
    assert ended_words(0, 0, 0) == ""


_STEPS = st.tuples(st.lists(st.sampled_from("ABC"), max_size=4), st.sampled_from(["Won", "Lost", ""]))


@settings(deadline=None, max_examples=60)
@given(st.lists(_STEPS, min_size=1, max_size=14))
def test_that_rows_are_what_counting_deal_by_deal_gives(deals):
    log = a_log(*(" > ".join([*steps, end]) if end else " > ".join(steps) for steps, end in deals))
    rows = together(log)
    found = {path_words(log, rows, row): count for row, count in enumerate(counts(rows))}
    ways = {" > ".join(steps) for steps, _ in deals}
    assert found == {
        way: tuple(
            sum(1 for steps, ended in deals if (" > ".join(steps), ended) == (way, end))
            for end in ("Won", "Lost", "")
        )
        for way in ways
    }
