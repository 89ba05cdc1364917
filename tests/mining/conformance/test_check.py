"""The whole check on logs small enough to be judged by hand."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.process.yaml_format import parse_yaml
from models.alignment import MoveKind
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.costs import Costs
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import a_log
from tests.mining.alignment.nets import a_sequence

PROCESS = parse_yaml(
    """
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualification, Prospecting]}
  - {stage: Discovery, crm: [Needs Analysis]}
  - {stage: Demo, optional: "amount < 1000"}
  - {stage: Proposal}
  - {stage: Negotiation, back_to: [Proposal]}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
""",
    "process.yaml",
)
FULL = "Qualification > Needs Analysis > Demo > Proposal > Negotiation > Closed Won"


def checked(*traces: str, process: SalesProcess = PROCESS, **columns: object) -> Conformance:
    return check(a_log(*traces, **columns), process, silent)


def found(conformance: Conformance) -> dict[tuple[str, str], list[int]]:
    return {(d.key.type.value, d.key.stage): d.cases.tolist() for d in conformance.deviations}


def test_that_a_log_that_follows_the_process_has_no_deviation() -> None:
    result = checked(FULL, "Qualification > Needs Analysis > Closed Lost", "Qualification")
    assert found(result) == {}
    assert result.status.tolist() == [Status.CONFORMS, Status.CONFORMS, Status.PENDING]


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        ("Qualification > Demo > Proposal > Negotiation > Closed Won", {("skipped", "Discovery")}),
        ("Qualification > Demo > Closed Lost", {("skipped", "Discovery")}),
        ("Qualification > Demo", {("skipped", "Discovery")}),
        (
            "Qualification > Negotiation > Closed Lost",
            {("skipped", "Discovery"), ("skipped", "Demo"), ("skipped", "Proposal")},
        ),
        (
            "Qualification > Demo > Needs Analysis > Proposal > Negotiation > Closed Won",
            {("out of order", "Discovery")},
        ),
        ("Qualification > Demo > Needs Analysis > Closed Lost", {("out of order", "Discovery")}),
        ("Qualification > Demo > Needs Analysis", {("out of order", "Discovery")}),
        (
            "Qualification > Needs Analysis > Demo > Proposal > Demo > Proposal > Negotiation > Closed Won",
            {("went back", "Demo")},
        ),
        ("Qualification > Needs Analysis > Demo > Proposal > Demo > Closed Lost", {("went back", "Demo")}),
        (
            "Qualification > Needs Analysis > Demo > Demo > Proposal > Negotiation > Closed Won",
            {("repeated", "Demo")},
        ),
        (
            "Qualification > Needs Analysis > Demo > Proposal > Discount approval > Negotiation > Closed Won",
            {("undocumented step", "Discount approval")},
        ),
        (
            "Qualification > Needs Analysis > Closed Won",
            {("premature close", "Discovery")} | {("skipped", stage) for stage in ("Demo", "Proposal", "Negotiation")},
        ),
        (
            "Qualification > Needs Analysis > Closed Lost > Demo > Proposal > Negotiation > Closed Won",
            {("went back", "Lost")},
        ),
    ],
)  # fmt: skip
def test_that_each_deviation_is_named(trace: str, expected: set[tuple[str, str]]) -> None:
    result = checked(FULL, trace, amount=np.full(2, 5000.0))
    assert found(result) == {key: [1] for key in expected}
    assert result.status.tolist() == [Status.CONFORMS, Status.DEVIATES]


def test_that_a_documented_way_back_is_no_deviation() -> None:
    result = checked(FULL.replace("> Closed", "> Proposal > Negotiation > Closed"))
    assert found(result) == {}


def test_that_going_from_one_label_of_a_stage_to_another_is_no_event() -> None:
    result = checked(f"Prospecting > {FULL}")
    assert found(result) == {}
    assert result.log.trace(0) == ("Qualify", "Discovery", "Demo", "Proposal", "Negotiation", "Won")


def test_that_labels_are_compared_without_case_and_odd_spaces() -> None:
    result = checked(FULL.replace("Needs Analysis", "needs  ANALYSIS"))
    assert found(result) == {}


def test_that_a_condition_is_settled_for_each_deal() -> None:
    without_demo = FULL.replace("Demo > ", "")
    result = checked(without_demo, without_demo, FULL, amount=np.array([500.0, 5000.0, np.nan]))
    assert found(result) == {("skipped", "Demo"): [1]}


def test_that_a_lost_end_bound_to_stages_makes_an_early_loss_a_premature_close() -> None:
    ends = "end: {won: {crm: [Won]}, lost: {crm: [Lost], from: [B]}}"
    text = f"process: {{name: P}}\nflow: [{{stage: A}}, {{stage: B}}]\n{ends}"
    result = checked("A > B > Won", "A > B > Lost", "A > Lost", process=parse_yaml(text, "p"))
    assert found(result) == {("premature close", "A"): [2]}


def test_that_outcomes_the_log_does_not_know_are_read_from_its_closing_events() -> None:
    unknown = np.full(3, Outcome.UNKNOWN, dtype=np.int8)
    result = checked(
        FULL, "Qualification > Closed Lost", "Qualification > Closed Lost > Needs Analysis", outcome=unknown
    )
    assert result.log.cases.outcome.tolist() == [Outcome.WON, Outcome.LOST, Outcome.OPEN]


def test_that_an_end_the_log_has_no_event_for_is_not_asked_for() -> None:
    won = np.array([Outcome.WON, Outcome.LOST], dtype=np.int8)
    result = checked(
        "Qualification > Needs Analysis > Demo > Proposal > Negotiation",
        "Qualification > Needs Analysis",
        outcome=won,
    )
    assert result.cost.tolist() == [0, 0]


def test_that_a_skip_is_judged_on_the_deals_past_its_gate() -> None:
    result = checked(
        FULL, "Qualification > Demo", "Qualification > Needs Analysis > Closed Lost", "Qualification"
    )
    skip = result.deviation(DeviationKey(DeviationType.SKIPPED, "Discovery"))
    assert skip is not None
    assert (skip.cases.tolist(), skip.eligible.tolist()) == ([1], [0, 1])


def test_that_an_undocumented_step_is_compared_among_the_deals_that_got_as_far() -> None:
    step = FULL.replace("Negotiation", "Audit > Negotiation")
    result = checked(
        FULL, step, "Qualification > Closed Lost", "Qualification > Needs Analysis > Demo > Proposal"
    )
    audit = result.deviation(DeviationKey(DeviationType.UNDOCUMENTED, "Audit"))
    assert audit is not None
    assert (audit.eligible.tolist(), audit.compared.tolist()) == ([0, 1, 2, 3], [0, 1])


def test_that_nothing_is_compared_where_only_won_deals_can_show_it() -> None:
    result = checked(FULL, "Qualification > Needs Analysis > Closed Won")
    early = result.deviation(DeviationKey(DeviationType.PREMATURE_CLOSE, "Discovery"))
    assert early is not None
    assert early.compared.tolist() == []


def test_that_a_stage_nobody_reached_is_a_warning_and_a_process_without_any_is_refused() -> None:
    result = checked("Qualification > Needs Analysis")
    assert result.warnings[0] == "No deal ever reached 'Demo': the log has no event called 'Demo'."
    assert len(result.warnings) == 3
    with pytest.raises(UserError, match="No stage of 'New business' occurs in the log"):
        checked("Sow > Reap")


def test_that_a_log_without_deals_can_be_checked() -> None:
    result = checked()
    assert (result.log.n_cases, found(result), result.warnings) == (0, {}, ())


def test_that_an_imported_net_gets_the_closing_labels_of_the_log() -> None:
    log: EventLog = a_log("A > B > Closed Won", "A > Closed Lost", "A", "B > Closed Won")
    result = check(log, a_sequence("A", "B"), silent)
    assert result.ends == ("Won", "Lost")
    assert result.stages == ("A", "B")
    assert found(result) == {("skipped", "A"): [3]}


def test_that_every_event_is_told_once_and_in_order() -> None:
    result = checked("Qualification > Demo > Needs Analysis > Audit > Closed Lost")
    moves = result.alignments[result.alignment_of_case[0]].moves
    told = [(move.position, move.label) for move in moves if move.kind != MoveKind.MODEL]
    assert told == list(enumerate(result.log.trace(0)))


def test_that_reopening_is_judged_on_the_deals_that_were_closed_so() -> None:
    reopened = FULL.replace("> Demo", "> Closed Lost > Demo")
    result = checked(FULL, reopened, "Qualification > Closed Lost", "Qualification")
    back = result.deviation(DeviationKey(DeviationType.WENT_BACK, "Lost"))
    assert back is not None
    assert (back.cases.tolist(), back.eligible.tolist()) == ([1], [1, 2])


def test_that_of_many_stages_nobody_reached_and_of_long_names_only_so_much_is_told() -> None:
    result = check(a_log("A > Won"), a_sequence("A", *(f"S{i}" for i in range(40))), silent)
    assert len(result.warnings) == 13
    assert result.warnings[-1].startswith("No deal ever reached 28 more stages of 'sequence' either;")
    with pytest.raises(UserError) as refused:
        check(a_log("A" * 10_000), a_sequence("B" * 10_000), silent)
    assert len(str(refused.value)) < 400


def test_that_a_cost_of_an_end_that_no_deal_came_to_is_not_called_unknown() -> None:
    result = check(
        a_log(FULL.replace(" > Closed Won", "")), PROCESS, silent, Costs(extra={"Won": 3, "Wonn": 3})
    )
    assert [one for one in result.warnings if "cost" in one] == [
        "A cost is given for 'Wonn', which is neither a stage nor an event here; check its name."
    ]


def test_that_a_deal_lost_after_all_stages_is_no_deviation_where_nobody_won() -> None:
    lost = FULL.replace("Closed Won", "Closed Lost")
    found = checked(lost, "Qualification > Closed Lost", amount=np.array([5000.0, 5000.0]))
    assert found.deviations == ()
    assert found.status.tolist() == [Status.CONFORMS, Status.CONFORMS]


def test_that_what_is_won_without_an_event_follows_the_process_where_others_are_lost_with_one() -> None:
    found = checked(
        FULL.removesuffix(" > Closed Won"),
        "Qualification > Closed Lost",
        amount=np.array([5000.0, 5000.0]),
        outcome=np.array([Outcome.WON, Outcome.LOST], dtype=np.int8),
    )
    assert found.deviations == ()
    assert found.status.tolist() == [Status.CONFORMS, Status.CONFORMS]
