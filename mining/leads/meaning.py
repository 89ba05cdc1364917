"""What a qualified lead means to sales: in what those that it accepts differ from those that it rejects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.documented import Share
from mining.intervals import newcombe
from mining.leads.look import LeadLook
from mining.number_format import number
from mining.significance import false_discovery_rates, fisher_exact_each
from models.categorical import MISSING, Categorical
from models.leads import DEAL, REASON, STATUS
from resources.translation import tr

FEWEST = 10
_MOST_VALUES = 60
_BANDS = (10, 50, 200, 1_000, 5_000)

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Trait:
    """What some leads are: how many of those that are so were accepted, against all others that were answered.

    `difference` is in shares (0.1 is 10 points), with its Newcombe interval; `q` corrected over all traits.
    """

    field: str
    value: str
    accepted: Share
    others: Share
    difference: float
    low: float
    high: float
    q: float
    cases: NDArray[np.int32]


def traits_of(look: LeadLook, mask: _Flags) -> tuple[Trait, ...]:
    """The traits of the leads in `mask` that were accepted or rejected, those that tell most first.

    Only where at least 10 were answered on both sides. These are associations: a trait can stand for another one.
    """
    found = look.found
    answered = np.flatnonzero(found.among(mask) & found.is_settled)
    case, accepted = found.case[answered], found.accepted[answered]
    told: list[tuple[str, str, _Flags, tuple[int, int, int, int]]] = []
    for field, column in _columns(look):
        codes = column.codes[case]
        for code in np.unique(codes[codes != MISSING]).tolist():
            has = codes == code
            of, others = int(has.sum()), int((~has).sum())
            if min(of, others) >= FEWEST:
                hits = int((accepted & has).sum())
                table = (hits, of, int(accepted.sum()) - hits, others)
                told.append((field, column.labels[code], has, table))
    q_values = false_discovery_rates(fisher_exact_each([table for *_, table in told]))
    traits = []
    for (field, value, has, table), q in zip(told, q_values, strict=True):
        low, high = newcombe(*table)
        difference = table[0] / table[1] - table[2] / table[3]
        traits.append(
            Trait(
                field,
                value,
                Share(*table[:2]),
                Share(*table[2:]),
                difference,
                low,
                high,
                q,
                np.unique(case[has]),
            )
        )
    return tuple(sorted(traits, key=lambda one: (one.q, -abs(one.difference), one.field, one.value)))


def _columns(look: LeadLook) -> Iterator[tuple[str, Categorical]]:
    """What was known of a lead before sales answered it."""
    cases = look.leads.cases
    for name, column in ((tr("Source"), cases.source), (tr("Segment"), cases.segment), *cases.extra.items()):
        if name in (DEAL, REASON, STATUS) or not column.labels:
            continue
        banded = _in_bands(column)
        if banded is not None:
            yield name, banded
        elif len(column.labels) <= _MOST_VALUES:
            yield name, column


def _in_bands(column: Categorical) -> Categorical | None:
    """Numbers such as those of employees in bands, None where the texts are no whole numbers."""
    texts = [label.replace(",", "") for label in column.labels]
    if len(texts) <= len(_BANDS) or not all(text.isdecimal() and len(text) < 12 for text in texts):
        return None
    edges = (0, *_BANDS)
    names = [
        *(f"{low:,}–{high - 1:,}" for low, high in zip(edges, _BANDS, strict=False)),
        tr("{bands} or more", bands=number(_BANDS[-1])),
    ]
    band = np.searchsorted(_BANDS, [int(text) for text in texts], side="right")
    codes = np.append(band, MISSING)[column.codes].astype(np.int32)
    return Categorical(codes, tuple(names))
