"""Which deviations matter most, by a rule that fits into one tool tip."""

from __future__ import annotations

from collections.abc import Iterable

from mining.wording import tells_apart
from models.deviation import DeviationRow
from resources.translation import tr

RULE = tr(
    "First come the deviations whose deals win measurably more or less often than the others, ordered by the "
    "number of deals times that difference. Then come the others, ordered by the number of deals."
)


def what_matters_most(rows: Iterable[DeviationRow], limit: int = 5) -> tuple[DeviationRow, ...]:
    """The first `limit` deviations under `RULE`; data entry is no departure and is left out."""
    behaviour = [row for row in rows if row.key.type.is_behaviour and row.cases]
    return tuple(sorted(behaviour, key=_rank)[:limit])


def _rank(row: DeviationRow) -> tuple[bool, float, int, str, str]:
    known = row.effect is not None and tells_apart(row.effect)
    lost = row.cases * abs(row.effect.estimate) if row.effect is not None and known else 0.0
    return not known, -lost, -row.cases, row.key.type.value, row.key.stage
