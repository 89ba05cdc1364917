"""The truth about the demo: which deals really show which deviation, judged by their written history.

Independent of the conformance check, which is measured against it. The definitions:

- skipped: a stage the deal never visited, although it reached a later one or was won;
- out of order: the first visit of a stage comes after a later stage had been visited;
- went back: another visit of a stage after a later one, other than from Negotiation to Proposal;
- undocumented step: a stage that the process does not know, under the CRM's label;
- premature close: won without the last two stages or more; named by the stage it was won from;
- entered in bulk: two stages or more within ten minutes by one user; named by the first that followed so fast.

What is between buyer and seller is in `mining.demo.buyer_truth`, how long stages took and whose they were in
`mining.demo.beside_truth`, what is around deals in `mining.demo.around_truth`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mining.demo.behaviour import Visit
from mining.demo.beside_truth import beside_of
from mining.demo.buyer_truth import counts_of, evidence_of, sides_of
from mining.demo.clock import FIRST_DAY, LAST_DAY
from mining.demo.deals import Deal
from mining.demo.leads import Lead
from mining.demo.records import Records
from mining.demo.stages import DOCUMENTED, ENDS, NEGOTIATION, PROPOSAL, WON
from mining.demo.told import told

_BULK_SECONDS = 600
BULK = "entered in bulk"


def truth(
    deals: Sequence[Deal], records: Records, leads: Sequence[Lead], beside: Mapping[str, object], seed: int
) -> dict[str, object]:
    """The content of `truth.json`; `beside` are the sections on what is around the deals."""
    found: dict[tuple[str, str], list[str]] = {}
    exact: Counter[str] = Counter({"won": 0, "lost": 0, "open": 0})
    for deal in deals:
        shown = sorted(deviations_of(deal.visits))
        exact[deal.outcome] += all(kind == BULK for kind, _ in shown)
        for deviation in shown:
            found.setdefault(deviation, []).append(deal.id)
    evidence = evidence_of(records)
    for deal in deals:
        for deviation in sorted(sides_of(deal.visits, evidence.get(deal.id, ()))):
            found.setdefault(deviation, []).append(deal.id)
    for deviation, ids in beside_of(deals, records, leads).items():
        found.setdefault(deviation, []).extend(ids)
    outcomes = Counter(deal.outcome for deal in deals)
    return {
        "format": "lanekeeper.demo-truth/1",
        "seed": seed,
        "period": {"from": FIRST_DAY.date().isoformat(), "to": LAST_DAY.date().isoformat()},
        "counts": {
            "deals": len(deals),
            "won": outcomes["won"],
            "lost": outcomes["lost"],
            "open": outcomes["open"],
            "stage_entries": sum(len(deal.visits) for deal in deals),
            "follow_the_process_exactly": {"all": sum(exact.values()), **exact},
        },
        "buyers": counts_of(evidence),
        **beside,
        "story": told(),
        "deviations": [
            {"type": kind, "stage": stage, "deals": ids} for (kind, stage), ids in sorted(found.items())
        ],
    }


def deviations_of(visits: Sequence[Visit]) -> set[tuple[str, str]]:
    """The (type, stage) pairs that one deal shows."""
    stages = [visit.stage for visit in visits]
    return _moved(stages) | _left_out(stages) | _bulk(visits)


def _moved(stages: Sequence[str]) -> set[tuple[str, str]]:
    found = set()
    seen: set[str] = set()
    furthest, before = -1, ""
    for stage in stages:
        if stage in ENDS:
            continue
        if stage not in DOCUMENTED:
            found.add(("undocumented step", stage))
            continue
        place = DOCUMENTED.index(stage)
        if place < furthest and (before, stage) != (NEGOTIATION, PROPOSAL):
            found.add(("went back" if stage in seen else "out of order", stage))
        seen.add(stage)
        furthest, before = max(furthest, place), stage
    return found


def _left_out(stages: Sequence[str]) -> set[tuple[str, str]]:
    won = WON in stages
    places = [DOCUMENTED.index(stage) for stage in stages if stage in DOCUMENTED]
    gate = len(DOCUMENTED) if won else max(places, default=0)
    missing = [stage for stage in DOCUMENTED[:gate] if stage not in stages]
    found = {("skipped", stage) for stage in missing}
    if won and set(DOCUMENTED[-2:]) <= set(missing):
        found.add(("premature close", stages[stages.index(WON) - 1]))
    return found


def _bulk(visits: Sequence[Visit]) -> set[tuple[str, str]]:
    for before, visit in pairwise(visits):
        if visit.by == before.by and visit.at - before.at <= _BULK_SECONDS:
            return {(BULK, visit.stage)}
    return set()
