"""The two tracks over time: where the seller is in the jobs of the buyer, and how far the buyer has come by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.kpis.estimates import mean_of_clusters
from mining.kpis.figure import Figure, shares, unknown
from models.buyer_check import BuyerCheck
from models.buyer_journey import BuyerJourney
from models.case_table import NO_TIME
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr

SELLER, BUYER, AHEAD, GAP = "seller", "buyer", "ahead", "gap"
_NO_BUYER = tr(
    "The process has no buyer whose jobs this log can show: draw the journey and say what in "
    "the CRM shows it."
)


@dataclass(frozen=True, eq=False)
class TwoTracks:
    """Every first entry of a deal into a stage that serves a job: `case`, `time`, and both positions in jobs.

    A position counts the jobs that lie in a row before it: `seller` those before the job of the stage, `buyer` those
    up to the furthest job that was evidenced by then. In step, both are the same. `is_usual` flags the entries into the
    one stage, of those beyond the first job, that most deals enter: there deals are compared with each other.
    """

    case: NDArray[np.int32]
    time: NDArray[np.int64]
    seller: NDArray[np.float64]
    buyer: NDArray[np.float64]
    is_usual: NDArray[np.bool_]


def two_tracks(check: BuyerCheck, mask: NDArray[np.bool_]) -> TwoTracks:
    """The entries of the deals in `mask`; only jobs that the log can show count, being won comes after all of them."""
    places = job_places(check)
    done = [
        (place + 1, step.first) for step in check.steps if (place := places.get(step.step.name)) is not None
    ]
    found = []
    for row in range(len(check.stages)):
        seller = _seller_place(check, row, places)
        if seller is None:
            continue
        cases = np.flatnonzero(mask & (check.entered[row] != NO_TIME)).astype(np.int32)
        time = check.entered[row][cases]
        buyer = np.zeros(len(cases))
        for place, first in done:
            is_done = (first[cases] != NO_TIME) & (first[cases] <= time)
            np.maximum(buyer, place, out=buyer, where=is_done)
        found.append((cases, time, np.full(len(cases), float(seller)), buyer, np.full(len(cases), row)))
    if not found:
        none = np.zeros(0)
        return TwoTracks(none.astype(np.int32), none.astype(np.int64), none, none, none.astype(bool))
    case, time, seller_at, buyer_at, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    deals = np.bincount(rows[seller_at > 0], minlength=1)
    order = np.argsort(time, kind="stable")
    return TwoTracks(
        case[order],
        time[order],
        seller_at[order],
        buyer_at[order],
        (rows == deals.argmax())[order] & deals.any(),
    )


def job_places(check: BuyerCheck) -> Mapping[str, int]:
    """How many jobs that can be checked lie in a row before each of them: the longest chain of the partial order."""
    journey = check.journey or BuyerJourney(())
    known = [step.step.name for step in check.steps if step.can_be_checked]
    before = {
        name: [other for other in known if other in journey.before(name) and other != name] for name in known
    }
    places: dict[str, int] = {}
    for name in sorted(known, key=lambda one: len(before[one])):
        places[name] = max((places.get(other, 0) + 1 for other in before[name]), default=0)
    return places


def _seller_place(check: BuyerCheck, row: int, places: Mapping[str, int]) -> int | None:
    """Where a stage stands: after what it presumes; None where it names no job, or none that can be checked."""
    presumed = [places[name] + 1 for name in check.presumed[row] if name in places]
    serves = check.step_of[row]
    if serves in places:
        return places[serves]
    return max(presumed, default=None)


def track_figures(check: BuyerCheck | None, mask: NDArray[np.bool_], known_from: int) -> Iterator[Figure]:
    """Where the seller is, where the buyer is, how often the seller is ahead, and by how many jobs.

    `known_from` is when the log has old deals beside young ones; before, only early stages are entered.
    """
    names = {
        SELLER: (
            tr("Seller"),
            KpiUnit.JOBS,
            tr("The mean place of the stages entered in the period, in jobs of the buyer."),
        ),
        BUYER: (
            tr("Buyer"),
            KpiUnit.JOBS,
            tr("The mean number of jobs in a row that the buyer had done when they were."),
        ),
        AHEAD: (
            tr("Stages ahead of the buyer"),
            KpiUnit.SHARE,
            tr(
                "Of the stages first entered in the period, those that lie beyond the furthest that the "
                "buyer had come."
            ),
        ),
        GAP: (
            tr("How far the seller is ahead"),
            KpiUnit.JOBS,
            tr(
                "Of the stages first entered in the period: the place of the seller less that of the "
                "buyer, the mean."
            ),
        ),
    }
    found = two_tracks(check, mask) if check is not None else None
    if found is None or not len(found.case):
        yield from (unknown(key, *told, _NO_BUYER) for key, told in names.items())
        return
    gap = found.seller - found.buyer
    unscored = np.full(len(gap), np.nan)
    for key, values in ((SELLER, found.seller), (BUYER, found.buyer)):
        yield _mean(key, *names[key], found, values, unscored, known_from)
    yield shares(
        AHEAD, *names[AHEAD], found.case, found.time, gap > 0, scored=found.is_usual, known_from=known_from
    )
    yield _mean(GAP, *names[GAP], found, gap, np.where(found.is_usual, gap, np.nan), known_from)


def _mean(
    key: str,
    name: str,
    unit: KpiUnit,
    words: str,
    found: TwoTracks,
    values: NDArray[np.float64],
    score: NDArray[np.float64],
    known_from: int,
) -> Figure:
    def tell(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return mean_of_clusters(found.case[part], values[part])

    return Figure(key, name, unit, words, found.case, found.time, score, tell, known_from)
