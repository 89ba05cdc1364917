"""How well a discovered model and the deals that it was learnt from describe each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.limits import Limits
from mining.conformance.check import check_again
from mining.discovery.models import learnt_from
from mining.drawing.traffic import runs_of
from mining.drawing.walking import Run
from mining.measures.quality import model_quality
from mining.measures.simplicity import simplicity
from models.costs import Costs
from models.discovered_model import DiscoveredModel
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr

_LIMITS = Limits(seconds=30, fallback_seconds=0)
"""Only a part of the deals, the ones easy to explain, would make the model look better than it is."""


@dataclass(frozen=True)
class Measured:
    """From 0 to 1, None where it cannot be told; `runs` are the ways through the model that explain the deals."""

    deals: int
    fitness: float | None
    precision: float | None
    simplicity: float | None
    runs: Mapping[Run, int]


def measured(
    model: DiscoveredModel,
    log: EventLog,
    mask: NDArray[np.bool_],
    report: Report,
    limits: Limits = _LIMITS,
) -> Measured:
    """Check the deals in `mask` that the model was learnt from against it.

    Fitness and precision are those of the documented process, see `model_quality`. Raises UserError where the model
    can never finish, or is too large for the deals to be compared with it in time.
    """
    chosen = log.keep_cases(learnt_from(log, mask))
    found, _ = check_again(chosen, model.net, report, Costs(), None, limits)
    every = np.ones(chosen.n_cases, dtype=bool)
    if not found.alignments.finished.all():
        raise UserError(
            tr(
                "How well this model fits cannot be told: comparing the deals with it would take too "
                "long. Leave out more rare paths."
            )
        )
    quality = model_quality(found, every)
    precision = quality.precision.value if quality.precision else None
    runs = runs_of(found, every)
    return Measured(quality.deals, quality.deal_fitness, precision, simplicity(model.net), runs)
