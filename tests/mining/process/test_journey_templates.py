"""The journeys to start from are complete, and stages are matched with their steps by name."""

import pytest

from mining.journey.matching import check_pattern
from mining.process.journey_templates import (
    journey_template,
    journey_template_names,
    journey_title,
    suggest_steps,
)
from mining.process.templates import template
from mining.process.yaml_format import parse_yaml, to_yaml
from models.buyer_journey import BuyerJourney, BuyerStep
from models.errors import UserError
from models.sales_process import SalesProcess, Stage

SIX = journey_template("six-buying-jobs").journey


def of_stages(*names: str) -> SalesProcess:
    return SalesProcess("P", tuple(Stage(name, (name,)) for name in names))


@pytest.mark.parametrize("name", journey_template_names())
def test_that_a_journey_names_only_what_it_has_and_uses_all_its_signals(name: str) -> None:
    signals, journey = journey_template(name)
    assert journey_title(name)
    known = {signal.name for signal in signals}
    assert {one for step in journey.steps for one in step.evidence} == known
    assert {one for step in journey.steps for one in step.after} <= {step.name for step in journey.steps}
    assert all(step.evidence or step.always_on for step in journey.steps)
    assert not any(step.name in journey.before(step.name) for step in journey.steps)
    for signal in signals:
        check_pattern(signal)


@pytest.mark.parametrize("name", journey_template_names())
def test_that_a_journey_can_be_taken_into_a_process_and_written(name: str) -> None:
    signals, journey = journey_template(name)
    plain = template("salesforce-default")
    process = SalesProcess(plain.name, plain.flow, plain.ends, signals=signals, journey=journey)
    read = parse_yaml(to_yaml(process), "p.yaml")
    assert (read.signals, read.journey) == (signals, journey)


def test_that_the_six_buying_jobs_are_there_and_the_last_two_never_stop() -> None:
    assert {step.name: step.always_on for step in SIX.steps} == {
        "problem": False, "exploration": False, "requirements": False, "selection": False,
        "validation": True, "consensus": True,
    }  # fmt: skip
    assert SIX.before("selection") == {"problem", "exploration", "requirements"}


def test_that_an_unknown_journey_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UserError, match="There is no journey spin; choose one of six-buying-jobs, "):
        journey_template("spin")


def test_that_the_stages_of_crms_are_matched_by_their_names() -> None:
    assert suggest_steps(template("salesforce-default"), SIX) == {
        "Prospecting": "problem",
        "Qualification": "problem",
        "Needs Analysis": "exploration",
        "Value Proposition": "requirements",
        "Perception Analysis": "requirements",  # says nothing, so as the stage before it
        "Proposal/Price Quote": "selection",
        "Negotiation/Review": "selection",
    }
    assert suggest_steps(template("hubspot-default"), SIX) == {
        "Appointment scheduled": "problem",
        "Qualified to buy": "problem",
        "Presentation scheduled": "requirements",
        "Contract sent": "selection",
    }
    assert suggest_steps(template("dynamics-365-default"), SIX) == {
        "Qualify": "problem", "Develop": "exploration", "Propose": "selection", "Close": "selection",
    }  # fmt: skip


def test_that_the_crm_labels_say_what_the_name_of_a_stage_does_not() -> None:
    process = SalesProcess("P", (Stage("One", ("Qualification",)), Stage("Two", ("Contract Sent",))))
    assert suggest_steps(process, SIX) == {"One": "problem", "Two": "selection"}


def test_that_no_stage_goes_back_behind_the_one_before_it() -> None:
    process = of_stages("Proposal", "Discovery", "Demo", "Contract")
    assert suggest_steps(process, SIX) == {"Proposal": "selection", "Contract": "selection"}
    swapped = of_stages("Demo", "Discovery")  # neither of the two jobs comes before the other
    assert suggest_steps(swapped, SIX) == {"Demo": "requirements", "Discovery": "exploration"}


def test_that_steps_with_names_of_their_own_are_matched_by_their_place() -> None:
    own = BuyerJourney((BuyerStep("a"), BuyerStep("b", after=("a",)), BuyerStep("c", after=("b",))))
    process = of_stages("Qualify", "Discovery", "Demo", "Proposal")
    assert suggest_steps(process, own) == {"Qualify": "a", "Discovery": "b", "Demo": "b", "Proposal": "c"}
    three = journey_template("three-steps").journey
    assert set(suggest_steps(process, three).values()) == {"interest", "consideration", "decision"}


def test_that_a_journey_without_steps_in_order_suggests_nothing() -> None:
    always = BuyerJourney((BuyerStep("validation", always_on=True),))
    assert suggest_steps(of_stages("Qualify"), always) == {}
