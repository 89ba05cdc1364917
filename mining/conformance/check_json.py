"""The result of a check as `lanekeeper.check/1`: stable and versioned, for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.conformance.measures import (
    EXAMPLES,
    deviation_cases,
    deviation_rows,
    fitness_of,
    log_fitness,
    status_counts,
)
from mining.export.stand_ins import stand_ins_of
from models.alignment import UNFINISHED
from models.beside_check import Unjudged
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.conformance import AcceptedDeals, Conformance, Status
from models.deviation import DeviationRow
from models.errors import UserError
from resources.translation import tr

FORMAT = "lanekeeper.check/1"
GROUPINGS = ("owner", "team", "segment", "source", "product")


def check_json(
    found: Conformance,
    quarantined: int,
    by: Sequence[str] = (),
    costs: bool = False,
    real_names: bool = False,
    today: date | None = None,
    unjudged: Sequence[Unjudged] = (),
) -> dict[str, Any]:
    """Everything the check found. `by` names the groupings; owners appear under a stand-in unless `real_names`.

    `today` is the day as of which accepted deviations are said to be in force or expired, `unjudged` what the log
    cannot show.
    """
    everyone = np.ones(found.log.n_cases, dtype=bool)
    table = found.log.cases
    counts = status_counts(found, everyone).tolist()
    result: dict[str, Any] = {
        "format": FORMAT,
        "log": {
            "cases": found.log.n_cases,
            "events": found.log.n_events,
            "variants": len(found.log.variants),
            "won": table.count(Outcome.WON),
            "lost": table.count(Outcome.LOST),
            "open": table.count(Outcome.OPEN),
            "quarantined": quarantined,
        },
        "process": {"name": found.process_name, "stages": list(found.stages)},
        "fitness": {
            "log": log_fitness(found, everyone),
            "conforming_cases": counts[Status.CONFORMS],
            "deviating_cases": counts[Status.DEVIATES],
            "pending_cases": counts[Status.PENDING],
            "unchecked_cases": counts[Status.UNCHECKED],
        },
    }
    if costs:
        told = (None if cost == UNFINISHED else cost for cost in found.cost.tolist())
        result["alignment_costs"] = dict(zip(table.ids, told, strict=True))
    result["deviations"] = [_deviation(row) for row in deviation_rows(found, everyone)]
    result["not_judged"] = [{"type": one.type.value, "why": one.sentence} for one in unjudged]
    result["accepted"] = [_accepted(one, table.ids, today) for one in found.accepted]
    result["versions"] = _versions(found)
    result["groups"] = {name: _groups(found, name, real_names) for name in by}
    result["warnings"] = list(found.warnings)
    return result


def _deviation(row: DeviationRow) -> dict[str, Any]:
    effect = row.effect
    return {
        "type": row.key.type.value,
        "stage": row.key.stage,
        "cases": row.cases,
        "eligible": row.eligible,
        "rate": row.rate,
        "definite": row.definite,
        "win_rate_with": row.win_rate_with,
        "win_rate_without": row.win_rate_without,
        "cycle_days_with": row.cycle_days_with,
        "cycle_days_without": row.cycle_days_without,
        "effect": effect
        and {"low": effect.low, "estimate": effect.estimate, "high": effect.high, "q": effect.q},
        "examples": list(row.examples),
    }


def _accepted(one: AcceptedDeals, ids: Sequence[str], today: date | None) -> dict[str, Any]:
    entry = one.entry
    return {
        "type": entry.deviation.type.value,
        "stage": entry.deviation.stage,
        "when": entry.when.text if entry.when else "",
        "why": entry.why,
        "by": entry.by,
        "since": entry.since and entry.since.isoformat(),
        "until": entry.until and entry.until.isoformat(),
        "state": entry.force(today).value if today else None,
        "cases": len(one.cases),
        "unknown_fields": list(one.unknown_fields),
        "examples": [ids[case] for case in one.cases[:EXAMPLES].tolist()],
    }


def _versions(found: Conformance) -> list[dict[str, Any]]:
    of_case = found.version_of_case
    if of_case is None:
        return []
    return [
        {
            "version": version.name,
            "from": version.begins and version.begins.isoformat(),
            "until": version.ends and version.ends.isoformat(),
            "cases": int((of_case == number).sum()),
            "fitness": log_fitness(found, of_case == number),
        }
        for number, version in enumerate(found.versions)
    ]


def _groups(found: Conformance, name: str, real_names: bool) -> list[dict[str, Any]]:
    column = _column(found.log.cases, name)
    shown: Mapping[str, str] = stand_ins_of(found.log) if name == "owner" and not real_names else {}
    codes, sizes = np.unique(column.codes, return_counts=True)
    parts = np.split(np.argsort(column.codes, kind="stable"), np.cumsum(sizes)[:-1])
    groups = []
    for code, cases in zip(codes.tolist(), parts, strict=False):  # no deals: no code, and one empty part
        label = column.labels[code] if code >= 0 else ""
        groups.append(_group(found, shown.get(label, label), cases))
    return sorted(groups, key=lambda group: str(group["name"]))


def _group(found: Conformance, name: str, cases: NDArray[np.int64]) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {}
    for key, count in deviation_cases(found, cases):
        counts.setdefault(key.type.value, {})[key.stage] = count
    deals = np.bincount(found.alignment_of_case[cases], minlength=len(found.alignments))
    return {"name": name, "cases": len(cases), "fitness": fitness_of(found, deals), "deviations": counts}


def _column(table: CaseTable, name: str) -> Categorical:
    if name in GROUPINGS:
        column = getattr(table, name)
        assert isinstance(column, Categorical)
        return column
    if name in table.extra:
        return table.extra[name]
    known = ", ".join((*GROUPINGS, *table.extra))
    raise UserError(tr("Deals cannot be grouped by '{name}': the log has {known}.", name=name, known=known))
