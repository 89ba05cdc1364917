"""A comparison of two processes as `lanekeeper.what-if/1`: stable and versioned, for scripts."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.deviation import DeviationRow
from models.what_if import Demand, DeviationChange, Standing, WhatIf

FORMAT = "lanekeeper.what-if/1"


def what_if_json(found: WhatIf) -> dict[str, Any]:
    """Everything that was compared; deals stand by their ids."""
    return {
        "format": FORMAT,
        "deals": found.before.deals,
        "months": found.months,
        "before": _standing(found.before),
        "after": _standing(found.after),
        "begin_to_follow": _ids(found, found.begin),
        "stop_following": _ids(found, found.stop),
        "deviations": [_deviation(row) for row in found.deviations],
        "demands": [_demand(row) for row in found.demands],
        "warnings": {"before": list(found.found_before.warnings), "after": list(found.found_after.warnings)},
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "process": one.process,
        "version": one.version,
        "stages": list(one.stages),
        "fitness": one.fitness,
        "conforming_cases": one.conforming,
        "deviating_cases": one.deviating,
        "pending_cases": one.pending,
        "unchecked_cases": one.unchecked,
        "allowed_paths": one.paths,
    }


def _deviation(row: DeviationChange) -> dict[str, Any]:
    return {
        "type": row.key.type.value,
        "stage": row.key.stage,
        "before": _side(row.before),
        "after": _side(row.after),
    }


def _side(row: DeviationRow | None) -> dict[str, Any]:
    if row is None:
        return {"cases": 0, "eligible": None, "rate": None}
    return {"cases": row.cases, "eligible": row.eligible, "rate": row.rate}


def _demand(row: Demand) -> dict[str, Any]:
    return {
        "stage": row.stage,
        "owners": list(row.roles),
        "team": row.team,
        "team_cases": row.deals,
        "before": row.before,
        "after": row.after,
    }


def _ids(found: WhatIf, cases: np.ndarray) -> list[str]:
    ids = found.found_after.log.cases.ids
    return [ids[case] for case in cases.tolist()]
