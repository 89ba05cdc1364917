"""One way to measure: warm, alternating, several rounds, CPU and wall time, and `lanekeeper.benchmark/1` as a table."""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time

FORMAT = "lanekeeper.benchmark/1"


@dataclass(frozen=True)
class Row:
    """One task at one size: median CPU and wall seconds of ours and of the peer, and peer / ours (CPU).

    The peaks are the most memory above the start, in MB, where that was measured.
    """

    task: str
    size: int
    ours_s: float
    ours_wall_s: float
    peer: str = ""
    peer_s: float | None = None
    peer_wall_s: float | None = None
    ratio: float | None = None
    note: str = ""
    ours_peak_mb: float | None = None
    peer_peak_mb: float | None = None


def compare(
    task: str,
    size: int,
    ours: Callable[[], object],
    peer: str = "",
    theirs: Callable[[], object] | None = None,
    rounds: int = 5,
    scale: float = 1.0,
    note: str = "",
) -> Row:
    """Run both in turn after a warm-up; `scale` is how much more work the whole is than the peer's sample."""
    mine: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    ours()
    for _ in range(rounds):
        mine.append(_timed(ours))
        if theirs is not None:
            other.append(_timed(theirs))
    cpu, wall = (statistics.median(times) for times in zip(*mine, strict=True))
    if theirs is None:
        return Row(task, size, cpu, wall, note=note)
    peer_cpu, peer_wall = (statistics.median(times) * scale for times in zip(*other, strict=True))
    return Row(task, size, cpu, wall, peer, peer_cpu, peer_wall, peer_cpu / cpu if cpu else None, note)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = process_time(), perf_counter()
    work()
    return process_time() - cpu, perf_counter() - wall


def arguments(description: str | None) -> argparse.Namespace:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller samples")
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    return parser.parse_args()


def show(rows: Sequence[Row], json_file: str | None) -> None:
    """Print the table, and write it as JSON where asked to."""
    print(f"{'task':<46}{'size':>10}{'ours s':>11}{'(wall)':>10}  {'peer':<28}{'peer s':>10}{'ratio':>10}")
    for row in rows:
        peer = f"{row.peer_s:>10.3f}{row.ratio or 0:>10.1f}" if row.peer_s is not None else ""
        print(
            f"{row.task:<46}{row.size:>10}{row.ours_s:>11.4f}{row.ours_wall_s:>10.4f}  {row.peer:<28}{peer}  {row.note}"
        )
    if json_file:
        Path(json_file).write_text(
            json.dumps({"format": FORMAT, "rows": [asdict(row) for row in rows]}, indent=1)
        )
