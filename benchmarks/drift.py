"""Drift: how well changes are found in public and in generated logs with known changes, beside published figures.

`uv run python -m benchmarks.drift [FOLDER] [--quick] [--json FILE]`; FOLDER (../shared/data/drift) holds logs of
the public evaluation under their own names. Parameters are the product's, the same for all logs. They were chosen
on logs of other seeds than those that are generated here.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.drift_logs import KnownLog, known_log
from benchmarks.drift_scores import TOLERANCES, Outcome, Score, score
from mining.drift.find import find_drift
from mining.opening import project_of
from mining.preparation import prepared_log
from mining.sources.source import ImportOptions
from models.drift import DriftOrder, DriftResult
from models.event_log import EventLog
from models.progress import silent

HELD_OUT = 70_000
"""The first seed of the generated logs."""

PUBLISHED = (
    ("earth-mover distance", (".920", ".786", ".708", "")),
    ("process graphs", (".827", ".723", ".513", "")),
    ("ProDrift", (".523", "", "", "")),
    ("CV4CDD (157 changes)", ("", ".932", "", "")),
    ("RINV, noise-free", ("", "", "", ".864")),
    ("earth-mover distance, noise-free", ("", "", "", ".833")),
    ("first prototype of ours", (".965", "", "", ".974")),
)
"""F1 at the tolerances, of the evaluation of 2023 (151 logs); the prototype: 2.1 % false alarms, 1.5 s a log."""

_SHAPES = (
    (100, 1, 0.0, False), (500, 1, 0.0, False), (500, 1, 0.1, False), (1000, 1, 0.0, False), (1000, 1, 0.2, False),
    (3000, 2, 0.0, True), (3000, 2, 0.05, True), (2000, 4, 0.05, False),
)  # fmt: skip
"""Cases, changes, noise, and whether every second change goes back."""


@dataclass(frozen=True, eq=False)
class Public:
    """A public log, in which order its cases are taken, and where it changes in that order."""

    name: str
    log: EventLog
    order: DriftOrder
    changes: tuple[int, ...]


def public_logs(folder: Path) -> Iterator[Public]:
    """The logs of the evaluation that lie in the folder; of other files nothing is known."""
    for file in sorted(folder.rglob("*.xes*")):
        project = project_of([file], ImportOptions("auto", None, "UTC", None, "", ""), silent)
        log = prepared_log(project)
        known = _known_changes(file.name, log.n_cases)
        if known:
            order = DriftOrder.FILE if file.name.startswith("bose") else DriftOrder.FIRST_EVENT
            yield Public(file.name, log, order, known)


def _known_changes(name: str, cases: int) -> tuple[int, ...]:
    if name.startswith("bose"):
        return (1200, 2400, 3600, 4800)
    if re.match("(Atomic|Composite|Nested)_", name):
        return (1000, 2000)
    return (cases // 2,) if name.startswith("sudden_") else ()


def found_in(name: str, log: EventLog, order: DriftOrder, true: Sequence[int]) -> tuple[Outcome, DriftResult]:
    """Search one log and time it; the paths of the log are not known beforehand."""
    begin = process_time()
    result = find_drift(log, None, None, silent, order)
    seconds = process_time() - begin
    at = tuple(change.index for change in result.changes)
    return Outcome(name, log.n_cases, at, tuple(true), seconds), result


def stable_segments(log: EventLog, order: NDArray[np.int32], true: Sequence[int]) -> Iterator[EventLog]:
    """The log cut where it changes, so that no part of it does."""
    for begin, end in pairwise((0, *true, len(order))):
        keep = np.zeros(log.n_cases, dtype=bool)
        keep[order[begin:end]] = True
        yield log.keep_cases(keep)


def measured(title: str, logs: Iterable[Public], rows: list[dict[str, object]]) -> None:
    """Search all logs and their stable segments, print what was found and what was wrong."""
    outcomes: list[Outcome] = []
    alarms: list[bool] = []
    for one in logs:
        outcome, result = found_in(one.name, one.log, one.order, one.changes)
        outcomes.append(outcome)
        for part in stable_segments(one.log, result.order, one.changes):
            alarms.append(bool(found_in(one.name, part, one.order, ())[1].changes))
    _show(title, outcomes, alarms, rows)


def _show(
    title: str, outcomes: Sequence[Outcome], alarms: Sequence[bool], rows: list[dict[str, object]]
) -> None:
    changes = sum(len(one.true) for one in outcomes)
    print(f"\n{title}: {len(outcomes)} logs, {changes} changes")
    print(f"  {'tolerance':<18}{'F1':>7}{'F1 of logs':>12}{'delay':>8}{'found':>7}{'false':>7}{'missed':>8}")
    for name, tolerance in TOLERANCES:
        found: Score = score(outcomes, tolerance)
        counts = f"{found.hits:>7}{found.false:>7}{found.missed:>8}"
        print(f"  {name:<18}{found.f1:>7.3f}{found.f1_of_logs:>12.3f}{found.delay:>8.1f}{counts}")
        rows.append({"task": title, "tolerance": name, "logs": len(outcomes), **asdict(found)})
    seconds = float(np.mean([one.seconds for one in outcomes]))
    share = float(np.mean(alarms)) if alarms else None
    if share is not None:
        print(f"  false alarms on {sum(alarms)} of {len(alarms)} stable segments ({share:.1%})")
    print(f"  {seconds:.2f} s a log")
    rows.append({"task": title, "stable_segments": len(alarms), "false_alarms": share, "ours_s": seconds})
    for one in outcomes:
        if score([one], TOLERANCES[1][1]).f1 < 1:
            print(f"    {one.name}: found {list(one.found)}, true {list(one.true)}")


def generated(per_shape: int) -> Iterator[Public]:
    """Held-out logs with sudden changes."""
    for number in range(per_shape):
        for shape, (cases, changes, noise, back) in enumerate(_SHAPES):
            seed = HELD_OUT + number * len(_SHAPES) + shape
            yield _public(known_log(seed, cases, changes, noise, back=back))


def gradual(how_many: int) -> Iterator[KnownLog]:
    """Held-out logs with one change that takes 10, 20 or 30 % of the cases."""
    for number in range(how_many):
        cases = (500, 1000, 2000)[number % 3]
        width = round(cases * (0.1, 0.2, 0.3)[number // 3 % 3])
        yield known_log(2 * HELD_OUT + number, cases, 1, 0.05, width)


def _public(known: KnownLog) -> Public:
    return Public(known.name, known.log, DriftOrder.FIRST_EVENT, known.changes)


def _gradual(how_many: int, rows: list[dict[str, object]]) -> None:
    """Where gradual changes are placed, and how much of the true transition the span that is told covers."""
    outcomes, covered, once = [], [], 0
    for known in gradual(how_many):
        outcome, result = found_in(known.name, known.log, DriftOrder.FIRST_EVENT, known.changes)
        outcomes.append(outcome)
        once += len(result.changes) == 1
        first = known.log.timestamp[known.log.case_start[:-1]]
        half = known.width // 2
        low, high = known.changes[0] - half, known.changes[0] + half
        for change in result.changes[:1]:
            told = np.searchsorted(first, (change.begins, change.ends))
            covered.append(max(0, min(high, told[1]) - max(low, told[0])) / (high - low))
    _show("generated, gradual (held out)", outcomes, [], rows)
    share = float(np.mean(covered))
    print(f"  told as one change in {once} of {how_many}; the span told covers {share:.0%} of the true one")
    rows.append({"task": "generated, gradual (held out)", "told_once": once / how_many, "covered": share})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="../shared/data/drift", help="where public logs lie")
    parser.add_argument("--quick", action="store_true", help="fewer generated logs")
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    given = parser.parse_args()
    rows: list[dict[str, object]] = []
    public = list(public_logs(Path(given.folder))) if Path(given.folder).is_dir() else []
    if not public:
        print(f"No public logs lie in {given.folder}; only generated ones are measured.")
    else:
        measured("public logs", public, rows)
        quiet = [one for one in public if "noise0_" in one.name]
        measured("public logs without noise, sudden", quiet, rows)
    measured("generated, sudden (held out)", generated(3 if given.quick else 15), rows)
    _gradual(9 if given.quick else 36, rows)
    print(f"\n  {'published F1':<34}" + "".join(f"{name:>18}" for name, _ in TOLERANCES))
    for name, figures in PUBLISHED:
        print(f"  {name:<34}" + "".join(f"{figure:>18}" for figure in figures))
    if given.json:
        Path(given.json).write_text(json.dumps({"format": "lanekeeper.benchmark/1", "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
