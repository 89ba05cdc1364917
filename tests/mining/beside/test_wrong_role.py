"""Stages that were entered by somebody of another role than their owners'."""

from collections.abc import Mapping

from mining.analysis import analyse_again
from models.analysis import Analysis
from models.costs import Costs
from models.deviation import DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.mining.beside.deals import a_process, compared, deals, judged, shown, unjudged

WRONG = DeviationType.WRONG_ROLE
ROLES = "roles: {AE: Account executive, SE: Solutions, LEGAL: Legal}\n"
FLOW = "[Qualify, {stage: Demo, owner: [AE, Solutions]}, {stage: Review, owner: SE}]"
PROCESS = a_process(FLOW, more=ROLES)
PEOPLE = {"Ann": "AE", "Sol": "SE", "Lex": "LEGAL"}


def analysed(log: EventLog, process: SalesProcess = PROCESS, areas: Mapping[str, str] = PEOPLE) -> Analysis:
    return analyse_again(log, process, Costs(), silent, None, areas=areas)[0]


def test_that_who_entered_a_stage_is_to_be_in_one_of_its_roles() -> None:
    log = deals(
        "0 Qualify @Lex | 1 Demo @Ann | 2 Review @Sol | 3 Won @Ann",
        "0 Qualify @Ann | 1 Demo @Sol | 2 Review @Ann | 3 Lost @Ann",
        "0 Qualify @Ann | 1 Demo @Lex | 2 Review @Nobody",
        "0 Qualify @Ann | 1 Demo | 2 Review @Sol",
    )
    analysis = analysed(log)
    assert shown(analysis, WRONG) == {"Demo": ["D3"], "Review": ["D2"]}
    assert judged(analysis, WRONG, "Demo") == ["D1", "D2", "D3"]  # who entered the last one is not known
    assert judged(analysis, WRONG, "Review") == ["D1", "D2", "D4"]  # nobody knows the role of Nobody
    assert compared(analysis, WRONG, "Review") == ["D1", "D2", "D4"]
    told = {one.key.stage: (one.who.texts(), one.what.texts()) for one in analysis.facts}
    assert told == {"Demo": (["Lex"], ["Legal"]), "Review": (["Ann"], ["Account executive"])}
    assert unjudged(analysis, WRONG) == []


def test_that_only_stages_where_the_process_has_them_are_judged() -> None:
    log = deals("0 Qualify @Ann | 1 Demo @Ann | 2 Review @Sol | 3 Demo @Lex", "0 Qualify @Ann | 1 Demo @Lex")
    assert shown(analysed(log), WRONG) == {"Demo": ["D2"]}


def test_that_what_cannot_be_told_is_said() -> None:
    log = deals("0 Qualify @Ann | 1 Demo @Ann")
    nobody = deals("0 Qualify | 1 Demo")
    assert "which role a person has" in unjudged(analysed(log, areas={}), WRONG)[0]
    assert "who did what" in unjudged(analysed(nobody), WRONG)[0]
    assert unjudged(analysed(log, a_process("[Qualify, Demo]")), WRONG) == []  # nobody owns a stage
    assert unjudged(analysed(log, areas={"Sol": "SE", "Else": "AE"}), WRONG) == [
        "Wrong role: nothing in the log says which role a person has; give people their roles on Hand-overs."
    ]
    other = deals("0 Qualify @Ann | 1 Demo @Bob")
    assert unjudged(analysed(other), WRONG) == [
        "Wrong role in Demo: nobody who entered it has a known role; give people their roles on Hand-overs."
    ]
    assert shown(analysed(other), WRONG) == {}


def test_that_an_owner_that_is_no_role_of_the_process_is_not_judged() -> None:
    process = a_process("[Qualify, {stage: Demo, owner: XX}]", more=ROLES)
    assert shown(analysed(deals("0 Qualify @Ann | 1 Demo @Ann"), process), WRONG) == {}
