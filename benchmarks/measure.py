"""One way to measure: warm, alternating, several rounds, CPU and wall time, and `lanekeeper.benchmark/1` as a table.

`alone` measures in a process of its own (`python -m benchmarks.measure MODULE:FUNCTION FILE ROUNDS`), with memory.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

FORMAT = "lanekeeper.benchmark/1"


@dataclass(frozen=True)
class Row:
    """One task at one size: median CPU and wall seconds of ours and of the peer, and peer / ours (CPU and wall).

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
    wall_ratio: float | None = None


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
    ratio, wall_ratio = (peer_cpu / cpu if cpu else None), (peer_wall / wall if wall else None)
    return Row(task, size, cpu, wall, peer, peer_cpu, peer_wall, ratio, note, wall_ratio=wall_ratio)


@dataclass(frozen=True)
class Alone:
    """Medians of CPU and wall seconds, the peak in MB above what was there before the work, and what came out."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    result: Any


def alone(prepare: str, file: Path, rounds: int, timeout_s: float | None = None) -> Alone | None:
    """Measure `MODULE:FUNCTION` in a process of its own; None where it takes longer than allowed.

    The function is given the file and gives back the work: a function whose result can be written as JSON. What
    it imports and loads is not measured, nor is the first round, unless it is the only one (`rounds` 0).
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.measure", prepare, str(file), str(rounds)],
            check=True, stdout=subprocess.PIPE, text=True, timeout=timeout_s,
            cwd=Path(__file__).resolve().parents[1],
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return Alone(**json.loads(done.stdout.splitlines()[-1]))


def _alone(prepare: str, file: str, rounds: int) -> Alone:
    module, _, function = prepare.partition(":")
    work = getattr(import_module(module), function)(Path(file))
    before = memory_mb("VmRSS")
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    result: list[Any] = []
    times = [_timed(lambda: result.append(work())) for _ in range(rounds + 1)]
    cpu, wall = (statistics.median(some) for some in zip(*(times[1:] or times), strict=True))
    return Alone(cpu, wall, memory_mb("VmHWM") - before, result[-1])


def memory_mb(field: str) -> float:
    """What the process holds (`VmRSS`) or held at most (`VmHWM`); elsewhere than on Linux always the latter."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        return next(
            int(line.split()[1]) * 1024 / 1e6 for line in status.splitlines() if line.startswith(field)
        )
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


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
    head = f"{'task':<46}{'size':>10}{'ours s':>11}{'(wall)':>10}  {'peer':<28}"
    print(f"{head}{'peer s':>10}{'ratio':>10}{'(wall)':>10}")
    for row in rows:
        ratios = f"{row.ratio or 0:>10.1f}{row.wall_ratio or 0:>10.1f}"
        peer = f"{row.peer_s:>10.3f}{ratios}" if row.peer_s is not None else ""
        print(
            f"{row.task:<46}{row.size:>10}{row.ours_s:>11.4f}{row.ours_wall_s:>10.4f}  {row.peer:<28}{peer}  {row.note}"
        )
    if json_file:
        Path(json_file).write_text(
            json.dumps({"format": FORMAT, "rows": [asdict(row) for row in rows]}, indent=1)
        )


if __name__ == "__main__":
    print(json.dumps(asdict(_alone(sys.argv[1], sys.argv[2], int(sys.argv[3])))))
