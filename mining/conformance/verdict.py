"""Two checks of the same deals side by side: what an edit of the process changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.measures import log_fitness, status_counts
from mining.conformance.weights import alike_in, summed
from models.conformance import Conformance, Status
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.verdict import Figures, TeamChange, Verdict


def verdict_of(
    found: Conformance, before: Conformance | None, mask: NDArray[np.bool_], figures: Figures | None = None
) -> Verdict:
    """What `found` says of the deals in `mask` (one flag a case), compared with a check of the same cases before.

    `figures` are those of `before` over the same deals, if they are known.
    """
    now = figures_of(found, mask)
    changes = _Changes(found, before, mask) if before is not None else None
    skipped = {key.stage: n for key, n in now.of_deviation.items() if key.type is DeviationType.SKIPPED}
    return Verdict(
        deals=int(np.count_nonzero(mask)),
        now=now,
        before=None if before is None else figures or figures_of(before, mask),
        now_following=int(np.count_nonzero(changes.better)) if changes else 0,
        no_longer=int(np.count_nonzero(changes.worse)) if changes else 0,
        teams=changes.teams() if changes else (),
        reached=deals_reaching(found.log, mask),
        skipped=skipped,
        passed=_passing(found, mask),
    )


def figures_of(found: Conformance, mask: NDArray[np.bool_]) -> Figures:
    """The figures of one check over the deals in `mask`."""
    conforming, deviating, pending, _ = status_counts(found, mask).tolist()
    return Figures(conforming, deviating, pending, log_fitness(found, mask), _deviations(found, mask))


def deals_reaching(log: EventLog, mask: NDArray[np.bool_]) -> dict[str, int]:
    """How many of the deals in `mask` have each activity, those that any deal has."""
    variants = log.variants
    deals = variants.counts_in(mask)
    variant, code = log.derived(_steps_of_variants)
    reaching = np.bincount(code, weights=deals[variant], minlength=len(log.activity.labels))
    return {label: int(reaching[code]) for code, label in enumerate(log.activity.labels) if reaching[code]}


def _steps_of_variants(log: EventLog) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every variant with every activity in it, once."""
    variants, n = log.variants, max(1, len(log.activity.labels))
    variant = np.repeat(np.arange(len(variants)), np.diff(variants.start))
    distinct = np.unique(variant * n + variants.activity)
    return distinct // n, distinct % n


def _deviations(found: Conformance, mask: NDArray[np.bool_]) -> dict[DeviationKey, int]:
    counted: dict[DeviationKey, int] = {}
    for alike in alike_in(found):
        weight = alike.weigh(mask).sum(axis=0, keepdims=True)
        sums = summed([d.showing for d in alike.deviations], weight)[:, 0].tolist()
        counted |= {d.key: int(n) for d, n in zip(alike.deviations, sums, strict=True) if n}
    return counted


def _passing(found: Conformance, mask: NDArray[np.bool_]) -> dict[str, int]:
    """How many of the deals in `mask` got past each stage that any deal skips."""
    passing: dict[str, int] = {}
    for alike in alike_in(found):
        skips = [d for d in alike.deviations if d.key.type is DeviationType.SKIPPED]
        if skips:
            weight = alike.weigh(mask).sum(axis=0)
            passing |= {d.key.stage: int(weight[d.judged].sum()) for d in skips}
    return passing


class _Changes:
    """Which deals follow one of two processes only."""

    def __init__(self, found: Conformance, before: Conformance, mask: NDArray[np.bool_]) -> None:
        now, then = found.status == Status.DEVIATES, before.status == Status.DEVIATES
        judged = mask & (found.status != Status.UNCHECKED) & (before.status != Status.UNCHECKED)
        self.better: NDArray[np.bool_] = judged & then & ~now
        self.worse: NDArray[np.bool_] = judged & now & ~then
        self._team = found.log.cases.team

    def teams(self) -> tuple[TeamChange, ...]:
        """The teams with any change, the largest first."""
        labels = self._team.labels
        better, worse = (
            np.bincount(self._team.codes[flags & (self._team.codes >= 0)], minlength=len(labels))
            for flags in (self.better, self.worse)
        )
        changed = [
            TeamChange(label, int(better[code]), int(worse[code]))
            for code, label in enumerate(labels)
            if better[code] or worse[code]
        ]
        return tuple(sorted(changed, key=lambda team: (-(team.now_following + team.no_longer), team.name)))
