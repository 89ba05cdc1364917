"""From a file to a ready event log: Lanekeeper beside pandas, pm4py and polars, with the memory each needs at its peak.

`uv run python -m benchmarks.reading [--quick] [--large] [--json FILE] [--polars-python PYTHON]`

Each reading runs in a process of its own, in turns, after everything it needs is imported. Its peak is the most
memory the process ever held less the most it held before the reading began: VmHWM of `/proc/self/status` on Linux
(there `ru_maxrss` begins with the memory of the process that started it), else `ru_maxrss`. pandas and polars only
read the table; pm4py's route and Lanekeeper end with a log.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Row, show
from benchmarks.sales_log import write_sales_log

BPI_2012 = Path(__file__).resolve().parents[2] / "shared" / "data" / "bpic2012_full" / "bpic2012.xes.gz"
_OURS = """
from pathlib import Path
import pyarrow.compute, pyarrow.csv
from mining.sources.read import ImportOptions, import_log
from models.progress import silent
def work(file): return import_log([Path(file)], ImportOptions(), silent)
"""
_PANDAS = """
import pandas
def work(file): return pandas.read_csv(file)
"""
_PM4PY = """
import pandas, pm4py
def work(file):
    return pm4py.format_dataframe(
        pandas.read_csv(file), case_id="case_id", activity_key="activity", timestamp_key="timestamp"
    )
"""
_PM4PY_XES = """
import pm4py
def work(file): return pm4py.read_xes(file, variant=pm4py.util.constants.DEFAULT_XES_PARSER)
"""
_POLARS = """
import polars
def work(file): return polars.read_csv(file)
"""
_MEASURE = """
import json, resource, sys, time
def peak():
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
before, cpu, wall = peak(), time.process_time(), time.perf_counter()
read = work(sys.argv[1])
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
print(json.dumps([cpu, wall, peak() - before]))
"""


@dataclass(frozen=True)
class Reader:
    """A way to read: its name, the program that defines `work(file)`, and the Python that has what it needs."""

    name: str
    program: str
    python: str = sys.executable


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds, and the peak in MB above the start."""

    cpu_s: float
    wall_s: float
    peak_mb: float


OURS = Reader("Lanekeeper", _OURS)


def compare_readers(task: str, size: int, file: Path, peers: list[Reader], rounds: int) -> Iterator[Row]:
    """Run all in turns after one round that does not count; a row for every peer."""
    costs: dict[str, list[Cost]] = {reader.name: [] for reader in (OURS, *peers)}
    for number in range(rounds + 1):
        for reader in (OURS, *peers):
            cost = _run(reader, file)
            if number:
                costs[reader.name].append(cost)
    ours = _median(costs[OURS.name])
    for peer in peers:
        cost = _median(costs[peer.name])
        yield Row(
            task,
            size,
            ours.cpu_s,
            ours.wall_s,
            peer.name,
            cost.cpu_s,
            cost.wall_s,
            cost.cpu_s / ours.cpu_s,
            f"wall {cost.wall_s:.2f} s, ratio {cost.wall_s / ours.wall_s:.2f}; "
            f"peak {ours.peak_mb:,.0f} MB against {cost.peak_mb:,.0f} MB, ratio {cost.peak_mb / ours.peak_mb:.2f}",
            ours.peak_mb,
            cost.peak_mb,
        )


def _run(reader: Reader, file: Path) -> Cost:
    done = subprocess.run(
        [reader.python, "-c", reader.program + _MEASURE, str(file)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.cpu_s for cost in costs),
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.peak_mb for cost in costs),
    )


def _has_polars(python: str) -> bool:
    return subprocess.run([python, "-c", "import polars"], capture_output=True, check=False).returncode == 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="only the log of 0.3 million events, one round")
    parser.add_argument(
        "--large", action="store_true", help="also the log of 10 million events (pm4py needs 4 GB)"
    )
    parser.add_argument("--json", metavar="FILE", help="also write the rows as JSON")
    parser.add_argument(
        "--polars-python",
        metavar="PYTHON",
        default=sys.executable,
        help="a Python in which polars is installed",
    )
    given = parser.parse_args()
    peers = [Reader("pandas.read_csv alone", _PANDAS), Reader("pm4py (read_csv, format_dataframe)", _PM4PY)]
    if _has_polars(given.polars_python):
        peers.append(Reader("polars.read_csv alone", _POLARS, given.polars_python))
    else:
        print("polars is not installed: left out (--polars-python names a Python that has it).")
    deals = [45_000] if given.quick else [45_000, 180_000, *([1_450_000] if given.large else [])]
    rounds = 1 if given.quick else 3
    rows: list[Row] = []
    with TemporaryDirectory() as name:
        for number in deals:
            file = Path(name) / f"sales_{number}.csv"
            events = write_sales_log(file, number)
            some = rounds if events < 5_000_000 else 1
            rows += compare_readers(
                f"sales log, CSV of {file.stat().st_size / 1e6:,.0f} MB", events, file, peers, some
            )
            file.unlink()
        if BPI_2012.exists():
            pm4py = [Reader("pm4py.read_xes", _PM4PY_XES)]
            plain = Path(name) / "bpic2012.xes"
            with gzip.open(BPI_2012) as packed, plain.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            rows += compare_readers("BPI 2012, .xes.gz", 262_200, BPI_2012, pm4py, rounds)
            rows += compare_readers("BPI 2012, .xes", 262_200, plain, pm4py, rounds)
        else:
            print("BPI 2012 does not lie beside the project: its rows are left out.")
    show(rows, given.json)


if __name__ == "__main__":
    main()
