"""What could not be said about changes and why, and what size of change would have been found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.drift.deal_mix import mix_of
from mining.drift.power import smallest_found
from mining.drift.rows import LEAST, Rows
from mining.number_format import number, percent, plural
from models.conformance import Conformance
from models.drift import DriftOrder
from models.event_log import EventLog
from resources.translation import tr

_SHARE = 0.1


def unsaid(
    log: EventLog,
    found: Conformance | None,
    parts: Sequence[Rows],
    chosen: NDArray[np.bool_],
    order: DriftOrder,
) -> tuple[str, ...]:
    """Sentences on what was not looked at, what cannot be told, and how large a change had to be."""
    judged = sorted(len(part.at) for part in parts if part.features)
    if not judged or judged[-1] < 2 * LEAST:
        return (_too_few(log, judged, chosen, order),)
    said = []
    if order is DriftOrder.GATE and found is None:
        said.append(tr("There is no documented process: deviations from it were not looked at."))
    if order is DriftOrder.GATE and not mix_of(log):
        said.append(
            tr(
                "The log does not say what kind of deals these are (source, segment, product, team, "
                "amount): a change of the mix of deals cannot be told from one of the process."
            )
        )
    if order is DriftOrder.FIRST_EVENT:
        said.append(
            tr(
                "Whole paths were compared, in order of the first events: the log does not say how deals "
                "ended."
            )
        )
    features = sum(len(part.features) for part in parts)
    return (*said, *_would_be_found([deals for deals in judged if deals >= 2 * LEAST], features))


def _too_few(log: EventLog, judged: Sequence[int], chosen: NDArray[np.bool_], order: DriftOrder) -> str:
    deals = int((chosen & (np.diff(log.case_start) > 0)).sum())
    if deals >= 2 * LEAST and order is not DriftOrder.FILE:
        first = log.timestamp[log.case_start[:-1][chosen & (np.diff(log.case_start) > 0)]]
        if first.min() == first.max():
            return tr(
                "All deals begin at the same moment: without times there is no before and after to compare."
            )
    if deals >= 2 * LEAST and not judged:
        return tr("All deals take the same way: there is nothing that could have changed.")
    most = judged[-1] if judged else deals
    return tr(
        "Cannot tell: only {deals} can be compared, and a change needs {least} before it and "
        "{least} after it, {least_2} at least.",
        deals=plural(most, "deal"),
        least=LEAST,
        least_2=number(2 * LEAST),
    )


def _would_be_found(judged: Sequence[int], features: int) -> list[str]:
    """For what most deals were judged for, and for what the fewest were."""
    said = []
    for deals in dict.fromkeys((judged[-1], judged[0])):
        rise = smallest_found(deals, _SHARE, features)
        if rise is None:
            said.append(
                tr(
                    "What only {deals} were judged for is too little to find a change in.",
                    deals=plural(deals, "deal"),
                )
            )
        else:
            said.append(
                tr(
                    "In what {deals} were judged for, a share that rises from {share} to {share_2} halfway "
                    "would be found about nine times in ten; smaller changes may go unseen.",
                    deals=plural(deals, "deal"),
                    share=percent(_SHARE),
                    share_2=percent(rise),
                )
            )
    return said
