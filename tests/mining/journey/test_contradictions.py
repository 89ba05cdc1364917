"""Where a process contradicts its own journey: kind, stages and steps of each, and the sentence."""

import pytest

from mining.journey.contradictions import contradictions
from mining.process.templates import template
from models.contradiction import ContradictionKind
from models.sales_process import SalesProcess
from tests.mining.journey.processes import a_process


def found(process: SalesProcess) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.kind.value, one.stages, one.steps) for one in contradictions(process)]


def sentence(process: SalesProcess) -> str:
    (only,) = contradictions(process)
    return only.sentence


def test_that_a_process_in_the_order_of_its_journey_has_none() -> None:
    assert contradictions(a_process()) == ()


def test_that_stages_in_another_order_than_the_steps_are_told() -> None:
    process = a_process(
        "[{stage: Qualify, buyer: problem}, {stage: Proposal, buyer: selection}, "
        "{stage: Discovery, buyer: exploration}]"
    )
    assert found(process) == [("order", ("Proposal", "Discovery"), ("selection", "exploration"))]
    assert sentence(process) == (
        "Proposal comes before Discovery, but for the buyer Exploration (Discovery) comes before Selection (Proposal): "
        "move one of the stages, or change the order of the steps."
    )


@pytest.mark.parametrize(
    "flow",
    [
        "[{stage: Qualify, buyer: problem}, {stage: Discovery, buyer: exploration}, "
        "{stage: Proposal, buyer: selection}, {stage: Demo, buyer: exploration}]",
        "[{stage: Qualify, buyer: problem}, {parallel: [{stage: Proposal, buyer: selection}, "
        "{stage: Discovery, buyer: exploration}]}]",
        "[{stage: Qualify, buyer: problem}, {choice: [{flow: [{stage: Proposal, buyer: selection}]}, "
        "{flow: [{stage: Discovery, buyer: exploration}]}]}]",
    ],
    ids=["served before and after", "side by side", "one or the other"],
)
def test_that_a_step_which_can_be_done_before_the_stage_is_no_contradiction(flow: str) -> None:
    assert contradictions(a_process(flow)) == ()


def test_that_a_step_that_no_stage_serves_is_told_once() -> None:
    process = a_process(
        "[{stage: Qualify, buyer: problem}, {stage: Proposal, buyer: selection}, {stage: Close, buyer: selection}]"
    )
    assert found(process) == [("not served", ("Proposal", "Close"), ("exploration",))]
    assert sentence(process).startswith(
        "Proposal presumes that the buyer has done Exploration, and no stage is there for that:"
    )


def test_that_a_step_which_nothing_presumes_need_not_be_served() -> None:
    assert contradictions(a_process("[{stage: Qualify, buyer: problem}, Demo]")) == ()


def test_that_unknown_steps_are_told_where_they_are_named() -> None:
    process = a_process(
        "[{stage: Qualify, buyer: worry}]", buyer="{problem: {after: [pains], evidence: [pain]}}"
    )
    assert found(process) == [
        ("unknown step", (), ("problem", "pains")),
        ("unknown step", ("Qualify",), ("worry",)),
    ]


def test_that_a_stage_that_presumes_a_step_without_any_journey_is_told() -> None:
    process = a_process("[{stage: Qualify, buyer: worry}, Demo]", buyer="")
    assert found(process) == [("unknown step", ("Qualify",), ("worry",))]


def test_that_a_circle_of_steps_is_told_once_and_gives_no_order() -> None:
    buyer = """
      problem: {after: [selection], evidence: [pain]}
      exploration: {after: [problem], evidence: [explored]}
      selection: {after: [exploration], evidence: [asked]}
    """
    process = a_process(buyer=buyer)
    assert found(process) == [("circle", (), ("problem", "exploration", "selection"))]
    assert sentence(process).startswith(
        "The buyer steps Problem, Exploration and Selection come after each other"
    )
    own = a_process("[Qualify]", buyer="{problem: {after: [problem], evidence: [pain]}}")
    assert sentence(own).startswith("The buyer step Problem comes after itself")


def test_that_a_step_without_signals_is_told_unless_it_is_always_on() -> None:
    process = a_process("[Qualify]", buyer="{problem: {}, validation: {always_on: true}}")
    assert found(process) == [("no signals", (), ("problem",))]


def test_that_evidence_of_what_only_a_later_stage_is_there_for_comes_too_early() -> None:
    process = a_process(
        "[{stage: Qualify, buyer: problem, exit: [pain, explored]}, {stage: Discovery, buyer: exploration}, "
        "{stage: Proposal, buyer: selection, exit: [explored, asked]}]"
    )
    assert found(process) == [("early evidence", ("Qualify", "Discovery"), ("exploration",))]
    assert contradictions(process)[0].signals == ("explored",)
    assert sentence(process) == (
        "Qualify is not left without explored, which shows that the buyer has done Exploration, and only Discovery is "
        "there for that: ask for it there, or let it show another step."
    )


@pytest.mark.parametrize(
    ("rule", "against"),
    [
        ("precedence: [asked, explored]", True),
        ("precedence: [explored, asked]", False),
        ("precedence: [Proposal, explored]", True),
        ("precedence: [asked, Discovery]", True),
        ("precedence: [asked, Invoice]", False),
        ("precedence: [asked, Proposal]", False),
        ("response: [asked, explored]", False),
    ],
)
def test_that_a_rule_that_turns_the_journey_round_is_told(rule: str, against: bool) -> None:
    process = a_process(more=f"rules:\n  - {{id: R7, {rule}}}\n")
    assert [one.rule for one in contradictions(process)] == (["R7"] if against else [])


def test_that_the_templates_do_not_contradict_themselves() -> None:
    kinds = {one.kind for one in contradictions(template("meddpicc-b2b"))}
    assert kinds <= {ContradictionKind.EARLY_EVIDENCE}
