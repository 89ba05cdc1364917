from dataclasses import replace

import numpy as np

from mining.areas.documented import Share, handover_counts
from mining.areas.handoffs_json import handoffs_json
from mining.areas.handover_wording import handover_words
from mining.areas.handovers import handovers_of
from mining.areas.roles_of_people import roles_of_people
from mining.areas.with_leads import deals_of_leads, roles_in_leads, with_leads
from models.categorical import Categorical
from models.leads import DEAL
from tests.builders import a_log_with_activities
from tests.mining.areas.processes import a_process

H1 = "[{id: H1, from: MKT, to: SDR, start: mql, done: [accepted, rejected], within: 1d, accept_target: 0.6}]"
DEALS = a_log_with_activities(
    "0 ^mql | 0.5 ^accepted @Sam | 1 Qualify @Ann", "0 ^mql | 3 ^accepted @Sam | 4 Qualify"
)
LEADS = a_log_with_activities(
    "0 mql | 0.5 accepted @Sam", "0 mql | 3 accepted @Sam", "0 mql | 0.2 rejected @Sue", "0 mql", "9 mql"
)
PROCESS = a_process(H1)


def test_that_leads_that_became_deals_say_nothing_of_acceptance() -> None:
    found = handovers_of(DEALS, PROCESS)
    (one,) = handover_counts(PROCESS, found, roles_of_people(DEALS, PROCESS, {}), np.ones(2, dtype=bool))
    assert found[0].only_converted
    assert (one.accepted, one.in_time, one.n) == (None, None, 2)
    assert "cannot be told" in handover_words(one)


def test_that_with_a_log_of_leads_all_of_them_are_counted_whatever_deals_are_looked_at() -> None:
    found = with_leads(handovers_of(DEALS, PROCESS), LEADS, PROCESS)
    roles = roles_of_people(DEALS, PROCESS, {"Sam": "SDR"})
    in_leads = roles_in_leads(LEADS, PROCESS, {"Sam": "SDR", "Sue": "AE"}, DEALS, roles)
    (one,) = handover_counts(PROCESS, found, roles, np.zeros(2, dtype=bool), in_leads)
    assert (one.n, one.noun) == (5, "lead")
    assert one.accepted == Share(2, 3)
    assert one.in_time == Share(2, 4)  # one was late, one never answered, and one may still be
    assert one.wrong_role == Share(1, 3)
    assert "counted over all leads" in handover_words(one)


def test_that_a_hand_over_of_deals_stays_one_of_deals() -> None:
    process = a_process("[{id: H2, from: AE, to: LEGAL, start: Proposal, done: [Legal review]}]")
    found = handovers_of(a_log_with_activities("0 Proposal | 1 Legal review"), process)
    assert with_leads(found, LEADS, process)[0] is found[0]
    assert with_leads(found, None, process) == found


def test_that_the_role_of_somebody_is_the_one_of_the_deals_where_leads_do_not_say_it() -> None:
    deals = replace(DEALS, extra={"Role": Categorical.of(["", "SDR", "AE", "", "SDR", ""])})
    roles = roles_of_people(deals, PROCESS, {})
    found = roles_in_leads(LEADS, PROCESS, {}, deals, roles)
    assert dict(zip(LEADS.resource.labels, found.tolist(), strict=True)) == {"Sam": 1, "Sue": -1}


def test_that_leads_lead_to_the_deals_that_they_became() -> None:
    became = {DEAL: Categorical.of(["D2", "D1", None, "gone", "D1"])}
    leads = replace(LEADS, cases=replace(LEADS.cases, extra=became))
    assert deals_of_leads(leads, np.array([1, 2, 3, 4], dtype=np.int32), DEALS).tolist() == [0]
    assert deals_of_leads(leads, np.array([0, 1], dtype=np.int32), DEALS).tolist() == [0, 1]
    assert deals_of_leads(LEADS, np.array([0], dtype=np.int32), DEALS).tolist() == []


def test_that_the_json_says_what_was_counted() -> None:
    everyone = np.ones(2, dtype=bool)
    alone = handoffs_json(DEALS, PROCESS, {}, everyone)[0]
    assert (alone["counted_over"], alone["times"], alone["accepted"]) == ("converted leads", 2, None)
    told = handoffs_json(DEALS, PROCESS, {"Sam": "SDR"}, everyone, leads=LEADS)[0]
    assert (told["counted_over"], told["times"], told["accepted"]["of"]) == ("leads", 5, 3)
