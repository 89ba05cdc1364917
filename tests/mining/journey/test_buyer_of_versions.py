"""The buyer's side where a process has versions: every deal is judged by the journey of its own."""

from dataclasses import replace
from datetime import date, timedelta

from mining.analysis import analyse_again
from models.analysis import Analysis
from models.costs import Costs
from models.deviation import DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import a_log_with_activities
from tests.mining.journey.processes import a_process, deals_judged, deals_with

NOT_YET = DeviationType.BUYER_NOT_THERE_YET
FIRST_DAY = date(2026, 1, 5)
LOG = a_log_with_activities(
    "0 Qualify | 1 Discovery | 2 Proposal",  # worked in the first days
    "20 Qualify | 21 Discovery | 22 Proposal",
    "20 Qualify | 21 ~Call: pain | 21 Discovery | 21 ~Meeting | 22 Proposal",
)


def analysed(log: EventLog, *versions: SalesProcess) -> Analysis:
    return analyse_again(log, versions[-1], Costs(), silent, None, earlier=versions[:-1])[0]


def test_that_a_journey_of_the_new_version_says_nothing_of_the_deals_before_it() -> None:
    new = replace(a_process(), valid_from=FIRST_DAY + timedelta(days=10))
    old = replace(new, valid_from=FIRST_DAY, journey=None)
    found = analysed(LOG, old, new)
    assert deals_with(found, NOT_YET, "Discovery") == ["D2"]
    assert deals_judged(found, NOT_YET, "Discovery") == ["D2", "D3"]


def test_that_two_equal_versions_find_what_one_finds() -> None:
    new = replace(a_process(), valid_from=FIRST_DAY + timedelta(days=10))
    old = replace(a_process(), valid_from=FIRST_DAY)
    found, alone = analysed(LOG, old, new), analysed(LOG, new)
    for stage in ("Discovery", "Proposal"):
        assert deals_with(found, NOT_YET, stage) == deals_with(alone, NOT_YET, stage)
        assert deals_judged(found, NOT_YET, stage) == deals_judged(alone, NOT_YET, stage)
    assert deals_with(found, NOT_YET, "Discovery") == ["D1", "D2"]
