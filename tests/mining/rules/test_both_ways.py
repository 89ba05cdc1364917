"""The compiled pass and numpy come to the same verdicts on logs with activities, two labels a stage and a calendar."""

from dataclasses import replace

import numpy as np
import pytest

from mining.compiled.loading import without
from mining.rules.check_rules import breaking_events, check_rules
from mining.rules.deals_loop import JUDGE_DEALS
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.progress import silent
from models.rule_results import Verdict
from tests.builders import START
from tests.mining.rules.logs import a_process
from tests.ways import compile_loops

LABELS = ("Qualify", "Needs", "Pains", "Demo", "Proposal", "Closed Won", "Call", "Meeting")
RULES = [
    *(
        f"{kind}: [{a}, {b}]{within}"
        for kind in ("response", "precedence")
        for a, b in (("Discovery", "Proposal"), ("Demo", "Call"), ("Meeting", "Won"))
        for within in ("", ", within: 3d", ", within: 2bd")
    ),
    "not_together: [Call, Proposal]",
    "not_together: [Needs, Demo]",
    "never: Meeting",
    "exactly_once: Discovery",
    'exactly_once: Call, when: "amount > 50"',
    "response: [Demo, Nothing]",
]
CALENDAR = '{days: Mon-Thu, hours: "08:30-16:45", zone: Australia/Sydney, holidays: [2026-01-07]}'


def random_log(seed: int, cases: int) -> EventLog:
    random = np.random.default_rng(seed)
    start = np.concatenate(([0], np.cumsum(random.integers(0, 9, cases)))).astype(np.int64)
    time = START + random.integers(0, 20 * 24, start[-1]) * 3_600_000_000
    case = np.repeat(np.arange(cases), np.diff(start))
    label = random.integers(-1, len(LABELS), start[-1]).astype(np.int32)
    kind = np.where(label >= 6, 1, 0)
    kind[random.random(len(kind)) < 0.05] = 1
    table = CaseTable.bare(
        tuple(map(str, range(cases))),
        amount=random.integers(0, 100, cases).astype(np.float64),
        outcome=random.choice([Outcome.OPEN, Outcome.WON, Outcome.LOST], cases).astype(np.int8),
    )
    return EventLog(
        activity=Categorical(label, LABELS),
        timestamp=time[np.lexsort((time, case))],
        resource=Categorical.empty(len(label)),
        kind=kind.astype(np.int8),
        case_start=start,
        cases=table,
    )


@pytest.mark.parametrize("seed", range(4))
def test_that_both_ways_come_to_the_same_verdicts(seed: int) -> None:
    compile_loops([JUDGE_DEALS])
    log, process = random_log(seed, 400), a_process(*RULES, calendar=CALENDAR)
    compiled = check_rules(log, process, silent)
    with without():
        plain = check_rules(log, process, silent)
    for ours, theirs in zip(compiled.results, plain.results, strict=True):
        assert (ours.verdict == theirs.verdict).all(), ours.rule
    kinds = {int(verdict) for result in plain.results for verdict in np.unique(result.verdict)}
    assert kinds == set(Verdict)


def test_that_the_verdict_on_a_deal_does_not_hang_on_the_others() -> None:
    log, process = random_log(9, 60), a_process(*RULES, calendar=CALENDAR)
    whole = check_rules(log, process, silent)
    last = int(log.timestamp[log.kind == 0].max())
    assert last == int(log.timestamp.max()), "so that it is as late without the others"
    latest = int(log.case_of_event[log.timestamp.argmax()])
    for case in range(log.n_cases):
        some = np.isin(np.arange(log.n_cases), [case, latest])
        part = check_rules(log.keep_cases(some), process, silent)
        at = int(some[:case].sum())
        for one, all_of_them in zip(part.results, whole.results, strict=True):
            assert one.verdict[at] == all_of_them.verdict[case]
            places = breaking_events(log, process, all_of_them, case)
            assert not places or all_of_them.verdict[case] == Verdict.BROKEN


def test_that_only_the_pass_over_a_deal_itself_says_where_it_breaks_a_rule() -> None:
    log = random_log(5, 50)
    process = a_process(*RULES, calendar=CALENDAR)
    found = check_rules(log, process, silent)
    kept = replace(found.results[0], verdict=np.zeros(log.n_cases, dtype=np.int8))
    assert all(breaking_events(log, process, kept, case) == () for case in range(log.n_cases))
    absent = next(result for result in found.results if result.rule.id == "R21")
    for case in absent.cases(Verdict.BROKEN).tolist():
        places = breaking_events(log, process, absent, case)
        begin = int(log.case_start[case])
        assert places
        assert all(log.activity.text(begin + place) == "Meeting" for place in places)
