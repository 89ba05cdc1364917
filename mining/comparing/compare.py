"""Holds two sides of deals against each other: everything they can differ in, corrected for so many looks."""

from __future__ import annotations

import numpy as np

from mining.aggregates.flow import END, START
from mining.comparing.defining import BY_CHOICE, Defining, defining
from mining.comparing.measures import check_rows, measure_rows
from mining.comparing.rows import Raw, corrected, median_row, share_rows
from mining.comparing.shares import counts_of
from mining.comparing.times import FIRST, NO_SIDE, SECOND, stage_times, step_times
from mining.discovery.process_map import process_map
from models.analysis import Analysis
from models.comparison import About, GroupComparison, Path, Side, Topic, Unit
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr


def compare_groups(analysis: Analysis, first: Side, second: Side, report: Report) -> GroupComparison:
    """Compare two sides that share no deal; see `mining.comparing.sides.why_not` for those that tell nothing.

    Tested are shares of paths, stages, deviations, outcomes and the mix, and the times between and in stages, amounts
    and numbers of stages. What the choice of the sides settles is shown and not tested. Raises Cancelled from `report`.
    """
    log, found = analysis.log, analysis.conformance
    known = defining(analysis, first, second)
    report(0.1, tr("Counting paths"))
    raw = _flow_rows(analysis, first, second, known)
    report(0.3, tr("Comparing times"))
    raw += _time_rows(log, first, second, known)
    report(0.6, tr("Comparing outcomes"))
    raw += measure_rows(log, (first, second), known)
    if found is not None:
        raw += check_rows(found, (first, second), known)
    report(0.8, tr("Drawing the maps"))
    joint = process_map(log, found, first.mask | second.mask)
    maps = process_map(log, found, first.mask), process_map(log, found, second.mask)
    going_on = known.ends is not None
    return GroupComparison(
        first,
        second,
        corrected(raw, log.day_hours),
        joint,
        maps,
        going_on,
        _cautions(log, first, second, known),
    )


def _flow_rows(analysis: Analysis, first: Side, second: Side, known: Defining) -> list[Raw]:
    log = analysis.log
    labels = log.activity.labels
    counts = counts_of(log, (first.mask, second.mask), known.ends)
    wanted = []
    shares = zip(counts.paths, counts.taking.tolist(), counts.leaving.tolist(), strict=True)
    for (source, target), (one, other), (of_one, of_other) in shares:
        path: Path = (
            None if source == START else labels[source],
            None if target == END else labels[target],
        )
        wanted.append(
            (
                About(Topic.PATH, path=path),
                (one, of_one),
                (other, of_other),
                _path_settled(analysis, path, known),
            )
        )
    for code in np.flatnonzero(counts.visiting.any(axis=1)).tolist():
        one, other = counts.visiting[code].tolist()
        counted = (one, first.cases), (other, second.cases)
        wanted.append((About(Topic.STAGE, stage=labels[code]), *counted, known.reach))
    return share_rows(wanted)


def _path_settled(analysis: Analysis, path: Path, known: Defining) -> str:
    found = analysis.conformance
    departs = known.by_status and found is not None and path not in found.allowed
    return BY_CHOICE if departs or path in known.paths else ""


def _time_rows(log: EventLog, first: Side, second: Side, known: Defining) -> list[Raw]:
    side = np.full(log.n_cases, NO_SIDE, dtype=np.int8)
    side[first.mask], side[second.mask] = FIRST, SECOND
    labels = log.activity.labels
    found = []
    keys, steps = step_times(log, side)
    for at, key in enumerate(keys.tolist()):
        source, target = divmod(key, len(labels))
        if (steps.sizes[0][at] or steps.sizes[1][at]) and not _is_end(known, source, target):
            about = About(Topic.STEP_TIME, path=(labels[source], labels[target]))
            found.append(median_row(about, Unit.DAYS, steps, at, known.unfinished))
    stays = stage_times(log, side)
    for code, label in enumerate(labels):
        if (stays.sizes[0][code] or stays.sizes[1][code]) and not _is_end(known, code):
            about = About(Topic.STAGE_TIME, stage=label)
            found.append(median_row(about, Unit.DAYS, stays, code, known.unfinished))
    return found


def _is_end(known: Defining, *codes: int) -> bool:
    return known.ends is not None and bool(known.ends[list(codes)].any())


def _cautions(log: EventLog, first: Side, second: Side, known: Defining) -> tuple[str, ...]:
    """What whoever reads the differences has to know, a sentence each."""
    found = []
    if known.ends is not None:
        found.append(
            tr(
                "{reach}{reach_2}: paths are compared among the deals that go on from a stage, and how "
                "far deals get is not.",
                reach=known.reach[:1].upper(),
                reach_2=known.reach[1:],
            )
        )
    elif known.unfinished:
        found.append(
            tr(
                "{unfinished}: the quick ones are over and the slow ones are not, so it cannot be told "
                "yet how far deals get, how they end and how long they take. Filter out the newest deals "
                "to compare that.",
                unfinished=known.unfinished,
            )
        )
    both = first.mask | second.mask
    currencies = np.unique(log.cases.currency.codes[both & ~np.isnan(log.cases.amount)])
    if len(currencies) > 1:
        found.append(
            tr(
                "Amounts are in {currencies} currencies, and compared within each.",
                currencies=len(currencies),
            )
        )
    return tuple(found)
