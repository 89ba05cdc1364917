"""The templates are valid, complete and documented for the person who adapts them."""

import pytest

from mining.process.compile import to_net
from mining.process.soundness import check_net
from mining.process.templates import template, template_names, template_text
from models.errors import UserError


def test_that_the_templates_are_the_known_ones():
    assert {"salesforce-default", "hubspot-default", "meddpicc-b2b"} <= set(template_names())


@pytest.mark.parametrize("name", template_names())
def test_that_a_template_is_valid_finishes_and_explains_itself(name):
    process = template(name)
    check_net(to_net(process, {}), name)
    assert process.name
    assert process.end("won")
    assert process.end("lost")
    assert template_text(name).startswith("# ")


def test_that_the_salesforce_template_has_the_stages_of_a_new_organisation():
    process = template("salesforce-default")
    assert [stage.name for stage in process.stages] == [
        "Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers",
        "Perception Analysis", "Proposal/Price Quote", "Negotiation/Review",
    ]  # fmt: skip
    assert [end.labels for end in process.ends] == [("Closed Won",), ("Closed Lost",)]


def test_that_the_checklist_of_meddpicc_is_evidence_and_no_stage():
    process = template("meddpicc-b2b")
    needed = {name for stage in process.stages for name in stage.exit_evidence}
    assert needed == {signal.name for signal in process.signals} - {"discount_ok"}
    assert {"Economic buyer met", "Champion found", "Paper process known"} <= needed


def test_that_an_unknown_template_is_refused():
    with pytest.raises(UserError, match="There is no template spin"):
        template("spin")
