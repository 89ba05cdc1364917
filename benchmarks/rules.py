"""Rules: Declare templates over all pairs against pm4py's Declare miner, and all deals checked and counted again.

`uv run python -m benchmarks.rules [--quick] [--json FILE]`
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from benchmarks.documented import SALES
from benchmarks.measure import Row, arguments, compare, show
from benchmarks.sales_log import sales_log
from mining import pm4py_bridge
from mining.compiled.loading import fast, without
from mining.process.yaml_format import parse_yaml
from mining.rules.check_rules import check_rules
from mining.rules.deals_loop import JUDGE_DEALS
from mining.rules.discover_rules import discover_rules
from mining.rules.pairs_loop import COUNT_PAIRS
from models.case_table import Outcome
from models.declared import Template
from models.event_log import EventLog
from models.progress import silent

DEALS = 43_000
"""Their log has about 300,000 events."""

SAMPLE = 1_000

ORDER = """
rules:
  - {id: R1, precedence: [Discovery, Proposal]}
  - {id: R2, response: [Demo, Proposal]}
  - {id: R3, never: Contract sent}
"""

RULES = """
rules:
  - {id: R1, precedence: [Discovery, Proposal]}
  - {id: R2, response: [Demo, Proposal]}
  - {id: R3, response: [Demo, Proposal], within: 5bd}
  - {id: R4, not_together: [Closed Won, Closed Lost]}
  - {id: R5, never: Contract sent, when: "amount < 10000"}
  - {id: R6, exactly_once: Discovery}
"""


def discovery(log: EventLog, rounds: int) -> list[Row]:
    """All templates over all pairs, from the variants that are known; the peer from its own log of the same deals."""
    everyone = np.ones(log.n_cases, dtype=bool)
    theirs_log = pm4py_bridge.log_of(Counter(log.trace(case) for case in range(log.n_cases)))

    def ours() -> object:
        return discover_rules(log, silent, everyone)

    def with_numpy() -> object:
        with without():
            return discover_rules(log, silent, everyone)

    def theirs() -> object:
        return pm4py_bridge.declare_counts(theirs_log)

    _agree(log, pm4py_bridge.declare_counts(theirs_log))
    note = f"{len(log.variants)} variants, {len(log.activity.labels)} labels, {len(Template)} templates"
    return [
        compare("Declare, all pairs", log.n_events, ours, "pm4py Declare", theirs, rounds, note=note),
        compare("Declare, all pairs, numpy", log.n_events, with_numpy, rounds=rounds),
    ]


def checked_by_both(rounds: int) -> Row:
    """Three rules about order on closed deals, against pm4py's check of them on a sample."""
    log = sales_log(DEALS)
    log = log.keep_cases(log.cases.outcome != Outcome.OPEN)
    process = parse_yaml(SALES + ORDER, "the benchmark")
    model = {
        "precedence": [("Discovery", "Proposal")],
        "response": [("Demo", "Proposal")],
        "absence": [("Contract sent",)],
    }
    sample = [log.trace(case) for case in range(SAMPLE)]

    def ours() -> object:
        return check_rules(log, process, silent)

    def theirs() -> object:
        return [pm4py_bridge.declare_deviations(trace, model) for trace in sample]

    found = check_rules(log, process, silent)
    broken = [len(found.in_case(case)) for case in range(SAMPLE)]
    assert broken == [len(deviations) for deviations in theirs()]
    note = f"peer on {SAMPLE} of {log.n_cases} deals, scaled"
    return compare(
        "check three rules", log.n_events, ours, "pm4py Declare", theirs, rounds, log.n_cases / SAMPLE, note
    )


def _agree(log: EventLog, theirs: dict[tuple[str, ...], tuple[int, int]]) -> None:
    """Both count the same, or there is nothing to compare."""
    found = discover_rules(log, silent, np.ones(log.n_cases, dtype=bool))
    for template, name in ((Template.RESPONSE, "response"), (Template.ALTERNATE_SUCCESSION, "altsuccession")):
        for first, second in ((a, b) for a in found.labels for b in found.labels if a != b):
            one = found.of(template, first, second)
            assert (one.activated, one.satisfied) == theirs[name, first, second], (name, first, second)


def checking(deals: int, rounds: int) -> list[Row]:
    """Six rules, one of them with a time, on all deals; then their counts for one team."""
    log = sales_log(deals)
    process = parse_yaml(SALES + RULES, "the benchmark")
    found = check_rules(log, process, silent)
    mask = log.cases.team.codes == 0

    def check() -> object:
        return check_rules(log, process, silent)

    def check_with_numpy() -> object:
        with without():
            return check_rules(log, process, silent)

    def recount() -> object:
        return [result.count(mask) for result in found.results]

    return [
        compare("check six rules", log.n_events, check, rounds=rounds),
        compare("check six rules, numpy", log.n_events, check_with_numpy, rounds=rounds),
        compare("count them for one team", log.n_events, recount, rounds=rounds),
    ]


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    assert fast(COUNT_PAIRS, worth_waiting=True)
    assert fast(JUDGE_DEALS, worth_waiting=True)
    log = sales_log(DEALS)
    assert len(log.variants)
    rows = discovery(log, 1 if given.quick else 3)
    rows.append(checked_by_both(1 if given.quick else 3))
    for deals in (DEALS, 180_000) if given.quick else (DEALS, 180_000, 1_500_000):
        rows += checking(deals, 3)
    show(rows, given.json)


if __name__ == "__main__":
    main()
