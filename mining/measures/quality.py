"""Every measure of the documented process over any part of the deals, from what a check has already found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.weights import deals_explained
from mining.measures.fitness import mean_fitness, stage_fitness, times_followed, undocumented_steps
from mining.measures.footprint import footprint
from mining.measures.generalisation import generalisation
from mining.measures.precision import TOO_LARGE, is_measurable, precision
from models.conformance import Conformance
from models.model_quality import ModelQuality


def model_quality(found: Conformance, mask: NDArray[np.bool_]) -> ModelQuality:
    """Measure over the deals in `mask` (one flag a case).

    Nothing is aligned again: a mask re-weighs the distinct explanations, and what they do is worked out once.
    """
    weight = deals_explained(found, mask)
    paths = np.zeros(len(found.log.variants), dtype=np.int64)
    np.add.at(paths, found.derived(_path_of_alignment), weight)
    return ModelQuality(
        deals=int(weight.sum()),
        deal_fitness=mean_fitness(found, weight),
        stages=stage_fitness(found, weight),
        precision=precision(found, weight),
        generalisation=generalisation(times_followed(found, weight)),
        footprint=footprint(found, paths),
        undocumented=undocumented_steps(found, weight),
        without="" if is_measurable(found) else TOO_LARGE,
    )


def _path_of_alignment(found: Conformance) -> NDArray[np.int32]:
    """The variant that each alignment explains."""
    path = np.zeros(len(found.alignments), dtype=np.int32)
    path[found.alignment_of_case] = found.log.variants.of_case
    return path
