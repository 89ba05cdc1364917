"""Hand-overs as the part `handoffs` of `lanekeeper.diagnose/1`."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.areas.documented import HandoverCount, Share, handover_counts
from mining.areas.handovers import handovers_of
from mining.areas.informal import informal_processes
from mining.areas.matrix import AreaCell, AreaMatrix, area_matrix
from mining.areas.passes import passes_of
from mining.areas.roles_of_people import named_roles, roles_of_people
from mining.areas.with_leads import roles_in_leads, with_leads
from mining.areas.wording import informal_name
from mining.number_format import at
from models.conformance import Conformance
from models.event_log import EventLog
from models.informal_process import InformalProcess
from models.sales_process import SalesProcess


def handoffs_json(
    log: EventLog,
    process: SalesProcess,
    areas: Mapping[str, str],
    mask: NDArray[np.bool_],
    conformance: Conformance | None = None,
    leads: EventLog | None = None,
) -> list[dict[str, Any]]:
    """First the documented hand-overs, then the pairs of roles that hand over, then what recurs undocumented.

    `kind` is `documented`, `observed` or `informal`. `log` is prepared, with events of every kind; `areas` gives people
    their roles; the informal ones are those of the check that `conformance` is of. Hand-overs that happen to
    leads are counted over the log of `leads` where there is one. Times are in days, of 24 hours where
    `day_hours` is null. Raises UserError where the calendar of the process makes no sense.
    """
    role_of_person = roles_of_people(log, process, areas)
    found = with_leads(handovers_of(log, process), leads, process)
    matrix = area_matrix(process, passes_of(log, process, role_of_person), found, mask, log.day)
    in_leads = roles_in_leads(leads, process, areas, log, role_of_person) if leads is not None else None
    told = [_documented(one) for one in handover_counts(process, found, role_of_person, mask, in_leads)]
    told += [_observed(cell, matrix, log.day_hours) for cell in matrix.cells if cell.times]
    if conformance is not None:
        people = named_roles(log, process, role_of_person)
        told += [_informal(one) for one in informal_processes(conformance, people, mask)]
    return told


def _documented(one: HandoverCount) -> dict[str, Any]:
    found, handoff = one.handovers, one.handovers.handoff
    return {
        "kind": "documented",
        "id": handoff.id,
        "from": handoff.giver,
        "to": handoff.taker,
        "start": handoff.start,
        "done": list(handoff.done),
        "within": handoff.within or None,
        "counted_over": "converted leads" if found.only_converted else f"{one.noun}s",
        "times": one.n,
        "settled": one.count(found.is_settled),
        "accepted": _share(one.accepted),
        "accept_target": handoff.accept_target,
        "against_target": (one.accepted.against(handoff.accept_target).value or None)
        if one.accepted
        else None,
        "in_time": _share(one.in_time),
        "late": one.count(found.late),
        "silent": one.count(found.silent) if found.limit is not None else None,
        "bounced": one.count(found.bounced),
        "rejected_without_reason": one.count(found.without_reason) if found.knows_reasons else None,
        "pending": one.count(found.pending),
        "overtaken": one.count(found.overtaken),
        "wrong_role": _share(one.wrong_role),
        "median_days": _number(one.median),
        "p90_days": _number(one.p90),
        "day_hours": found.day_hours,
        "why_none": found.why_none or None,
    }


def _observed(cell: AreaCell, matrix: AreaMatrix, day_hours: float | None) -> dict[str, Any]:
    return {
        "kind": "observed",
        "from": matrix.roles[cell.giver],
        "to": matrix.roles[cell.taker],
        "times": cell.times,
        "deals": len(cell.cases),
        "median_days": _number(cell.median),
        "p90_days": _number(cell.p90),
        "day_hours": day_hours,
        "ping_pong_deals": len(cell.ping_pong),
        "wrong_role": _share(Share(cell.wrong, cell.judged)),
        "documented": cell.documented,
        "breaches": cell.breaches,
    }


def _informal(one: InformalProcess) -> dict[str, Any]:
    return {
        "kind": "informal",
        "name": informal_name(one),
        "step": one.step or None,
        "after": one.before or None,
        "before": one.after or None,
        "by": one.role or None,
        "team": one.team or None,
        "deals": len(one.cases),
        "rate": _share(Share(one.hits, one.of)),
        "rate_before": _share(Share(one.hits_before, one.of_before)),
        "since": None if one.since is None else at(one.since).date().isoformat(),
        "first": at(one.first).date().isoformat(),
    }


def _share(share: Share | None) -> dict[str, Any] | None:
    interval = share.interval if share is not None else None
    if share is None or interval is None:
        return None
    return {"hits": share.hits, "of": share.of, "share": share.value, "low": interval[0], "high": interval[1]}


def _number(value: float) -> float | None:
    return value if isfinite(value) else None
