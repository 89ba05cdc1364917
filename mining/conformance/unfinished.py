"""Says which deals could not be compared with a large process in time, and what to do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from models.alignment import Alignments
from resources.translation import tr_n


def unfinished(alignments: Alignments, of_case: NDArray[np.int32]) -> tuple[str, ...]:
    """A sentence with the deals and the paths that were not finished; none where all were."""
    missing = np.flatnonzero(~alignments.finished)
    if not len(missing):
        return ()
    deals = int(np.isin(of_case, missing).sum())
    return (
        tr_n(
            "{deals} deal on {paths} could not be compared with the process in time, and "
            "count neither as following it nor as departing: the process allows too much in "
            "parallel; let fewer stages run side by side, give it more time (--time-limit on the "
            "command line), or leave out events that it does not name.",
            "{deals} deals on {paths} could not be compared with the process in time, and "
            "count neither as following it nor as departing: the process allows too much in "
            "parallel; let fewer stages run side by side, give it more time (--time-limit on the "
            "command line), or leave out events that it does not name.",
            deals,
            deals=number(deals),
            paths=tr_n("{count} path", "{count} paths", len(missing), count=number(len(missing))),
        ),
    )
